"""`make demo`: the whole portal on one machine, with made-up people, until Ctrl-C."""


class CannotRun(Exception):
    """The demo cannot start or continue. The text says why and what to do."""
