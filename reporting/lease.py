"""Keeps a worker's lease on a job alive while one step takes long."""

import threading
from contextlib import contextmanager

from django.conf import settings
from django.db import connection

from accounts.scope import system_scope
from reporting.models import ReportJob


@contextmanager
def kept_alive(job, lease_end):
    """Renew the job's lease beside the work, three times a lease, on a connection of its own.

    `lease_end` says until when. A lease that has been lost is not taken back: the renewal ends,
    and the work finds out at its next step.
    """
    done = threading.Event()
    thread = threading.Thread(target=_renew, args=(job, lease_end, done), daemon=True)
    thread.start()
    try:
        yield
    finally:
        done.set()
        thread.join()


def _renew(job, lease_end, done):
    try:
        while not done.wait(settings.REPORT_LEASE_SECONDS / 3):
            with system_scope():
                if not ReportJob.objects.held_by(job).update(leased_until=lease_end()):
                    return
    finally:
        connection.close()
