"""Rows of several models in one statement, for pages that show a few of each."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Field, Model, QuerySet

from esfportal.database.prepared_statement import prepared_sql

type Column = tuple[str, str]  # name and type


def read_together(*querysets: QuerySet) -> list[list[Any]]:
    """Return the rows of each queryset, in its order. The querysets have no annotations or related rows."""
    parts: dict[int, str] = {}
    params: list[Any] = []
    for number, queryset in enumerate(querysets):
        with suppress(EmptyResultSet):  # Django composes nothing for a queryset that can have no rows
            parts[number], given = queryset.query.sql_with_params()
            params += given
    return _Together([each.model for each in querysets], parts).rows(params)


class PreparedTogether:
    """Querysets with `Parameter`s, composed once and then read together in one statement."""

    def __init__(self, *querysets: QuerySet) -> None:
        parts = {number: prepared_sql(queryset) for number, queryset in enumerate(querysets)}
        self._together = _Together([each.model for each in querysets], parts)

    def read(self, **given: Any) -> list[list[Any]]:
        return self._together.rows(given)


class _Together:
    def __init__(self, models: Sequence[type[Model]], parts: Mapping[int, str]) -> None:
        columns = list({_column(field): None for each in models for field in each._meta.concrete_fields})
        self.makers = [row_maker(each, _positions(each, columns)) for each in models]
        # A UNION keeps no order. The number of each row does.
        numbered = [
            f"SELECT {number}, row_number() OVER (), {_values(models[number], columns)} FROM ({sql}) AS part"  # noqa: S608  # nosec B608
            for number, sql in parts.items()
        ]
        self.sql = f"{' UNION ALL '.join(numbered)} ORDER BY 1, 2" if numbered else ""

    def rows(self, params: Sequence[Any] | Mapping[str, Any]) -> list[list[Any]]:
        found: list[list[Any]] = [[] for _each in self.makers]
        if self.sql:
            with connection.cursor() as cursor:
                cursor.execute(self.sql, params)
                for number, _place, *values in cursor.fetchall():
                    found[number].append(self.makers[number](values))
        return found


def _column(field: Field) -> Column:
    return str(field.column), str(field.db_type(connection))


def _values(model: type[Model], columns: Sequence[Column]) -> str:
    own = {_column(field) for field in model._meta.concrete_fields}
    # Columns of the other models are empty, but all parts of a UNION have the same types.
    return ", ".join(
        f"part.{connection.ops.quote_name(name)}" if (name, kind) in own else f"NULL::{kind}"
        for name, kind in columns
    )


def _positions(model: type[Model], columns: Sequence[Column]) -> list[int]:
    return [columns.index(_column(field)) for field in model._meta.concrete_fields]


def row_maker(model: type[Model], positions: Sequence[int]) -> Callable[[Sequence[Any]], Model]:
    """Return a function that makes an object of a row, in which its columns have the positions."""
    fields = model._meta.concrete_fields
    names = [field.attname for field in fields]
    converters = [
        (place, convert, field.get_col(model._meta.db_table))
        for place, field in enumerate(fields)
        for convert in field.get_db_converters(connection)
    ]

    def make(row: Sequence[Any]) -> Model:
        values = [row[position] for position in positions]
        for place, convert, column in converters:
            values[place] = convert(values[place], column, connection)
        return model.from_db(connection.alias, names, values)

    return make
