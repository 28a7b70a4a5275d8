"""Encrypted columns of week sheets, for `manage.py rotate_keys` (esfportal.security.key_rotation)."""

from esfportal.security.key_rotation import EncryptedColumn
from participants.week_sheets.models import CONTENT

CONTENTS = EncryptedColumn(
    name="week sheets",
    model="week_sheets.WeekSheet",
    purpose=CONTENT,
    content="content_encrypted",
    version="content_key_version",
)
