"""Prepared statements: the SQL of a queryset, composed once and run with named parameters."""

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Field, QuerySet, Value

# Measured gain: composing a report's counting statement in Django took 35 ms, as long as running it
# (ADR 12, docs/performance.md). It is composed once in each process and then only run.


class Parameter(Value):
    """A value that is passed by name when the statement runs."""

    def __init__(self, name: str, output_field: Field) -> None:
        super().__init__(name, output_field)

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, list["Parameter"]]:
        return "%s", [self]


def prepared_sql(queryset: QuerySet) -> str:
    """Return the queryset's SQL with a named placeholder for each `Parameter`."""
    return with_literals(*queryset.query.sql_with_params())


def with_keys(sql: str, name: str, keys: QuerySet) -> str:
    """Write a queryset of keys, read once, in place of a `Parameter` in a statement that begins with SELECT."""
    # For a set of rows that no array should carry, such as all people whom a user may see.
    try:
        rows = prepared_sql(keys)
    except EmptyResultSet:  # Django composes nothing for a queryset that can have no rows
        rows = "SELECT NULL::bigint"
    # Materialized: the conditions on who may see a person cost more than all that follows. PostgreSQL expects one row
    # of them, and would look through all keys again for each; of subscripts it expects a thousand.
    read = "SELECT found.ids[place] FROM found, generate_subscripts(found.ids, 1) AS place"
    found = f"WITH found AS MATERIALIZED (SELECT ARRAY({rows}) AS ids), {name} (id) AS MATERIALIZED ({read})"
    return f"{found} {sql.replace(f'%({name})s', f'SELECT id FROM {name}')}"  # noqa: S608  # nosec B608


def counting_sql(queryset: QuerySet) -> str:
    """Return an expression that counts the queryset's rows, to be written into a statement."""
    try:
        return f"(SELECT count(*) FROM ({prepared_sql(queryset.order_by().values('pk'))}) AS counted)"  # noqa: S608  # nosec B608
    except EmptyResultSet:
        return "0"


def with_literals(sql: str, params: Sequence[object]) -> str:
    """Write the constants into the SQL, and a placeholder for each `Parameter`."""
    # Django has doubled the percent signs of the SQL itself. They must survive this formatting and are
    # read by the driver's own when the statement runs.
    sql = sql.replace("%%", "%%%%")
    with connection.cursor() as cursor:
        return sql % tuple(
            f"%({param.value})s" if isinstance(param, Parameter) else _literal(cursor, param)
            for param in params
        )


def _literal(cursor: Any, value: object) -> str:
    # The driver quotes the value, so texts and arrays are as safe as bound parameters.
    return cursor.mogrify("%s", [value]).decode().replace("%", "%%")
