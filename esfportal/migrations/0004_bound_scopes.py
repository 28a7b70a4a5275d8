"""Access scopes whose settings are signed."""

from django.db import migrations

from esfportal.database.sql import sql_file


class Migration(migrations.Migration):
    dependencies = [("esfportal", "0003_end_sessions_with_readable_keys")]

    operations = [sql_file("esfportal", "bound_scopes")]
