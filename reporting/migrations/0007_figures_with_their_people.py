import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

import esfportal.history


class Migration(migrations.Migration):
    dependencies = [
        ("reporting", "0006_released_figures"),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name="report",
            name="history_update",
        ),
        migrations.AddField(
            model_name="report",
            name="counted_in",
            field=models.JSONField(editable=False, null=True),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="report",
            trigger=pgtrigger.compiler.Trigger(
                name="history_update",
                sql=esfportal.history.OwnTriggerSql(
                    func='INSERT INTO "reporting_reporthistory" ("pgh_label", "pgh_created_at", "pgh_actor_id", "pgh_source", "id", "public_id", "project_id", "starts_on", "ends_on", "status", "digest", "computed_at", "created_at", "created_by_id", "submitted_at", "submitted_by_id", "pgh_hidden") SELECT \'update\', now(), esfportal_actor(), esfportal_source(), new_values."id", new_values."public_id", new_values."project_id", new_values."starts_on", new_values."ends_on", new_values."status", new_values."digest", new_values."computed_at", new_values."created_at", new_values."created_by_id", new_values."submitted_at", new_values."submitted_by_id", nullif(array_remove(ARRAY[CASE WHEN old_values."figures" IS DISTINCT FROM new_values."figures" OR old_values."counted" IS DISTINCT FROM new_values."counted" OR old_values."counted_in" IS DISTINCT FROM new_values."counted_in" THEN \'figures\' END], NULL), ARRAY[]::text[]) FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*); RETURN NULL;',
                    hash="a5f3b9e1d79e7f4ad82bc6481e6b3f3472a9962b",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_history_update_377d3",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="reporting_report",
                    when="AFTER",
                ),
            ),
        ),
    ]
