"""The scope in which a participant reads all that is registered about the participation."""

from django.db import migrations

from esfportal.database.sql import sql_file


class Migration(migrations.Migration):
    dependencies = [("accounts", "0018_link_scopes")]

    operations = [sql_file("accounts", "own_record")]
