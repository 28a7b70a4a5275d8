from contextlib import nullcontext
from functools import cache

from django.conf import settings
from django.db import DatabaseError
from django.utils.module_loading import import_string


class JobFailed(Exception):
    pass


class JobRefused(Exception):
    """A failure that the user can act on."""

    def __init__(self, failure):
        super().__init__(failure)
        self.failure = failure


class JobKind:
    """One kind of job in `settings.JOB_KINDS`."""

    model = None
    steps = ()  # codes, in order; progress is the share of steps that have begun
    failed = JobFailed  # raised, for the log, when the work raises
    scope = staticmethod(nullcontext)  # the database access scope in which the rows of jobs are visible

    def rows(self):
        return self.model.objects.all()

    def work(self, attempt):
        """Call `attempt.finish()` in the transaction that publishes."""

    def discard(self, attempt):
        """Remove what the attempt wrote."""

    def has_leftovers(self, job):
        return False

    def remove_leftovers(self, job):
        """Remove what earlier attempts left. The row is locked."""

    def tell_of_failure(self, job):
        """Notify the user who asked, in the transaction that ends the job."""

    def follow_end(self, job):
        """Let begin what waits for the job, in the transaction that ends it."""

    def failure_of(self, error):
        if isinstance(error, OSError):
            return self.model.Failure.STORAGE
        if isinstance(error, DatabaseError):
            return self.model.Failure.DATABASE
        return self.model.Failure.UNEXPECTED


@cache
def kinds():
    found = [import_string(path)() for path in settings.JOB_KINDS]
    return {kind.model.JOB_KIND: kind for kind in found}
