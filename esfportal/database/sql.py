"""SQL files of the apps (functions, triggers, views, rights), which migrations run.

operations = [sql_file("accounts.audit", "hash_chain")]  # accounts/audit/sql/hash_chain.sql
"""

# A file that has been deployed is never edited, because new databases would then differ from old ones. A change
# is a new file with CREATE OR REPLACE, run by a new migration.

from importlib.resources import files

from django.db.migrations import RunSQL

REVERSE_MARK = "\n-- Reverse\n"


def sql_file(package: str, name: str) -> RunSQL:
    """Return the operation that runs an app's SQL file, and backwards the part after the line "-- Reverse"."""
    text = (files(package) / "sql" / f"{name}.sql").read_text()
    forward, reverse = text.split(REVERSE_MARK)
    return RunSQL(f"SET LOCAL check_function_bodies = off;\n{forward}", reverse)
