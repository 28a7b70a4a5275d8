"""Counting all people of a project: their rows are looked up once in a statement, not one by one (ADR 188)."""

from contextlib import contextmanager

from django.db import connection


@contextmanager
def counting_people_of(project):
    """Expect statements that read all people of the project, inside a transaction. What is visible stays the same."""
    # A statement about one person would look up all of the project, too, so it is for counting alone.
    _set(str(project.pk))
    yield
    _set("")  # not after an error, which ends the transaction or its savepoint, and takes the setting with it


def _set(key):
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('esfportal.counted_project', %s, true)", [key])
