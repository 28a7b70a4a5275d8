from django.db import transaction

from accounts.identity_providers.models import IdentityProvider
from accounts.identity_providers.provider_file import Described


class SecretMissing(Exception):
    """A new provider needs the secret by which it knows the portal."""


@transaction.atomic
def save_provider(described: Described, *, secret: str) -> bool:
    """Add the provider, or change the one with its key; return whether it is new. Without a secret it is kept."""
    # For an audited command alone: who adds a provider can open the page of each participant.
    provider = IdentityProvider.objects.select_for_update().filter(key=described.key).first()
    is_new = provider is None
    if provider is None:
        if not secret:
            raise SecretMissing
        provider = IdentityProvider(key=described.key)
    for name, value in described.values.items():
        setattr(provider, name, value)
    provider.save()
    if secret:  # encrypted with the row's key
        provider.write_secret(secret)
        provider.save(update_fields=["secret_encrypted", "secret_key_version"])
    return is_new
