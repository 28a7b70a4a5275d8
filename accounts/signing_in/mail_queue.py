"""Queue for e-mails about signing in."""

import logging
from functools import partial

from django.db import transaction
from django.utils import timezone
from kombu.exceptions import OperationalError

from accounts import tasks
from accounts.signing_in import emails

logger = logging.getLogger(__name__)


def notify(user, kind):
    """Notify the user after commit; `kind` is a key of emails.NOTICES."""
    at = timezone.now().isoformat()
    transaction.on_commit(partial(enqueue_or_run, tasks.send_notice, user.pk, kind, at), robust=True)


def enqueue_or_run(task, *arguments):
    """Enqueue the task, or run it here if the broker is unavailable."""
    # Sent by a worker, so that the response time does not reveal if the account exists.
    try:
        task.delay(*arguments)
    except OperationalError:
        logger.warning("The broker is away: a letter is written by the web process itself.")
        task(*arguments)


def notify_old_address(user, address):
    # Not through the broker: it gets no e-mail addresses, and the old address is stored nowhere.
    write = partial(emails.send_notice, address, user.language, "email_changed", timezone.now())
    transaction.on_commit(write, robust=True)
