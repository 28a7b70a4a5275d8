"""The place of an outcome that corrects no other, found without reading the table."""

from django.db import migrations

from esfportal.database.sql import sql_file


class Migration(migrations.Migration):
    dependencies = [("register", "0012_same_outcome_warning")]

    operations = [sql_file("participants.register", "place_of_first_outcome")]
