"""Writes of My day."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.audit.actions import AuditAction
from accounts.audit.log import audit
from participants.casework.models import Postponement
from participants.register.actions import ActionRefused
from participants.register.actions.change_notes import check_reason
from participants.register.actions.locking import lock_participation
from participants.register.rules.entry_rules import Problem


@transaction.atomic
def put_off(participation, *, kind, subject=0, until, reason, by):
    """Put a row of My day off until a day, with a reason. Raises ActionRefused."""
    if kind.is_legal:
        raise ActionRefused([Problem("", _("This can't be put off: the figures need it."))])
    check_reason(reason, _("Say why."))
    lock_participation(participation)
    postponement = Postponement.objects.create(
        participation=participation,
        kind=kind.key,
        subject=subject,
        until=until,
        reason=reason.strip(),
        recorded_by=by,
    )
    audit(AuditAction.WORK_PUT_OFF, participation, by=by, kind=kind.key, until=until.isoformat())
    return postponement


@transaction.atomic
def take_up(participation, *, kind, subject=0, by):
    """Let a row that was put off wait again."""
    lock_participation(participation)
    postponement = Postponement.objects.create(
        participation=participation,
        kind=kind.key,
        subject=subject,
        until=timezone.localdate() - timedelta(days=1),
        reason="",
        recorded_by=by,
    )
    audit(AuditAction.WORK_TAKEN_UP, participation, by=by, kind=kind.key)
    return postponement
