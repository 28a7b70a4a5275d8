"""What an action answers with when it does nothing."""


class ActionRefused(Exception):
    """The rules or the state of things forbid it; `problems` are checks.Problem, for people to read."""

    def __init__(self, problems):
        self.problems = list(problems)
        super().__init__(", ".join(problem.field for problem in self.problems))


class AlreadyTakesPart(Exception):
    """The person is in the project already; `participation` is the one there is."""

    def __init__(self, participation):
        self.participation = participation
        super().__init__(str(participation))


def refuse_if(problems):
    """Raise ActionRefused if there are any problems."""
    if problems := list(problems):
        raise ActionRefused(problems)


def violates(error, constraint):
    """Whether a database error comes from the named constraint."""
    diagnostics = getattr(error.__cause__, "diag", None)
    return getattr(diagnostics, "constraint_name", None) == constraint
