"""Changes to a job from outside its work. The caller has checked access and entered a scope."""

from functools import partial

from django.db import transaction
from django.utils import timezone

from esfportal.jobs import queue


def enqueue_on_commit(job):
    """Enqueue the job when its row has been committed, so that the worker finds it."""
    transaction.on_commit(partial(queue.enqueue, job))


@transaction.atomic
def requeue(job, *, by):
    """Put the job back in the queue. An attempt that still runs loses its hold on it."""
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
    """Cancel an open job. Return whether it was still open; a running attempt publishes nothing."""
    ended = {"state": job.State.CANCELLED, "leased_until": None, "step": ""}
    return bool(type(job).objects.open().filter(pk=job.pk).update(**ended, finished_at=timezone.now()))
