from django.db import migrations

from esfportal.database.sql import sql_file


class Migration(migrations.Migration):
    dependencies = [("reports", "0029_overlap_reason")]

    operations = [sql_file("reporting.reports", "signed_before_submission")]
