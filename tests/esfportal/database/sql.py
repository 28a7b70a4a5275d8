from django.db import connection


def rows(sql, *params):
    with connection.cursor() as cursor:
        cursor.execute(sql, params or None)
        return cursor.fetchall()


def column(sql, *params):
    return [row[0] for row in rows(sql, *params)]


def tables():
    """Every table of the database that is the portal's."""
    return column(
        "SELECT relname::text FROM pg_class WHERE relkind IN ('r', 'p') AND relnamespace = 'public'::regnamespace"
        " ORDER BY 1"
    )


def walled():
    """Those behind a policy that holds for everybody, the owner included."""
    return column(
        "SELECT relname::text FROM pg_class WHERE relkind IN ('r', 'p') AND relnamespace = 'public'::regnamespace"
        " AND relrowsecurity AND relforcerowsecurity ORDER BY 1"
    )
