"""Encrypted columns of the participants app, for `manage.py rotate_keys` (esfportal.security.key_rotation)."""

from esfportal.security.key_rotation import EncryptedColumn
from participants.register.actions.drafts import PURPOSE as DRAFT
from participants.register.actions.identity import report_unreadable
from participants.register.identity import numbers


def _report_former(former):
    report_unreadable(former.person)


FORMER_NUMBERS = EncryptedColumn(
    name="former personal identity numbers",
    model="register.FormerNumber",
    purpose=numbers.PURPOSE,
    content="number_encrypted",
    version="number_key_version",
    on_unreadable=_report_former,
)
NUMBERS = EncryptedColumn(
    name="personal identity numbers",
    model="register.Person",
    purpose=numbers.PURPOSE,
    content="number_encrypted",
    version="number_key_version",
    on_unreadable=report_unreadable,
)
DRAFTS = EncryptedColumn(
    name="drafts of registrations",
    model="register.RegistrationDraft",
    purpose=DRAFT,
    content="content_encrypted",
    version="key_version",
)
