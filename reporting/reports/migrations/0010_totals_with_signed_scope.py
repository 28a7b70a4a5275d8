"""Programme totals in a signed scope."""

from django.db import migrations

from esfportal.database.sql import sql_file


class Migration(migrations.Migration):
    dependencies = [
        ("reports", "0009_row_policies"),
        ("accounts", "0011_bound_scopes"),
    ]

    operations = [sql_file("reporting.reports", "totals_with_signed_scope")]
