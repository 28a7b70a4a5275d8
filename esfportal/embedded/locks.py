"""File locks, which the system releases when the process ends."""

import fcntl
from contextlib import contextmanager


def _open(path):
    return open(path, "a")  # the lock is held until the caller closes the file


@contextmanager
def exclusive(path):
    with _open(path) as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def shared(path):
    file = _open(path)
    fcntl.flock(file, fcntl.LOCK_SH)
    return file


def try_exclusive(file):
    """Return whether the open file's lock could be made exclusive."""
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
