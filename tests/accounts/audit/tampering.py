"""Changes past the append-only triggers, as the tables' owner or a superuser could make them."""

from contextlib import contextmanager

from django.db import connection


def execute(sql, *params):
    with connection.cursor() as cursor:
        cursor.execute(sql, params or None)
        return cursor.fetchall() if cursor.description else None


@contextmanager
def unguarded(*tables):
    """Disable the tables' triggers and policies, and restore them."""
    execute("SET CONSTRAINTS ALL IMMEDIATE")
    protected = execute(
        "SELECT relname FROM pg_class WHERE relforcerowsecurity AND relname = ANY (%s)", list(tables)
    )
    for table in tables:
        execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
    for (table,) in protected:
        execute(f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY")
    yield
    for table in tables:
        execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")
    for (table,) in protected:
        execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
