from esfportal.security.key_rotation import EncryptedColumn
from participants.imports.actions import PURPOSE as DRAFT

DRAFTS = EncryptedColumn(
    name="uploaded files",
    model="imports.ImportDraft",
    purpose=DRAFT,
    content="content_encrypted",
    version="key_version",
)
