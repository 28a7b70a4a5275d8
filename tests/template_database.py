"""A migrated database that test databases are copied from: made once, kept between runs.

Its name carries a digest of the migrations, so a changed migration makes a new one.
"""

import hashlib

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.test.utils import setup_databases

from esfportal.embedded.locks import exclusive

PREFIX = "test_template_"
OTHER_SOURCES = (
    "requirements.lock",
    "accounts/audit/row_history.py",
    "esfportal/database/quick_states.py",
    "esfportal/database/rights.py",
    "projects/geography.py",
    "tests/template_database.py",
)

# The tests' own connections are in the operator's scope by a plain setting (conftest.py). Others are not trusted,
# like every connection in use.
TRUST = """
CREATE OR REPLACE FUNCTION esfportal_private.is_owners_session() RETURNS boolean LANGUAGE plpgsql STABLE AS $$
BEGIN
    RETURN session_user = current_user OR coalesce(current_setting('esfportal.test_connection', true), '') = 'on';
END
$$
"""


def digest():
    """Return 12 hexadecimal digits of everything that a migrated database depends on."""
    found = hashlib.sha256("\n".join(settings.INSTALLED_APPS).encode())
    loader = MigrationLoader(None, ignore_no_migrations=True)
    found.update("\n".join(sorted("/".join(key) for key in loader.disk_migrations)).encode())
    folders = {settings.BASE_DIR / name.replace(".", "/") for name in settings.OUR_APPS}
    files = {
        path
        for folder in folders
        for pattern in ("migrations/*.py", "**/*.sql", "data/*.csv")
        for path in folder.glob(pattern)
    }
    files |= {settings.BASE_DIR / name for name in OTHER_SOURCES}
    for path in sorted(files):
        found.update(str(path.relative_to(settings.BASE_DIR)).encode() + path.read_bytes())
    return found.hexdigest()[:12]


def ensure():
    """Return the name of the template, made now if there is none of today's migrations.

    Call it as the owner of the databases, outside a transaction.
    """
    name = PREFIX + digest()
    with exclusive(settings.VAR / "test-template.lock"):  # workers of pytest-xdist come at the same time
        if name not in _templates():
            _make(name)
            for old in set(_templates()) - {name}:
                drop(old)
    return name


def _make(name):
    test, own_name = connection.settings_dict["TEST"], connection.settings_dict["NAME"]
    wanted, test["NAME"] = (
        test["NAME"],
        f"{name}_unfinished",
    )  # not taken for a template if this process is killed
    try:
        setup_databases(
            verbosity=0, interactive=False, aliases={"default"}, serialized_aliases=set(), keepdb=False
        )
        with connection.cursor() as cursor:
            cursor.execute(TRUST)
    finally:
        connection.close()
        test["NAME"], connection.settings_dict["NAME"] = wanted, own_name
        settings.DATABASES["default"]["NAME"] = own_name
    ContentType.objects.clear_cache()  # of the keys in the database that was just made
    _execute(f'ALTER DATABASE "{name}_unfinished" RENAME TO "{name}"')


def drop(name):
    """Remove a database, if there is one of that name, after ending our own sessions in it.

    WITH (FORCE) would fail if autovacuum is in it, whose process we may not end; PostgreSQL ends that itself.
    """
    with connection._nodb_cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s AND usename = current_user",
            [name],
        )
        cursor.execute(f'DROP DATABASE IF EXISTS "{name}"')


def _templates():
    with connection._nodb_cursor() as cursor:
        cursor.execute("SELECT datname FROM pg_database WHERE datname LIKE %s", [PREFIX + "%"])
        return [found for (found,) in cursor.fetchall() if not found.endswith("_unfinished")]


def _execute(statement):
    with connection._nodb_cursor() as cursor:
        cursor.execute(statement)
