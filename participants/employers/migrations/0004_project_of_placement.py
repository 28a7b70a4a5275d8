"""The project of a placement, filled by the trigger function of spells."""

from django.db import migrations

from esfportal.database.sql import sql_file


class Migration(migrations.Migration):
    dependencies = [("employers", "0003_placements"), ("register", "0017_count_people")]

    operations = [sql_file("participants.employers", "project_of_placement")]
