"""Record and correct how many participants of a part and a year are not registered."""

from django.db import transaction

from accounts.audit.actions import AuditAction
from accounts.audit.log import audit
from participants.anonymous.models import AnonymousCount
from participants.register.actions import ActionRefused
from participants.register.actions.errors import savepoint_unless_violated
from participants.register.rules.entry_rules import Problem


@transaction.atomic
def add_count(count, *, by):
    """Save a new number. Raises ActionRefused where the year and part have one."""
    _save(count)
    audit(AuditAction.ANONYMOUS_COUNT_ADDED, count, by=by, project=count.project)
    return count


@transaction.atomic
def correct_count(count, *, changed, by):
    if changed:
        _save(count)
        audit(
            AuditAction.ANONYMOUS_COUNT_CHANGED, count, by=by, project=count.project, fields=sorted(changed)
        )
    return count


def _save(count):
    (once,) = AnonymousCount._meta.constraints
    problem = Problem("year", str(once.violation_error_message))
    with savepoint_unless_violated(once.name, lambda: ActionRefused([problem])):
        count.save()
