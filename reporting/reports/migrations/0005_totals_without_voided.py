"""Programme totals leave out registrations made by mistake."""

from django.db import migrations

from esfportal.database.sql import sql_file


class Migration(migrations.Migration):
    dependencies = [("reports", "0004_former_funders"), ("register", "0006_row_policies")]

    operations = [sql_file("reporting.reports", "totals_without_voided")]
