"""Void a registration made by mistake, and restore it."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.audit.actions import AuditAction
from participants.register.actions.change_notes import check_reason, record_change
from participants.register.actions.errors import ActionRefused, savepoint_unless_violated
from participants.register.models import Participation
from participants.register.rules.entry_rules import Problem

VOID_FIELDS = ["voided_at", "voided_by", "void_reason"]


@transaction.atomic
def void_participation(participation, *, reason, by):
    """Take a participation out of figures, lists and searches. Raises ActionRefused."""
    participation = Participation.with_voided.select_for_update(of=("self",)).get(pk=participation.pk)
    check_reason(reason, _("Say why."))
    if participation.voided_at:
        raise ActionRefused([Problem("reason", _("The registration has been voided already."))])
    participation.voided_at, participation.voided_by = timezone.now(), by
    participation.void_reason = reason.strip()
    participation.save(update_fields=VOID_FIELDS)
    record_change(AuditAction.PARTICIPATION_VOIDED, participation, by=by, reason=reason)
    return participation


@transaction.atomic
def restore_participation(participation, *, by):
    """Undo the voiding. Raises ActionRefused where the person has been registered again."""
    participation = Participation.with_voided.select_for_update(of=("self",)).get(pk=participation.pk)
    if not participation.voided_at:
        return participation
    participation.voided_at, participation.voided_by, participation.void_reason = None, None, ""
    with savepoint_unless_violated("participation_once_in_project", registered_again):
        participation.save(update_fields=VOID_FIELDS)
    record_change(AuditAction.PARTICIPATION_RESTORED, participation, by=by)
    return participation


def registered_again():
    text = _("The person has been registered in the project again. Void that one first.")
    return ActionRefused([Problem("", text)])
