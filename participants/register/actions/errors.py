"""Exceptions of actions that refuse to write."""

from contextlib import contextmanager

from django.db import IntegrityError, transaction


class ActionRefused(Exception):
    """The rules or the current state forbid the action."""

    def __init__(self, problems):
        # entry_rules.Problem, for people to read.
        self.problems = list(problems)
        super().__init__(", ".join(problem.field for problem in self.problems))


class AlreadyTakesPart(Exception):
    def __init__(self, participation, *, is_same_number=True):
        self.participation = participation
        self.is_same_number = is_same_number  # or the same names, birth date and sex
        super().__init__(str(participation))


class AlreadyMade(Exception):
    """Raised when a request comes a second time, and what it makes is made."""


def raise_if_problems(problems):
    if problems := list(problems):
        raise ActionRefused(problems)


@contextmanager
def savepoint_unless_violated(constraint, error):
    """Open a savepoint; raise `error()` in place of the database's error about the constraint."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as refused:
        if not violates(refused, constraint):
            raise
        raise error() from None


def violates(error, constraint):
    diagnostics = getattr(error.__cause__, "diag", None)
    return getattr(diagnostics, "constraint_name", None) == constraint
