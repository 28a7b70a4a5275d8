"""Encrypted columns of contact details and messages."""

from esfportal.security.key_rotation import EncryptedColumn
from participants.contact.models import ADDRESS, CONTENT

DETAILS = EncryptedColumn(
    name="contact details of participants",
    model="contact.ContactDetails",
    purpose=CONTENT,
    content="content_encrypted",
    version="content_key_version",
)
ADDRESSES = EncryptedColumn(
    name="new addresses of participants",
    model="contact.Message",
    purpose=ADDRESS,
    content="address_encrypted",
    version="address_key_version",
)
