"""Tests of PostgreSQL's catalogue: tables, policies, functions and roles."""

import re

import pytest
from django.conf import settings
from django.core.checks import run_checks
from django.db import connection

from esfportal.database.roles import as_owner, role_problems
from esfportal.database.row_level_security import TABLES_WITHOUT_RLS
from tests.esfportal.database.sql import column, rows, tables, tables_with_rls

pytestmark = pytest.mark.django_db

OWN_FUNCTIONS = (
    "pronamespace = 'public'::regnamespace"
    " AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e')"
)


def test_every_table_has_rls_or_is_listed_as_exempt():
    assert set(tables()) - set(tables_with_rls()) == set(TABLES_WITHOUT_RLS)
    assert all(reason.strip() for reason in TABLES_WITHOUT_RLS.values())


def test_tables_about_people_and_projects_have_rls():
    tables_with_keys = column(
        "SELECT DISTINCT conrelid::regclass::text FROM pg_constraint WHERE contype = 'f' AND confrelid IN"
        " ('projects_project'::regclass, 'register_person'::regclass,"
        " 'register_participation'::regclass, 'reports_report'::regclass)"
    )
    assert len(tables_with_keys) > 20
    assert set(tables_with_keys) & set(TABLES_WITHOUT_RLS) == set()


def test_every_table_with_rls_has_policies_to_read_and_add():
    policies = rows("SELECT tablename::text, cmd FROM pg_policies WHERE schemaname = 'public'")
    commands = {table: {cmd for name, cmd in policies if name == table} for table in tables_with_rls()}
    assert {table for table, found in commands.items() if not {"SELECT", "INSERT"} <= found} == set()
    assert "ALL" not in {cmd for _table, cmd in policies}


def test_only_readable_rows_can_be_changed():
    # An UPDATE without a condition is checked by the UPDATE policy only.
    policies = rows(
        "SELECT tablename::text, cmd, qual FROM pg_policies WHERE policyname IN ('may_read', 'may_change')"
    )
    reads, changes = (
        {name: qual for name, cmd, qual in policies if cmd == verb} for verb in ("SELECT", "UPDATE")
    )
    assert len(changes) > 25
    assert {name for name in changes if changes[name] != reads[name]} == set()


def test_unconditional_policies_are_limited_to_roles():
    # The owner needs them for the functions of the row history and the hash chain.
    unconditional = rows(
        "SELECT tablename::text, policyname::text, roles::text[] FROM pg_policies"
        " WHERE schemaname = 'public' AND 'true' IN (trim(qual, '()'), trim(with_check, '()'))"
    )
    (owner,) = column("SELECT tableowner::text FROM pg_tables WHERE tablename = 'register_person'")
    assert {(policy, *roles) for _table, policy, roles in unconditional} == {
        ("owner_reads", owner),
        ("may_add", owner),
    }


def test_policies_read_the_scope_once_for_each_statement():
    # Outside a sub-select a function would run for each row.
    policies = rows(
        "SELECT tablename::text, policyname::text, coalesce(qual, '') || coalesce(with_check, '')"
        " FROM pg_policies WHERE schemaname = 'public'"
    )
    once = re.compile(r"SELECT (unnest\(|\()?esfportal_\w+|AS esfportal_\w+")
    bare = [(table, policy) for table, policy, text in policies if "esfportal_" in once.sub("", text)]
    assert len(policies) > 150
    assert bare == []
    # PostgreSQL expects one row in 200 of what equals a text, and half of a yes or no (docs/adr/0157).
    assert [(table, policy) for table, policy, text in policies if "AS esfportal_scope) = " in text] == []


def test_application_role_has_no_extra_rights():
    assert role_problems(connection) == []
    ((role, groups),) = rows(
        "SELECT current_user::text, ARRAY(SELECT g.rolname::text FROM pg_auth_members m"
        " JOIN pg_roles g ON g.oid = m.roleid WHERE m.member = r.oid) FROM pg_roles r WHERE rolname = current_user"
    )
    assert set(groups) == {"esfportal_application", "esfportal_operator"}  # as commands and workers
    assert not column("SELECT rolcanlogin FROM pg_roles WHERE rolname = 'esfportal_application'")[0]
    assert column("SELECT count(*) FROM pg_class WHERE pg_get_userbyid(relowner) = %s", role) == [0]


