"""Triggers of surveys: the project of their rows, and what stays when participants have answered."""

from django.db import migrations

from esfportal.database.sql import sql_file


class Migration(migrations.Migration):
    dependencies = [("surveys", "0001_surveys")]

    operations = [sql_file("participants.surveys", "surveys")]
