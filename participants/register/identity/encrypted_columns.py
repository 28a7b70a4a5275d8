"""Encrypted columns of the participants app, for `manage.py rotate_keys` (esfportal.security.key_rotation)."""

from esfportal.security.key_rotation import EncryptedColumn
from participants.register.actions.identity import report_unreadable
from participants.register.identity import numbers

NUMBERS = EncryptedColumn(
    name="personal identity numbers",
    model="register.Person",
    purpose=numbers.PURPOSE,
    content="number_encrypted",
    version="number_key_version",
    on_unreadable=report_unreadable,
)
