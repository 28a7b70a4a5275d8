"""Make the trigger functions of deployed databases again: they now refuse to run for another table (ADR 107)."""

from django.db import migrations

LACKING = "SELECT proname FROM pg_proc WHERE proname ~ '^pgtrigger_' AND position('TG_RELID' IN prosrc) = 0"


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
        ("esfportal", "0001_initial"),
        ("accounts", "0006_failed_sign_ins_client"),
        ("audit", "0004_row_policies"),
        ("imports", "0006_people_answers"),
        ("privacy", "0003_row_policies"),
        ("projects", "0006_case_workers_correct_identity"),
        ("register", "0012_same_outcome_warning"),
        ("reports", "0006_totals_by_function"),
        ("team", "0002_row_policies"),
    ]
    operations = [migrations.RunPython(make_again, migrations.RunPython.noop)]
