"""A trigger that keeps former passwords from becoming valid again."""

from django.db import migrations

from esfportal.database.sql import sql_file


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0015_representatives"),
    ]

    operations = [sql_file("accounts", "former_passwords")]
