import logging
import sys
from datetime import UTC, datetime

import pytest
from celery import shared_task
from django.db import DatabaseError, IntegrityError

from esfportal.operations.log_records import Formatter, RefusedRequestLimit
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
AUTUMN = datetime(2026, 10, 25, 0, 30, tzinfo=UTC).timestamp()  # 02:30 in Stockholm, for the first time
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


def request_line(status, path="/x/"):
    record = logging.LogRecord("django.request", logging.WARNING, __file__, 1, "Refused: %s", (path,), None)
    record.status_code = status
    return record


def test_times_are_in_utc_with_an_offset():
    record = request_line(404)
    times = []
    for created in (AUTUMN, AUTUMN + 3600):
        record.created = created
        times.append(Formatter("{asctime}", style="{").format(record))
    assert times == ["2026-10-25T00:30:00.000+00:00", "2026-10-25T01:30:00.000+00:00"]


@pytest.mark.django_db
def test_the_portal_logs_with_these_times_and_limits(client):
    (handler,) = [each for each in logging.getLogger().handlers if type(each) is logging.StreamHandler]
    assert isinstance(handler.formatter, Formatter)
    assert [type(each) for each in handler.filters] == [RefusedRequestLimit]


@pytest.mark.parametrize("status", [400, 403, 404, 405, 413, 429])
def test_refused_requests_do_not_flood_the_log(status):
    limit = RefusedRequestLimit()
    passed = [bool(limit.filter(request_line(status))) for _each in range(1000)]
    assert passed.count(True) == RefusedRequestLimit.LINES_PER_MINUTE
    # Neither another status nor a fault is left out because of them.
    assert limit.filter(request_line(500))
    assert limit.filter(request_line(418))
    limit.limits[status].begun -= 60
    assert limit.filter(request_line(status)).getMessage() == (
        f"Refused: /x/ (940 more lines about {status} were left out)"
    )
    assert limit.filter(request_line(status)).getMessage() == "Refused: /x/"


def test_other_lines_are_never_left_out():
    limit = RefusedRequestLimit()
    record = logging.LogRecord("esfportal", logging.INFO, __file__, 1, "A job ended.", (), None)
    assert all(limit.filter(record) for _each in range(1000))
