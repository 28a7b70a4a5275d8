"""Locks on files, which the system lets go of when their holder dies."""

import fcntl
from contextlib import contextmanager


def _open(path):
    return open(path, "a")  # the caller keeps it: the lock lives as long as the file is open


@contextmanager
def exclusive(path):
    """Be alone with `path`; wait until that is so."""
    with _open(path) as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def shared(path):
    """The open file of `path`, locked together with everyone else who uses it."""
    file = _open(path)
    fcntl.flock(file, fcntl.LOCK_SH)
    return file


def try_exclusive(file):
    """True if nobody else holds the open `file`'s lock; then it is held alone."""
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
