from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef, Q
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.access import may, require_permission
from accounts.audit.removed_rows import RowRemoved, removal_text
from accounts.permissions import Permission
from participants.register import actions
from participants.register.models import (
    Merge,
    OutcomeEvent,
    Participation,
    ParticipationHistory,
    RegistrationDraft,
    Spell,
)
from participants.register.protection.authorisation import authorised_case_workers
from projects.access import get_project


class RecordMerged(Http404):
    """Raised for a record that was merged into another."""

    def __init__(self, participation):
        # None: the merged record is not visible to the user, or not yet in this transaction.
        self.merged = participation.merged_into
        self.participation = participation
        self.project = participation.project
        super().__init__("The record was merged into another.")


class RecordLocked(PermissionDenied):
    """Raised for a protected record that the user has not opened."""

    def __init__(self, participation, *, may_open):
        self.participation = participation
        # True: authorised, but no reason has been stated yet.
        self.may_open = may_open
        super().__init__("The record is protected.")


def may_open(user, participation):
    return participation.pk in openable(user, [participation])


def openable(user, participations):
    """Return the keys of the participations that the user may open."""
    # A protected record opens for authorised case workers only.
    keys = [each.pk for each in participations]
    visible = (
        Participation.objects.visible_to(user).filter(pk__in=keys) if keys else Participation.objects.none()
    )
    return set(visible.unprotected_or_openable_by(user).values_list("pk", flat=True))


def get_participation(user, slug, public_id, permission=Permission.PARTICIPANT_VIEW, *, allow_locked=False):
    """Return the participation; raise Http404, RecordMerged, PermissionDenied or RecordLocked."""
    # 404 outside the user's access scope, 403 inside it without the permission.
    visible = Participation.with_voided.visible_to(user).select_related(
        "project", "person", "merged_into__project", "voided_by"
    )
    sources = Participation.with_voided.filter(merged_into=OuterRef("pk"))
    visible = visible.annotate(has_merged_sources=Exists(sources))
    participation = get_object_or_404(visible, project__slug=slug, public_id=public_id)
    if participation.merged_into_id:
        raise RecordMerged(participation)
    require_permission(user, permission, participation.project)
    if participation.voided_at:
        raise _voided(user, participation)
    # allow_locked is for pages that show nothing of the record itself.
    if participation.person.is_protected and not allow_locked:
        participation.record_access = _record_access(user, participation)
    return participation


def _voided(user, participation):
    """Return what to raise for a voided record: it says nothing about the person."""
    project = participation.project
    if merge := Merge.objects.filter(merged=participation, undone_at__isnull=False).first():
        what, who, when = _("a merged record, by undoing the merge"), merge.undone_by, merge.undone_at
    else:
        what = _("a registration, as made by mistake")
        who, when = participation.voided_by or _("The portal's operator"), participation.voided_at
    may_restore = may(user, Permission.PARTICIPANT_CORRECT, project)
    back = reverse("register:voided" if may_restore else "register:list", args=[project.slug])
    text = removal_text(what, who, when)
    return RowRemoved(text, project=project, section="participants", back=back, may_return=True)


def get_participation_to_identify(user, slug, public_id):
    """Return the participation whose number, birth date, sex and names the user may correct."""
    participation = get_participation(user, slug, public_id, Permission.PARTICIPANT_EDIT)
    # The leader may let case workers do it, for the people in their part.
    if not participation.project.case_workers_correct_identity:
        require_permission(user, Permission.PARTICIPANT_CORRECT, participation.project)
    return participation


def _record_access(user, participation):
    """Return the user's access to the record, extended."""
    if not may_open(user, participation):
        raise RecordLocked(participation, may_open=False)
    access = participation.record_accesses.in_force().filter(user=user).first()
    if access is None:
        raise RecordLocked(participation, may_open=True)
    return actions.extend_access(access)


def get_protected_participation(user, slug, public_id):
    participation = get_participation(user, slug, public_id, allow_locked=True)
    if not participation.person.is_protected:
        # Nothing to open or authorise for a person without protection.
        raise Http404
    if not may_open(user, participation):
        raise RecordLocked(participation, may_open=False)
    return participation


def get_authorised_case_worker(participation, pk):
    users = {each.user.pk: each.user for each in authorised_case_workers(participation)}
    if pk not in users:
        raise Http404
    return users[pk]


def find_participation(user, project, public_id):
    """Return the participation of the project if the user may see it, or None."""
    return participations_in(project, user).filter(public_id=public_id).first()


def own_drafts(user, project):
    return RegistrationDraft.objects.own(user, project)


def get_draft(user, slug, pk):
    """Return the user's own draft, or None when it is gone, with its project."""
    project = get_project(user, slug, Permission.PARTICIPANT_EDIT)
    return project, own_drafts(user, project).filter(pk=pk).first()


def participations_in(project, user):
    return Participation.objects.visible_to(user).in_project(project)


def visible_participations(user):
    return Participation.objects.visible_to(user)


def voided_participations(user, project):
    # Without the records of merges, which are restored by undoing those.
    found = (
        Participation.with_voided.visible_to(user)
        .in_project(project)
        .filter(voided_at__isnull=False, merged_into__isnull=True, merge__undone_at__isnull=True)
    )
    return found.select_related("person", "voided_by", "project").order_by("-voided_at")


def get_voided_participation(user, slug, public_id):
    """Return a participation that is voided, or has been: the history says so."""
    project = get_project(user, slug, Permission.PARTICIPANT_CORRECT)
    found = Participation.with_voided.visible_to(user).in_project(project).select_related("person", "project")
    participation = get_object_or_404(found, public_id=public_id)
    history = ParticipationHistory.objects.filter(id=participation.pk, voided_at__isnull=False)
    is_of_merge = participation.merged_into_id or Merge.objects.filter(
        merged=participation, undone_at__isnull=False
    )
    if is_of_merge or (participation.voided_at is None and not history.exists()):
        raise Http404
    return participation


def merge_of(participation):
    """Return the merge by which the record became part of another, or None."""
    merges = Merge.objects.filter(Q(first=participation) | Q(second=participation), undone_at__isnull=True)
    return merges.select_related("merged_by").first()


def spell_in(merged, pk):
    """Return the merged record's spell on the days of a spell of one of its sources, or None."""
    source = Spell.objects.filter(pk=pk, participation__merged_into=merged).first()
    before = source and merged.spells.filter(entry_date__lte=source.entry_date)
    return before and before.order_by("-entry_date").first()


def outcome_in(merged, pk):
    """Return the merged record's copy of an outcome of one of its sources, or None."""
    source = OutcomeEvent.objects.filter(pk=pk, participation__merged_into=merged).first()
    if source is None:
        return None
    content = {
        name: getattr(source, name) for name in ("happened_on", "kind", "improvement", "is_withdrawal")
    }
    # Of two equal ones only that recorded last was copied.
    equal = merged.outcomes.filter(**content)
    return equal.filter(recorded_at=source.recorded_at).first() or equal.order_by("-pk").first()


def get_spell(participation, pk):
    return get_object_or_404(participation.spells.select_related("participation__project"), pk=pk)


def get_outcome(participation, pk):
    """Return the outcome, corrected or not; `latest_version` of it is the one in force."""
    return get_object_or_404(participation.outcomes.select_related("participation"), pk=pk)
