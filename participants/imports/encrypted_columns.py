from esfportal.security.key_rotation import EncryptedColumn
from participants.imports.actions import PURPOSE as DRAFT
from participants.imports.employer_files.contacts import PURPOSE as CONTACT
from participants.imports.marking.actions import PURPOSE as MARKED_COPY
from participants.imports.mending.actions import PURPOSE as OVERLAY
from participants.imports.results.actions import PURPOSE as IMPORTED
from participants.imports.review.actions import PURPOSE as CHECK

DRAFTS = EncryptedColumn(
    name="uploaded files",
    model="imports.ImportDraft",
    purpose=DRAFT,
    content="content_encrypted",
    version="key_version",
)
ROWS = EncryptedColumn(
    name="rows of imports",
    model="imports.ImportedRows",
    purpose=IMPORTED,
    content="content_encrypted",
    version="key_version",
)
CHECKS = EncryptedColumn(
    name="checks of uploaded files",
    model="imports.ImportCheck",
    purpose=CHECK,
    content="content_encrypted",
    version="key_version",
)
EDITS = EncryptedColumn(
    name="corrections of uploaded files",
    model="imports.ImportDraft",
    purpose=OVERLAY,
    content="overlay_encrypted",
    version="overlay_key_version",
)
COPIES = EncryptedColumn(
    name="files with marked mistakes",
    model="imports.MarkedCopy",
    purpose=MARKED_COPY,
    content="content_encrypted",
    version="key_version",
)
CONTACTS = EncryptedColumn(
    name="earlier details of contacts",
    model="imports.ReplacedContact",
    purpose=CONTACT,
    content="details_encrypted",
    version="details_key_version",
)
