"""Submission: by actions, and by the trigger that protects a submitted report."""

from datetime import date

import pytest
from django.db import DatabaseError, connection, transaction

from accounts.audit.models import AuditEntry
from esfportal.jobs import queue
from reporting.reports import actions, jobs
from reporting.reports.models import Report, ReportFile
from tests.reporting.reports.job_support import FROM, asked_for, made, quick_render, register, submitted

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def no_worker(monkeypatch):
    monkeypatch.setattr(queue, "enqueue", lambda job: True)
    monkeypatch.setattr(jobs.files, "render", quick_render)


@pytest.fixture
def project(cast):
    register(cast.project)
    return cast.project


def test_submitting_needs_a_made_report_of_a_period_that_is_over(project, monkeypatch):
    project.ends_on = date(2099, 12, 31)
    project.save()
    report = asked_for(project, ends_on=project.ends_on)
    assert len(report.missing_to_submit()) == 2
    with pytest.raises(actions.InvalidState):
        actions.submit_report(report=report, by=None)
    assert Report.objects.get().status == "draft"


def test_submitting_happens_once(project, cast):
    report = submitted(project, by=cast.leader)
    assert (report.status, report.submitted_by) == ("submitted", cast.leader)
    with pytest.raises(actions.InvalidState):
        actions.submit_report(report=report, by=cast.leader)
    assert AuditEntry.objects.filter(action="report_submitted").count() == 1


def test_a_submitted_report_is_never_recomputed(project, cast):
    report = submitted(project, by=cast.leader)
    with pytest.raises(actions.InvalidState):
        actions.recompute_report(report=report, by=cast.leader)


def test_a_period_may_be_reported_again_after_it_was_submitted(project, cast):
    first = submitted(project, by=cast.leader)
    assert asked_for(project) != first


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE reports_report SET figures = '{}'",
        "UPDATE reports_report SET counted_participations = '{}'",
        "UPDATE reports_report SET status = 'draft', submitted_at = NULL",
        "UPDATE reports_report SET ends_on = ends_on + 1",
        "DELETE FROM reports_report",
        "UPDATE reports_reportfile SET sha256 = ''",
        "DELETE FROM reports_reportfile",
        "INSERT INTO reports_reportfile (report_id, kind, language, path, size, sha256)"
        " SELECT id, 'pdf', 'de', 'x', 1, '' FROM reports_report",
    ],
)
def test_the_database_rejects_changes_of_a_submitted_report(project, cast, statement):
    submitted(project, by=cast.leader)
    with (
        pytest.raises(DatabaseError, match="never change"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)


def test_the_same_statement_goes_through_on_a_draft(project):
    made(project)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE reports_report SET ends_on = ends_on + 1")
        assert cursor.rowcount == 1


def test_no_file_is_moved_into_a_submitted_report(project, cast):
    report = submitted(project, by=cast.leader)
    draft = made(project, ends_on=FROM)
    with pytest.raises(DatabaseError, match="never change"), transaction.atomic():
        ReportFile.objects.filter(report=draft, kind="pdf", language="sv").update(report=report)
