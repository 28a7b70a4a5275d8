from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404

from accounts.access import demand
from accounts.permissions import Permission
from participants import actions
from participants.models import ImportDraft, Participation
from participants.protection import authorised_case_workers
from projects.access import get_project


class RecordLocked(PermissionDenied):
    """A protected identity's record that is closed to the user: they are not named for it, or
    (`may_open`) have not said why they open it. Answered by participants.middleware."""

    def __init__(self, participation, *, may_open):
        self.participation = participation
        self.may_open = may_open
        super().__init__("The record is protected.")


def may_open(user, participation):
    """Whether the user may open the record: anybody it is visible to, but for a protected identity
    only a case worker named for it (ParticipationQuerySet.openable_by)."""
    visible = Participation.objects.visible_to(user).filter(pk=participation.pk)
    return visible.unprotected_or_openable_by(user).exists()


def get_participation(user, slug, public_id, permission=Permission.PARTICIPANT_VIEW, *, allow_locked=False):
    """The participation in the named project: Http404 outside the user's scope, or for somebody
    who sees no people at all; PermissionDenied within it without the permission; RecordLocked for a
    protected identity that the user has not opened.

    With `allow_locked` a protected record is given closed, to a page that shows nothing of it.
    """
    participation = get_object_or_404(
        Participation.objects.visible_to(user).select_related("project", "person"),
        project__slug=slug,
        public_id=public_id,
    )
    demand(user, permission, participation.project)
    if participation.person.is_protected and not allow_locked:
        participation.record_access = _record_access(user, participation)
    return participation


def _record_access(user, participation):
    """The visit that the user has stated a reason for, prolonged; raises RecordLocked without one."""
    if not may_open(user, participation):
        raise RecordLocked(participation, may_open=False)
    access = participation.openings.in_force().filter(user=user).first()
    if access is None:
        raise RecordLocked(participation, may_open=True)
    return actions.extend_access(access)


def get_protected_participation(user, slug, public_id):
    """A protected participation that the user is named for, opened or not; RecordLocked to others, and
    Http404 for somebody who is not protected."""
    participation = get_participation(user, slug, public_id, allow_locked=True)
    if not participation.person.is_protected:
        raise Http404
    if not may_open(user, participation):
        raise RecordLocked(participation, may_open=False)
    return participation


def get_authorised_case_worker(participation, pk):
    """A user who is named for the record."""
    named = {each.user.pk: each.user for each in authorised_case_workers(participation)}
    if pk not in named:
        raise Http404
    return named[pk]


def participations_in(project, user):
    """The participations of one project that the user may see."""
    return Participation.objects.visible_to(user).in_project(project)


def visible_participations(user):
    """Every participation that the user may see, whichever the project."""
    return Participation.objects.visible_to(user)


def get_spell(participation, pk):
    return get_object_or_404(participation.spells.select_related("participation__project"), pk=pk)


def get_outcome(participation, pk):
    """An outcome that holds; what has been corrected or withdrawn since can't be corrected again."""
    return get_object_or_404(participation.outcomes.in_force().select_related("participation"), pk=pk)


def get_import_draft(user, slug, pk):
    """A file the user has uploaded to the project and not yet confirmed; another's is a 404, and so
    is one that is too old."""
    project = get_project(user, slug, Permission.PARTICIPANT_IMPORT)
    return get_object_or_404(ImportDraft.objects.fresh(), project=project, created_by=user, pk=pk)
