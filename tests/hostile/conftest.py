"""Data for hostile requests; the changes of each request are rolled back."""

from contextlib import ExitStack
from itertools import count

import pytest
from django.db import connection
from django.test import Client

from tests.access.actors import actors_around
from tests.cast import Cast
from tests.sample_objects import FullProject, rolled_back
from tests.signing_in import one_record_of_activity, signed_in

# Tables that a refused request may write to: sessions, caches and logs.
LOG_TABLES = (
    "audit_auditentry",
    "accounts_accesslogentry",
    "accounts_failedsignins",
    "django_session",
    "esfportal_cache",
    "usersessions_usersession",
    "reports_reportevent",  # the first view of a submitted report
)
WRITTEN = ("inserted", "updated", "deleted")
FIXED_TABLES = ("projects_municipality", "projects_county")
_statements = count()  # a prepared statement outlives the transaction in which it was made
ROLES = (
    "anonymous",
    "leader",
    "part_leader",
    "case_worker",
    "funder",
    "auditor",
    "representative",
    "administrator",
    "without_role",
)


class HostileProject(FullProject):
    def __init__(self):
        super().__init__(Cast())
        users = actors_around(self.cast)
        self.cookies = {who: dict(signed_in(users[who]).cookies) if users[who] else {} for who in ROLES}
        self.tables = [
            table
            for table in connection.introspection.table_names()
            if table not in (*LOG_TABLES, *FIXED_TABLES) and not table.endswith("history")
        ]
        self.statement = f"fingerprint_{next(_statements)}"
        self._prepare()
        self.untouched, self.written = self.fingerprint(), self.count_written()

    def browser(self, who, **options):
        client = Client(headers={"accept-language": "sv"}, **options)
        client.cookies.update(self.cookies[who])
        return client

    def _prepare(self):
        # Of each table: its name, the number of rows and the sum of the rows' hashes. Planning it for all tables
        # takes longer than running it, and it is asked after every request.
        each = " UNION ALL ".join(
            f"SELECT '{table}', count(*), sum(hashtextextended(t::text, 0)) FROM \"{table}\" t"
            for table in self.tables
        )
        done = " + ".join(f"pg_stat_get_xact_tuples_{what}(oid)" for what in WRITTEN)
        with connection.cursor() as cursor:
            cursor.execute(f"PREPARE {self.statement} AS {each}")
            cursor.execute("SELECT %s::text[]::regclass[]::oid[]::text", [self.tables])
            oids = cursor.fetchone()[0]
            cursor.execute(
                f"PREPARE {self.statement}_written AS SELECT sum({done}) FROM unnest('{oids}'::oid[]) AS oid"
            )

    def count_written(self):
        """Return how many rows of the tables this transaction has written so far, those rolled back too."""
        with connection.cursor() as cursor:
            cursor.execute(f"EXECUTE {self.statement}_written")
            return cursor.fetchone()[0]

    def fingerprint(self):
        with connection.cursor() as cursor:
            cursor.execute(f"EXECUTE {self.statement}")
            return cursor.fetchall()

    def changed(self):
        """Return the tables that differ from the beginning."""
        written = self.count_written()
        if written == self.written:
            return []  # as most requests, which write nothing: the rows need not be read
        now = self.fingerprint()
        if now == self.untouched:
            self.written = written
        return [new[0] for old, new in zip(self.untouched, now, strict=True) if old != new]


@pytest.fixture(scope="module")
def full_project(django_db_setup, django_db_blocker, tmp_path_factory):
    with ExitStack() as during:
        for each in (django_db_blocker.unblock(), rolled_back(), one_record_of_activity()):
            during.enter_context(each)
        patch = during.enter_context(pytest.MonkeyPatch.context())
        patch.setattr("django.conf.settings.FILES_ROOT", tmp_path_factory.mktemp("files"))
        yield HostileProject()
