"""Access log: who has viewed personal data."""

from accounts.access import memberships_of
from accounts.models import AccessLogEntry
from accounts.permissions import ROLES, Permission

Kind = AccessLogEntry.Kind
Purpose = AccessLogEntry.Purpose


def log_access(kind, *, by, project=None, participations=(), purpose=Purpose.CASEWORK, count=None):
    """Record that `by` was shown the participations (objects or keys)."""
    # Without a project, `participations` are objects, and each project gets an entry for its own review.
    found = [(project, participations)] if project else _by_project(participations)
    return AccessLogEntry.objects.bulk_create(
        [_entry(kind, by, each, people, purpose or Purpose.CASEWORK, count) for each, people in found]
    )


def _by_project(participations):
    found = {}
    for participation in participations:
        found.setdefault(participation.project, []).append(participation)
    return list(found.items()) or [(None, ())]  # a search without results is logged too


def _entry(kind, by, project, people, purpose, count):
    subjects = sorted({getattr(each, "pk", each) for each in people})
    return AccessLogEntry(
        kind=Kind(kind),
        actor=by,  # None on the command line
        role=_role(by, project),
        project=project,
        purpose=purpose,
        subjects=subjects,
        count=len(subjects) if count is None else count,  # more may be found than shown
    )


def _role(by, project):
    # Prefer a role that permits viewing people. Uses the cached memberships: no query.
    held = (
        [m for m in memberships_of(by) if project is None or m.project_id in (None, project.pk)] if by else []
    )
    viewing = [m for m in held if Permission.PARTICIPANT_VIEW in ROLES[m.role].permissions]
    return (viewing or held)[0].role if held else ""
