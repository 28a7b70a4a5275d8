from datetime import date

import pytest

from accounts.audit.models import AuditEntry
from esfportal.demo.data import reports, running_project
from esfportal.jobs import queue
from reporting.reports import jobs
from reporting.reports.models import Report, ReportJob, ReportNote
from tests.factories import MembershipFactory, ProjectFactory
from tests.reporting.reports.job_support import quick_render

pytestmark = pytest.mark.django_db
RUNNING_SINCE = date(2024, 3, 1)


@pytest.fixture(autouse=True)
def rung(monkeypatch):
    pks = []
    monkeypatch.setattr(queue, "enqueue", lambda job: pks.append(job.pk) or True)
    monkeypatch.setattr(jobs.files, "render", quick_render)
    return pks


@pytest.fixture(autouse=True)
def projects():
    running = running_project.quarters(RUNNING_SINCE)
    every = [
        *reports.PAST_PROJECTS,
        reports.DemoReport(running_project.SLUG, RUNNING_SINCE, running[-1][1]),
    ]
    for report in every:
        project = ProjectFactory(slug=report.slug, starts_on=report.starts_on, ends_on=report.ends_on)
        MembershipFactory(project=project, leader=True, municipality_id="0882")
        MembershipFactory(project=project, leader=True)
        if report.slug == running_project.SLUG:
            MembershipFactory(project=project, representative=True)
            MembershipFactory(project=project, funder=True)


def work():
    for pk in ReportJob.objects.claimable().values_list("pk", flat=True):
        jobs.make(pk)


def test_each_report_is_asked_for_once(rung, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        reports.ensure_demo_reports()
        reports.ensure_demo_reports()
    assert len(rung) == Report.objects.count() == 6
    assert reports.finished_files() == {}
    assert not reports.is_finished()


def make_all():
    for _report in range(reports.MADE_QUARTERS + 1):  # and the next version of a returned one
        reports.ensure_demo_reports()
        work()
    reports.ensure_demo_reports()


def test_kalmars_is_handed_in_by_the_leader_of_the_whole_project():
    make_all()
    assert reports.is_finished()
    kalmar = Report.objects.submitted().get(project__slug="kalmar")
    assert not kalmar.submitted_by.memberships.get().is_limited_to_part


def test_each_quarter_of_the_running_project_is_made_when_the_one_before_is_submitted():
    make_all()
    states = Report.objects.filter(project__slug=running_project.SLUG).order_by("starts_on", "pk")
    assert [(report.ends_on, report.state) for report in states] == [
        (date(2024, 5, 31), "approved"),
        (date(2024, 8, 31), "returned"),
        (date(2024, 8, 31), "submitted"),
        (date(2024, 11, 30), "ready"),
        (date(2025, 2, 28), "draft"),
    ]
    assert all(report.job.attempt == 1 for report in states)
    # What its funder has noted and downloaded, of the project and of each submitted report.
    assert [note.report and note.report.state for note in ReportNote.objects.order_by("pk")] == [
        None,
        *("approved", "returned", "submitted"),
    ]
    downloaded = AuditEntry.objects.filter(action="report_downloaded").values_list("object_id", flat=True)
    assert set(downloaded) == {str(report.pk) for report in states[:3]}
    # Of the returned report, and taken over by its next version.
    assert [report.attachments.count() for report in states] == [0, 2, 2, 0, 0]
    assert reports.finished_files().keys() == reports.SLUGS


def test_the_finished_files_are_there_by_project():
    reports.ensure_demo_reports()
    work()
    files = reports.finished_files()
    assert files.keys() == reports.SLUGS - {running_project.SLUG}
    assert [path.name for path in files["kalmar"][:2]] == [
        "kalmar_2017-09-01_2020-11-30_draft_sv.pdf",
        "kalmar_2017-09-01_2020-11-30_draft_en.pdf",
    ]
    assert all(path.is_file() for paths in files.values() for path in paths)


def test_what_failed_is_tried_again():
    reports.ensure_demo_reports()
    ReportJob.objects.filter(report__project__slug="intro").update(state="failed", failure="storage")
    reports.ensure_demo_reports()
    assert ReportJob.objects.get(report__project__slug="intro").state == "queued"


def test_a_later_run_changes_nothing_even_after_further_submissions():
    make_all()
    spik = Report.objects.get(project__slug="spik")
    reports.actions.submit_report(report=spik, by=reports.leader_of(spik.project))
    before = stored()
    reports.ensure_demo_reports()
    assert stored() == before
    assert reports.is_finished()


def stored():
    downloads = AuditEntry.objects.filter(action="report_downloaded")
    return [list(rows.order_by("pk").values()) for rows in (Report.objects, ReportNote.objects, downloads)]


def test_waiting_ends_without_a_worker():
    reports.ensure_demo_reports()
    with pytest.raises(TimeoutError, match="worker"):
        reports.wait_for_reports(0.1, pause=0.05)
