from django.db import connection


def rows(sql, *params):
    with connection.cursor() as cursor:
        cursor.execute(sql, params or None)
        return cursor.fetchall()


def column(sql, *params):
    return [row[0] for row in rows(sql, *params)]


def tables():
    return column(
        "SELECT relname::text FROM pg_class WHERE relkind IN ('r', 'p') AND relnamespace = 'public'::regnamespace"
        " ORDER BY 1"
    )


def tables_with_rls():
    """Return the tables with row-level security that also binds the owner."""
    return column(
        "SELECT relname::text FROM pg_class WHERE relkind IN ('r', 'p') AND relnamespace = 'public'::regnamespace"
        " AND relrowsecurity AND relforcerowsecurity ORDER BY 1"
    )
