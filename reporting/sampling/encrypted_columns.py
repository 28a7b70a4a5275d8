from esfportal.security.key_rotation import EncryptedColumn
from reporting.sampling.models import NOTE

NOTES = EncryptedColumn(
    name="notes on items of samples",
    model="sampling.SampleItem",
    purpose=NOTE,
    content="note_encrypted",
    version="note_key_version",
)
