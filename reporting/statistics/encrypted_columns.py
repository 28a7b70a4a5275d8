"""Encrypted columns of monthly files, for `manage.py rotate_keys` (esfportal.security.key_rotation)."""

from esfportal.security.key_rotation import EncryptedColumn
from reporting.statistics.models import CONTENT
from reporting.statistics.scb_template.models import ScbTemplate

CONTENTS = EncryptedColumn(
    name="rows of monthly files",
    model="statistics.MonthlyFile",
    purpose=CONTENT,
    content="content_encrypted",
    version="content_key_version",
)
TEMPLATES = EncryptedColumn(
    name="keys of SCB's templates",
    model="scb_template.ScbTemplate",
    purpose=ScbTemplate.KEY_PURPOSE,
    content="file_key_encrypted",
    version="key_version",
)
