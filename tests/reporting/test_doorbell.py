"""A broker that is not there, or does not answer, holds nobody up."""

import socket
import time

import pytest
from celery import current_app
from django.conf import settings
from redis import Redis

from reporting import doorbell

PATIENCE = 1.5  # seconds; a page that takes longer feels broken


@pytest.fixture
def broker_at():
    """`broker_at(url)`: the doorbell's messages go there."""
    conf = current_app.conf
    with pytest.MonkeyPatch.context() as patch:
        yield lambda url: patch.setitem(conf, "broker_write_url", url)


def test_a_rung_job_waits_at_the_broker():
    queue = settings.CELERY_BROKER_TRANSPORT_OPTIONS["global_keyprefix"] + "celery"
    broker = Redis.from_url(settings.REDIS_URL)
    broker.delete(queue)
    assert doorbell.ring(4711)
    assert broker.llen(queue) == 1
    message = broker.lpop(queue).decode()
    assert doorbell.MAKE_REPORT in message
    broker.close()


def test_a_broker_that_is_down_is_passed_by_at_once(broker_at, caplog):
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        port = closed.getsockname()[1]
    broker_at(f"redis://127.0.0.1:{port}/0")
    began = time.monotonic()
    assert doorbell.ring(1) is False
    assert time.monotonic() - began < PATIENCE
    assert "not reached" in caplog.text


def test_a_broker_that_does_not_answer_is_not_waited_for(broker_at):
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen(1)
        broker_at(f"redis://127.0.0.1:{silent.getsockname()[1]}/0")
        began = time.monotonic()
        assert doorbell.ring(1) is False
        assert time.monotonic() - began < PATIENCE
