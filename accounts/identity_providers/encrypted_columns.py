"""Encrypted columns of e-identification services, for `manage.py rotate_keys` (esfportal.security.key_rotation)."""

from accounts.identity_providers.models import SECRET
from esfportal.security.key_rotation import EncryptedColumn

SECRETS = EncryptedColumn(
    name="secrets at e-identification services",
    model="identity_providers.IdentityProvider",
    purpose=SECRET,
    content="secret_encrypted",
    version="secret_key_version",
)
