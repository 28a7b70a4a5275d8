"""What was shown on the own page is what is certified, by a trigger."""

from django.db import migrations

from esfportal.database.sql import sql_file


class Migration(migrations.Migration):
    dependencies = [("certificates", "0008_row_policies")]

    operations = [sql_file("participants.certificates", "shown_on_own_page")]
