"""Migrations: the policies that are declared, and the way back to an empty database."""

from contextlib import nullcontext

import pytest
from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor

from esfportal.database.quick_states import quick_states
from esfportal.database.row_level_security import (
    changed_policies,
    declared_policies,
    sql_of_stored,
    table_policies,
)
from esfportal.management.commands.make_row_policies import operation
from tests import template_database
from tests.esfportal.database.sql import column, tables, tables_with_rls
from tests.sizes import size

# pgtrigger keeps the functions of triggers that are dropped with their tables, pghistory its own one.
OWN_FUNCTIONS = (
    "SELECT proname::text FROM pg_proc p WHERE pronamespace = 'public'::regnamespace"
    " AND proname !~ '^(pgtrigger|_pgh)_'"
    " AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e')"
)
# All that migrations make in tables, without the order in which the columns were added.
MADE = (
    "SELECT format('%s %s %s %s', attrelid::regclass, attname, format_type(atttypid, atttypmod), attnotnull)"
    " FROM pg_attribute JOIN pg_class c ON c.oid = attrelid WHERE relnamespace = 'public'::regnamespace"
    " AND relkind IN ('r', 'v') AND attnum > 0 AND NOT attisdropped",
    "SELECT format('%s %s', conrelid::regclass, pg_get_constraintdef(c.oid)) FROM pg_constraint c"
    " WHERE connamespace = 'public'::regnamespace",
    "SELECT indexdef FROM pg_indexes WHERE schemaname = 'public'",
    "SELECT pg_get_triggerdef(t.oid) FROM pg_trigger t WHERE NOT tgisinternal",
    "SELECT format('%s %s %s', tablename, policyname, coalesce(qual, with_check)) FROM pg_policies",
)


@pytest.mark.django_db(transaction=True)
def test_the_database_has_the_declared_policies(owner):
    with owner(), transaction.atomic():
        with connection.cursor() as cursor:
            changed = {table.table: label for label, table, _stored in changed_policies(cursor)}
        transaction.set_rollback(True)
    assert changed == {}, "Write the new policies into migrations: manage.py make_row_policies"


@pytest.mark.django_db
def test_every_table_with_rls_declares_its_policies():
    declared = [table.table for tables in declared_policies().values() for table in tables]
    assert sorted(declared) == tables_with_rls()


def test_a_changed_policy_is_written_with_its_reverse():
    table = table_policies("projects_phase", read="true")
    stored = [("may_read", "SELECT", ["public"], "false", None)]
    text = operation(table, stored)
    assert "'DROP POLICY may_read ON projects_phase'" in text
    assert sql_of_stored("projects_phase", stored) == [
        "CREATE POLICY may_read ON projects_phase FOR SELECT TO public USING (false)"
    ]
    assert sql_of_stored("projects_phase", stored)[0] in text


@pytest.fixture
def migrated_database(django_db_setup, django_db_blocker, owner):
    """Connect the owner to a database that has been migrated once, and that only this test uses."""
    with owner():
        template, name = template_database.ensure(), connection.settings_dict["NAME"]
        template_database.drop(f"{name}_reversed")  # of a run that was killed
        with connection.cursor() as cursor:
            cursor.execute(f"CREATE DATABASE {name}_reversed TEMPLATE {template}")
        connection.close()
        connection.settings_dict["NAME"] = f"{name}_reversed"
        yield
        connection.close()
        connection.settings_dict["NAME"] = name
        template_database.drop(f"{name}_reversed")


def migrate(target):
    executor = MigrationExecutor(connection)
    executor.migrate(target(executor.loader))


def made():
    return [sorted(column(query)) for query in (OWN_FUNCTIONS, *MADE)]


def all_applied(loader):
    return loader.graph.leaf_nodes()


def none_applied(loader):
    return [(app, None) for app in loader.migrated_apps]


def test_migrations_can_be_reversed_and_applied_again(migrated_database):
    before = made()
    with quick_states():
        migrate(none_applied)
    assert tables() == ["django_migrations"]
    assert column(OWN_FUNCTIONS) == []
    # Deep: as Django migrates without quick_states(). The database is the same.
    with size(quick_states, nullcontext)():
        migrate(all_applied)
    assert made() == before
