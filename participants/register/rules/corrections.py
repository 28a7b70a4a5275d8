"""Corrections that need a reason: a stored value that figures count becomes another (ADR 100)."""

from participants.register.models import Participation

# Names, the ground for admission, the answers that only target groups ask for and the reason for leaving are
# in no figure.
COUNTED_ANSWERS = Participation.INDICATOR_FIELDS
COUNTED_OF_SPELL = ("entry_date", "exit_date", "municipality", "intervention")
# In a period, "none" is an answer: figures count those without an intervention. A missing end is not one.
NEVER_EMPTY = ("intervention",)


def is_replaced(name, old, new):
    """Return whether a counted value is replaced or removed; filling in an empty one needs no reason."""
    is_counted = name in COUNTED_ANSWERS or name in COUNTED_OF_SPELL
    was_known = name in NEVER_EMPTY or old not in (None, "")
    return is_counted and was_known and old != new


def replaced(stored, values):
    """Return the names of the counted values of a row that `values` replaces."""
    return [name for name, new in values.items() if is_replaced(name, getattr(stored, name), new)]
