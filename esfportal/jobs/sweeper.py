import logging

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from esfportal.jobs import queue
from esfportal.jobs.kinds import kinds

MOST_MESSAGES = 100  # of each kind, in one sweep

logger = logging.getLogger(__name__)


def sweep():
    """Enqueue every open job again. Return the number enqueued."""
    for kind in kinds().values():
        give_up_worn_out(kind)
        tidy(kind)
    waiting = [job for kind in kinds().values() for job in _waiting(kind)]
    sent = 0
    for job in waiting:
        if not queue.enqueue(job):
            break
        sent += 1
    return sent


def _waiting(kind):
    with kind.scope():
        return list(kind.model.objects.claimable().in_order().only("pk")[:MOST_MESSAGES])


def give_up_worn_out(kind):
    model = kind.model
    ended = {"state": model.State.FAILED, "failure": model.Failure.LOST, "leased_until": None}
    with transaction.atomic(), kind.scope():
        worn_out = list(kind.rows().worn_out().select_for_update(of=("self",), skip_locked=True))
        given_up = model.objects.filter(pk__in=[job.pk for job in worn_out])
        given_up.update(**ended, losses=F("losses") + 1, finished_at=timezone.now())
        for job in worn_out:
            kind.tell_of_failure(job)
    return len(worn_out)


def tidy(kind):
    with kind.scope():
        ended = list(kind.rows().recently_finished())
    for job in ended:
        try:
            if kind.has_leftovers(job):
                _remove_leftovers(kind, job)
        except OSError as error:  # the store is away: the next sweep comes back to it
            logger.warning("Leftovers of %s jobs were not removed: %s", job.JOB_KIND, type(error).__name__)
            return


def _remove_leftovers(kind, job):
    with kind.scope():  # the lock keeps a new attempt from beginning
        still_ended = kind.rows().recently_finished().select_for_update(of=("self",), skip_locked=True)
        if locked := still_ended.filter(pk=job.pk).first():
            kind.remove_leftovers(locked)
