"""Encrypted columns of plans, for `manage.py rotate_keys` (esfportal.security.key_rotation)."""

from esfportal.security.key_rotation import EncryptedColumn
from participants.plans.models import Note, Plan, Step


def _texts_of(model, name):
    return EncryptedColumn(
        name=name,
        model=model._meta.label,
        purpose=model.PURPOSE,
        content="text_encrypted",
        version="text_key_version",
    )


GOALS = _texts_of(Plan, "goals of plans")
STEPS = _texts_of(Step, "steps of plans")
NOTES = _texts_of(Note, "notes about participants")
