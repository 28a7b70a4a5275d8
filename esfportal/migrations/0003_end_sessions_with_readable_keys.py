"""Remove the sessions whose keys are readable: from now on only digests of keys are stored (ADR 108)."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("esfportal", "0002_trigger_functions_check_their_table"),
        ("sessions", "0001_initial"),
        ("usersessions", "0001_initial"),
    ]
    operations = [
        migrations.RunSQL(
            ["DELETE FROM usersessions_usersession", "DELETE FROM django_session"],
            migrations.RunSQL.noop,
        )
    ]
