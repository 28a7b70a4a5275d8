"""Demo reports, made by the worker like any other: one for each past project, one in each state for the running one."""

import time
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import timezone

from accounts.database_access import operator_scope
from accounts.permissions import Role
from esfportal.demo.cutoffs import build_cutoffs
from esfportal.demo.data import running_project
from esfportal.demo.data.attachments import attach_files
from esfportal.demo.data.corrections import correct_register
from esfportal.demo.data.oversight import answering_officer, record_oversight
from esfportal.demo.data.report_texts import complete_texts, write_texts
from esfportal.demo.monthly_files import build_monthly_files
from esfportal.demo.samples import build_samples
from esfportal.demo.scb_template import build_scb_template
from projects.models import Project, ReportKind
from projects.team.models import Membership
from reporting.published.publishing import publish
from reporting.reports import actions, storage
from reporting.reports.life.signatures import representatives
from reporting.reports.life.signing import mark_ready, sign_report
from reporting.reports.life.states import State
from reporting.reports.life.steps import approve_report, return_report
from reporting.reports.models import ReportSection


@dataclass(frozen=True)
class DemoReport:
    slug: str
    starts_on: date
    ends_on: date
    submitted: bool = False
    kind: ReportKind = ReportKind.PROGRESS
    answer: State | None = None
    ready: bool = False
    number: int = 0  # of the running project's quarter


KALMAR = "kalmar"
PUBLIC_TARGETS = ("participants", "occupation")
# The first day is the project's start, or the month of its first participant where the start is not
# published. Kalmar's report is submitted so that the funder can read it; the others are drafts.
PAST_PROJECTS = (
    DemoReport("intro", date(2009, 1, 7), date(2011, 1, 6)),
    DemoReport("all-in", date(2018, 2, 1), date(2020, 5, 31)),
    DemoReport("resurscentrum", date(2008, 8, 1), date(2009, 1, 31)),
    DemoReport(KALMAR, date(2017, 9, 1), date(2020, 11, 30), submitted=True),
    DemoReport("spik", date(2016, 9, 1), date(2019, 12, 31)),
)
SUBMITTED_QUARTERS, MADE_QUARTERS = 2, 4  # the third waits for its signature, the fourth stays a draft
ANSWERS = (State.APPROVED, State.RETURNED)  # of the submitted quarters
ANSWERED_IN = timedelta(days=14)
# Made up, like the project.
APPROVAL = {
    ReportSection.WHOLE: "Rapporten är komplett och stämmer med beslutet. Tack för en tydlig redovisning."
}
COMMENTS = {
    ReportSection.TARGETS: "Målet för deltagare i arbete ligger efter planen. Beskriv varför, och vilka åtgärder som "
    "ska ge resultat under nästa kvartal.",
    ReportSection.PARTICIPANTS: "Fördelningen mellan kvinnor och män skiljer sig från projektplanen. Komplettera med "
    "en kort analys.",
    ReportSection.RULES: "För några deltagare saknas uppgift om utbildning. Komplettera i registret innan nästa "
    "version skickas in.",
}
SLUGS = {running_project.SLUG, *(plan.slug for plan in PAST_PROJECTS)}


def demo_scope():
    # again: the audit log already has the loading of the demo.
    return operator_scope("load_demo", again=True)


@demo_scope()
def ensure_demo_reports():
    """Create, retry or submit the demo reports as needed; idempotent. Call it until they are finished."""
    build_cutoffs()
    unfinished = set()
    for plan, project in _plans():
        if plan.slug in unfinished:  # a report is made anew when an earlier one has been submitted after it
            continue
        report = _report(plan, project)
        if report is None:
            _create(plan, project, by=leader_of(project))
        elif report.job.has_failed:
            actions.retry_report(report=report, by=leader_of(project))
        elif plan.submitted and not report.missing_to_submit():
            report = actions.submit_report(report=report, by=leader_of(project))
        elif plan.submitted and not report.missing_to_be_ready():
            report = _sign_and_submit(report, project)
        elif plan.ready and not report.events.exists() and not report.missing_to_be_ready():
            report = mark_ready(report=report, by=leader_of(project))
        if report is not None:
            _answer(plan, report, project)
        if report is None or not _is_made(plan, report):
            unfinished.add(plan.slug)
    running = Project.objects.filter(slug=running_project.SLUG).first()
    if running and running.slug not in unfinished:
        record_oversight(running, leader=leader_of(running))
        build_samples(running)
        build_scb_template(running, by=leader_of(running))
        build_monthly_files(running, by=leader_of(running))
    if KALMAR not in unfinished:
        _publish_targets()


