"""Encrypted columns of OpenID providers, for `manage.py rotate_keys` (esfportal.security.key_rotation)."""

from accounts.identity_providers.models import SECRET
from esfportal.security.key_rotation import EncryptedColumn

SECRETS = EncryptedColumn(
    name="secrets at OpenID providers",
    model="identity_providers.IdentityProvider",
    purpose=SECRET,
    content="secret_encrypted",
    version="secret_key_version",
)
