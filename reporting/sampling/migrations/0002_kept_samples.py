"""What was drawn and what was closed is kept: triggers of samples and their items."""

from django.db import migrations

from esfportal.database.sql import sql_file


class Migration(migrations.Migration):
    dependencies = [("sampling", "0001_samples")]

    operations = [sql_file("reporting.sampling", "samples")]
