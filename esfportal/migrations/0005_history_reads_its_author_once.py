"""Make the trigger functions of deployed databases again: they now read the verified author once in a statement."""

from django.db import migrations

LACKING = """
SELECT proname FROM pg_proc
WHERE proname ~ '^pgtrigger_' AND position('esfportal_actor()' IN prosrc) > 0
    AND position('(SELECT esfportal_actor())' IN prosrc) = 0
"""


def make_again(apps, schema_editor):
    with schema_editor.connection.cursor() as cursor:
        cursor.execute(LACKING)
        lacking = {name for (name,) in cursor.fetchall()}
    for model in apps.get_models(include_auto_created=True):
        for trigger in getattr(model._meta, "triggers", ()):
            if trigger.sql.pgid in lacking:
                schema_editor.execute(trigger.install_sql, params=None)


class Migration(migrations.Migration):
    dependencies = [
        ("esfportal", "0004_bound_scopes"),
        ("accounts", "0011_bound_scopes"),
        ("audit", "0005_entries_of_their_transaction"),
        ("imports", "0006_people_answers"),
        ("privacy", "0003_row_policies"),
        ("projects", "0008_english_names"),
        ("register", "0014_signed_visible_participations"),
        ("reports", "0010_totals_with_signed_scope"),
        ("team", "0002_row_policies"),
    ]
    operations = [migrations.RunPython(make_again, migrations.RunPython.noop)]
