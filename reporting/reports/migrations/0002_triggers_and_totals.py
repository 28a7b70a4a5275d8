"""Triggers of submitted reports, and the view of programme totals."""

from django.db import migrations

from esfportal.database.sql import sql_file


class Migration(migrations.Migration):
    dependencies = [("reports", "0001_initial"), ("register", "0002_triggers")]

    operations = [
        sql_file("reporting.reports", "submitted_reports"),
        sql_file("reporting.reports", "programme_totals"),
    ]
