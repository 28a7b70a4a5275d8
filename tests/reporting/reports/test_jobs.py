"""The life of a report's job, attempt by attempt, within one process."""

import hashlib
import logging
import traceback
from datetime import timedelta

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import DatabaseError, IntegrityError, transaction
from django.utils import timezone

from accounts.audit.models import AuditEntry
from esfportal.jobs import queue, runner, sweeper
from reporting.reports import actions, jobs, storage
from reporting.reports.files.steps import STEPS
from reporting.reports.models import Report, ReportJob
from tests.reporting.reports.job_support import (
    FROM,
    TO,
    asked_for,
    claim,
    let_lease_run_out,
    made,
    quick_render,
    register,
)

pytestmark = pytest.mark.django_db
State, Failure = ReportJob.State, ReportJob.Failure


@pytest.fixture(autouse=True)
def sent(monkeypatch):
    """The jobs that have been enqueued."""
    pks = []
    monkeypatch.setattr(queue, "enqueue", lambda job: pks.append(job.pk) or True)
    return pks


@pytest.fixture(autouse=True)
def quick_files(monkeypatch):
    monkeypatch.setattr(jobs.files, "render", quick_render)


@pytest.fixture
def project(cast):
    register(cast.project)
    return cast.project


def everything_on_disk(report):
    folder = settings.FILES_ROOT / str(report.public_id)
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


# Asking


