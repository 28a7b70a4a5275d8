from django.core.exceptions import PermissionDenied
from django.db.models import BigIntegerField
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone

from accounts.access import may, require_permission
from accounts.models import User
from accounts.permissions import Permission, roles_with
from participants.casework.caseload import NO_ONES, colleagues_in, own_people, people_of
from participants.casework.kinds import kinds
from participants.casework.models import AbsenceCover, Handover
from participants.register.access import get_participation, visible_participations
from projects.access import get_project
from projects.team.memberships import includes_part, team_managing_memberships
from projects.team.models import Membership


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
    return _with_people(own_people(user).in_project(project))


def get_left_people(user, project, worker):
    """Return the people of a member who has left, or those without a case worker (0); otherwise 404."""
    if worker and colleagues_in(project).filter(pk=worker).exists():
        raise Http404
    found = _with_people(people_of(user, worker or NO_ONES).in_project(project))
    if not found:
        raise Http404
    return found


def get_absent_worker(user, slug, worker):
    """Return (project, the user), or for leaders (project, a case worker of their part, also a covered former one)."""
    project = get_project(user, slug, Permission.PARTICIPANT_EDIT)
    if worker == user.pk:
        return project, user
    require_permission(user, Permission.TEAM_MANAGE, project)
    found = colleagues_in(project).filter(pk__in=led_workers(user, project))
    present = found.filter(pk=worker).first()
    return project, present or get_object_or_404(covered_former_workers(user, project), pk=worker)


def covered_former_workers(user, project):
    """Return the users whose role in the part that the user leads has ended, and whom a colleague covers for."""
    covers = AbsenceCover.objects.filter(project=project).not_over(timezone.localdate())
    former = User.objects.filter(pk__in=covers.values("absent_worker"))
    former = former.exclude(pk__in=colleagues_in(project).order_by().values("pk"))
    return former.filter(pk__in=led_workers(user, project, Membership.objects.begun()))


def works_in(project, worker):
    return colleagues_in(project).filter(pk=worker.pk).exists()


def led_workers(user, project, memberships=None):
    """Return the keys of the case workers within the part that the user leads; `memberships`: default today's."""
    leading = team_managing_memberships(user, project.pk)
    held = Membership.objects.in_force() if memberships is None else memberships
    held = held.filter(project=project, role__in=roles_with(Permission.PARTICIPANT_EDIT))
    return {each.user_id for each in held.with_parts() if any(includes_part(own, each) for own in leading)}


def covers_for(absent, project):
    """Return today's and later covers of a case worker."""
    covers = AbsenceCover.objects.filter(project=project, absent_worker=absent)
    return covers.not_over(timezone.localdate()).select_related("cover_worker").order_by("starts_on")


def get_cover(user, slug, pk):
    project = get_project(user, slug, Permission.PARTICIPANT_EDIT)
    cover = get_object_or_404(AbsenceCover, project=project, pk=pk)
    get_absent_worker(user, slug, cover.absent_worker_id)
    return cover


def get_move(user, batch):
    """Return a hand-over of an unread person to the user in another part."""
    found = Handover.objects.filter(to_worker=user, municipality__isnull=False)
    related = ("project", "municipality", "intervention", "sent_by")
    move = get_object_or_404(found.select_related(*related), batch=batch)
    require_permission(user, Permission.PARTICIPANT_EDIT, move.project)
    return move


def _with_people(people):
    return list(people.unprotected().select_related("project", "person").order_by("name_order", "pk"))


def get_handovers(user, batch, *, receiver=None):
    """Return the hand-overs of a batch whose receiver or sender the user is; 404 for others."""
    rows = Handover.objects.filter(batch=batch, participation__in=visible_participations(user))
    rows = list(
        rows.select_related(
            *("participation__person", "participation__project", "sent_by", "to_worker"),
            *("municipality", "intervention"),
        ).order_by("participation__name_order", "pk")
    )
    is_receiver = bool(rows) and rows[0].to_worker_id == user.pk
    is_sender = bool(rows) and rows[0].sent_by_id == user.pk
    if not {None: is_receiver or is_sender, True: is_receiver, False: is_sender}[receiver]:
        raise Http404
    return rows
