"""The scope's projects of former funders."""

from django.db import migrations

from esfportal.database.sql import sql_file


class Migration(migrations.Migration):
    dependencies = [("accounts", "0004_row_policies")]

    operations = [sql_file("accounts", "former_funders")]
