"""Changes to a job from outside its work."""

# The caller has checked access and entered a scope.

from functools import partial

from django.db import transaction
from django.utils import timezone

from esfportal.jobs import queue


def enqueue_on_commit(job):
    transaction.on_commit(partial(queue.enqueue, job))


@transaction.atomic
def requeue(job, *, by):
    # An attempt that still runs loses its hold on the row.
    type(job).objects.filter(pk=job.pk).update(
        state=job.State.QUEUED,
        losses=0,
        leased_until=None,
        progress=0,
        step="",
        failure="",
        result={},
        created_by=by,
        queued_at=timezone.now(),
        started_at=None,
        finished_at=None,
    )
    enqueue_on_commit(job)


@transaction.atomic
def cancel(job):
    """Cancel the job. Return whether it was still open."""
    ended = {"state": job.State.CANCELLED, "leased_until": None, "step": ""}
    return bool(type(job).objects.open().filter(pk=job.pk).update(**ended, finished_at=timezone.now()))
