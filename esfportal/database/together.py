"""Rows of several models in one statement, for pages that show a few of each."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Model, QuerySet

from esfportal.database.prepared_statement import prepared_sql

type Column = tuple[str, str]  # name and type


@dataclass(frozen=True)
class ValuesOfRow:
    """Rows of values that belong to no model: SQL with named placeholders, and its columns."""

    sql: str  # empty for a queryset that can have no rows
    columns: tuple[Column, ...]


def values_of(queryset: QuerySet, *names: str) -> ValuesOfRow:
    """Return these columns and annotations of a queryset as a part."""
    annotations, meta = queryset.query.annotations, queryset.model._meta
    fields = {
        name: annotations[name].output_field if name in annotations else meta.get_field(name)
        for name in names
    }
    columns = tuple((name, str(field.db_type(connection))) for name, field in fields.items())
    return ValuesOfRow(_sql_of(queryset.values(*names)), columns)


def read_together(*parts: QuerySet | ValuesOfRow, **given: Any) -> list[list[Any]]:
    """Return the rows of each part, in its order. Querysets have no annotations or related rows."""
    return _Together(parts).rows(given)


class PreparedTogether:
    """Parts with `Parameter`s, composed once and then read together in one statement."""

    def __init__(self, *parts: QuerySet | ValuesOfRow) -> None:
        self._together = _Together(parts)

    def read(self, **given: Any) -> list[list[Any]]:
        return self._together.rows(given)


class _Together:
    def __init__(self, parts: Sequence[QuerySet | ValuesOfRow]) -> None:
        columns = tuple({column: None for part in parts for column in _columns(part)})
        self.makers = [_maker(part, columns) for part in parts]
        # A UNION keeps no order. The number of each row does.
        numbered = []
        for number, part in enumerate(parts):
            if sql := part.sql if isinstance(part, ValuesOfRow) else _sql_of(part):
                values = _values(_columns(part), columns)
                numbered.append(
                    f"SELECT {number}, row_number() OVER (), {values} FROM ({sql}) AS part"  # noqa: S608  # nosec B608
                )
        self.sql = f"{' UNION ALL '.join(numbered)} ORDER BY 1, 2" if numbered else ""

    def rows(self, params: Mapping[str, Any]) -> list[list[Any]]:
        found: list[list[Any]] = [[] for _each in self.makers]
        if self.sql:
            with connection.cursor() as cursor:
                cursor.execute(self.sql, params)
                for number, _place, *values in cursor.fetchall():
                    found[number].append(self.makers[number](values))
        return found


def _sql_of(queryset: QuerySet) -> str:
    try:
        return prepared_sql(queryset)
    except EmptyResultSet:  # Django composes nothing for a queryset that can have no rows
        return ""


def _columns(part: QuerySet | ValuesOfRow) -> tuple[Column, ...]:
    return part.columns if isinstance(part, ValuesOfRow) else _columns_of(part.model)


@cache  # the types of a history's columns took a tenth of the time of a person's page
def _columns_of(model: type[Model]) -> tuple[Column, ...]:
    return tuple((str(field.column), str(field.db_type(connection))) for field in model._meta.concrete_fields)


def _maker(part: QuerySet | ValuesOfRow, columns: Sequence[Column]) -> Callable[[Sequence[Any]], Any]:
    place_of = {column: place for place, column in enumerate(columns)}
    positions = tuple(place_of[column] for column in _columns(part))
    if isinstance(part, ValuesOfRow):
        return lambda row: tuple(row[position] for position in positions)
    return row_maker(part.model, positions)


@lru_cache(maxsize=256)  # of the pages' sets of tables
def _values(own: tuple[Column, ...], columns: tuple[Column, ...]) -> str:
    # Columns of the other parts are empty, but all parts of a UNION have the same types.
    return ", ".join(
        f"part.{connection.ops.quote_name(name)}" if (name, kind) in own else f"NULL::{kind}"
        for name, kind in columns
    )


@lru_cache(maxsize=256)
def row_maker(model: type[Model], positions: tuple[int, ...] | range) -> Callable[[Sequence[Any]], Model]:
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
