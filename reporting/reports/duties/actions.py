"""Actions on the reports that a project has to hand in."""

from django.db import transaction

from accounts.audit.actions import AuditAction
from accounts.audit.log import audit
from projects.models import Project, ReportDuty
from reporting.reports.duties.proposals import proposed
from reporting.reports.duties.states import submitted_for


class ReasonMissing(Exception):
    """Raised when a duty with a submitted report is changed or removed without a reason."""


@transaction.atomic
def add_duty(duty, *, by):
    duty.save()
    audit(AuditAction.REPORT_DUTY_ADDED, duty, by=by, due_on=str(duty.due_on))
    return duty


@transaction.atomic
def change_duty(duty, *, changed, reason="", by):
    """Save the changed fields, with a reason if a report was submitted for the duty. Raises ReasonMissing."""
    if not changed:
        return duty
    _keep_reason(duty, reason)
    duty.save()
    audit(AuditAction.REPORT_DUTY_CHANGED, duty, by=by, fields=sorted(changed), reason=duty.change_reason)
    return duty


def postpone_duty(duty, *, due_on, reason, by):
    if due_on == duty.due_on:
        return duty
    duty.due_on = due_on
    return change_duty(duty, changed=["due_on"], reason=reason, by=by)


@transaction.atomic
def remove_duty(duty, *, reason="", by):
    """Delete the duty, with a reason if a report was submitted for it. Raises ReasonMissing."""
    _keep_reason(duty, reason)
    if duty.change_reason:
        duty.save(update_fields=["change_reason"])  # for the history
    # Audited first: afterwards the duty has no primary key.
    audit(AuditAction.REPORT_DUTY_REMOVED, duty, by=by, due_on=str(duty.due_on), reason=duty.change_reason)
    duty.delete()
    return duty


def _keep_reason(duty, reason):
    stored = ReportDuty.objects.get(pk=duty.pk)  # the form has written the new period to the duty
    if not reason.strip() and submitted_for(stored).exists():
        raise ReasonMissing
    duty.change_reason = reason.strip()


@transaction.atomic
def add_proposed(project, *, by, **rhythm):
    """Add the proposed duties that the project does not have yet; return them."""
    # Locked, so that the same proposal is saved once.
    Project.objects.select_for_update(of=("self",), no_key=True).get(pk=project.pk)
    found = proposed(project, existing=project.report_duties.all(), **rhythm)
    added = ReportDuty.objects.bulk_create(ReportDuty(project=project, **each._asdict()) for each in found)
    if added:
        audit(AuditAction.REPORT_DUTIES_PROPOSED, project, by=by, project=project, count=len(added))
    return added
