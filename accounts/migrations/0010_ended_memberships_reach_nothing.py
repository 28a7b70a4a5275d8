from importlib import import_module

from django.db import migrations

FUNCTIONS = import_module("accounts.migrations.0008_scopes").FUNCTIONS
IN_FORCE = "AND (ends_on IS NULL OR ends_on >= today)"

# esfportal_enter as it was, but for memberships that were ended before their last day was over.
START = FUNCTIONS.index("CREATE FUNCTION esfportal_enter")
BEFORE = FUNCTIONS[START : FUNCTIONS.index("CREATE FUNCTION esfportal_admit")].replace(
    "CREATE FUNCTION", "CREATE OR REPLACE FUNCTION"
)
AFTER = BEFORE.replace(IN_FORCE, f"{IN_FORCE} AND ended_at IS NULL")


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0009_walls"),
        ("accounts", "0005_memberships_end_and_auditors_have_a_reason"),
    ]

    operations = [migrations.RunSQL(AFTER, BEFORE)]
