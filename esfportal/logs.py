"""Log lines that carry nothing about a person.

An error's own words may quote what it met: PostgreSQL's name the values of a row that would not go
in. So a line tells which errors came of which lines of code, and leaves their words out; outside
production, where people are made up, they stay.
"""

import logging
import traceback
from copy import copy

from django.conf import settings


class Formatter(logging.Formatter):
    """As logging's, but for what an error says of itself."""

    def __init__(self, *arguments, **options):
        super().__init__(*arguments, **options)
        self.with_words = not settings.PRODUCTION

    def format(self, record):
        if not self.with_words and isinstance(record.args, dict) and "exc" in record.args:
            record = copy(record)  # Celery's, of a task: the error stands in the line itself
            kind = str(record.args["exc"]).partition("(")[0]
            record.args = record.args | {"exc": kind, "traceback": "", "args": "", "kwargs": ""}
        return super().format(record)

    def formatException(self, exc_info):
        if self.with_words:
            return super().formatException(exc_info)
        return "\n".join(map(_told, _chain(exc_info[1])))


def _chain(error):
    """The error and those that led to it, the first one first."""
    chain = []
    while error:
        chain.insert(0, error)
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    return chain


def _told(error):
    kind = type(error)
    lines = "".join(traceback.format_tb(error.__traceback__))
    return f"{lines}{kind.__module__}.{kind.__qualname__}"
