"""Write migrations of the row-level security policies that differ from the database's."""

import re
from pathlib import Path

from django.apps import apps
from django.core.management.base import BaseCommand
from django.db import connection, transaction
from django.db.migrations.loader import MigrationLoader

from esfportal.database.roles import as_owner
from esfportal.database.row_level_security import changed_policies, sql_of_stored

MIGRATION = '''"""Policies of row-level security, written by `manage.py make_row_policies`."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("{label}", "{latest}")]

    operations = [
{operations}    ]
'''


class Command(BaseCommand):
    help = (
        "Compares the policies declared in each app's row_policies.py with those of the migrated database, "
        "and writes a migration with the SQL of the tables that differ."
    )

    def handle(self, **options):
        graph = MigrationLoader(connection).graph
        with as_owner(), transaction.atomic():
            with connection.cursor() as cursor:
                changed = [*changed_policies(cursor)]
            transaction.set_rollback(True)
        for label in sorted({label for label, *_rest in changed}):
            ((_label, latest),) = graph.leaf_nodes(label)
            operations = [operation(table, stored) for app, table, stored in changed if app == label]
            name = f"{int(re.match(r'\d+', latest)[0]) + 1:04}_row_policies"
            path = Path(apps.get_app_config(label).path) / "migrations" / f"{name}.py"
            path.write_text(MIGRATION.format(label=label, latest=latest, operations="".join(operations)))
            self.stdout.write(f"Wrote {path}")
        if not changed:
            self.stdout.write("The policies of the database are those declared.")


def operation(table, stored):
    """Return the text of the operation that replaces the stored policies by the declared ones."""
    names = [name for name, *_rest in stored]
    back = table.reverse_statements()
    if stored:
        back = [f"DROP POLICY {name} ON {table.table}" for name in table.policies]
        back += sql_of_stored(table.table, stored)
    lists = "".join(
        f"            [\n{''.join(f'                {line!r},\n' for line in statements)}            ],\n"
        for statements in (table.statements(present=names), back)
    )
    return f"        migrations.RunSQL(\n{lists}        ),\n"
