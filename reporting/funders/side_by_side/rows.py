"""Rows of the list of projects."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from django.db.models import Sum
from django.utils import timezone

from projects.models import FinancingEntry, Project, ReportDuty
from reporting.claims.models import Claim, ClaimLine
from reporting.funders.side_by_side.main_targets import MainTarget, main_targets
from reporting.reports.duties.states import not_submitted, state_of
from reporting.reports.models import Report
from reporting.reports.oversight.officers import Officer

FACTS = (
    *("slug", "name", "name_en", "short_name", "short_name_en", "programme_period"),
    *("programme_area", "programme_area_name", "programme_area_name_en", "region"),
    *("starts_on", "ends_on", "period_text", "period_text_en"),
    *("budget_total", "budget_is_approximate", "esf_support", "esf_support_is_approximate", "esf_share"),
)
OF_REPORT = ("public_id", "project", "kind", "starts_on", "ends_on", "submitted_at", "status", "answer")


@dataclass
class Row:
    project: Project
    officers: list[Officer] | None  # None where they are not shown to the user
    report: Report | None  # the last one that was submitted
    due: ReportDuty | None  # the first one that was not handed in
    today: date
    used: Decimal | None = None  # what was booked; the sums are None without a booking or a claim
    claimed: Decimal | None = None
    paid: Decimal | None = None
    targets: list[MainTarget] = field(default_factory=list)  # see add_targets

    @property
    def granted(self):
        return self.project.esf_amount

    @property
    def due_state(self):
        return state_of(self.due.due_on, handed_in=None, today=self.today) if self.due else None

    @property
    def is_late(self):
        return self.due is not None and self.due.due_on < self.today

    def target(self, number):
        return self.targets[number] if number < len(self.targets) else None


def rows_of(scope, projects, officers):
    """Return a Row for each of the projects, in as many statements for many as for few."""
    projects, today = list(projects.with_owner().only(*FACTS)), timezone.localdate()
    keys = [project.pk for project in projects]
    reports, duties = _last_reports(keys), _next_duties(keys)
    money = _money(keys) if scope.sees_figures else {}
    return [
        Row(
            project,
            officers.get(project.pk),
            reports.get(project.pk),
            duties.get(project.pk),
            today,
            **{name: sums.get(project.pk) for name, sums in money.items()},
        )
        for project in projects
    ]


def _last_reports(keys):
    newest_first = ("project_id", "-ends_on", "-submitted_at", "-pk")
    found = Report.objects.submitted().filter(project__in=keys).order_by(*newest_first)
    return {report.project_id: report for report in found.distinct("project_id").only(*OF_REPORT)}


def _next_duties(keys):
    found = not_submitted(ReportDuty.objects.filter(project__in=keys))
    first = found.order_by("project_id", "due_on", "ends_on", "pk").distinct("project_id")
    return {duty.project_id: duty for duty in first}


def _money(keys):
    claims, lines = Claim.objects.submitted().filter(project__in=keys), ClaimLine.objects
    entries = FinancingEntry.objects.filter(line__project__in=keys)
    return {
        "used": _sums(entries, "line__project", "amount"),
        "claimed": _sums(lines.filter(claim__in=claims.values("pk")), "claim__project", "amount"),
        "paid": _sums(claims, "project", "paid"),
    }


def _sums(rows, project, amount):
    return dict(rows.order_by().values_list(project).annotate(Sum(amount)))


def add_targets(rows, scope):
    if not scope.sees_figures:
        return
    found = main_targets([row.report.pk for row in rows if row.report], scope.audience)
    for row in rows:
        row.targets = found.get(row.report.pk, []) if row.report else []
