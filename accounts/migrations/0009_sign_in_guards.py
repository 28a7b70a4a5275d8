"""Triggers that guard addresses and second factors."""

from django.db import migrations

from esfportal.database.sql import sql_file


class Migration(migrations.Migration):
    dependencies = [("accounts", "0008_passwords_are_encrypted")]

    operations = [sql_file("accounts", "sign_in_guards")]
