import pytest
from django.db import connection


@pytest.fixture
def taken_away(owner):
    """Replace a function of the owner during the test."""
    kept = []

    def replace(name, definition):
        with owner(), connection.cursor() as cursor:
            cursor.execute("SELECT pg_get_functiondef(%s::regproc)", [f"esfportal_private.{name}"])
            kept.append(cursor.fetchone()[0])
            cursor.execute(definition)

    yield replace
    with owner(), connection.cursor() as cursor:
        for definition in kept:
            cursor.execute(definition)
