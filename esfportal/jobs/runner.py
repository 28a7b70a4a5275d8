"""Run jobs, so that exactly one attempt publishes."""

import logging
import traceback

from django.db import IntegrityError, models, transaction
from django.db.models import Case, F, When
from django.utils import timezone

from esfportal.jobs.kinds import JobRefused
from esfportal.jobs.lease import kept_alive, lease_end

logger = logging.getLogger(__name__)


class LeaseLost(Exception):
    """Another attempt has taken over, or the job was cancelled."""


class Attempt:
    def __init__(self, kind, job):
        self.kind, self.job = kind, job
        self.noted = {}

    def write(self, **columns):
        # Guarded by the number of the attempt: an overtaken one writes nothing.
        with self.kind.scope():
            return bool(self.kind.model.objects.held_by(self.job).update(**columns))

    def begin(self, step):
        """Record the step and renew the lease. Raise LeaseLost."""
        progress = 100 * self.kind.steps.index(step) // len(self.kind.steps)
        if not self.write(step=step, progress=progress, leased_until=lease_end()):
            raise LeaseLost
        self.job.step, self.job.progress = step, progress

    def note(self, step, progress):
        # Per cent, from inside a transaction.
        # The thread that renews the lease writes it.
        self.noted = {"step": step, "progress": min(progress, 100)}

    def finish(self, **result):
        """End the job in the transaction that publishes. LeaseLost rolls it back."""
        ended = {"state": self.job.State.DONE, "progress": 100, "step": "", "leased_until": None}
        if not self.write(**ended, result=result, finished_at=timezone.now()):
            raise LeaseLost
        self.kind.follow_end(self.job)

    def fail(self, failure):
        failed = {"state": self.job.State.FAILED, "failure": failure, "leased_until": None}
        with transaction.atomic(), self.kind.scope():
            if self.write(**failed, finished_at=timezone.now()):
                self.kind.tell_of_failure(self.job)
                self.kind.follow_end(self.job)


def claim(kind, job_pk):
    """Return a new attempt, or None when held, ended or not yet in turn."""
    try:
        with transaction.atomic(), kind.scope():  # the UPDATE locks the row until it is read back
            return Attempt(kind, kind.rows().get(pk=job_pk)) if _take(kind, job_pk) else None
    except IntegrityError:  # two jobs were claimed at once of which only one may run: this one waits
        return None


def _take(kind, job_pk):
    State = kind.model.State
    return (
        kind.model.objects.claimable()
        .filter(pk=job_pk)
        .update(
            state=State.RUNNING,
            attempt=F("attempt") + 1,
            losses=Case(
                When(state=State.QUEUED, then=F("losses")),
                default=F("losses") + 1,
                output_field=models.PositiveSmallIntegerField(),
            ),
            leased_until=lease_end(),
            started_at=timezone.now(),
            progress=0,
            step=kind.steps[0],
        )
    )


def run(kind, job_pk):
    """Do a job; return whether it was published."""
    attempt = claim(kind, job_pk)
    if attempt is None:
        return False
    job = attempt.job
    try:
        with kept_alive(attempt):
            kind.work(attempt)
    except LeaseLost:
        _discard(attempt)
        logger.warning("Attempt %s at %s job %s was overtaken.", job.attempt, job.JOB_KIND, job.pk)
        return False
    except JobRefused as refused:
        attempt.fail(refused.failure)
        return False
    except Exception as error:
        # What it wrote is left to the sweeper: the error may have come after publishing.
        attempt.fail(kind.failure_of(error))
        where = "".join(traceback.format_tb(error.__traceback__))
        # "from None", because the text of the error may quote personal data.
        raise kind.failed(
            f"{type(error).__name__} at {job.step} of {job.JOB_KIND} job {job.pk}:\n{where}"
        ) from None
    return True


def _discard(attempt):
    try:
        attempt.kind.discard(attempt)
    except OSError as error:  # left to the sweeper
        logger.warning("What %s wrote was not removed: %s", attempt.job, type(error).__name__)
