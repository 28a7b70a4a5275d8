"""Triggers that sign what they add to the access scope."""

from django.db import migrations

from esfportal.database.sql import sql_file


class Migration(migrations.Migration):
    dependencies = [
        ("register", "0013_place_of_first_outcome"),
        ("accounts", "0011_bound_scopes"),
    ]

    operations = [sql_file("participants.register", "signed_visible_participations")]
