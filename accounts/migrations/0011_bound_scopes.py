"""Access scopes that are entered with a proof."""

from django.db import migrations

from esfportal.database.sql import sql_file


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0010_funders"),
        ("esfportal", "0004_bound_scopes"),
    ]

    operations = [sql_file("accounts", "bound_scopes")]
