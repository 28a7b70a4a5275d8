"""The database role for programme totals: it counts people in all projects and reads no identities."""

import os
from contextlib import closing
from urllib.parse import urlsplit, urlunsplit

import psycopg2
import pytest
from django.db import connection

from tests.esfportal.database.sql import column
from tests.factories import ParticipationFactory, PersonFactory
from tests.numbers import nth_number

pytestmark = pytest.mark.django_db(transaction=True)
# Read at import, because tests change the environment. The embedded server always has the role.
ADDRESS = os.environ.get("DATABASE_REPORTING_URL")


@pytest.fixture
def ask():
    """Query the test database as the role for totals."""
    if not ADDRESS:
        pytest.skip("DATABASE_REPORTING_URL names no role for totals on this server.")
    address = urlunsplit(urlsplit(ADDRESS)._replace(path=f"/{connection.settings_dict['NAME']}"))

    def asked(sql):
        with closing(psycopg2.connect(address)) as own, own.cursor() as cursor:
            cursor.execute(sql)
            return cursor.fetchall()

    return asked


def test_reporting_role_counts_all_projects(cast, ask):
    for project, sex in ((cast.project, "woman"), (cast.project, "man"), (cast.other_project, "man")):
        ParticipationFactory(project=project, person=PersonFactory(sex=sex), spell__left=True)
    found = ask(
        "SELECT project, sex, sum(participants), sum(left_the_project) FROM reporting_programme_totals"
        " GROUP BY 1, 2 ORDER BY 1, 2"
    )
    assert found == [("annat", "man", 1, 1), ("samverkan", "man", 1, 1), ("samverkan", "woman", 1, 1)]


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT given_name FROM register_participation",
        "SELECT id, sex FROM register_person",  # no row of a person, even without a name
        "SELECT count(*) FROM register_person",
        "SELECT entry_date FROM register_spell",
        "SELECT slug FROM projects_project",
        "SELECT * FROM register_participation",
        "SELECT number_encrypted FROM register_person",
        "SELECT number_index FROM register_person",
        "SELECT birth_date FROM register_person",
        "SELECT email FROM accounts_user",
        "SELECT disability FROM register_participation",
        "UPDATE register_person SET sex = 'man'",
        "SELECT * FROM register_participationhistory",
        # a digest would confirm a guessed name
        "SELECT audit_log_content('register_participation', 0, 9, ARRAY['given_name'])",
        "SELECT * FROM audit_check_chain('-infinity')",
        "SELECT audit_extend_chain('audit_auditentry', 1)",
        "CREATE TEMPORARY TABLE own (id bigint)",  # for a trigger that writes history
    ],
)
def test_reporting_role_cannot_read_identities(cast, ask, sql):
    ParticipationFactory(project=cast.project, person__number=nth_number(1))
    with pytest.raises(psycopg2.errors.InsufficientPrivilege):
        ask(sql)


def test_reporting_role_reads_one_view_and_no_table(db):
    readable = column(
        "SELECT relname::text FROM pg_class WHERE relkind IN ('r', 'p', 'v', 'm', 'f')"
        " AND relnamespace = 'public'::regnamespace"
        " AND has_any_column_privilege('esfportal_reporting', oid, 'SELECT, INSERT, UPDATE')"
    )
    assert readable == ["reporting_programme_totals"]


def test_a_scope_that_the_reporting_role_sets_shows_nothing_more(cast, ask):
    ParticipationFactory(project=cast.project)
    statement = "SELECT set_config('esfportal.scope', 'operator', false), id FROM register_person"
    with pytest.raises(psycopg2.errors.InsufficientPrivilege):
        ask(statement)
