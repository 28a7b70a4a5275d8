"""Look a number up before registering: what the user may see of the person, and whom to ask otherwise."""

from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from accounts.access_log import Kind, Purpose, log_access
from accounts.models import AccessLogEntry, User
from participants.register.identity.other_registrations import find_in_other_projects, find_visible
from participants.register.models import Participation
from projects.models import Project

# Far above what a practised case worker registers, and too few to try a list of numbers.
LIMITS = ((timedelta(hours=1), 60), (timedelta(days=1), 300))


@dataclass(frozen=True)
class LookUp:
    seen: Participation | None = None  # in another project of the user's
    asked: tuple[Project, ...] = ()  # whose leaders the user may ask
    is_refused: bool = False  # too many look-ups


@transaction.atomic
def look_up_number(number, *, project, by):
    """Return a LookUp of the number outside the project. Each is logged, in the projects found too."""
    # A user's look-ups wait for each other, so that all are counted.
    User.objects.select_for_update(of=("self",), no_key=True).get(pk=by.pk)
    if _has_reached_a_limit(by):
        return LookUp(is_refused=True)
    # Without a subject: for a protected person, one who is not known and one of another project it is the same.
    _log(project, by)
    if seen := find_visible(number, project=project, user=by):
        _log(seen.project, by, seen)
        return LookUp(seen=seen)
    found = find_in_other_projects(number, project=project)
    for participation in found:
        _log(participation.project, by, participation)
    return LookUp(asked=tuple(each.project for each in found))


def _has_reached_a_limit(by):
    now = timezone.now()
    made = AccessLogEntry.objects.filter(actor=by, purpose=Purpose.LOOK_UP, count=0)
    return any(made.filter(at__gt=now - period).count() >= most for period, most in LIMITS)


def _log(project, by, *participations):
    log_access(Kind.SEARCHED, by=by, project=project, participations=participations, purpose=Purpose.LOOK_UP)
