"""What was submitted, decided and paid is kept: triggers of claims and their lines."""

from django.db import migrations

from esfportal.database.sql import sql_file


class Migration(migrations.Migration):
    dependencies = [("claims", "0001_claims"), ("projects", "0015_hours_rounding")]

    operations = [sql_file("reporting.claims", "submitted_claims")]
