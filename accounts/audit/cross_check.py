"""Compare the newest history entry of each row with the row itself."""

from collections.abc import Iterator

from django.apps import apps
from django.db import connection

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


def unfounded_entries() -> Iterator[tuple[str, int]]:
    """Yield (history table, count of rows) where the newest entry is not what the row holds."""
    with connection.cursor() as cursor:
        for model in apps.get_models():
            if not issubclass(model, Event):
                continue
            cursor.execute(COLUMNS, [model._meta.db_table])
            found = {name for (name,) in cursor.fetchall()}
            if not found:
                continue
            cursor.execute(_statement(model, found))
            (count,) = cursor.fetchone()
            if count:
                yield model._meta.db_table, count


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
