"""Access scopes behind a transaction pooler with two connections: no request uses another's scope."""

import os
import random
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing

import pytest
from django.db import connection
from django.test import Client

from tests.esfportal.database import pooler
from tests.esfportal.database.sql import column
from tests.factories import VASTERVIK, ParticipationFactory
from tests.ports import free_port
from tests.sizes import size

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.processes,
    pytest.mark.urls("tests.esfportal.database.test_scopes"),
]
REQUESTS, THREADS = size(500, 5_000), 8
CLIENTS = (
    "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND backend_type = 'client backend'"
)


@pytest.fixture
def connected():
    """Return the connections from before the pooler, of this test and perhaps of an earlier one."""
    return set(column(CLIENTS))


@pytest.fixture
def behind_a_pooler():
    """Run a pgbouncer that the connections of new threads use, without the tests' default scope."""
    if pooler.program() is None:
        message = "There is no pgbouncer on this machine (scripts/pooler.sh)."
        pytest.fail(message) if os.environ.get("CI") == "true" else pytest.skip(message)
    port = free_port()
    with pooler.pooler(port), pytest.MonkeyPatch.context() as patch:
        settings = connection.settings_dict
        patch.setitem(settings, "HOST", "127.0.0.1")
        patch.setitem(settings, "PORT", port)
        patch.setitem(settings, "OPTIONS", {"connect_timeout": pooler.PATIENCE})
        yield port


@pytest.fixture
def expected(cast):
    """Return {user: keys of the visible participations}."""
    here = [ParticipationFactory(project=cast.project).pk for _each in range(3)]
    there = [
        ParticipationFactory(project=cast.project, spell__municipality_id=VASTERVIK).pk for _each in (1, 2)
    ]
    elsewhere = [ParticipationFactory(project=cast.other_project).pk for _each in range(3)]
    return {
        None: [],
        cast.funder: [],
        cast.administrator: [],
        cast.leader: here + there,
        cast.case_worker: here,
        cast.colleague: there,
        cast.stranger: elsewhere,
    }


def test_no_request_behind_a_pooler_sees_a_foreign_row(expected, sign_in, connected, behind_a_pooler):
    clients = {user: sign_in(user) if user else Client() for user in expected}
    draw = random.Random(70)
    asked = [draw.choice(list(clients)) for _each in range(REQUESTS)]

    def ask(user):
        page = Client()  # a client holds one answer at a time, and threads share none
        page.cookies = clients[user].cookies
        return user, [int(pk) for pk in page.get("/forgetful/").text.split()]

    def work(part):
        try:
            return [ask(user) for user in part]
        finally:
            connection.close()

    with ThreadPoolExecutor(THREADS) as pool:
        parts = pool.map(work, [asked[n::THREADS] for n in range(THREADS)])
        answers = [answer for part in parts for answer in part]
    pooled = set(column(CLIENTS)) - connected

    assert 0 < len(pooled) <= pooler.POOL
    assert len(answers) == REQUESTS
    assert [(user, seen) for user, seen in answers if seen != expected[user]] == []


@pytest.mark.parametrize("is_checked", [True, False], ids=["signed", "without signatures"])
def test_session_settings_show_nothing(cast, expected, behind_a_pooler, taken_away, is_checked):
    # Positive control: without signatures a scope that stays on the connection is another user's.
    if not is_checked:
        taken_away(
            "is_owners_session",
            "CREATE OR REPLACE FUNCTION esfportal_private.is_owners_session() RETURNS boolean LANGUAGE sql STABLE"
            " AS 'SELECT true'",
        )
    foreign = 0
    with ExitStack() as stack:
        clients = {
            project: stack.enter_context(closing(pooler.connect(behind_a_pooler))).cursor()
            for project in (cast.project, cast.other_project)
        }
        for project, cursor in clients.items():
            cursor.execute("SELECT set_config('esfportal.people', %s, false)", [f"{{{project.pk}}}"])
        for project, cursor in clients.items():
            cursor.execute("SELECT count(*) FROM register_participation WHERE project_id <> %s", [project.pk])
            foreign += cursor.fetchone()[0]
    assert (foreign == 0) is is_checked
