"""The project of benefit periods, filled by the trigger function of spells."""

from django.db import migrations

from esfportal.database.sql import sql_file


class Migration(migrations.Migration):
    dependencies = [("benefits", "0001_benefit_periods"), ("register", "0028_row_policies")]

    operations = [sql_file("participants.benefits", "project_of_benefits")]
