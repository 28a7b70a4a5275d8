"""Contact details: name, role, e-mail and telephone of an employer's contact, encrypted together."""

import json
from dataclasses import asdict, dataclass, field

from esfportal.security import encryption

PURPOSE = "employers.contact"


@dataclass(frozen=True)
class ContactDetails:
    name: str = field(repr=False)
    role: str = field(default="", repr=False)
    email: str = field(default="", repr=False)
    phone: str = field(default="", repr=False)


def encrypted(row_id, details):
    """Return the encrypted details of the contact with this key, and the version of the data key."""
    return encryption.encrypt(PURPOSE, row_id, json.dumps(asdict(details)).encode())


def decrypted(row_id, content, version):
    """Return the details, or None if they can't be read."""
    try:
        return ContactDetails(**json.loads(encryption.decrypt(PURPOSE, row_id, content, version)))
    except encryption.Unreadable:
        return None
