"""Encrypted columns of monthly files, for `manage.py rotate_keys` (esfportal.security.key_rotation)."""

from esfportal.security.key_rotation import EncryptedColumn
from reporting.statistics.models import CONTENT

CONTENTS = EncryptedColumn(
    name="rows of monthly files",
    model="statistics.MonthlyFile",
    purpose=CONTENT,
    content="content_encrypted",
    version="content_key_version",
)
