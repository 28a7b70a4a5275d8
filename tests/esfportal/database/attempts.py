"""Try to read, add, change and remove sample rows in SQL, without any filter of the portal's own."""

import json
from dataclasses import dataclass

from django.db import connection

from tests.esfportal.database.sql import column, rows

VERBS = ("read", "add", "change", "remove")

# Runs a statement and rolls it back. Returns the number of rows; -1 when a constraint or a trigger refused it;
# NULL when row-level security or a missing right did.
TRY = """
CREATE FUNCTION pg_temp.tried(statement text) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
    reached bigint;
BEGIN
    BEGIN
        EXECUTE statement;
        GET DIAGNOSTICS reached = ROW_COUNT;
        RAISE EXCEPTION USING ERRCODE = 'ZZ001', MESSAGE = reached::text;
    EXCEPTION
        WHEN SQLSTATE 'ZZ001' THEN RETURN SQLERRM::bigint;
        WHEN insufficient_privilege OR read_only_sql_transaction THEN RETURN NULL;
        WHEN integrity_constraint_violation THEN RETURN -1;
    END;
END
$$
"""
COLUMNS = """
SELECT attname::text FROM pg_attribute
WHERE attrelid = %s::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = '' ORDER BY attnum
"""


@dataclass(frozen=True)
class Sample:
    """A row and the statement that tries each verb on it."""

    table: str
    statements: dict


def sample_of(table, condition, parameters=()):
    """Return the last row of a table that meets the condition."""
    found = rows(
        f"SELECT t.ctid::text, to_jsonb(t)::text FROM {table} t WHERE {condition} ORDER BY t.ctid DESC LIMIT 1",
        *parameters,
    )
    assert found, f"No row of {table} where {condition}: add one to SampleRows."
    ((place, content),) = found
    names = ", ".join(f'"{name}"' for name in column(COLUMNS, table))
    first = column(COLUMNS, table)[1]
    literal = json.dumps(json.loads(content)).replace("'", "''")
    here = f"{table} WHERE ctid = '{place}'"
    statements = {
        "read": f"SELECT FROM {here}",
        "add": f"INSERT INTO {table} ({names}) SELECT {names} FROM"
        f" jsonb_populate_record(NULL::{table}, '{literal}')",
        "change": f'UPDATE {table} SET "{first}" = "{first}" WHERE ctid = \'{place}\'',
        "remove": f"DELETE FROM {here}",
    }
    return Sample(table, statements)


def prepare():
    with connection.cursor() as cursor:
        cursor.execute(TRY)


def allowed(samples):
    """Return {(name of a sample, verb)} that the current scope allows."""
    asked = [(name, verb, samples[name].statements[verb]) for name in samples for verb in VERBS]
    found = rows(
        "SELECT name, verb, pg_temp.tried(statement) FROM unnest(%s::text[], %s::text[], %s::text[])"
        " AS asked (name, verb, statement)",
        *map(list, zip(*asked, strict=True)),
    )
    return {(name, verb) for name, verb, reached in found if reached}


def tables_with_invisible_removals(tables):
    """Return the tables of which more rows can be removed than are visible."""
    # A DELETE without a condition is checked by the DELETE policy only.
    asked = [f"SELECT count(*), pg_temp.tried('DELETE FROM {name}') FROM {name}" for name in tables]
    counts = rows(" UNION ALL ".join(asked))
    return [name for name, (seen, reached) in zip(tables, counts, strict=True) if (reached or 0) > seen]
