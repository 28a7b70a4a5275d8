"""The read log: whoever shows, finds, prints or hands out people calls `log_access` as it does so.

`accounts.audit` records deeds; this records sight.
"""

from accounts.access import memberships_of
from accounts.models import ReadEntry
from accounts.permissions import ROLES, Permission

Kind = ReadEntry.Kind
Purpose = ReadEntry.Purpose


def log_access(kind, *, by, project=None, participations=(), purpose=Purpose.CASEWORK, count=None):
    """Record in one INSERT that `by` has been shown people; gives the entries.

    `participations` are those shown, or their keys. Without a project (a page over several) they are
    participations, and each project gets an entry of its own, so that its leader can review it.
    `purpose` is one of Purpose, or the reason that was stated. `count` is how many there were when
    more were found than shown; it belongs to one project's entry. `by` is None at the command line.
    """
    found = [(project, participations)] if project else _by_project(participations)
    return ReadEntry.objects.bulk_create(
        [_entry(kind, by, place, people, purpose or Purpose.CASEWORK, count) for place, people in found]
    )


def _by_project(participations):
    """(project, its participations), and one entry without a project where nobody was found."""
    found = {}
    for participation in participations:
        found.setdefault(participation.project, []).append(participation)
    return list(found.items()) or [(None, ())]


def _entry(kind, by, project, people, purpose, count):
    subjects = sorted({getattr(each, "pk", each) for each in people})
    return ReadEntry(
        kind=Kind(kind),
        actor=by,
        role=_role(by, project),
        project=project,
        purpose=purpose,
        subjects=subjects,
        count=len(subjects) if count is None else count,
    )


def _role(by, project):
    """The role that lets them see people there, from the memberships the request has fetched."""
    held = (
        [m for m in memberships_of(by) if project is None or m.project_id in (None, project.pk)] if by else []
    )
    sees = [m for m in held if Permission.PARTICIPANT_VIEW in ROLES[m.role].permissions]
    return (sees or held)[0].role if held else ""
