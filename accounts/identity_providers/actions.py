from django.db import transaction

from accounts.identity_providers.client_keys import new_key
from accounts.identity_providers.models import IdentityProvider
from accounts.identity_providers.provider_file import Described


class SecretMissing(Exception):
    """A new provider needs the secret by which it knows the portal."""


@transaction.atomic
def save_provider(
    described: Described, *, secret: str, replaces_key: bool = False
) -> tuple[IdentityProvider, bool]:
    """Add the provider, or change the one with its key; return it and whether it is new. Raises SecretMissing.

    Without a secret the present one is kept, and so is a private key unless it is to be replaced.
    """
    # For an audited command alone: a provider that is added opens pages of participants, or accounts.
    provider = IdentityProvider.objects.select_for_update().filter(key=described.key).first()
    is_new = provider is None
    provider = provider or IdentityProvider(key=described.key)
    needs_secret = is_new or provider.authentication != described.values["authentication"]
    for name, value in described.values.items():
        setattr(provider, name, value)
    if provider.has_private_key:
        secret = new_key() if needs_secret or replaces_key else ""
    elif needs_secret and not secret:
        raise SecretMissing
    provider.save()
    if secret:  # encrypted with the row's key
        provider.write_secret(secret)
        provider.save(update_fields=["secret_encrypted", "secret_key_version"])
    return provider, is_new
