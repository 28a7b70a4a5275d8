"""Access scopes of links without an account, which reach one row."""

from django.db import migrations

from esfportal.database.sql import sql_file


class Migration(migrations.Migration):
    dependencies = [("accounts", "0017_list_file_kind")]

    operations = [sql_file("accounts", "link_scopes")]
