"""Demo reports: one for each demo project, made by the worker like any other."""

import time
from dataclasses import dataclass
from datetime import date

from accounts.database_access import operator_scope
from accounts.permissions import Role
from projects.models import Project
from projects.team.models import Membership
from reporting.reports import actions, storage
from reporting.reports.models import Report


@dataclass(frozen=True)
class DemoReport:
    starts_on: date
    ends_on: date
    submitted: bool = False


# The first day is the project's start, or the month of its first participant where the start is not
# published. Kalmar's report is submitted so that the funder can read it; the others are drafts.
DEMO_REPORTS = {
    "intro": DemoReport(date(2009, 1, 7), date(2011, 1, 6)),
    "all-in": DemoReport(date(2018, 2, 1), date(2020, 5, 31)),
    "resurscentrum": DemoReport(date(2008, 8, 1), date(2009, 1, 31)),
    "kalmar": DemoReport(date(2017, 9, 1), date(2020, 11, 30), submitted=True),
    "spik": DemoReport(date(2016, 9, 1), date(2019, 12, 31)),
}


def demo_scope():
    # again: the audit log already has the loading of the demo.
    return operator_scope("load_demo", again=True)


@demo_scope()
def ensure_demo_reports():
    """Create, retry or submit the demo reports as needed; idempotent."""
    for project in Project.objects.filter(slug__in=DEMO_REPORTS):
        plan = DEMO_REPORTS[project.slug]
        report = _report(project)
        if report is None:
            actions.create_report(
                project=project, starts_on=plan.starts_on, ends_on=plan.ends_on, by=leader_of(project)
            )
        elif report.job.has_failed:
            actions.retry_report(report=report, by=leader_of(project))
        elif plan.submitted and not report.missing_to_submit():
            actions.submit_report(report=report, by=leader_of(project))


def wait_for_reports(timeout, *, pause=0.2):
    """Wait until every demo report is finished; raise TimeoutError otherwise."""
    deadline = time.monotonic() + timeout
    while not is_finished():
        if time.monotonic() > deadline:
            raise TimeoutError(f"The worker did not make every report of the demo in {timeout} seconds.")
        time.sleep(pause)
        ensure_demo_reports()


@demo_scope()
def is_finished():
    found = {project.slug: _report(project) for project in Project.objects.filter(slug__in=DEMO_REPORTS)}
    return found.keys() == DEMO_REPORTS.keys() and all(
        report is not None
        and report.has_figures
        and (report.is_submitted or not DEMO_REPORTS[slug].submitted)
        for slug, report in found.items()
    )


@demo_scope()
def finished_files():
    """Return the finished files by project slug: {"kalmar": [path, …]}, PDF first."""
    made = Report.objects.filter(project__slug__in=DEMO_REPORTS, job__state="done").order_by("-pk")
    found = {}
    for report in made.select_related("project").prefetch_related("files"):
        if _is_demo_report(report):
            found[report.project.slug] = [storage.place_of(file) for file in report.sorted_files]
    return found


def leader_of(project):
    leading = Membership.objects.in_force().filter(project=project, role=Role.PROJECT_LEADER)
    whole = leading.filter(sub_project=None, municipality=None, intervention=None)
    return whole.select_related("user").first().user


def _report(project):
    plan = DEMO_REPORTS[project.slug]
    reports = project.reports.filter(starts_on=plan.starts_on, ends_on=plan.ends_on)
    return reports.select_related("job").order_by("pk").first()


def _is_demo_report(report):
    plan = DEMO_REPORTS[report.project.slug]
    return (report.starts_on, report.ends_on) == (plan.starts_on, plan.ends_on)