@pytest.mark.parametrize("right", ["INSERT", "UPDATE", "DELETE", "TRUNCATE"])
def test_application_cannot_write_history_or_truncate(right):
    kept = [
        name
        for name in tables()
        if name.endswith("history") or name in ("audit_chainlink", "django_migrations")
    ]
    assert len(kept) > 25
    logs = [] if right == "INSERT" else ["audit_auditentry", "accounts_accesslogentry"]
    forbidden = tables() if right == "TRUNCATE" else kept + logs
    assert [
        name for name in forbidden if column("SELECT has_table_privilege(%s, %s)", name, right) == [True]
    ] == []


def test_functions_belong_to_the_owner_with_fixed_search_path():
    functions = rows(
        "SELECT proname::text, pg_get_userbyid(proowner)::text, prosecdef, coalesce(proconfig::text, '')"
        f" FROM pg_proc p WHERE {OWN_FUNCTIONS}"
    )
    (owner,) = column("SELECT tableowner::text FROM pg_tables WHERE tablename = 'register_person'")
    assert {name for name, by, *_rest in functions if by != owner} == set()
    scope = [row for row in functions if row[0].startswith("esfportal_") and row[0] not in WHO_WRITES]
    assert len(scope) > 10
    assert [name for name, *_rest, config in scope if "search_path=" not in config] == []
    definers = [row for row in functions if row[2]]
    assert [name for name, *_rest, config in definers if "search_path=" not in config] == []


WHO_WRITES = ("esfportal_actor", "esfportal_source")  # no table is read, and pg_catalog comes first


def test_database_uses_swedish_dates():
    # A test cannot set the database's clock, so it reads the function instead.
    asked = column("SELECT prosrc FROM pg_proc WHERE proname = 'esfportal_enter_user_scope'")[0]
    assert f"today date := (now() AT TIME ZONE '{settings.TIME_ZONE}')::date" in asked
    assert not re.search(r"(?i)current_date|current_timestamp|localtimestamp", asked)


def test_security_definer_functions_are_for_the_application_only():
    # Except trigger functions, which cannot be called, and what policies call: it returns the caller's own scope.
    may_call = rows(
        "SELECT proname::text, has_function_privilege('esfportal_application', oid, 'EXECUTE'),"
        " has_function_privilege('esfportal_reporting', oid, 'EXECUTE')"
        f" FROM pg_proc p WHERE {OWN_FUNCTIONS} AND prosecdef AND prorettype <> 'trigger'::regtype"
    )
    assert {name: callers for name, *callers in may_call} == {
        **{f"esfportal_{name}": [True, False] for name in ("scope", "user", "ids", "administers")},
        "esfportal_enter_scope": [True, False],
        "esfportal_count_people": [True, False],
        "audit_extend_chain": [True, False],
        "audit_check_chain": [True, False],
        "audit_unlinked_rows": [True, False],
        "audit_log_content": [False, False],
        "reporting_count_programme_totals": [False, True],
    }


def test_database_views_use_the_readers_rights():
    views = rows(
        "SELECT relname::text, coalesce(reloptions::text, '') FROM pg_class"
        " WHERE relkind IN ('v', 'm') AND relnamespace = 'public'::regnamespace"
    )
    assert [name for name, options in views if "security_invoker=true" not in options] == []


def test_system_check_accepts_the_application_role():
    assert [m for m in run_checks(databases=["default"]) if m.id and m.id.startswith("esfportal.")] == []


@pytest.mark.django_db(transaction=True)
def test_system_check_refuses_the_owner_in_production(settings):
    settings.PRODUCTION = True
    with as_owner():
        settings.DATABASES["default"]["USER"], before = (
            connection.settings_dict["USER"],
            settings.DATABASES["default"]["USER"],
        )
        try:
            found = [m for m in run_checks(databases=["default"]) if m.id == "esfportal.E001"]
        finally:
            settings.DATABASES["default"]["USER"] = before
    assert any("owns the portal's tables" in message.msg for message in found)
    assert all(message.is_serious() for message in found)  # so that `migrate` and a deployment stop
