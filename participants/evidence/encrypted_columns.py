from esfportal.security.key_rotation import EncryptedColumn
from participants.evidence.models import DOCUMENT, NOTE, ProofFile

FILES = EncryptedColumn(
    name="keys of proof",
    model="evidence.ProofFile",
    purpose=ProofFile.KEY_PURPOSE,
    content="file_key_encrypted",
    version="key_version",
)
DOCUMENTS = EncryptedColumn(
    name="descriptions of proof",
    model="evidence.Proof",
    purpose=DOCUMENT,
    content="document_encrypted",
    version="document_key_version",
)
NOTES = EncryptedColumn(
    name="notes on rejected proof",
    model="evidence.ProofItem",
    purpose=NOTE,
    content="note_encrypted",
    version="note_key_version",
)
