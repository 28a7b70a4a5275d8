"""Functions of the access scopes."""

from django.db import migrations

from esfportal.database.sql import sql_file


class Migration(migrations.Migration):
    dependencies = [("accounts", "0002_relations")]

    operations = [sql_file("accounts", "access_scopes")]