def test_asking_makes_the_row_and_rings_once_it_is_committed(
    project, sent, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        report = asked_for(project)
        assert sent == []
    assert report.job.state == State.QUEUED
    assert sent == [report.job.pk]


def test_what_is_rolled_back_rings_for_nobody(project, sent, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True), transaction.atomic():
        asked_for(project)
        transaction.set_rollback(True)
    assert sent == []
    assert not Report.objects.exists()


def test_the_same_period_is_asked_for_once(project):
    report = asked_for(project)
    with pytest.raises(actions.DraftExists) as refused:
        asked_for(project)
    assert refused.value.report == report
    assert Report.objects.count() == ReportJob.objects.count() == 1


def test_a_project_has_eight_reports_being_made_at_most(project, cast, sign_in):
    leader = sign_in(cast.leader)
    address = f"/projects/{project.slug}/reports/new/"
    *eight, ninth = [
        dict.fromkeys(("starts_on", "ends_on"), (FROM + timedelta(days)).isoformat()) for days in range(9)
    ]
    for period in eight:
        assert leader.post(address, period).status_code == 302
    page = leader.post(address, ninth)
    assert page.status_code == 200
    assert "8 rapporter" in page.text
    assert Report.objects.count() == 8
    jobs.make(ReportJob.objects.earliest("pk").pk)
    assert leader.post(address, ninth).status_code == 302


def test_the_database_keeps_a_second_draft_out_too(project):
    report = asked_for(project)
    twin = Report(project=project, starts_on=report.starts_on, ends_on=report.ends_on)
    with pytest.raises(ValidationError):
        twin.validate_constraints()
    with pytest.raises(IntegrityError, match="report_one_draft_for_period"), transaction.atomic():
        twin.save()


# Making


def test_a_made_report_is_frozen_with_its_files(project):
    report = made(project)
    job = report.job
    assert (job.state, job.progress, job.attempt, job.losses, job.failure) == (State.DONE, 100, 1, 0, "")
    assert job.leased_until is None
    assert job.finished_at is not None
    assert report.document.digest == report.digest
    assert report.counted_participations == sorted(project.participations.values_list("pk", flat=True))
    participants = next(line for line in report.document.measures if line.code == "participants")
    assert (participants.cumulative.women, participants.cumulative.men) == (2, 1)


def test_the_files_are_those_that_the_rows_say(project):
    report = made(project)
    assert {(file.audience, file.kind, file.language) for file in report.files.all()} == {
        (audience, kind, language)
        for audience in ("full", "authority", "funders", "released")
        for kind in ("pdf", "csv", "xlsx")
        for language in ("sv", "en")
    }
    for file in report.files.all():
        content = storage.place_of(file).read_bytes()
        assert content == quick_render(report.document_for(file.audience), file.kind, file.language)
        assert (file.size, file.sha256) == (len(content), hashlib.sha256(content).hexdigest())
    assert everything_on_disk(report) == sorted(f"1/{file.name}" for file in report.files.all())
    assert f"1/samverkan_{FROM}_{TO}_draft_sv.pdf" in everything_on_disk(report)


def test_a_finished_job_is_not_made_again(project):
    report = made(project)
    assert jobs.make(report.job.pk) is False
    report.job.refresh_from_db()
    assert report.job.attempt == 1


def test_each_step_is_told_and_none_goes_back(project, monkeypatch):
    seen = []

    def watching(document, kind, language):
        job = ReportJob.objects.get()
        seen.append((job.step, job.progress))
        return quick_render(document, kind, language)

    monkeypatch.setattr(jobs.files, "render", watching)
    made(project)
    assert [step for step, _progress in seen] == [step for step in STEPS if "-" in step]
    progress = [value for _step, value in seen]
    assert progress == sorted(set(progress))
    assert progress[0] > 0
    assert progress[-1] < 100


# Claiming


def test_a_claimed_job_is_nobody_elses(project):
    job = asked_for(project).job
    first = claim(job)
    assert (first.job.state, first.job.attempt) == (State.RUNNING, 1)
    assert first.job.leased_until > timezone.now()
    assert claim(job) is None


def test_a_job_whose_lease_ran_out_is_taken_over(project):
    job = asked_for(project).job
    claim(job)
    let_lease_run_out(job)
    second = claim(job)
    assert (second.job.attempt, second.job.losses) == (2, 1)


def test_the_attempt_that_was_overtaken_publishes_nothing(project, monkeypatch, caplog):
    """A worker that was thought dead wakes up in the middle, when another has made the report."""
    report = asked_for(project)

    def overtaken(document, kind, language):
        monkeypatch.setattr(jobs.files, "render", quick_render)
        let_lease_run_out(report.job)
        assert jobs.make(report.job.pk)
        return b"of the first attempt"

    monkeypatch.setattr(jobs.files, "render", overtaken)
    with caplog.at_level(logging.WARNING, "esfportal.jobs"):
        assert jobs.make(report.job.pk) is False
    assert "overtaken" in caplog.text
    report.job.refresh_from_db()
    assert (report.job.state, report.job.attempt, report.job.losses) == (State.DONE, 2, 1)
    assert {path.split("/")[0] for path in everything_on_disk(report)} == {"2"}
    assert AuditEntry.objects.filter(action="report_made").count() == 1


def test_the_attempt_that_was_overtaken_at_the_last_moment_publishes_nothing(project, monkeypatch):
    report = asked_for(project)
    publish = jobs.publish

    def too_late(attempt, computed, written):
        monkeypatch.setattr(jobs, "publish", publish)
        let_lease_run_out(report.job)
        assert jobs.make(report.job.pk)
        publish(attempt, computed, written)

    monkeypatch.setattr(jobs, "publish", too_late)
    assert jobs.make(report.job.pk) is False
    assert {path.split("/")[0] for path in everything_on_disk(report)} == {"2"}
    assert report.files.count() == 24


def test_a_job_that_is_asked_for_anew_is_lost_to_who_was_at_it(project):
    report = made(project)
    actions.recompute_report(report=report, by=None)
    running = claim(report.job)
    ReportJob.objects.filter(pk=running.job.pk).update(state=State.QUEUED, leased_until=None)
    with pytest.raises(runner.LeaseLost):
        running.begin("pdf-sv")


def test_a_worker_that_keeps_vanishing_is_given_up_and_said(project):
    job = asked_for(project).job
    for _loss in range(ReportJob.MOST_LOSSES):
        assert claim(job)
        let_lease_run_out(job)
    assert claim(job) is None
    sweeper.sweep()
    job.refresh_from_db()
    assert (job.state, job.failure, job.losses) == (State.FAILED, Failure.LOST, ReportJob.MOST_LOSSES)


# Failing


@pytest.mark.parametrize(
    ("error", "failure"),
    [
        (OSError("No space left on device"), Failure.STORAGE),
        (DatabaseError("Key (family_name)=(Lind)"), Failure.DATABASE),
        (ValueError("Elsa Lind"), Failure.UNEXPECTED),
    ],
)
def test_a_failure_is_recorded_without_what_the_error_quotes(project, monkeypatch, error, failure):
    def broken(document, kind, language):
        raise error

    monkeypatch.setattr(jobs.files, "render", broken)
    report = asked_for(project)
    with pytest.raises(jobs.ReportGenerationFailed, match=type(error).__name__) as raised:
        jobs.make(report.job.pk)
    assert "in broken" in str(raised.value), "the log says where"
    report = Report.objects.get()
    assert (report.job.state, report.job.failure, report.job.step) == (State.FAILED, failure, "pdf-sv")
    assert report.figures is None
    assert report.files.count() == 0
    logged = "".join(traceback.format_exception(raised.value))
    assert str(error) not in logged
    recorded = str(ReportJob.objects.values().get()) + str(list(AuditEntry.objects.values()))
    assert str(error) not in recorded


def test_a_failed_report_is_made_at_another_try(
    project, monkeypatch, sent, django_capture_on_commit_callbacks
):
    monkeypatch.setattr(jobs.files, "render", lambda *args: 1 / 0)
    report = asked_for(project)
    with pytest.raises(jobs.ReportGenerationFailed):
        jobs.make(report.job.pk)
    monkeypatch.setattr(jobs.files, "render", quick_render)
    with django_capture_on_commit_callbacks(execute=True):
        actions.retry_report(report=report, by=None)
    assert sent == [report.job.pk]
    assert jobs.make(report.job.pk)
    report.job.refresh_from_db()
    assert (report.job.state, report.job.attempt, report.job.failure) == (State.DONE, 2, "")


def test_only_what_failed_is_tried_again(project):
    report = made(project)
    with pytest.raises(actions.InvalidState):
        actions.retry_report(report=report, by=None)


# Drafts made anew


def test_a_draft_made_anew_has_the_new_figures_and_only_their_files(project):
    report = made(project)
    before = report.digest
    register(project, women=1, men=0)
    actions.recompute_report(report=report, by=None)
    report.refresh_from_db()
    assert report.digest == before, "the old figures stay until the new ones are there"
    assert jobs.make(report.job.pk)
    report.refresh_from_db()
    assert report.digest != before
    sweeper.sweep()
    assert {path.split("/")[0] for path in everything_on_disk(report)} == {"2"}
    assert report.files.count() == 24


def test_a_draft_is_not_made_anew_while_it_is_being_made(project):
    with pytest.raises(actions.InvalidState):
        actions.recompute_report(report=asked_for(project), by=None)


# Sweeping


def test_the_sweeper_rings_for_what_is_open_and_for_nothing_else(project, sent):
    done = made(project, ends_on=FROM)
    waiting = asked_for(project, ends_on=TO.replace(day=1))
    abandoned = asked_for(project, ends_on=TO.replace(day=2))
    claim(abandoned.job)
    let_lease_run_out(abandoned.job)
    at_work = asked_for(project, ends_on=TO.replace(day=3))
    claim(at_work.job)
    assert sweeper.sweep() == 2
    assert sent == [waiting.job.pk, abandoned.job.pk]
    assert done.job.pk not in sent


def test_the_sweeper_stops_at_a_broker_that_is_down(project, monkeypatch):
    asked_for(project)
    asked_for(project, ends_on=FROM)
    attempts = []
    monkeypatch.setattr(queue, "enqueue", lambda job: bool(attempts.append(job.pk)))
    assert sweeper.sweep() == 0
    assert len(attempts) == 1


def test_the_sweeper_clears_up_after_attempts_that_were_cut_short(project):
    report = asked_for(project)
    cut_short = claim(report.job)
    folder = storage.AttemptFolder(report, cut_short.job.attempt)
    folder.write("pdf", "sv", b"half a report")
    let_lease_run_out(report.job)
    assert jobs.make(report.job.pk)
    assert len(everything_on_disk(report)) == 25
    sweeper.sweep()
    assert {path.split("/")[0] for path in everything_on_disk(report)} == {"2"}


def test_the_sweeper_leaves_the_files_of_those_at_work(project):
    report = asked_for(project)
    attempt = claim(report.job)
    folder = storage.AttemptFolder(report, attempt.job.attempt)
    folder.write("pdf", "sv", b"soon whole")
    sweeper.sweep()
    assert len(everything_on_disk(report)) == 1
