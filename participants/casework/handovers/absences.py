"""Writes of absence covers."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.audit.actions import AuditAction
from accounts.audit.log import audit
from accounts.permissions import Role
from participants.casework.caseload import last_spells
from participants.casework.handovers.handing_over import check_receiver
from participants.casework.models import AbsenceCover
from participants.casework.notifications import tell_of_cover
from participants.register.actions import ActionRefused
from participants.register.models import Participation
from participants.register.rules.entry_rules import Problem
from projects.team.memberships import includes_part, lock_for_update
from projects.team.models import Membership


@transaction.atomic
def cover_absence(project, *, absent, to, starts_on, ends_on, message="", by):
    """Let a colleague cover, who is notified. Raises ActionRefused."""
    lock_for_update([absent, to], [])
    _check_part(project, absent, to, starts_on, ends_on)
    _check_days(project, absent, to, starts_on, ends_on)
    cover = AbsenceCover.objects.create(
        project=project,
        absent_worker=absent,
        cover_worker=to,
        starts_on=starts_on,
        ends_on=ends_on,
        message=message.strip(),
        recorded_by=by,
    )
    audit(AuditAction.ABSENCE_COVERED, cover, by=by, absent=absent.pk, cover=to.pk)
    tell_of_cover(cover, by=by)
    return cover


@transaction.atomic
def end_cover(cover, *, by):
    """End a cover before its last day. Raises ActionRefused."""
    found = AbsenceCover.objects.select_for_update(of=("self",)).not_over(timezone.localdate())
    cover = found.filter(pk=cover.pk).first()
    if cover is None:
        raise ActionRefused([Problem("", _("The cover is over already."))])
    cover.ended_at = timezone.now()
    cover.save(update_fields=["ended_at"])
    audit(AuditAction.ABSENCE_ENDED, cover, by=by)
    return cover


def _check_part(project, absent, to, starts_on, ends_on):
    spells = last_spells().filter(case_worker=absent)
    people = Participation.objects.in_project(project).filter(pk__in=spells.values("participation"))
    # Of the protected people the cover has only those that an authorisation opens anyway.
    check_receiver(people.unprotected().select_related("project"), to)
    held = Membership.objects.with_parts().filter(project=project)
    theirs = held.in_force(starts_on).filter(user=absent, role=Role.CASE_WORKER)
    covering = list(held.in_force(starts_on).filter(user=to) & held.in_force(ends_on))
    if not all(any(includes_part(each, one) for each in covering) for one in theirs):
        text = _("Their role does not include the whole part, or ends before the last day.")
        raise ActionRefused([Problem("to", text)])


def _check_days(project, absent, to, starts_on, ends_on):
    others = AbsenceCover.objects.filter(project=project).on_days(starts_on, ends_on)
    if others.filter(absent_worker=absent).exists():
        text = _("There is a cover for some of the days already. End it first.")
        raise ActionRefused([Problem("starts_on", text)])
    if others.filter(absent_worker=to).exists():
        raise ActionRefused([Problem("to", _("They are away on some of the days themselves."))])
    if others.filter(cover_worker=absent).exists():
        text = _("Some of the days are covered for a colleague. Choose another cover for them first.")
        raise ActionRefused([Problem("starts_on", text)])
