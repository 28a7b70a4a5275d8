"""Two workers at the same job in the same moment."""

import time
from threading import Barrier, Thread

import pytest
from django.db import connection
from django.utils import timezone

from reporting.reports import jobs
from reporting.reports.models import ReportJob
from tests.reporting.reports.job_support import asked_for, claim

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


def test_a_lease_is_renewed_while_a_step_takes_long(cast, settings, monkeypatch):
    """A step longer than the lease, during which another worker tries all the time."""
    settings.JOB_LEASE_SECONDS = 1.5
    report = asked_for(cast.project)
    attempts = []

    def takes_long(document, kind, language):
        if not attempts:
            until = time.monotonic() + 3
            while time.monotonic() < until:
                attempts.append(ReportJob.objects.claimable().filter(pk=report.job.pk).exists())
                time.sleep(0.05)
        return b"slow and steady"

    monkeypatch.setattr(jobs.files, "render", takes_long)
    assert jobs.make(report.job.pk)
    assert attempts
    assert not any(attempts)
    assert ReportJob.objects.get().attempt == 1
