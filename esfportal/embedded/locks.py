"""File locks, which the system releases when the process ends."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO


def _open(path: Path) -> TextIO:
    return open(path, "a")  # the lock is held until the caller closes the file


@contextmanager
def exclusive(path: Path) -> Iterator[None]:
    with _open(path) as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def shared(path: Path) -> TextIO:
    file = _open(path)
    fcntl.flock(file, fcntl.LOCK_SH)
    return file


def try_exclusive(file: TextIO) -> bool:
    """Return whether the open file's lock could be made exclusive."""
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
