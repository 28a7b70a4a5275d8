"""Log formatter that leaves out the texts of exceptions in production, because they may be about a person."""

import logging
import traceback
from copy import copy

from django.conf import settings
from django.core.exceptions import PermissionDenied


class Formatter(logging.Formatter):
    """Formats a log record; of an exception only the class and the traceback."""

    # PostgreSQL's errors, for example, quote the values of the row that was refused.
    def __init__(self, *arguments, **options):
        super().__init__(*arguments, **options)
        self.with_error_text = not settings.PRODUCTION

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
    "handlers": {
        "stderr": {"class": "logging.StreamHandler", "formatter": "line"},
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
