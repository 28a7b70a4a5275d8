"""Functions of the hash chain."""

from django.db import migrations

from esfportal.database.sql import sql_file


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]

    operations = [sql_file("accounts.audit", "hash_chain")]
