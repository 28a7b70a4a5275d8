"""What is closed never changes: triggers of certificates, their steps, and attendance."""

from django.db import migrations

from esfportal.database.sql import sql_file


class Migration(migrations.Migration):
    dependencies = [("certificates", "0001_certificates"), ("attendance", "0005_row_policies")]

    operations = [sql_file("participants.certificates", "closed_months")]
