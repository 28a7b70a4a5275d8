"""The project of contact details and messages, filled by the trigger function of spells."""

from django.db import migrations

from esfportal.database.sql import sql_file


class Migration(migrations.Migration):
    dependencies = [("contact", "0001_contact_details"), ("register", "0029_filters_for_teams")]

    operations = [sql_file("participants.contact", "project_of_contact")]
