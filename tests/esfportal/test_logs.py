import logging
import sys

import pytest
from celery import shared_task
from django.db import DatabaseError, IntegrityError

from esfportal.operations.log_records import Formatter
from tests.esfportal.production import run

SECRET = "Key (last_name)=(Andersson) already exists."
FAIL = """
import logging
try:
    raise ValueError("Ander" + "sson")
except ValueError:
    logging.getLogger("django.request").exception("It failed.")
    logging.getLogger("esfportal").exception("It failed.")
    logging.getLogger("celery.app.trace").exception("It failed.")
"""
WEB = "import django; django.setup()"
WORKER = f"{WEB}; from esfportal.celery import app; app.log.setup(loglevel='INFO', redirect_stdouts=False)"


def line(error, cause=None):
    try:
        raise error from cause
    except type(error):
        record = logging.LogRecord("portal", logging.ERROR, __file__, 1, "It failed.", (), sys.exc_info())
    return Formatter("{levelname}: {message}", style="{").format(record)


def test_production_leaves_out_the_error_text(settings):
    settings.PRODUCTION = True
    text = line(DatabaseError(SECRET), cause=IntegrityError(SECRET))
    assert "Andersson" not in text
    assert text.startswith("ERROR: It failed.\n")
    assert text.index("django.db.utils.IntegrityError") < text.index("django.db.utils.DatabaseError")
    assert __file__ in text


@pytest.mark.parametrize("error", [ValueError(SECRET), KeyError("Andersson")])
def test_error_text_is_left_out_for_every_class(error, settings):
    settings.PRODUCTION = True
    assert "Andersson" not in line(error)


@pytest.mark.parametrize("process", [WEB, WORKER], ids=["web", "worker"])
def test_every_process_leaves_out_the_error_text(process):
    # With the log handlers that each process sets up: Celery would install its own.
    done = run("-c", f"{process}\n{FAIL}")
    assert done.returncode == 0, done.stderr
    assert done.stderr.count("It failed.") == done.stderr.count("builtins.ValueError") == 3
    assert "Andersson" not in done.stdout + done.stderr


def test_development_keeps_the_error_text(settings):
    settings.PRODUCTION = False
    assert SECRET in line(DatabaseError(SECRET))


@pytest.mark.parametrize("error", [ValueError(SECRET), KeyError("Andersson"), OSError("(Andersson)")])
def test_failed_task_is_logged_without_the_error_text(error, settings):
    # Celery writes the exception into the message as well as into the traceback.
    settings.PRODUCTION = True

    @shared_task(name=f"tests.fails_{type(error).__name__}", ignore_result=True)
    def fails(argument):
        raise error

    lines, handler = [], logging.Handler()
    handler.emit = lambda record: lines.append(Formatter("{levelname}: {message}", style="{").format(record))
    logger = logging.getLogger("celery.app.trace")
    logger.addHandler(handler)
    fails.apply(["Andersson"])
    logger.removeHandler(handler)
    (told,) = lines
    assert "Andersson" not in told
    assert type(error).__name__ in told
    assert "tests.fails" in told
