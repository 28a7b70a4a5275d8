"""The scope's projects of those who manage a funder's officers."""

from django.db import migrations

from esfportal.database.sql import sql_file


class Migration(migrations.Migration):
    dependencies = [("accounts", "0013_manages_officers")]

    operations = [sql_file("accounts", "officers")]
