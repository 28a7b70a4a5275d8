"""What a page asks as it closes is answered before the test's data go."""

import threading

import pytest
from django.db import connection, transaction
from django.http import HttpResponse
from django.urls import path

import esfportal.urls
from accounts.models import Organisation
from tests.browser.live_server import wait_until_all_is_answered

begun, may_end = threading.Event(), threading.Event()


@transaction.atomic
def slow(request):
    """Reads what the test's end empties, then goes on for a while."""
    list(Organisation.objects.all())
    begun.set()
    may_end.wait(20)
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
def slowly(settings, transactional_db):
    settings.ROOT_URLCONF = __name__
    begun.clear()
    may_end.clear()
    yield
    may_end.set()


@pytest.fixture
def found_at_the_end(slowly):
    """After the browser's pages are closed, and before the data go, nobody works in the database."""
    yield
    with connection.cursor() as cursor:
        cursor.execute(SESSIONS)
        assert cursor.fetchone() == (0,)


def ask_slowly(page):
    """As a page tells that it was printed: nobody waits for the answer."""
    page.goto("/projects/")
    page.evaluate("() => void fetch('/slow/', {keepalive: true})")
    assert begun.wait(10)


def test_teardown_waits_for_the_last_response(found_at_the_end, cast, open_as):
    ask_slowly(open_as(cast.leader))
    may_end.set()  # half a second after this


def test_a_missing_response_fails_the_test(slowly, cast, open_as, live_server):
    page = open_as(cast.leader)
    ask_slowly(page)
    page.context.close()
    with pytest.raises(AssertionError, match=r"has not ended .*process_request_thread"):
        wait_until_all_is_answered(live_server, patience=0.5)
    may_end.set()
    wait_until_all_is_answered(live_server)
