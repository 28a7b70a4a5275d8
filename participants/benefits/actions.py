"""Record, change and remove a participant's benefit periods."""

from django.db import transaction

from accounts.audit.actions import AuditAction
from participants.benefits.models import BenefitPeriod
from participants.benefits.rules import overlap_problem, period_problems
from participants.register.actions import ActionRefused
from participants.register.actions.change_notes import record_change
from participants.register.actions.errors import raise_if_problems, savepoint_unless_violated
from participants.register.actions.locking import lock_participation


@transaction.atomic
def add_period(participation, *, values, by):
    """Record a period: `kind`, `extent`, `starts_on`, `ends_on`, `basis`. Raises ActionRefused."""
    participation = lock_participation(participation)
    period = BenefitPeriod(participation=participation, recorded_by=by, **values)
    _save(period, participation)
    record_change(AuditAction.BENEFIT_RECORDED, participation, by=by, benefit=period.pk)
    return period


@transaction.atomic
def change_period(period, *, participation, values, by):
    """Change a period of the participation, or of a record that was merged into it. Raises ActionRefused."""
    participation = lock_participation(participation)
    changed = sorted(name for name, value in values.items() if getattr(period, name) != value)
    for name in changed:
        setattr(period, name, values[name])
    if changed:
        _save(period, participation)
        record_change(AuditAction.BENEFIT_CHANGED, participation, by=by, benefit=period.pk, changed=changed)
    return period


@transaction.atomic
def remove_period(period, *, participation, by):
    """Delete a period that was recorded by mistake; the row history keeps it."""
    participation = lock_participation(participation)
    record_change(AuditAction.BENEFIT_REMOVED, participation, by=by, benefit=period.pk)
    period.delete()


def _save(period, participation):
    raise_if_problems(period_problems(period.starts_on, period.ends_on, spells=_spells(participation)))
    with savepoint_unless_violated("benefit_no_overlap", lambda: ActionRefused([overlap_problem()])):
        period.save()


def _spells(participation):
    return list(participation.spells.values_list("entry_date", "exit_date"))
