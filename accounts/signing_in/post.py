"""How letters about signing in get on their way: by a worker, after what they tell of is really done.

Whoever tries addresses and passwords must not be able to tell, from the time an answer takes, whether
there was somebody to write to.
"""

import logging
from functools import partial

from django.db import transaction
from django.utils import timezone
from kombu.exceptions import OperationalError

from accounts import tasks
from accounts.signing_in import letters

logger = logging.getLogger(__name__)


def notify(user, kind):
    """Write to the account's owner what has changed (a kind of letters.NOTICES)."""
    at = timezone.now().isoformat()
    transaction.on_commit(partial(enqueue_or_run, tasks.send_notice, user.pk, kind, at), robust=True)


def enqueue_or_run(task, *arguments):
    """Leave it to a worker; do it here and now while the broker is away."""
    try:
        task.delay(*arguments)
    except OperationalError:
        logger.warning("The broker is away: a letter is written by the web process itself.")
        task(*arguments)


def notify_old_address(user, address):
    """Write to the address that somebody had until now; it never goes through the broker."""
    write = partial(letters.send_notice, address, user.language, "email_changed", timezone.now())
    transaction.on_commit(write, robust=True)
