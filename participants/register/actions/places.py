"""Places: take one, also beyond the planned number on a leader's word."""

from participants.register.actions.errors import ActionRefused
from participants.register.actions.locking import lock_project
from participants.register.rules.capacity import (
    ALL_TAKEN,
    REASON_NEEDED,
    capacity_of,
    may_exceed_places,
)
from participants.register.rules.entry_rules import Problem


def take_place(project, *, reason, by):
    """Return whether the place is beyond the planned number. Raises ActionRefused if it may not be."""
    if not capacity_of(project).is_ceiling:
        return False
    lock_project(project)  # until the end of the transaction, so that the last place is taken once
    if not capacity_of(project).is_full:
        return False
    if not may_exceed_places(by, project):
        raise ActionRefused([Problem("", str(ALL_TAKEN))])
    if not reason.strip():
        raise ActionRefused([Problem("places_reason", str(REASON_NEEDED))])
    return True
