"""Two workers at the same job in the same moment."""

import time
from datetime import timedelta
from threading import Barrier, Thread

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from accounts.audit.models import AuditEntry
from reporting.reports import jobs
from reporting.reports.models import ReportJob
from tests.at_once import wait_until
from tests.reporting.reports.job_support import asked_for, claim, quick_render

pytestmark = pytest.mark.django_db(transaction=True)
ROUNDS = 12


def at_once(work, times=2):
    """Return the results of `work` in several threads that start together."""
    barrier, results = Barrier(times), []

    def run():
        barrier.wait()
        try:
            results.append(work())
        finally:
            connection.close()

    threads = [Thread(target=run) for _each in range(times)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


def test_a_job_goes_to_one_of_two_workers(cast):
    job = asked_for(cast.project).job
    for round_number in range(1, ROUNDS + 1):
        claims = at_once(lambda: claim(job))
        assert [each.job.attempt for each in claims if each] == [round_number]
        ReportJob.objects.update(state="queued", leased_until=None)


def test_the_race_would_be_lost_by_looking_before_taking(cast):
    # Positive control: with a check before the update both workers get the job.
    job = asked_for(cast.project).job
    both_have_looked = Barrier(2)

    def look_and_take():
        free = ReportJob.objects.claimable().filter(pk=job.pk).exists()
        both_have_looked.wait()
        if free:
            ReportJob.objects.filter(pk=job.pk).update(state="running", leased_until=timezone.now())
        return free

    assert at_once(look_and_take) == [True, True]


@pytest.mark.parametrize("delay", [0, 0.005, 0.02, 0.3])
def test_a_report_is_either_published_or_cancelled(cast, sign_in, monkeypatch, delay):
    monkeypatch.setattr(jobs.files, "render", quick_render)
    report, leader = asked_for(cast.project, by=cast.leader), sign_in(cast.leader)
    url = reverse("reports:cancel", args=[report.project.slug, report.public_id])
    barrier, publish, published = Barrier(2), jobs.publish, []

    def publish_when_both_are_ready(*args):
        barrier.wait()
        publish(*args)

    def make():
        try:
            published.append(jobs.make(report.job.pk))
        finally:
            connection.close()

    monkeypatch.setattr(jobs, "publish", publish_when_both_are_ready)
    worker = Thread(target=make)
    worker.start()
    barrier.wait()
    time.sleep(delay)
    leader.post(url)
    worker.join()
    state = ReportJob.objects.get().state
    was_cancelled = AuditEntry.objects.filter(action="report_cancelled").exists()
    was_made = AuditEntry.objects.filter(action="report_made").exists()
    assert (state, published, was_cancelled, was_made) in [
        ("done", [True], False, True),
        ("cancelled", [False], True, False),
    ]
    report.refresh_from_db()
    assert report.has_figures is was_made
    assert report.files.exists() is was_made


def test_a_lease_is_renewed_while_a_step_takes_long(cast, settings, monkeypatch):
    """A step longer than the lease, during which another worker tries all the time."""
    settings.JOB_LEASE_SECONDS = 6  # renewed after a third of it
    report = asked_for(cast.project)
    own, attempts = ReportJob.objects.filter(pk=report.job.pk), []

    def takes_long(document, kind, language):
        if not attempts:
            first_end = own.get().leased_until
            wait_until(lambda: is_renewed(first_end))
            attempts.append(own.claimable(now=first_end + timedelta(seconds=1)).exists())
        return b"slow and steady"

    def is_renewed(first_end):
        attempts.append(own.claimable().exists())
        return own.get().leased_until > first_end

    monkeypatch.setattr(jobs.files, "render", takes_long)
    assert jobs.make(report.job.pk)
    assert not any(attempts)
    assert ReportJob.objects.get().attempt == 1
