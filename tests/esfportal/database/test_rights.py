"""Rights in PostgreSQL's catalogue that no role has without need, and history that no role can forge (ADR 107)."""

import re
from importlib import import_module

import psycopg2
import pytest
from django.db import DatabaseError, connection, transaction
from django.db.migrations.loader import MigrationLoader
from django.db.utils import ProgrammingError

from accounts.audit.row_history import broken_triggers
from esfportal.database.rights import limit_rights
from tests.esfportal.database.sql import column, rows

pytestmark = pytest.mark.django_db

OWN = (
    "FROM pg_proc p WHERE pronamespace = 'public'::regnamespace"
    " AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e')"
)
GROUPS = ("esfportal_application", "esfportal_reporting")
EVENTS = "FROM projects_budgetlinehistory"
FORGED = """
CREATE {kind} TABLE forged AS SELECT * FROM projects_budgetline WITH NO DATA;
CREATE TRIGGER forging AFTER INSERT ON forged REFERENCING NEW TABLE AS new_values
    FOR EACH STATEMENT EXECUTE FUNCTION {function}();
INSERT INTO forged (id, project_id, name, amount) VALUES (1, 1, 'False', 1)
"""


def open_to_public():
    return column(f"SELECT proname::text {OWN} AND has_function_privilege('public', p.oid, 'EXECUTE')")


def history_function():
    (function,) = column(
        "SELECT proname::text FROM pg_proc JOIN pg_trigger t ON tgfoid = pg_proc.oid"
        " WHERE tgrelid = 'projects_budgetline'::regclass AND proname ~ '^pgtrigger_history_insert'"
    )
    return function


def test_no_function_is_open_to_every_role():
    assert open_to_public() == []


def test_no_role_may_make_a_trigger_with_our_functions():
    functions = f"SELECT proname::text {OWN} AND prorettype = 'trigger'::regtype"
    assert len(column(functions)) > 100
    for group in GROUPS:
        assert column(f"{functions} AND has_function_privilege('{group}', p.oid, 'EXECUTE')") == []


def test_every_trigger_function_with_the_owners_rights_checks_its_table():
    bodies = rows(f"SELECT proname::text, prosrc {OWN} AND prorettype = 'trigger'::regtype AND prosecdef")
    assert len(bodies) > 80
    assert [name for name, body in bodies if "IF TG_RELID <> '" not in body] == []


def test_every_function_with_the_owners_rights_fixes_its_search_path():
    definers = rows(f"SELECT proname::text, coalesce(proconfig::text, '') {OWN} AND prosecdef")
    assert [name for name, config in definers if "search_path=" not in config] == []
    # A temporary table of the caller comes last, and shadows none of ours.
    paths = column(f"SELECT DISTINCT split_part(c, '=', 2) FROM (SELECT unnest(proconfig) c {OWN} AND prosecdef) f"
                   " WHERE c LIKE 'search_path=%'")  # fmt: skip
    assert [path for path in paths if not path.endswith("pg_temp")] == []


def test_only_the_application_makes_temporary_tables():
    given = rows(
        "SELECT coalesce(r.rolname::text, 'PUBLIC'), a.privilege_type FROM pg_database d"
        " CROSS JOIN aclexplode(d.datacl) a LEFT JOIN pg_roles r ON r.oid = a.grantee"
        " WHERE d.datname = current_database() AND a.grantee <> d.datdba AND a.privilege_type <> 'CONNECT'"
    )
    assert given == [("esfportal_application", "TEMPORARY")]


@pytest.mark.parametrize("group", ["public", *GROUPS])
def test_no_role_creates_in_the_schema_or_the_database(group):
    assert column("SELECT has_schema_privilege(%s, 'public', 'CREATE')", group) == [False]
    assert column("SELECT has_database_privilege(%s, current_database(), 'CREATE')", group) == [False]


def test_the_application_cannot_forge_history():
    before = column(f"SELECT count(*) {EVENTS}")
    with pytest.raises(ProgrammingError) as refused, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(FORGED.format(kind="TEMPORARY", function=history_function()))
    assert isinstance(refused.value.__cause__, psycopg2.errors.InsufficientPrivilege)
    assert column(f"SELECT count(*) {EVENTS}") == before


@pytest.fixture
def as_the_owner(django_db_setup, django_db_blocker, owner):
    """Connect as the owner, in a transaction that is undone."""
    with owner(), transaction.atomic():
        yield connection
        transaction.set_rollback(True)


@pytest.mark.django_db(transaction=True)
def test_a_function_that_a_role_may_call_by_mistake_writes_nothing(as_the_owner):
    before = column(f"SELECT count(*) {EVENTS}")
    with pytest.raises(DatabaseError, match="belongs to another table"), transaction.atomic():
        column(FORGED.format(kind="", function=history_function()) + " RETURNING id")
    assert column(f"SELECT count(*) {EVENTS}") == before


@pytest.mark.django_db(transaction=True)
def test_the_functions_of_a_deployed_database_get_the_check(as_the_owner):
    name = history_function()
    (body,) = column("SELECT prosrc FROM pg_proc WHERE proname = %s", name)
    before = re.sub(r"IF TG_RELID .*? END IF;", "", body, flags=re.DOTALL)
    with connection.cursor() as cursor:
        cursor.execute(
            f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER"
            f" SET search_path = pg_catalog, public, pg_temp AS $${before}$$"
        )
    assert column("SELECT prosrc FROM pg_proc WHERE proname = %s", name) == [before] != [body]
    migration = import_module("esfportal.migrations.0002_trigger_functions_check_their_table")
    with connection.schema_editor() as editor:
        migration.make_again(MigrationLoader(connection).project_state().apps, editor)
    assert column("SELECT prosrc FROM pg_proc WHERE proname = %s", name) == [body]
    assert list(broken_triggers()) == []


@pytest.mark.django_db(transaction=True)
def test_a_later_function_is_open_to_no_role(as_the_owner):
    column("CREATE FUNCTION later() RETURNS int LANGUAGE sql SECURITY DEFINER AS 'SELECT 1'; SELECT 1")
    assert open_to_public() == []
    assert column("SELECT has_function_privilege('esfportal_application', 'later()', 'EXECUTE')") == [False]


@pytest.mark.django_db(transaction=True)
def test_migrate_takes_away_what_was_given_to_every_role(as_the_owner):
    column(
        f"GRANT ALL ON DATABASE {connection.ops.quote_name(connection.settings_dict['NAME'])} TO PUBLIC;"
        "GRANT CREATE ON SCHEMA public TO PUBLIC; GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA public TO PUBLIC; SELECT 1"
    )
    assert len(open_to_public()) > 100
    limit_rights(connection)
    assert open_to_public() == []
    assert column(
        "SELECT has_database_privilege('esfportal_reporting', current_database(), 'TEMPORARY')"
    ) == [False]
    assert column("SELECT has_schema_privilege('public', 'public', 'CREATE')") == [False]
