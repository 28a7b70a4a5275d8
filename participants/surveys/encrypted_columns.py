"""Encrypted columns of surveys, for `manage.py rotate_keys` (esfportal.security.key_rotation)."""

from esfportal.security.key_rotation import EncryptedColumn
from participants.surveys.models import ANSWERS

RESPONSES = EncryptedColumn(
    name="responses to surveys",
    model="surveys.Response",
    purpose=ANSWERS,
    content="answers_encrypted",
    version="answers_key_version",
)
