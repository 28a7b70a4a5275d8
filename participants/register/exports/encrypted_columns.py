from esfportal.security.key_rotation import EncryptedColumn
from participants.register.exports.actions import CONTENT, REQUEST

REQUESTS = EncryptedColumn(
    name="requests for exported lists",
    model="register.ListExport",
    purpose=REQUEST,
    content="request_encrypted",
    version="key_version",
)
FILES = EncryptedColumn(
    name="exported lists",
    model="register.ExportedList",
    purpose=CONTENT,
    content="content_encrypted",
    version="key_version",
)
