"""Empty the tables after a test with transactions."""

import os

from django.core.management.color import no_style
from django.db import connection

from esfportal.database.roles import as_owner
from esfportal.embedded.postgres import Postgres
from esfportal.environment import var_folder

# What `migrate` fills in. No test changes it, so that emptying a database need not make it again.
FILLED_IN = (
    *("auth_permission", "django_content_type", "projects_county", "projects_municipality"),
    *("reports_reporttemplate", "reports_templatesection", "consents_privacytext"),
)
LARGE = 4 * 1024 * 1024  # bytes, from which deleted rows would slow the next tests down

# A TRUNCATE of all tables makes hundreds of files, and takes 30 times as long as deleting the few rows of a test.
# Only a superuser can do it: without triggers, and in tables that nothing may be deleted from. The locks wait for
# transactions of other connections, as TRUNCATE does; a table without a page never had a row.
DELETE = """
DO $$
DECLARE
    filled text;
BEGIN
    LOCK TABLE {tables} IN ACCESS EXCLUSIVE MODE;
    IF (SELECT sum(pg_relation_size(name::regclass)) FROM unnest(ARRAY[{names}]) AS name) > {large} THEN
        TRUNCATE {tables};
    ELSE
        FOREACH filled IN ARRAY ARRAY(
            SELECT name FROM unnest(ARRAY[{names}]) AS name WHERE pg_relation_size(name::regclass) > 0
        ) LOOP
            EXECUTE format('DELETE FROM %s', filled);
        END LOOP;
    END IF;
END
$$
"""


class Emptying:
    """A superuser's connection of the embedded server, which deletes what a test has left."""

    def __init__(self):
        self.server = Postgres(var_folder())
        self.is_embedded = os.environ["DATABASE_URL"] == self.server.url()
        self.superuser = self.statement = self.database = None

    def empty(self):
        if not self.is_embedded:
            _truncate(_tables())
            return
        if self.database != connection.settings_dict["NAME"]:
            self._connect()
        connection.close()  # an open transaction of the test's own would be waited for
        with self.superuser.cursor() as cursor:
            cursor.execute(self.statement)

    def _connect(self):
        self.close()
        self.statement = _delete(_tables())
        self.database = connection.settings_dict["NAME"]
        self.superuser = self.server.connect_as_superuser(
            dbname=self.database, options="-c session_replication_role=replica -c synchronous_commit=off"
        )

    def close(self):
        if self.superuser:
            self.superuser.close()
        self.superuser = self.database = None


def _tables():
    names = connection.introspection.django_table_names(only_existing=True, include_views=False)
    return sorted(set(names) - set(FILLED_IN))


def _delete(tables):
    names = ", ".join(f"'{name}'" for name in tables)
    return DELETE.format(tables=", ".join(tables), names=names, large=LARGE)


def _truncate(tables):
    with as_owner():
        connection.ops.execute_sql_flush(connection.ops.sql_flush(no_style(), tables))
