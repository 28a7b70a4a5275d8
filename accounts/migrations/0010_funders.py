"""The scope's projects of funders."""

from django.db import migrations

from esfportal.database.sql import sql_file


class Migration(migrations.Migration):
    dependencies = [("accounts", "0009_sign_in_guards")]

    operations = [sql_file("accounts", "funders")]
