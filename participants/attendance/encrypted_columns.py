"""Encrypted columns of attendance, for `manage.py rotate_keys` (esfportal.security.key_rotation)."""

from esfportal.security.key_rotation import EncryptedColumn
from participants.attendance.models import NOTE

NOTES = EncryptedColumn(
    name="notes on stated hours",
    model="attendance.Attendance",
    purpose=NOTE,
    content="note_encrypted",
    version="note_key_version",
)
