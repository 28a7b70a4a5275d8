"""The people of a project that is counted, looked up once in a statement."""

from django.db import migrations

from esfportal.database.sql import sql_file


class Migration(migrations.Migration):
    dependencies = [("register", "0030_row_policies")]

    operations = [sql_file("participants.register", "counted_people")]
