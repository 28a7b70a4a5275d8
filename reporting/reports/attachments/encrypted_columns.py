from esfportal.files.uploads import PURPOSE
from esfportal.security.key_rotation import EncryptedColumn

# Each file has a key of its own, so that a rotation writes rows and no files.
ATTACHMENTS = EncryptedColumn(
    name="keys of attachments",
    model="reports.ReportAttachment",
    purpose=PURPOSE,
    content="file_key_encrypted",
    version="key_version",
)
