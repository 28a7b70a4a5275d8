from accounts.database_access import system_scope
from accounts.identity_providers.models import IdentityProvider


@system_scope()
def providers_in_use(purpose):
    return list(IdentityProvider.objects.filter(purpose=purpose, is_in_use=True))


@system_scope()
def provider_with_key(key, purpose):
    """Return the provider in use, or None."""
    return IdentityProvider.objects.filter(key=key, purpose=purpose, is_in_use=True).first()


@system_scope()
def known_provider(key, purpose):
    """Return the provider, also out of use: a sign-in that waits for the second factor goes on."""
    return IdentityProvider.objects.filter(key=key, purpose=purpose).first()
