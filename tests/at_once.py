"""Threads that wait for each other, and for nothing else: no test of a race depends on how fast the machine is."""

import time
from threading import Lock

from django.db import connection

PATIENCE = 120  # seconds until a test gives up, on a machine that does much else besides
WAITS_FOR_THIS_SESSION = """
SELECT EXISTS (SELECT FROM pg_locks WHERE NOT granted AND pg_backend_pid() = ANY (pg_blocking_pids(pid)))
"""


class Meeting:
    """Each thread waits in `wait()` until all have come, or until another one waits for a lock that it holds."""

    def __init__(self, threads=2):
        self.threads, self.come, self.lock = threads, 0, Lock()

    def wait(self):
        with self.lock:
            self.come += 1
            all_have_come = -(-self.come // self.threads) * self.threads
        wait_until(lambda: self.come >= all_have_come or another_waits_for_this_session())


def another_waits_for_this_session():
    with connection.cursor() as cursor:
        cursor.execute(WAITS_FOR_THIS_SESSION)
        return cursor.fetchone()[0]


def wait_until(is_so):
    deadline = time.monotonic() + PATIENCE
    while not is_so():
        assert time.monotonic() < deadline, f"It did not happen in {PATIENCE} seconds."
        time.sleep(0.005)
