"""Steps of reports: each is looked up in the table, saved, audited, and written to the report's events."""

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.audit.actions import AuditAction
from accounts.audit.log import audit
from reporting.reports.duties.actions import postpone_duty
from reporting.reports.life.states import InvalidState, Step, get_transition
from reporting.reports.models import Report, ReportEvent

AUDITED_AS = {
    Step.SUBMIT: AuditAction.REPORT_SUBMITTED,
    Step.RETURN: AuditAction.REPORT_RETURNED,
    Step.APPROVE: AuditAction.REPORT_APPROVED,
}


def lock_report(report):
    reports = Report.objects.select_for_update(of=("self",)).select_related("project", "job", "release")
    return reports.defer("counted_participations", "counted_by_figure").get(pk=report.pk)


def take_step(step, report, *, by, fields=(), comments=None, due_on=None, **facts):
    """Save the report, which the caller has locked, in the step's state. Raises InvalidState."""
    transition = get_transition(step, report.state)
    comments = {section: text.strip() for section, text in (comments or {}).items() if text.strip()}
    if transition.needs_comment and not comments:
        raise InvalidState(_("Write at least one comment."))
    report.move(transition)
    report.save(update_fields=["status", "answer", *fields])
    audit(AUDITED_AS[step], report, by=by, **facts)
    return ReportEvent.objects.create(
        report=report,
        step=step,
        from_state=transition.start,
        to_state=transition.end,
        by=by,
        comments=comments,
        due_on=due_on,
    )


@transaction.atomic
def return_report(*, report, comments, due_on, by):
    """Return the report to its leader, who makes a next version until the new due day."""
    report = lock_report(report)
    _raise_if_replaced(report)
    take_step(Step.RETURN, report, by=by, comments=comments, due_on=due_on, new_due_on=str(due_on))
    duties = report.project.report_duties.filter(
        kind=report.kind, starts_on=report.starts_on, ends_on=report.ends_on
    )
    for duty in duties.select_for_update(of=("self",), no_key=True):
        postpone_duty(duty, due_on=due_on, reason=_("The report was returned for completion."), by=by)
    return report


@transaction.atomic
def approve_report(*, report, comments, by):
    report = lock_report(report)
    _raise_if_replaced(report)
    take_step(Step.APPROVE, report, by=by, comments=comments)
    return report


def _raise_if_replaced(report):
    if report.replaced_by.submitted().exists():
        raise InvalidState(_("A later version of the report has been submitted. Answer that one."))
