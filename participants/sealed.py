"""Encrypted columns of the participants app, for `manage.py rotate_keys` (esfportal.rotation)."""

from esfportal.rotation import EncryptedColumn
from participants import identity
from participants.actions.identity import report_unreadable
from participants.importing.actions import PURPOSE as DRAFT

NUMBERS = EncryptedColumn(
    name="personal identity numbers",
    model="participants.Person",
    purpose=identity.PURPOSE,
    content="number_encrypted",
    version="number_key_version",
    on_unreadable=report_unreadable,
)
DRAFTS = EncryptedColumn(
    name="uploaded files",
    model="participants.ImportDraft",
    purpose=DRAFT,
    content="content_encrypted",
    version="key_version",
)
