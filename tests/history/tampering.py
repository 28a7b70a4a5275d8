"""Somebody who gets past the refusals, as the tables' owner or a superuser could."""

from contextlib import contextmanager

from django.db import connection


def execute(sql, *params):
    with connection.cursor() as cursor:
        cursor.execute(sql, params or None)
        return cursor.fetchall() if cursor.description else None


@contextmanager
def unguarded(*tables):
    """The tables' own triggers are off; on again afterwards, so that nothing but the rows tells of it."""
    execute("SET CONSTRAINTS ALL IMMEDIATE")
    for table in tables:
        execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
    yield
    for table in tables:
        execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")
