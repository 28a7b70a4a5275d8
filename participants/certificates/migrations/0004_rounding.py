"""Certificates keep the rounding of their hours."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

import accounts.audit.row_history
from esfportal.database.sql import sql_file


class Migration(migrations.Migration):
    dependencies = [
        ("certificates", "0003_row_policies"),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name="certificate",
            name="history_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="certificate",
            name="history_update",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="certificate",
            name="history_delete",
        ),
        migrations.AddField(
            model_name="certificate",
            name="rounding",
            field=models.CharField(
                choices=[("whole", "whole hours"), ("quarter", "quarters of an hour")],
                default="whole",
                max_length=7,
                verbose_name="hours are reported in",
            ),
        ),
        migrations.AddField(
            model_name="certificatehistory",
            name="rounding",
            field=models.CharField(max_length=7, null=True),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="certificate",
            trigger=pgtrigger.compiler.Trigger(
                name="history_insert",
                sql=accounts.audit.row_history.OwnTriggerSql(
                    func='INSERT INTO "certificates_certificatehistory" ("pgh_label", "pgh_created_at", "pgh_actor_id", "pgh_source", "id", "project_id", "recorded_by_id", "participation_id", "month", "version", "replaces_id", "state", "is_countersigned", "minutes", "project_minutes", "rounding", "digest") SELECT \'insert\', now(), esfportal_actor(), esfportal_source(), new_values."id", new_values."project_id", new_values."recorded_by_id", new_values."participation_id", new_values."month", new_values."version", new_values."replaces_id", new_values."state", new_values."is_countersigned", new_values."minutes", new_values."project_minutes", new_values."rounding", new_values."digest" FROM new_values ; RETURN NULL;',
                    hash="e9d7589d22ba67e0d9274269d23d0d2db7a41541",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_history_insert_7f2e5",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="certificates_certificate",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="certificate",
            trigger=pgtrigger.compiler.Trigger(
                name="history_update",
                sql=accounts.audit.row_history.OwnTriggerSql(
                    func='INSERT INTO "certificates_certificatehistory" ("pgh_label", "pgh_created_at", "pgh_actor_id", "pgh_source", "id", "project_id", "recorded_by_id", "participation_id", "month", "version", "replaces_id", "state", "is_countersigned", "minutes", "project_minutes", "rounding", "digest", "pgh_hidden") SELECT \'update\', now(), esfportal_actor(), esfportal_source(), new_values."id", new_values."project_id", new_values."recorded_by_id", new_values."participation_id", new_values."month", new_values."version", new_values."replaces_id", new_values."state", new_values."is_countersigned", new_values."minutes", new_values."project_minutes", new_values."rounding", new_values."digest", nullif(array_remove(ARRAY[CASE WHEN old_values."content_encrypted" IS DISTINCT FROM new_values."content_encrypted" OR old_values."content_key_version" IS DISTINCT FROM new_values."content_key_version" THEN \'seal\' END, CASE WHEN old_values."recorded_at" IS DISTINCT FROM new_values."recorded_at" THEN \'rest\' END], NULL), ARRAY[]::text[]) FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*); RETURN NULL;',
                    hash="6eab128872550bead69e2dd8ce112b6131133ed9",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_history_update_b0a0a",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="certificates_certificate",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="certificate",
            trigger=pgtrigger.compiler.Trigger(
                name="history_delete",
                sql=accounts.audit.row_history.OwnTriggerSql(
                    func='INSERT INTO "certificates_certificatehistory" ("pgh_label", "pgh_created_at", "pgh_actor_id", "pgh_source", "id", "project_id", "recorded_by_id", "participation_id", "month", "version", "replaces_id", "state", "is_countersigned", "minutes", "project_minutes", "rounding", "digest") SELECT \'delete\', now(), esfportal_actor(), esfportal_source(), old_values."id", old_values."project_id", old_values."recorded_by_id", old_values."participation_id", old_values."month", old_values."version", old_values."replaces_id", old_values."state", old_values."is_countersigned", old_values."minutes", old_values."project_minutes", old_values."rounding", old_values."digest" FROM old_values ; RETURN NULL;',
                    hash="625ba00314e2c27f14956eb84e005513d8700c3e",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_history_delete_6b6b3",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="certificates_certificate",
                    when="AFTER",
                ),
            ),
        ),
        sql_file("participants.certificates", "rounding_kept"),
    ]
