from django.db import migrations

from esfportal.database.sql import sql_file


class Migration(migrations.Migration):
    dependencies = [("programme", "0001_cutoff_exports")]

    operations = [sql_file("reporting.programme", "frozen_exports")]
