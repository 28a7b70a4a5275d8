from django.db import migrations

from esfportal.database.sql import sql_file


class Migration(migrations.Migration):
    dependencies = [("evidence", "0001_initial")]
    operations = [sql_file("participants.evidence", "reviews")]
