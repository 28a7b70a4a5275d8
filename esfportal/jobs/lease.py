import threading
from contextlib import contextmanager
from datetime import timedelta

from django.conf import settings
from django.db import connection
from django.utils import timezone

WRITE_PROGRESS_EVERY = 1  # seconds, at most, until noted progress is visible to the user


def lease_end():
    return timezone.now() + timedelta(seconds=settings.JOB_LEASE_SECONDS)


@contextmanager
def kept_alive(attempt):
    # Renewed from a thread. A lease that has been lost is not taken back: the work finds out at its next step.
    done = threading.Event()
    thread = threading.Thread(target=_renew, args=(attempt, done), daemon=True)
    thread.start()
    try:
        yield
    finally:
        done.set()
        thread.join()


def _renew(attempt, done):
    # A connection of the thread's own: the work may be inside a long transaction, whose changes
    # others would not see before it ends.
    renewal = settings.JOB_LEASE_SECONDS / 3
    waited, written = 0, attempt.noted
    try:
        while not done.wait(min(renewal, WRITE_PROGRESS_EVERY)):
            waited += min(renewal, WRITE_PROGRESS_EVERY)
            if waited < renewal and attempt.noted == written:
                continue
            waited, written = 0, attempt.noted
            if not attempt.write(leased_until=lease_end(), **written):
                return
    finally:
        connection.close()
