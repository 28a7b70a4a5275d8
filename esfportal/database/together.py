"""Rows of several models in one statement, for pages that show a few of each."""

from collections.abc import Callable, Sequence
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Field, Model, QuerySet

type Column = tuple[str, str]  # name and type


def read_together(*querysets: QuerySet) -> list[list[Any]]:
    """Return the rows of each queryset, in no order. The querysets have no annotations or related rows."""
    columns = list({_column(field): None for each in querysets for field in each.model._meta.concrete_fields})
    parts, params = [], []
    for number, queryset in enumerate(querysets):
        try:
            sql, given = queryset.query.sql_with_params()
        except EmptyResultSet:  # Django composes nothing for a queryset that can have no rows
            continue
        parts.append(f"SELECT {number}, {_values(queryset.model, columns)} FROM ({sql}) AS part")  # noqa: S608  # nosec B608
        params += given
    found: list[list[Any]] = [[] for _each in querysets]
    if parts:
        makers = [_maker(each.model, columns) for each in querysets]
        with connection.cursor() as cursor:
            cursor.execute(" UNION ALL ".join(parts), params)
            for number, *values in cursor.fetchall():
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


def _maker(model: type[Model], columns: Sequence[Column]) -> Callable[[Sequence[Any]], Model]:
    fields = model._meta.concrete_fields
    names = [field.attname for field in fields]
    positions = [columns.index(_column(field)) for field in fields]
    converters = [
        (place, convert, field.get_col(model._meta.db_table))
        for place, field in enumerate(fields)
        for convert in field.get_db_converters(connection)
    ]

    def make(values: Sequence[Any]) -> Model:
        own = [values[position] for position in positions]
        for place, convert, column in converters:
            own[place] = convert(own[place], column, connection)
        return model.from_db(connection.alias, names, own)

    return make
