"""Bulk insert and update: PostgreSQL's COPY into a temporary table, then one statement."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import connection
from django.db.models import BinaryField, Field, JSONField, Model
from django.utils import timezone

PIECE = 1 << 16
ROWS_AT_ONCE = 100
type Rows = Iterable[Sequence[object]]


def copy_rows(model: type[Model], fields: Sequence[str], rows: Rows) -> None:
    """Insert `rows`, tuples in the order of `fields`. Sends no signals."""
    _insert(model, fields, rows)


def update_rows(model: type[Model], fields: Sequence[str], rows: Rows) -> None:
    """Update `fields`; each of `rows` is (primary key, values…)."""
    with _temporary_copy(model, ["pk", *fields], rows) as table, connection.cursor() as cursor:
        columns = [quote(model._meta.get_field(name).column) for name in fields]
        assignments = ", ".join(f"{column} = new.{column}" for column in columns)
        key = quote(model._meta.pk.column)
        cursor.execute(
            f"UPDATE {quote(model._meta.db_table)} AS old SET {assignments} "  # noqa: S608  (quoted names of our models)  # nosec B608
            f"FROM {table} AS new WHERE old.{key} = new.{key}"
        )


def insert_new_rows(model: type[Model], fields: Sequence[str], rows: Rows, unique: str) -> int:
    """Insert the rows with a new value of `unique`; return the count."""
    return _insert(
        model, fields, rows, f"ON CONFLICT ({quote(model._meta.get_field(unique).column)}) DO NOTHING"
    )


def _insert(model: type[Model], fields: Sequence[str], rows: Rows, on_conflict: str = "") -> int:
    # A field added to a model needs no change here: it gets its default.
    rest = _fields_with_defaults(model, [model._meta.get_field(name) for name in fields])
    columns = [quote(model._meta.get_field(name).column) for name in fields]
    with _temporary_copy(model, fields, rows) as table, connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {quote(model._meta.db_table)} "  # noqa: S608  # nosec B608
            f"({', '.join([*columns, *(quote(field.column) for field in rest)])}) "
            f"SELECT {', '.join([*columns, *('%s' for _ in rest)])} FROM {table} {on_conflict}",
            [_prepared(field) for field in rest],
        )
        return cursor.rowcount


@contextmanager
def _temporary_copy(model: type[Model], names: Sequence[str], rows: Rows) -> Iterator[str]:
    # PostgreSQL refuses COPY FROM into a table with row-level security.
    fields = [model._meta.pk if name == "pk" else model._meta.get_field(name) for name in names]
    table = quote(f"import_{model._meta.model_name}")
    columns = ", ".join(quote(field.column) for field in fields)
    with connection.cursor() as cursor:
        cursor.execute(
            f"CREATE TEMPORARY TABLE {table} ON COMMIT DROP AS "  # noqa: S608  (quoted names of our models)  # nosec B608
            f"SELECT {columns} FROM {quote(model._meta.db_table)} WITH NO DATA"
        )
        with connection.wrap_database_errors:
            # The csv module quotes each value but None, which COPY takes for NULL.
            cursor.copy_expert(
                f"COPY {table} ({columns}) FROM STDIN (FORMAT csv)", _CsvStream(_writable(fields, rows))
            )
        yield table
        cursor.execute(f"DROP TABLE {table}")


def reserve_ids(model: type[Model], count: int) -> list[int]:
    """Return new primary keys from the table's sequence."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence(%s, %s)) FROM generate_series(1, %s)",
            [model._meta.db_table, model._meta.pk.column, count],
        )
        return [pk for (pk,) in cursor]


def _fields_with_defaults(model: type[Model], named: Sequence[Field]) -> list[Field]:
    return [
        field
        for field in model._meta.concrete_fields
        if field not in named
        and not field.generated
        and not (field.primary_key and field.has_default() is False)
    ]


def _default(field: Field) -> Any:
    if getattr(field, "auto_now_add", False) or getattr(field, "auto_now", False):
        return timezone.now()
    return field.get_default()


def _prepared(field: Field) -> Any:
    return field.get_db_prep_save(_default(field), connection)


def _writable(fields: Sequence[Field], rows: Rows) -> Rows:
    """Return the rows with bytes and lists as PostgreSQL writes them; str() of the other values is what it reads."""
    if structured := [field.name for field in fields if isinstance(field, JSONField)]:
        raise TypeError(f"no way to copy {', '.join(structured)}")
    positions = [
        position for position, field in enumerate(fields) if isinstance(field, BinaryField | ArrayField)
    ]
    return (_written(row, positions) for row in rows) if positions else rows


def _written(row: Sequence[object], positions: Sequence[int]) -> list[object]:
    values = list(row)
    for position in positions:
        value = values[position]
        if isinstance(value, (bytes, memoryview)):
            values[position] = f"\\x{value.hex()}"
        elif isinstance(value, list):
            values[position] = f"{{{','.join(map(_element, value))}}}"
    return values


def _element(value: object) -> str:
    """Return an element of an array as PostgreSQL reads it."""
    escaped = str(value).replace("\\", "\\\\").replace('"', '\\"')
    return "NULL" if value is None else f'"{escaped}"'


def quote(name: str) -> str:
    return connection.ops.quote_name(name)


class _CsvStream:
    """A readable file of rows, for COPY."""

    def __init__(self, rows: Rows) -> None:
        self._rows = iter(rows)
        self._rest = b""

    def read(self, size: int = PIECE) -> bytes:
        written = io.StringIO()
        writer = csv.writer(written, quoting=csv.QUOTE_NOTNULL, lineterminator="\n")
        data = self._rest
        while len(data) < size:
            batch = list(islice(self._rows, ROWS_AT_ONCE))
            if not batch:
                break
            writer.writerows(batch)
            data += written.getvalue().encode()
            written.seek(0)
            written.truncate()
        self._rest = data[size:]
        return data[:size]
