"""State of a report to hand in: computed from the due day and the reports, never stored."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Case, CharField, Exists, OuterRef, Q, TextChoices, Value, When
from django.utils.translation import gettext_lazy as _

from esfportal.database.prepared_statement import Parameter
from projects.models import ReportDuty
from reporting.reports.life.states import State
from reporting.reports.models import Report

APPROACHING = timedelta(days=14)


class DutyState(TextChoices):
    COMING = "coming", _("coming")
    APPROACHING = "approaching", _("due soon")
    OVERDUE = "overdue", _("overdue")
    RETURNED = "returned", _("returned")
    SUBMITTED = "submitted", _("submitted")
    APPROVED = "approved", _("approved")


STATE_STYLES = {
    DutyState.COMING: "none",
    DutyState.APPROACHING: "warn",
    DutyState.OVERDUE: "bad",
    DutyState.RETURNED: "warn",
    DutyState.SUBMITTED: "good",
    DutyState.APPROVED: "good",
}


def state_of(due_on: date, *, handed_in: State | None, today: date) -> DutyState:
    """Return the state on a day; the due day itself is not late. `handed_in`: of the latest submitted version."""
    if handed_in == State.APPROVED:
        return DutyState.APPROVED
    if handed_in == State.SUBMITTED:
        return DutyState.SUBMITTED
    if due_on < today:
        return DutyState.OVERDUE
    if handed_in == State.RETURNED:  # open again, with a new due day
        return DutyState.RETURNED
    return DutyState.APPROACHING if due_on - today <= APPROACHING else DutyState.COMING


def state_expression(today: date | Parameter, latest_approaching: date | Parameter) -> Case:
    """Return state_of in SQL, of duties with `handed_in`, which is NULL before a report was submitted."""
    ordered = (
        (Q(handed_in=State.APPROVED), DutyState.APPROVED),
        (Q(handed_in=State.SUBMITTED), DutyState.SUBMITTED),
        (Q(due_on__lt=today), DutyState.OVERDUE),
        (Q(handed_in=State.RETURNED), DutyState.RETURNED),
        (Q(due_on__lte=latest_approaching), DutyState.APPROACHING),
    )
    found = [When(condition, then=Value(state.value)) for condition, state in ordered]
    return Case(*found, default=Value(DutyState.COMING.value), output_field=CharField())


@dataclass(frozen=True)
class DutyRow:
    duty: ReportDuty
    state: DutyState
    report: Report | None  # the submitted one, or the draft that the user may open
    can_be_made: bool  # its period has ended, so that there are figures

    @property
    def style(self):
        return STATE_STYLES[self.state]


def duty_rows(project, duties, *, user, today):
    """Return a DutyRow for each of the project's duties, with the reports that the user may open."""
    reports = project.reports.visible_to(user).only(
        *("public_id", "project", "kind", "starts_on", "ends_on", "status", "answer")
    )
    # The later one takes the place of an earlier.
    submitted = {_period(report): report for report in reports.in_order_of_submission()}
    drafts = {_period(report): report for report in reports.unsubmitted()}
    return [_row(duty, submitted.get(_period(duty)), drafts.get(_period(duty)), today) for duty in duties]


def _row(duty, submitted, draft, today):
    is_open = submitted is None or submitted.is_returned
    report = (draft or submitted) if is_open else submitted
    return DutyRow(
        duty,
        state_of(duty.due_on, handed_in=submitted and submitted.state, today=today),
        report,
        can_be_made=report is None and duty.ends_on < today,
    )


def _period(row):
    return row.kind, row.starts_on, row.ends_on


def submitted_for(duty):
    """Return the submitted reports of the duty's kind and period."""
    return Report.objects.submitted().filter(
        project=duty.project_id, kind=duty.kind, starts_on=duty.starts_on, ends_on=duty.ends_on
    )


def not_submitted(duties):
    """Filter duties without a submitted report of their kind and period, or with one that was returned."""
    return duties.filter(~Exists(_handed_in().exclude(answer="returned")))


def _handed_in():
    same = {name: OuterRef(name) for name in ("project", "kind", "starts_on", "ends_on")}
    return Report.objects.submitted().latest_versions().filter(**same)