def _publish_targets():
    """Show on Kalmar's public page what the project published in its time: participants, and their occupation."""
    project = Project.objects.filter(slug=KALMAR).first()
    if project and project.targets.filter(code__in=PUBLIC_TARGETS, is_public=False).update(is_public=True):
        publish(project)


def _answer(plan, report, project):
    if plan.answer is None or report.state not in (State.SUBMITTED, State.RETURNED):
        return
    by = answering_officer(project)
    if report.state == State.SUBMITTED and plan.answer == State.APPROVED:
        approve_report(report=report, comments=APPROVAL, by=by)
    elif report.state == State.SUBMITTED:
        due_on = timezone.localdate() + ANSWERED_IN
        report = return_report(report=report, comments=COMMENTS, due_on=due_on, by=by)
    if report.is_returned and not report.replaced_by.exists():
        by = leader_of(project)
        correct_register(report, by=by)
        draft = actions.create_next_version(report=report, by=by)
        write_texts(draft, number=plan.number, by=by)
        complete_texts(draft, by=by)
    draft = report.replaced_by.unsubmitted().select_related("job", "project").first()
    if draft and not draft.missing_to_be_ready():
        _sign_and_submit(draft, project)  # just handed in: its answer is for the funder to write


def _sign_and_submit(report, project):
    report = mark_ready(report=report, by=leader_of(project))
    report = sign_report(report=report, by=representatives(project).first().user)
    return actions.submit_report(report=report, by=leader_of(project))


def _create(plan, project, *, by):
    days = {"starts_on": plan.starts_on, "ends_on": plan.ends_on}
    report = actions.create_report(project=project, kind=plan.kind, **days, by=by)
    write_texts(report, number=plan.number, by=by)
    if plan.answer == State.RETURNED:  # its next version, which is handed in, begins with them
        attach_files(report, by=by)


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
    reports = [(plan, _report(plan, project)) for plan, project in _plans()]
    return {plan.slug for plan, _report in reports} == SLUGS and all(
        report is not None and _is_finished(plan, report) for plan, report in reports
    )


@demo_scope()
def finished_files():
    """Return the files by project slug, where all its reports are made: {"kalmar": [path, …]}, PDF first."""
    found = {}
    for plan, project in _plans():
        report = _report(plan, project)
        is_made = report is not None and report.job.state == "done"
        found.setdefault(plan.slug, []).append(report.sorted_files if is_made else None)
    return {
        slug: [storage.place_of(file) for files in made for file in files]
        for slug, made in found.items()
        if None not in made
    }


def leader_of(project):
    leading = Membership.objects.in_force().filter(project=project, role=Role.PROJECT_LEADER)
    whole = leading.filter(sub_project=None, municipality=None, intervention=None)
    return whole.select_related("user").first().user


def _plans():
    """Return (DemoReport, project) of each loaded project, in the order of the days."""
    projects = {project.slug: project for project in Project.objects.filter(slug__in=SLUGS)}
    plans = [*PAST_PROJECTS, *_of_running(projects.get(running_project.SLUG))]
    return [(plan, projects[plan.slug]) for plan in plans if plan.slug in projects]


def _of_running(project):
    if project is None:
        return
    for number, days in enumerate(running_project.quarters(project.starts_on)[:MADE_QUARTERS]):
        submitted = number < SUBMITTED_QUARTERS
        answer = ANSWERS[number] if submitted else None
        is_ready = number == SUBMITTED_QUARTERS
        yield DemoReport(project.slug, *days, submitted, ReportKind.QUARTERLY, answer, is_ready, number)


def _is_finished(plan, report):
    return _is_made(plan, report) and (not plan.ready or report.events.exists())


def _is_made(plan, report):
    if plan.answer == State.RETURNED:
        return report.replaced_by.submitted().exists()
    # A report in which every number is protected is not submitted.
    return report.has_figures and (report.is_submitted or not plan.submitted or report.is_withheld)


def _report(plan, project):
    reports = project.reports.filter(kind=plan.kind, starts_on=plan.starts_on, ends_on=plan.ends_on)
    return reports.select_related("job", "project").order_by("pk").first()
