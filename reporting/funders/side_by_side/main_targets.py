"""The main targets of a project, as its last report shows them to the audience."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from esfportal.languages import active_language
from esfportal.ui.formats import HIDDEN, date_iso
from reporting.indicators.document import ReportDocument, TargetLine, target_from_json
from reporting.reports.files import labels
from reporting.reports.models import ReportFile, ReportRelease
from reporting.reports.pages.target_rows import figure_and_detail, numerator

MAIN_TARGETS = 2  # the first ones of the whole project, in the project's own order
PARTS = ("figures__targets", "figures__project", "figures__starts_on", "figures__ends_on")


@dataclass(frozen=True)
class ProjectDays:
    starts_on: str
    ends_on: str


@dataclass(frozen=True)
class ReleasedTargets:
    project: ProjectDays
    starts_on: str
    ends_on: str
    targets: list[TargetLine]


@dataclass(frozen=True)
class MainTarget:
    line: TargetLine
    document: ReleasedTargets | ReportDocument

    @property
    def name(self):
        return labels.target_name(self.line, active_language())

    @property
    def goal(self):
        return labels.goal(self.line)

    @property
    def figure(self):
        return figure_and_detail(self.line, self.document)[0]

    @property
    def explanation(self):
        detail = figure_and_detail(self.line, self.document)[1]
        return detail if detail and not self.is_share else ", ".join(filter(None, [detail, self.goal]))

    @property
    def day(self):
        return date.fromisoformat(self.document.ends_on)

    @property
    def name_and_day(self):
        return f"{self.name} · {date_iso(self.day)}"

    @property
    def state(self):
        return labels.shown_state(self.line, self.document)

    @property
    def is_share(self):
        return self.line.unit == "share"

    @property
    def reached(self):
        """Return what was reached, as a number: of persons, or per cent; None or HIDDEN without one."""
        if not self.is_share:
            return numerator(self.line)
        return self.line.rate if self.line.rate == HIDDEN else _decimal(self.line.rate)

    @property
    def progress(self):
        """Return how much of the goal was reached, in per cent; None where that is hidden or missing."""
        rate, goal = _decimal(self.line.rate), Decimal(self.line.value)
        if rate is None or not self.is_share:
            return rate
        return rate * 100 / goal if goal else None


def _decimal(text):
    return Decimal(text) if text and text != HIDDEN else None


def main_lines(lines):
    return [line for line in lines if line.part is None][:MAIN_TARGETS]


def main_targets(report_keys, audience):
    """Return {report's primary key: [MainTarget]} of the audience's released version."""
    audiences = [audience, ReportFile.Audience.RELEASED]  # the latter alone in reports of earlier versions
    releases = ReportRelease.objects.filter(report__in=report_keys, audience__in=audiences)
    found = {}
    for row in releases.order_by().values("report", "audience", *PARTS):
        if row["report"] not in found or row["audience"] == audience:
            found[row["report"]] = _main_targets(row)
    return found


def _main_targets(row):
    lines, project = [target_from_json(line) for line in row["figures__targets"]], row["figures__project"]
    days = ProjectDays(project.get("starts_on", ""), project.get("ends_on", ""))
    document = ReleasedTargets(days, row["figures__starts_on"], row["figures__ends_on"], lines)
    return [MainTarget(line, document) for line in main_lines(lines)]
