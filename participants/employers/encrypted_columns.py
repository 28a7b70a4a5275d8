"""Encrypted columns of this app, for `manage.py rotate_keys` (esfportal.security.key_rotation)."""

from esfportal.security.key_rotation import EncryptedColumn
from participants.employers.contact_details import PURPOSE

CONTACTS = EncryptedColumn(
    name="contacts of employers",
    model="employers.Contact",
    purpose=PURPOSE,
    content="details_encrypted",
    version="details_key_version",
)
