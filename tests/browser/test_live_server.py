"""The live server finishes the requests of closed pages before the database is emptied."""

import threading

import pytest
from django.db import connection, transaction
from django.http import HttpResponse
from django.urls import path

import esfportal.urls
from accounts.models import Organisation
from tests.browser.live_server import TIMEOUT, wait_for_open_requests

begun, may_end = threading.Event(), threading.Event()


@transaction.atomic
def slow(request):
    list(Organisation.objects.all())
    begun.set()
    may_end.wait(TIMEOUT)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_sleep(0.5)")
    return HttpResponse(status=204)


urlpatterns = [*esfportal.urls.urlpatterns, path("slow/", slow)]
SESSIONS = """
SELECT count(*) FROM pg_stat_activity
WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'
  AND state <> 'idle'
"""


@pytest.fixture
def slow_view(settings, transactional_db):
    settings.ROOT_URLCONF = __name__
    begun.clear()
    may_end.clear()
    yield
    may_end.set()


@pytest.fixture
def check_idle_after_test(slow_view):
    yield
    with connection.cursor() as cursor:
        cursor.execute(SESSIONS)
        assert cursor.fetchone() == (0,)


def request_slow_view(page):
    # As pages report that they were printed, without waiting for the response.
    page.goto("/projects/")
    page.evaluate("() => void fetch('/slow/', {keepalive: true})")
    assert begun.wait(TIMEOUT)


def test_teardown_waits_for_the_last_response(check_idle_after_test, cast, open_as):
    request_slow_view(open_as(cast.leader))
    may_end.set()  # half a second after this


def test_a_missing_response_fails_the_test(slow_view, cast, open_as, live_server):
    page = open_as(cast.leader)
    request_slow_view(page)
    page.context.close()
    with pytest.raises(AssertionError, match=r"has not ended .*process_request_thread"):
        wait_for_open_requests(live_server, timeout=0.5)
    may_end.set()
    wait_for_open_requests(live_server)
