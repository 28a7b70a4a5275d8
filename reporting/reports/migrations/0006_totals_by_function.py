"""The role for programme totals reads sums and no rows of people."""

from django.db import migrations

from esfportal.database.sql import sql_file


class Migration(migrations.Migration):
    dependencies = [("reports", "0005_totals_without_voided")]

    operations = [sql_file("reporting.reports", "totals_by_function")]
