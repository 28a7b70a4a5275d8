"""A broker that is not there, or does not answer, holds nobody up."""

import socket
import time

import pytest
from celery import current_app
from django.conf import settings
from redis import Redis

from esfportal.jobs import queue
from reporting.reports.models import ReportJob
from tests.object_store import free_ports

JOB = ReportJob(pk=4711)
PATIENCE = 1.5  # seconds; a page that takes longer feels broken


@pytest.fixture
def broker_at():
    """`broker_at(url)`: messages are sent there."""
    conf = current_app.conf
    with pytest.MonkeyPatch.context() as patch:
        yield lambda url: patch.setitem(conf, "broker_write_url", url)


def test_an_enqueued_job_waits_at_the_broker(monkeypatch):
    monkeypatch.setattr(queue, "TIMEOUT", 60)  # half a second is short on a busy machine
    name = settings.CELERY_BROKER_TRANSPORT_OPTIONS["global_keyprefix"] + "celery"
    broker = Redis.from_url(settings.REDIS_URL)
    broker.delete(name)
    assert queue.enqueue(JOB)
    assert broker.llen(name) == 1
    message = broker.lpop(name).decode()
    assert queue.RUN_JOB in message
    broker.close()


def assert_quickly_given_up(tries=5):
    # A busy machine makes one try slow, and a client that waits makes all of them slow.
    for _each in range(tries):
        began = time.monotonic()
        assert queue.enqueue(JOB) is False
        if time.monotonic() - began < PATIENCE:
            return
    raise AssertionError(f"Each of {tries} tries took more than {PATIENCE} seconds.")


def test_broker_that_is_down_does_not_delay(broker_at, caplog):
    with free_ports(1) as (port,):
        broker_at(f"redis://127.0.0.1:{port}/0")
        assert_quickly_given_up()
    assert "did not take" in caplog.text


def test_silent_broker_does_not_delay(broker_at):
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen(8)
        broker_at(f"redis://127.0.0.1:{silent.getsockname()[1]}/0")
        assert_quickly_given_up()
