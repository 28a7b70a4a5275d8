"""The project of links to own pages, filled by the trigger function of spells."""

from django.db import migrations

from esfportal.database.sql import sql_file


class Migration(migrations.Migration):
    dependencies = [("own_page", "0001_links"), ("register", "0029_filters_for_teams")]

    operations = [sql_file("participants.own_page", "project_of_link")]
