from contextlib import nullcontext
from functools import cache

from django.conf import settings
from django.db import DatabaseError
from django.utils.module_loading import import_string


class JobFailed(Exception):
    """A job failed. The text names the kind of error and the lines of code, never the error's own text."""


class JobRefused(Exception):
    """The work can't be done for a reason that the user can act on; `failure` is its code."""

    def __init__(self, failure):
        super().__init__(failure)
        self.failure = failure


class JobKind:
    """One kind of job. Apps subclass it and name the subclass in `settings.JOB_KINDS`."""

    model = None
    steps = ()  # codes, in order; progress is the share of steps that have begun
    failed = JobFailed  # raised, for the log, when the work raises
    scope = staticmethod(nullcontext)  # the database access scope in which the rows of jobs are visible

    def rows(self):
        """Return the jobs, with the related rows that the work needs."""
        return self.model.objects.all()

    def work(self, attempt):
        """Do the work and call `attempt.finish()` in the transaction that publishes its output.

        The row keeps its lease meanwhile. Raise JobRefused for what the user can put right.
        """

    def discard(self, attempt):
        """Remove what an attempt that has lost its lease wrote."""

    def has_leftovers(self, job):
        """Return whether attempts at an ended job left something behind. Called without a lock."""
        return False

    def remove_leftovers(self, job):
        """Remove it. The job's row is locked, so that no attempt begins."""

    def failure_of(self, error):
        """Return the code that is recorded for an error."""
        if isinstance(error, OSError):
            return self.model.Failure.STORAGE
        if isinstance(error, DatabaseError):
            return self.model.Failure.DATABASE
        return self.model.Failure.UNEXPECTED


@cache
def kinds():
    """Return {name: kind} of all kinds of jobs."""
    found = [import_string(path)() for path in settings.JOB_KINDS]
    return {kind.model.JOB_KIND: kind for kind in found}
