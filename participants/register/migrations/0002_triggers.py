"""Functions and triggers of participations, spells and outcomes."""

from django.db import migrations

from esfportal.database.sql import sql_file


class Migration(migrations.Migration):
    dependencies = [("register", "0001_initial"), ("accounts", "0003_access_scopes")]

    operations = [
        sql_file("participants.register", "project_of_participation"),
        sql_file("participants.register", "visible_participations"),
        sql_file("participants.register", "outcomes_append_only"),
    ]
