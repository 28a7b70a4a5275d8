"""The project of requests for extracts, filled by the trigger function of spells."""

from django.db import migrations

from esfportal.database.sql import sql_file


class Migration(migrations.Migration):
    dependencies = [("privacy", "0004_extract_requests")]

    operations = [sql_file("participants.privacy", "project_of_request")]
