"""Compare history with the rows, and the audit log with the history."""

from collections.abc import Iterator, Sequence

from django.apps import apps
from django.db import connection

from accounts.audit.change_of_action import OF_ITS_ROW, OF_SOME_ROW
from accounts.audit.row_history import Event, Label

# A table or column that is missing is reported by the check of the chain.
COLUMNS = """
SELECT attname::text FROM pg_attribute WHERE attrelid = to_regclass(%s) AND attnum > 0 AND NOT attisdropped
"""
# A column that was added later is empty in older entries, and not compared until an entry has a value for it.
DIFFERS = (
    'newest."{0}" IS DISTINCT FROM stored."{0}" AND (newest."{0}" IS NOT NULL OR EXISTS ('
    'SELECT FROM "{history}" earlier WHERE earlier."{key}" = newest."{key}" AND earlier."{0}" IS NOT NULL))'
)
# A row without any entry is passed over: a lawful purge removes the old ones.
UNFOUNDED = """
SELECT count(*) FROM (SELECT DISTINCT ON ("{key}") * FROM "{history}" ORDER BY "{key}", pgh_id DESC) newest
LEFT JOIN "{table}" stored ON stored."{key}" = newest."{key}"
WHERE (newest.pgh_label = '{deleted}') = (stored."{key}" IS NOT NULL)
    OR (newest.pgh_label <> '{deleted}' AND ({differs}))
"""

# The trigger `its_transaction` writes `transaction_at`, and the history's triggers the same time. A lawful purge may
# remove a change and leave its entry: after one, the chain begins with a link that follows another.
WITHOUT_CHANGE = """
SELECT count(*) FROM audit_auditentry entry
WHERE action = ANY (%s)
    AND transaction_at > coalesce((SELECT CASE WHEN first.previous <> '' THEN first.sealed_at END
        FROM audit_chainlink first ORDER BY first.id LIMIT 1), '-infinity')
    AND NOT EXISTS (SELECT FROM ({changes}) change WHERE change.pgh_created_at = entry.transaction_at{same})
"""
ITS_ROW = " AND change.label = %s AND change.key = entry.object_id AND entry.object_type = %s"


def unfounded_entries() -> Iterator[tuple[str, int]]:
    """Yield (history table, count of rows) where the newest entry is not what the row holds."""
    with connection.cursor() as cursor:
        for model, found in _histories():
            cursor.execute(_statement(model, found))
            (count,) = cursor.fetchone()
            if count:
                yield model._meta.db_table, count


def entries_without_change() -> int:
    """Count the audit entries whose transaction did not change what their action changes."""
    histories = {model.pgh_tracked_model._meta.label_lower: model for model, _found in _histories()}
    changes = " UNION ".join(f'SELECT pgh_created_at FROM "{m._meta.db_table}"' for m in histories.values())  # noqa: S608  (names of our models)  # nosec B608
    count = _count(WITHOUT_CHANGE.format(changes=changes, same=""), [[*OF_SOME_ROW]])
    for label, actions in OF_ITS_ROW.items():
        for action in actions:
            (kind,) = action.object_types
            if kind in histories:
                count += _count(_of_its_row(histories[kind]), [[action], str(label), kind])
    return count


def _of_its_row(model: type[Event]) -> str:
    key = model.pgh_tracked_model._meta.pk.column
    changes = f'SELECT pgh_created_at, pgh_label AS label, "{key}"::text AS key FROM "{model._meta.db_table}"'  # noqa: S608  (names of our models)  # nosec B608
    return WITHOUT_CHANGE.format(changes=changes, same=ITS_ROW)


def _count(sql: str, params: Sequence[object]) -> int:
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return int(cursor.fetchone()[0])


def _histories() -> Iterator[tuple[type[Event], set[str]]]:
    """Yield each history that has a table, and the columns of the table."""
    for model in apps.get_models():
        if issubclass(model, Event):
            with connection.cursor() as cursor:
                cursor.execute(COLUMNS, [model._meta.db_table])
                found = {name for (name,) in cursor.fetchall()}
            if found:
                yield model, found


def _statement(model: type[Event], found: set[str]) -> str:
    tracked, history = model.pgh_tracked_model._meta, model._meta.db_table
    key = tracked.pk.column
    kept = [field.column for field in model._meta.local_fields if not field.name.startswith("pgh_")]
    present = found & {field.column for field in tracked.local_fields}
    differs = " OR ".join(
        DIFFERS.format(column, history=history, key=key) for column in kept if column in present - {key}
    )
    return UNFOUNDED.format(
        key=key,
        history=history,
        table=tracked.db_table,
        deleted=str(Label.DELETE),
        differs=differs or "false",
    )
