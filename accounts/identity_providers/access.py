from accounts.database_access import system_scope
from accounts.identity_providers.models import IdentityProvider


def providers_in_use():
    with system_scope():
        return list(IdentityProvider.objects.filter(is_in_use=True))


def provider_with_key(key):
    """Return the provider in use, or None."""
    with system_scope():
        return IdentityProvider.objects.filter(key=key, is_in_use=True).first()
