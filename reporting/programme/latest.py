"""The last reports of projects, as released to a reader."""

from collections.abc import Iterator
from datetime import date
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

from django.db.models import OuterRef, Subquery

from reporting.programme.sums import ProjectFigures, read_figures, read_targets
from reporting.reports.models import Report, ReportFile, ReportRelease

AT_ONCE = 50  # documents in memory
PARTS_READ = ("outputs", "results", "measures", "targets")


class Chosen(NamedTuple):
    """The reports of one project, by primary key; None: there is none."""

    project: int
    report: int | None
    before: int | None  # the last one before the year, if a year is chosen
    ends_on: date | None


def chosen_reports(projects, *, day, year=None):
    """Return a Chosen for each project: its last report with a last day up to `day`, that was not returned."""
    found = projects.annotate(
        last_report=Subquery(_last(day).values("pk")[:1]),
        last_day=Subquery(_last(day).values("ends_on")[:1]),
        report_before=Subquery(_last(date(year - 1, 12, 31) if year else date.min).values("pk")[:1]),
    )
    rows = found.order_by("pk").values_list("pk", "last_report", "report_before", "last_day")
    return [Chosen(*row) for row in rows]


def _last(day):
    reports = Report.objects.submitted().exclude(answer=Report.Answer.RETURNED)
    reports = reports.filter(project=OuterRef("pk"), ends_on__lte=day)
    return reports.order_by("-ends_on", "-submitted_at", "-pk")


def figures_of(chosen, audience, *, in_year=False) -> Iterator[ProjectFigures]:
    by_project = {each.project: each for each in chosen if each.report}
    keys = {key for each in by_project.values() for key in (each.report, each.before) if key}
    for project, rows in groupby(_released(keys, audience), key=itemgetter(0)):
        found = _by_report(rows, audience)
        if latest := found.get(by_project[project].report):
            yield latest.since(found.get(by_project[project].before)) if in_year else latest


def _released(keys, audience):
    # Reports of earlier versions have one version for all readers.
    audiences = {audience, ReportFile.Audience.RELEASED.value}
    releases = ReportRelease.objects.filter(report__in=keys, audience__in=audiences)
    columns = ("report__project", "report", "audience", *(f"figures__{part}" for part in PARTS_READ))
    rows = releases.order_by("report__project", "report").values_list(*columns)
    return rows.iterator(chunk_size=AT_ONCE)


def _by_report(rows, audience):
    found = {}
    for project, report, released_to, outputs, results, measures, targets in rows:
        if report not in found or released_to == audience:
            lines = (*(outputs or ()), *(results or ()), *(measures or ()))
            found[report] = ProjectFigures(project, read_figures(lines), read_targets(targets or ()))
    return found
