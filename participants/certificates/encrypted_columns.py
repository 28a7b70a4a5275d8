"""Encrypted columns of certificates, for `manage.py rotate_keys` (esfportal.security.key_rotation)."""

from esfportal.security.key_rotation import EncryptedColumn
from participants.certificates.group.actions import CONTENT as FILE
from participants.certificates.models import CONTENT, NOTE

CONTENTS = EncryptedColumn(
    name="certificates of months",
    model="certificates.Certificate",
    purpose=CONTENT,
    content="content_encrypted",
    version="content_key_version",
)
NOTES = EncryptedColumn(
    name="notes on steps of certificates",
    model="certificates.CertificateEvent",
    purpose=NOTE,
    content="note_encrypted",
    version="note_key_version",
)
FILES = EncryptedColumn(
    name="files of certificates",
    model="certificates.GroupFile",
    purpose=FILE,
    content="content_encrypted",
    version="key_version",
)
