"""Benchmark: what has changed since the last report, for a project of 5,000 people, compared with its figures.

ESFPORTAL_VAR=/tmp/benchmarks .venv/bin/python -m benchmarks.since_last
"""

import os
import time
from dataclasses import replace
from datetime import date

from esfportal.embedded import servers, stop_on_signals
from esfportal.environment import var_folder

PEOPLE, RUNS = 5_000, 9
STARTS_ON, EARLIER, LATER = date(2017, 1, 1), date(2018, 6, 30), date(2018, 12, 31)


def main():
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "esfportal.settings")
    os.environ.setdefault("ESFPORTAL_ENV", "test")
    with stop_on_signals(), servers(var_folder()):
        import django

        django.setup()
        from django.db import connection

        from benchmarks.database import own_database
        from benchmarks.register import build

        with own_database("benchmark_since_last"):
            build(connection, PEOPLE, size=PEOPLE)
            measure()


def measure():
    """Print the fastest of several runs of the figures and of the comparison."""
    from django.utils import timezone

    from projects.models import Project
    from reporting.indicators import figures
    from reporting.indicators.changes.frozen import changes_in
    from reporting.reports.models import Report
    from reporting.reports.since_last import making

    project = Project.objects.order_by("pk").first()
    store(project, timezone.now())
    report = Report(project=project, starts_on=STARTS_ON, ends_on=LATER)
    seconds = {"compute": [], "counted_by_figure": [], "with_changes": []}
    for _each in range(RUNS):
        began = time.perf_counter()
        computed = figures.compute(project, starts_on=STARTS_ON, ends_on=LATER)
        seconds["compute"].append(time.perf_counter() - began)
        began = time.perf_counter()
        computed = replace(computed, counted_by_figure=counted(report))
        seconds["counted_by_figure"].append(time.perf_counter() - began)
        began = time.perf_counter()
        made = making.with_changes(report, computed, timezone.now())
        seconds["with_changes"].append(time.perf_counter() - began)
    people = {row[0] for spans in made.people["changed"].values() for rows in spans.values() for row in rows}
    found = changes_in(made.document).figures
    print(f"{len(made.people['members']):,} counted, {len(people):,} changed, in {len(found):,} figures")
    base = min(seconds["compute"])
    for way, taken in seconds.items():
        print(f"{way:<17} {min(taken) * 1000:7.1f} ms   / compute: {min(taken) / base:.2f}")


def store(project, at):
    """Store a submitted report, as its job does."""
    from reporting.indicators import figures
    from reporting.reports.models import Report, ReportPeople
    from reporting.reports.since_last import making

    report = Report(project=project, starts_on=STARTS_ON, ends_on=EARLIER)
    computed = figures.compute(project, starts_on=STARTS_ON, ends_on=EARLIER)
    computed = replace(computed, counted_by_figure=counted(report))
    computed = making.with_changes(report, computed, at)
    report.figures, report.counted_by_figure = computed.document.to_json(), computed.counted_by_figure
    report.counted_participations, report.computed_at = computed.counted, at
    report.status, report.submitted_at = "submitted", at
    report.save()
    ReportPeople.objects.create(report=report, **computed.people)


def counted(report):
    from reporting.reports.verification.counted_by_figure import counted_by_figure

    return counted_by_figure(report)


if __name__ == "__main__":
    main()
