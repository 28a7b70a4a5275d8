"""Encrypted columns of certificates, for `manage.py rotate_keys` (esfportal.security.key_rotation)."""

from esfportal.security.key_rotation import EncryptedColumn
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
