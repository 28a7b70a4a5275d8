from django.core.exceptions import PermissionDenied
from django.db.models import BigIntegerField
from django.http import Http404

from accounts.access import may
from accounts.permissions import Permission
from participants.casework.caseload import MINE, NO_ONES, colleagues_in, people_of
from participants.casework.kinds import kinds
from participants.casework.models import Handover
from participants.register.access import get_participation, visible_participations


def require_casework(user):
    """Raise PermissionDenied unless the user sees participants of a project."""
    if not may(user, Permission.PARTICIPANT_VIEW):
        raise PermissionDenied


def get_work(user, slug, public_id, key, subject):
    """Return the participation, and the kind of work that the key names."""
    if subject > BigIntegerField.MAX_BIGINT:  # no row has such a key
        raise Http404
    participation = get_participation(user, slug, public_id, Permission.PARTICIPANT_EDIT)
    for kind in kinds():
        if kind.key == key:
            return participation, kind
    raise Http404


def get_own_people(user, project):
    """Return the user's caseload in the project, without protected people."""
    return _with_people(people_of(user, MINE).in_project(project))


def get_left_people(user, project, worker):
    """Return the people of a member who has left, or those without a case worker (0); otherwise 404."""
    if worker and colleagues_in(project).filter(pk=worker).exists():
        raise Http404
    found = _with_people(people_of(user, worker or NO_ONES).in_project(project))
    if not found:
        raise Http404
    return found


def _with_people(people):
    return list(people.unprotected().select_related("project", "person").order_by("name_order", "pk"))


def get_handovers(user, batch, *, receiver=None):
    """Return the hand-overs of a batch whose receiver or sender the user is; 404 for others."""
    rows = Handover.objects.filter(batch=batch, participation__in=visible_participations(user))
    rows = list(
        rows.select_related(
            "participation__person", "participation__project", "sent_by", "to_worker"
        ).order_by("participation__name_order", "pk")
    )
    is_receiver = bool(rows) and rows[0].to_worker_id == user.pk
    is_sender = bool(rows) and rows[0].sent_by_id == user.pk
    if not {None: is_receiver or is_sender, True: is_receiver, False: is_sender}[receiver]:
        raise Http404
    return rows
