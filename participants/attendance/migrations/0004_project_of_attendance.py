"""The project of enrolments and attendance, filled by the trigger function of spells."""

from django.db import migrations

from esfportal.database.sql import sql_file


class Migration(migrations.Migration):
    dependencies = [("attendance", "0003_enrolment_and_attendance"), ("register", "0028_row_policies")]

    operations = [sql_file("participants.attendance", "project_of_attendance")]
