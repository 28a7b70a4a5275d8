"""Steps of reports: each is looked up in the table, saved, audited, and written to the report's events."""

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.access import may
from accounts.audit.actions import AuditAction
from accounts.audit.log import audit
from accounts.permissions import Permission
from reporting.reports.duties.actions import postpone_duty
from reporting.reports.life.notifications import tell_of_step
from reporting.reports.life.states import InvalidState, State, Step, get_transition, refusals
from reporting.reports.models import Report, ReportEvent

AUDITED_AS = {
    Step.READY: AuditAction.REPORT_READY,
    Step.SIGN: AuditAction.REPORT_SIGNED,
    Step.REOPEN: AuditAction.REPORT_REOPENED,
    Step.SUBMIT: AuditAction.REPORT_SUBMITTED,
    Step.WITHDRAW: AuditAction.REPORT_WITHDRAWN,
    Step.RETURN: AuditAction.REPORT_RETURNED,
    Step.APPROVE: AuditAction.REPORT_APPROVED,
}


def lock_report(report):
    reports = Report.objects.select_for_update(of=("self",)).select_related("project", "job")
    return reports.defer("counted_participations", "counted_by_figure").get(pk=report.pk)


def take_step(step, report, *, by, fields=(), comments=None, due_on=None, signature=None, **facts):
    """Save the report, which the caller has locked, in the step's state. Raises InvalidState."""
    transition = get_transition(step, report.state)
    comments = {section: text.strip() for section, text in (comments or {}).items() if text.strip()}
    if transition.needs_comment and not comments:
        raise InvalidState(_("Write at least one comment."))
    report.move(transition)
    report.save(update_fields=["status", "answer", *fields])
    audit(AUDITED_AS[step], report, by=by, **facts)
    event = ReportEvent.objects.create(
        report=report,
        step=step,
        from_state=transition.start,
        to_state=transition.end,
        by=by,
        comments=comments,
        due_on=due_on,
        signature=signature,
    )
    tell_of_step(event, by=by)
    return event


@transaction.atomic
def record_opening(report):
    """Write once that a reader outside the project has opened the report.

    Raises Report.DoesNotExist if it was withdrawn at the same time.
    """
    if report.state != State.SUBMITTED or report.events.filter(step=Step.OPEN).exists():
        return
    report = lock_report(report)
    if report.state != State.SUBMITTED or Step.OPEN in _steps_of(report):
        return
    transition = get_transition(Step.OPEN, report.state)
    # Without the reader's name: the project learns that it was opened, and the audit log has the downloads.
    ReportEvent.objects.create(
        report=report, step=Step.OPEN, from_state=transition.start, to_state=transition.end
    )


def missing_to_withdraw(report):
    """Return the reasons against withdrawing as texts; empty when it is allowed."""
    if reasons := refusals(Step.WITHDRAW, report.state):
        return reasons
    taken = _steps_of(report)
    if Step.OPEN in taken:
        reasons = [_("The funder has opened the report. It can be returned to you, but not withdrawn.")]
    elif Step.SUBMIT not in taken:
        reasons = [_("The report is from before the portal recorded who opens it, and can't be withdrawn.")]
    return reasons


@transaction.atomic
def withdraw_report(*, report, by):
    """Take back a report that no reader outside the project has opened."""
    report = lock_report(report)
    _raise_if(missing_to_withdraw(report))
    take_step(Step.WITHDRAW, report, by=by)
    return report


@transaction.atomic
def return_report(*, report, comments, due_on, by):
    """Return the report to its leader, who makes a next version until the new due day."""
    report = lock_report(report)
    _raise_if(missing_to_answer(report, by))
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
    _raise_if(missing_to_answer(report, by))
    take_step(Step.APPROVE, report, by=by, comments=comments)
    return report


def missing_to_answer(report, by):
    """Return the reasons of a user who may answer reports against answering this one."""
    reasons = refusals(Step.RETURN, report.state)
    if not reasons and by and may(by, Permission.REPORT_SUBMIT, report.project):
        reasons = [_("You lead the project yourself. Let a colleague at the funder answer.")]
    elif not reasons and report.replaced_by.submitted().exists():
        reasons = [_("A later version of the report has been submitted. Answer that one.")]
    return reasons


def _steps_of(report):
    return {*report.events.values_list("step", flat=True)}


def _raise_if(reasons):
    if reasons:
        raise InvalidState(*reasons)
