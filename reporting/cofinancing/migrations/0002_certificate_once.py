"""A participant's month is booked once: a trigger of the lines."""

from django.db import migrations

from esfportal.database.sql import sql_file


class Migration(migrations.Migration):
    dependencies = [("cofinancing", "0001_cofinancing"), ("certificates", "0004_rounding")]

    operations = [sql_file("reporting.cofinancing", "certificate_once")]
