"""The project of week sheets, filled by the trigger function of spells."""

from django.db import migrations

from esfportal.database.sql import sql_file


class Migration(migrations.Migration):
    dependencies = [("week_sheets", "0001_week_sheets"), ("register", "0028_row_policies")]

    operations = [sql_file("participants.week_sheets", "project_of_week_sheets")]
