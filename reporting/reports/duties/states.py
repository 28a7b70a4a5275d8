"""State of a report to hand in: computed from the due day and the reports, never stored."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Exists, OuterRef, TextChoices
from django.utils.translation import gettext_lazy as _

from projects.models import ReportDuty
from reporting.reports.models import Report

APPROACHING = timedelta(days=14)


class DutyState(TextChoices):
    COMING = "coming", _("coming")
    APPROACHING = "approaching", _("due soon")
    OVERDUE = "overdue", _("overdue")
    SUBMITTED = "submitted", _("submitted")


STATE_STYLES = {
    DutyState.COMING: "none",
    DutyState.APPROACHING: "warn",
    DutyState.OVERDUE: "bad",
    DutyState.SUBMITTED: "good",
}


def state_of(due_on: date, *, is_submitted: bool, today: date) -> DutyState:
    """Return the state on a day; the due day itself is not late."""
    if is_submitted:
        return DutyState.SUBMITTED
    if due_on < today:
        return DutyState.OVERDUE
    return DutyState.APPROACHING if due_on - today <= APPROACHING else DutyState.COMING


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
    reports = _reports_by_period(project, user)
    return [_row(duty, reports.get(_period(duty)), today) for duty in duties]


def _row(duty, report, today):
    is_submitted = report is not None and report.is_submitted
    state = state_of(duty.due_on, is_submitted=is_submitted, today=today)
    return DutyRow(duty, state, report, can_be_made=report is None and duty.ends_on < today)


def _reports_by_period(project, user):
    found = project.reports.visible_to(user).only(
        "public_id", "project", "kind", "starts_on", "ends_on", "status"
    )
    # The later one takes the place of an earlier; a submitted one that of a draft.
    return {_period(report): report for report in found.order_by("status", "submitted_at", "pk")}


def _period(row):
    return row.kind, row.starts_on, row.ends_on


def submitted_for(duty):
    """Return the submitted reports of the duty's kind and period."""
    return Report.objects.submitted().filter(
        project=duty.project_id, kind=duty.kind, starts_on=duty.starts_on, ends_on=duty.ends_on
    )


def not_submitted(duties):
    """Filter duties without a submitted report of their kind and period."""
    same = {name: OuterRef(name) for name in ("project", "kind", "starts_on", "ends_on")}
    return duties.filter(~Exists(Report.objects.submitted().filter(**same)))


def due_until(duties, today):
    """Filter duties that are due soon or late, without a submitted report."""
    return not_submitted(duties.filter(due_on__lte=today + APPROACHING))
