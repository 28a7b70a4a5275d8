"""Rows of several models in one statement, for pages that show a few of each."""

from collections.abc import Callable, Sequence
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Field, Model, QuerySet

type Column = tuple[str, str]  # name and type


def read_together(*querysets: QuerySet) -> list[list[Any]]:
    """Return the rows of each queryset, in its order. The querysets have no annotations or related rows."""
    columns = list({_column(field): None for each in querysets for field in each.model._meta.concrete_fields})
    parts, params = [], []
    for number, queryset in enumerate(querysets):
        try:
            sql, given = queryset.query.sql_with_params()
        except EmptyResultSet:  # Django composes nothing for a queryset that can have no rows
            continue
        # A UNION keeps no order. The number of each row does.
        numbered = f"SELECT {number}, row_number() OVER (), {_values(queryset.model, columns)}"
        parts.append(f"{numbered} FROM ({sql}) AS part")
        params += given
    found: list[list[Any]] = [[] for _each in querysets]
    if parts:
        makers = [row_maker(each.model, _positions(each.model, columns)) for each in querysets]
        with connection.cursor() as cursor:
            cursor.execute(f"{' UNION ALL '.join(parts)} ORDER BY 1, 2", params)
            for number, _place, *values in cursor.fetchall():
                found[number].append(makers[number](values))
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
