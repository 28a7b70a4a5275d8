import json
from uuid import uuid4

import pytest
from django.db import connection

from tests.esfportal.database import logins
from tests.esfportal.database.attacker import Request
from tests.esfportal.database.attempts import COLUMNS
from tests.esfportal.database.sql import column
from tests.factories import ParticipationFactory, PersonFactory


@pytest.fixture
def taken_away(owner):
    """Replace a function of the owner during the test."""
    kept = []

    def replace(name, definition):
        with owner(), connection.cursor() as cursor:
            full_name = name if name.startswith("esfportal_") else f"esfportal_private.{name}"
            cursor.execute("SELECT pg_get_functiondef(%s::regproc)", [full_name])
            kept.append(cursor.fetchone()[0])
            cursor.execute(definition)

    yield replace
    with owner(), connection.cursor() as cursor:
        for definition in kept:
            cursor.execute(definition)


@pytest.fixture
def keys(cast):
    own = ParticipationFactory(project=cast.project, created_by=cast.case_worker)
    foreign = ParticipationFactory(project=cast.other_project)
    return {
        "own": own.pk,
        "participation": foreign.pk,
        "person": foreign.person_id,
        "project": cast.other_project.pk,
        "own_project": cast.project.pk,
        "columns": ", ".join(column(COLUMNS, "register_participation")),
        "user": cast.case_worker.pk,
        "stranger": cast.stranger.pk,
    }


@pytest.fixture(params=logins.APPLICATION)
def request_of(request, keys):
    """Yield a function that begins a case worker's request as one of the application's roles."""
    opened = []

    def begin(scope=True):
        own = logins.connect(request.param)
        opened.append(own)
        begun = Request(own.cursor(), keys)
        if scope:
            begun.enter("user", keys["user"])
        return begun

    yield begin
    for own in opened:
        own.close()


@pytest.fixture
def newcomer(cast):
    """Return the columns of a participation of the other project that is not inserted yet."""
    like = ParticipationFactory(project=cast.other_project)
    changed = {"public_id": str(uuid4()), "person_id": str(PersonFactory().pk)}
    return like.pk, json.dumps(changed)
