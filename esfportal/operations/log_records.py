"""Log records: no text of an exception in production, times in UTC, and a limit on refused requests."""

import logging
import traceback
from copy import copy
from datetime import UTC, datetime

from django.conf import settings
from django.core.exceptions import PermissionDenied

from esfportal.operations.rate_limit import RateLimit


class Formatter(logging.Formatter):
    """Formats a log record; of an exception only the class and the traceback."""

    # The text may be about a person: PostgreSQL's errors, for example, quote the values of a refused row.
    def __init__(self, *arguments, **options):
        super().__init__(*arguments, **options)
        self.with_error_text = not settings.PRODUCTION

    def formatTime(self, record, datefmt=None):
        # With an offset, because an hour of local time comes twice when summer time ends.
        return datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")

    def format(self, record):
        if record.exc_info and isinstance(record.exc_info[1], PermissionDenied):
            record = copy(record)  # a refused page is no error: its line is enough
            record.exc_info = record.exc_text = None
        if not self.with_error_text and isinstance(record.args, dict) and "exc" in record.args:
            record = copy(record)  # from Celery, which puts the exception into the message itself
            kind = str(record.args["exc"]).partition("(")[0]
            record.args = record.args | {"exc": kind, "traceback": "", "args": "", "kwargs": ""}
        return super().format(record)

    def formatException(self, exc_info):
        if self.with_error_text:
            return super().formatException(exc_info)
        return "\n".join(map(_without_text, _chain(exc_info[1])))


class RefusedRequestLimit(logging.Filter):
    """Passes so many lines a minute about requests that were answered with each status of 400 to 499."""

    # Otherwise a scanner, or a flood that is refused, fills the disk with lines.
    LINES_PER_MINUTE = 60  # of one process

    def __init__(self):
        super().__init__()
        self.limits = {}

    def filter(self, record):
        status = getattr(record, "status_code", 0)
        if not 400 <= status < 500:
            return True
        limit = self.limits.setdefault(status, RateLimit(self.LINES_PER_MINUTE, seconds=60))
        if not limit.take():
            return False
        if left_out := limit.read_refused():
            record = copy(record)
            record.msg = f"{record.getMessage()} ({left_out} more lines about {status} were left out)"
            record.args = ()
        return record


def _chain(error):
    chain = []
    while error:
        chain.insert(0, error)
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    return chain


def _without_text(error):
    kind = type(error)
    lines = "".join(traceback.format_tb(error.__traceback__))
    return f"{lines}{kind.__module__}.{kind.__qualname__}"


CONFIGURATION = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {
            "()": "esfportal.operations.log_records.Formatter",
            "format": "{asctime} {levelname} {name}: {message}",
            "style": "{",
        }
    },
    "filters": {"refused": {"()": "esfportal.operations.log_records.RefusedRequestLimit"}},
    "handlers": {
        "stderr": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["refused"]},
        "none": {"class": "logging.NullHandler"},
    },
    "root": {"handlers": ["stderr"], "level": "INFO"},
    "loggers": {
        "django": {"handlers": [], "level": "INFO", "propagate": True},
        "django.db.backends": {"level": "WARNING"},
        "fido2": {"level": "WARNING"},  # it tells which passkey was made or shown
        # Scanners that try host names would fill the log otherwise.
        "django.security.DisallowedHost": {"handlers": ["none"], "propagate": False},
    },
}
