"""Making a report: plain functions, run by a worker and as well by hand or in a test.

The row of a `ReportJob` is the truth. A worker claims it with one UPDATE, which gives the attempt
its number, and holds it by a lease that is renewed while the work goes on. Whatever the worker
writes to the row asks for that number, so that a worker thought dead that comes back does no harm:
of all attempts exactly one publishes.
"""

import logging
import traceback
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta

from django.conf import settings
from django.db import DatabaseError, connection, models, transaction
from django.db.models import Case, F, When
from django.utils import timezone

from accounts.audit import audit
from accounts.scope import admitted_to, system_scope
from reporting import doorbell, figures, files, releases, storage
from reporting.evidence import frozen
from reporting.lease import kept_alive
from reporting.models import Report, ReportFile, ReportJob
from reporting.steps import STEPS, WRITING

RINGS_A_SWEEP = 100
NUMBER = models.PositiveSmallIntegerField()

logger = logging.getLogger(__name__)
State, Failure = ReportJob.State, ReportJob.Failure


class LeaseLost(Exception):
    """Another attempt has taken over: this one is to stop and leave no trace."""


class NotMade(Exception):
    """A report could not be made. Names the kind of error and where, never what the error quotes."""


def lease_end():
    return timezone.now() + timedelta(seconds=settings.REPORT_LEASE_SECONDS)


def claim(job_pk):
    """The job, now this worker's; None when somebody else has it or there is nothing to do."""
    with system_scope():  # the UPDATE locks the row, so that what is read back is this attempt
        claimed = (
            ReportJob.objects.claimable()
            .filter(pk=job_pk)
            .update(
                state=State.RUNNING,
                attempt=F("attempt") + 1,
                losses=Case(
                    When(state=State.QUEUED, then=F("losses")), default=F("losses") + 1, output_field=NUMBER
                ),
                leased_until=lease_end(),
                started_at=timezone.now(),
                progress=0,
                step=STEPS[0],
            )
        )
        return ReportJob.objects.select_related("report__project").get(pk=job_pk) if claimed else None


def make(job_pk):
    """Make the report of a job, unless somebody does already. Returns whether it was published.

    What goes wrong is recorded on the job, for the people who wait, and raised as NotMade, for the log.
    """
    job = claim(job_pk)
    if job is None:
        return False
    workshop = storage.Workshop(job.report, job.attempt)
    try:
        with kept_alive(job, lease_end):
            _work(job, workshop)
    except LeaseLost:
        workshop.discard()
        logger.warning("Attempt %s at report job %s was overtaken.", job.attempt, job.pk)
        return False
    except Exception as error:
        fail(job, error)  # its files are left to the sweeper, which knows whether they count
        where = "".join(traceback.format_tb(error.__traceback__))
        raise NotMade(f"{type(error).__name__} at {job.step} of report job {job.pk}:\n{where}") from None
    return True


def _work(job, workshop):
    begin(job, "figures")
    workshop.open()
    with admitted_to(job.report.project):
        releases.catch_up(job.report.project)
    with _one_moment():
        computed = figures.compute(
            job.report.project, starts_on=job.report.starts_on, ends_on=job.report.ends_on
        )
        with admitted_to(job.report.project):
            computed = replace(computed, counted_in=frozen.members(job.report))
    with admitted_to(job.report.project):
        made = releases.prepare(job.report, computed)
    for step, (audience, kind, language) in WRITING.items():
        begin(job, step)
        content = files.render(made.document_for(audience), kind, language)
        workshop.write(kind, language, content, audience)
    begin(job, "publish")
    workshop.finish()
    publish(job, made, workshop.files)


@contextmanager
def _one_moment():
    """Every figure of a report is read as of the same moment, whatever is registered meanwhile."""
    if connection.in_atomic_block:  # a caller's transaction: its level is the caller's choice
        yield
        return
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield


def begin(job, step):
    """Say what is being done, and renew the lease; LeaseLost when it is no longer ours."""
    progress = 100 * STEPS.index(step) // len(STEPS)
    with system_scope():
        held = ReportJob.objects.held_by(job)
        if not held.update(step=step, progress=progress, leased_until=lease_end()):
            raise LeaseLost
    job.step, job.progress = step, progress


@system_scope()
def publish(job, made, written):
    """Freeze the figures, name the files and end the job: all of it, or none and LeaseLost."""
    report = (
        Report.objects.select_for_update(of=("self",)).defer("counted", "counted_in").get(pk=job.report_id)
    )
    now = timezone.now()
    ended = {"state": State.DONE, "progress": 100, "step": "", "leased_until": None, "finished_at": now}
    if not ReportJob.objects.held_by(job).update(**ended):
        raise LeaseLost
    document = made.computed.document
    report.figures, report.digest = document.to_json(), document.digest
    report.counted, report.computed_at = sorted(made.computed.counted), now
    report.counted_in = made.computed.counted_in
    report.save(update_fields=["figures", "digest", "counted", "counted_in", "computed_at"])
    releases.keep(report, made)
    report.files.all().delete()
    ReportFile.objects.bulk_create(written)
    audit("report_made", report, by=None, project=report.project, attempt=job.attempt)


@system_scope()
def fail(job, error):
    """Record what went wrong, as a code and the step: an error's own words may quote what it met."""
    held = ReportJob.objects.held_by(job)
    held.update(state=State.FAILED, failure=reason_for(error), leased_until=None, finished_at=timezone.now())


def reason_for(error):
    if isinstance(error, OSError):
        return Failure.STORAGE
    if isinstance(error, DatabaseError):
        return Failure.DATABASE
    return Failure.UNEXPECTED


@system_scope()
def give_up_worn_out():
    """End the jobs whose workers keep vanishing, so that the people who wait are told."""
    ended = {"state": State.FAILED, "failure": Failure.LOST, "leased_until": None}
    return ReportJob.objects.worn_out().update(**ended, losses=F("losses") + 1, finished_at=timezone.now())


def sweep():
    """Ring again for every job left open, and tidy up after those that ended lately.

    Stops ringing at the first message that the broker does not take. Returns how many it took.
    """
    give_up_worn_out()
    tidy_after_the_ended()
    releases.catch_up_everywhere()
    with system_scope():
        waiting = list(ReportJob.objects.claimable().in_order().values_list("pk", flat=True)[:RINGS_A_SWEEP])
    rung = 0
    for job_pk in waiting:
        if not doorbell.ring(job_pk):
            break
        rung += 1
    return rung


def tidy_after_the_ended():
    """Remove what attempts that were cut short have left on the disk."""
    ended = ReportJob.objects.recently_finished()
    with system_scope():
        finished = list(ended.select_related("report").prefetch_related("report__files"))
    for job in finished:
        if storage.leftovers(job.report):
            with system_scope():  # the lock keeps a new attempt from beginning meanwhile
                still = ended.select_for_update(of=("self",), skip_locked=True).select_related("report")
                if locked := still.filter(pk=job.pk).first():
                    storage.tidy(locked.report)
