"""Record, correct and withdraw outcomes. Nothing is overwritten."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.audit.actions import AuditAction
from accounts.audit.models import AuditEntry
from participants.register.actions.change_notes import check_reason, record_change
from participants.register.actions.errors import ActionRefused, raise_if_problems, savepoint_unless_violated
from participants.register.actions.locking import lock_participation
from participants.register.models import OutcomeEvent
from participants.register.rules import entry_rules


@transaction.atomic
def record_outcome(participation, *, values, by, confirmed=(), number=None):
    """Add an outcome (`date`, `kind`, `improvement`, `evidence`).

    `number`: of the form. The outcome that a request with it made before is not made again, but returned.
    """
    participation = lock_participation(participation)
    if number and (made := outcome_made_by(participation, number)):
        return made
    _check_outcome(participation, values)
    outcome = _create(participation, values, by)
    record_change(
        AuditAction.OUTCOME_RECORDED,
        participation,
        by=by,
        confirmed=confirmed,
        outcome=outcome.pk,
        kind=outcome.kind,
        **({"number": str(number)} if number else {}),
    )
    return outcome


def outcome_made_by(participation, number):
    """Return the outcome that a request with the form's number has made, or None."""
    entries = AuditEntry.objects.about(participation).filter(
        action=AuditAction.OUTCOME_RECORDED, details__number=str(number)
    )
    pk = entries.values_list("details__outcome", flat=True).first()
    return participation.outcomes.filter(pk=pk).first() if pk else None


@transaction.atomic
def correct_outcome(outcome, *, values, reason, by, confirmed=()):
    participation = lock_participation(outcome.participation)
    check_reason(reason)
    _check_outcome(participation, values)
    # The wrong outcome is kept, superseded.
    correction = _create(participation, values, by, supersedes=outcome, correction_reason=reason.strip())
    record_change(
        AuditAction.OUTCOME_CORRECTED,
        participation,
        by=by,
        reason=reason,
        confirmed=confirmed,
        outcome=correction.pk,
        corrects=outcome.pk,
    )
    return correction


@transaction.atomic
def withdraw_outcome(outcome, *, reason, by):
    participation = lock_participation(outcome.participation)
    check_reason(reason)
    values = {
        "date": outcome.happened_on,
        "kind": outcome.kind,
        "improvement": outcome.improvement,
        "evidence": outcome.evidence,
    }
    correction = _create(
        participation, values, by, supersedes=outcome, is_withdrawal=True, correction_reason=reason.strip()
    )
    record_change(
        AuditAction.OUTCOME_WITHDRAWN,
        participation,
        by=by,
        reason=reason,
        outcome=correction.pk,
        withdraws=outcome.pk,
    )
    return correction


def _check_outcome(participation, values):
    spells = list(participation.spells.order_by("entry_date"))
    raise_if_problems(
        entry_rules.outcome_problems(
            values,
            first_entry=spells[0].entry_date,
            last_exit=spells[-1].exit_date,
            status_at_entry=participation.labour_market_status,
            today=timezone.localdate(),
        )
    )


def _create(participation, values, by, **correction):
    with savepoint_unless_violated("register_outcomeevent_supersedes_id_key", _corrected_already):
        return OutcomeEvent.objects.create(
            participation=participation,
            happened_on=values["date"],
            kind=values["kind"],
            improvement=values.get("improvement", ""),
            evidence=values.get("evidence", ""),
            recorded_by=by,
            **correction,
        )


def _corrected_already():
    text = _("It has been corrected already. Open the participant again.")
    return ActionRefused([entry_rules.Problem("reason", text)])
