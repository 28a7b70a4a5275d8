"""Triggers of the log reviews."""

from django.db import migrations

from esfportal.database.sql import sql_file


class Migration(migrations.Migration):
    dependencies = [("privacy", "0001_initial")]

    operations = [sql_file("participants.privacy", "log_reviews")]
