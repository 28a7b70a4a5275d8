"""Trigger of monthly files, which keeps what was prepared and sent."""

from django.db import migrations

from esfportal.database.sql import sql_file


class Migration(migrations.Migration):
    dependencies = [("statistics", "0001_monthly_files")]

    operations = [sql_file("reporting.statistics", "monthly_files")]
