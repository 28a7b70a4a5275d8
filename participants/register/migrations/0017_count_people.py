"""The number of people in a project in one statement, without a scope of its own."""

from django.db import migrations

from esfportal.database.sql import sql_file


class Migration(migrations.Migration):
    dependencies = [
        ("register", "0016_gender_in_words"),
        ("accounts", "0011_bound_scopes"),
    ]

    operations = [sql_file("participants.register", "count_people")]
