"""The cache table, the rights of the application's role, and the settings that triggers and policies read."""

from django.db import migrations

from esfportal.database.sql import sql_file


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    # Before all tables, which get the rights by default and whose triggers and policies call the functions.
    run_before = [
        ("accounts", "0001_initial"),
        ("audit", "0001_initial"),
        ("projects", "0001_initial"),
        ("team", "0001_initial"),
        ("register", "0001_initial"),
        ("imports", "0001_initial"),
        ("privacy", "0001_initial"),
        ("reports", "0001_initial"),
    ]
    operations = [
        sql_file("esfportal", "cache_table"),
        sql_file("esfportal", "transaction_settings"),
        sql_file("esfportal", "application_role"),
    ]
