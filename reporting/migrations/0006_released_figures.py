import django.contrib.postgres.fields
import django.db.models.deletion
import django.utils.timezone
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

import esfportal.history

# A submitted report's own files stay as they were. Those without small numbers may still come, once, to a
# report that was submitted before there were any; then they stay too, as does what they are made of.
FORWARD = """
CREATE OR REPLACE FUNCTION reporting_submitted_files_fixed() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    owners bigint[] := CASE TG_OP
        WHEN 'INSERT' THEN ARRAY[NEW.report_id]
        WHEN 'DELETE' THEN ARRAY[OLD.report_id]
        ELSE ARRAY[OLD.report_id, NEW.report_id]
    END;
BEGIN
    IF TG_OP = 'INSERT' AND NEW.audience = 'released' THEN
        RETURN NEW;
    END IF;
    IF EXISTS (SELECT 1 FROM reporting_report WHERE id = ANY(owners) AND status = 'submitted') THEN
        RAISE EXCEPTION 'the files of a submitted report never change'
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN COALESCE(NEW, OLD);
END
$$;

CREATE FUNCTION reporting_released_fixed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM reporting_report WHERE id = OLD.report_id AND status = 'submitted') THEN
        RAISE EXCEPTION 'what was released of a submitted report never changes'
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN COALESCE(NEW, OLD);
END
$$;
CREATE TRIGGER released_fixed BEFORE UPDATE OR DELETE ON reporting_reportrelease
    FOR EACH ROW EXECUTE FUNCTION reporting_released_fixed();
"""
BACKWARD = """
DROP TRIGGER released_fixed ON reporting_reportrelease;
DROP FUNCTION reporting_released_fixed();

CREATE OR REPLACE FUNCTION reporting_submitted_files_fixed() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    owners bigint[] := CASE TG_OP
        WHEN 'INSERT' THEN ARRAY[NEW.report_id]
        WHEN 'DELETE' THEN ARRAY[OLD.report_id]
        ELSE ARRAY[OLD.report_id, NEW.report_id]
    END;
BEGIN
    IF EXISTS (SELECT 1 FROM reporting_report WHERE id = ANY(owners) AND status = 'submitted') THEN
        RAISE EXCEPTION 'the files of a submitted report never change'
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN COALESCE(NEW, OLD);
END
$$;
"""
# Older code knows one file a kind and language.
FORGET_RELEASED_FILES = """
ALTER TABLE reporting_reportfile DISABLE TRIGGER submitted_files_fixed;
DELETE FROM reporting_reportfile WHERE audience = 'released';
ALTER TABLE reporting_reportfile ENABLE TRIGGER submitted_files_fixed;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("reporting", "0005_history"),
    ]

    operations = [
        migrations.CreateModel(
            name="ReportRelease",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("figures", models.JSONField(editable=False, verbose_name="figures")),
                (
                    "worlds",
                    models.JSONField(
                        editable=False,
                        help_text="What the next release begins with; as secret as the report's own figures.",
                    ),
                ),
                (
                    "beside",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.BigIntegerField(),
                        editable=False,
                        help_text="The reports that had been submitted before.",
                    ),
                ),
                ("made_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
            ],
            options={
                "verbose_name": "released figures",
                "verbose_name_plural": "released figures",
            },
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="reportfile",
            name="history_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="reportfile",
            name="history_update",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="reportfile",
            name="history_delete",
        ),
        migrations.RemoveConstraint(
            model_name="reportfile",
            name="report_file_once",
        ),
        migrations.AddField(
            model_name="reportfile",
            name="audience",
            field=models.CharField(
                choices=[("full", "with every number"), ("released", "without small numbers")],
                db_default="full",
                default="full",
                max_length=8,
            ),
        ),
        migrations.AddField(
            model_name="reportfilehistory",
            name="audience",
            field=models.CharField(db_default="full", max_length=8, null=True),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="reportfile",
            trigger=pgtrigger.compiler.Trigger(
                name="history_insert",
                sql=esfportal.history.OwnTriggerSql(
                    func='INSERT INTO "reporting_reportfilehistory" ("pgh_label", "pgh_created_at", "pgh_actor_id", "pgh_source", "id", "report_id", "audience", "kind", "language", "path", "size", "sha256") SELECT \'insert\', now(), esfportal_actor(), esfportal_source(), new_values."id", new_values."report_id", new_values."audience", new_values."kind", new_values."language", new_values."path", new_values."size", new_values."sha256" FROM new_values ; RETURN NULL;',
                    hash="ce79380d6d909217dcb7dcaacf32ddae3fcc7def",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_history_insert_d3c30",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="reporting_reportfile",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="reportfile",
            trigger=pgtrigger.compiler.Trigger(
                name="history_update",
                sql=esfportal.history.OwnTriggerSql(
                    func='INSERT INTO "reporting_reportfilehistory" ("pgh_label", "pgh_created_at", "pgh_actor_id", "pgh_source", "id", "report_id", "audience", "kind", "language", "path", "size", "sha256") SELECT \'update\', now(), esfportal_actor(), esfportal_source(), new_values."id", new_values."report_id", new_values."audience", new_values."kind", new_values."language", new_values."path", new_values."size", new_values."sha256" FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*); RETURN NULL;',
                    hash="6a5400856dc0e7af7c7db9436970d2b4daaef6fc",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_history_update_6c444",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="reporting_reportfile",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="reportfile",
            trigger=pgtrigger.compiler.Trigger(
                name="history_delete",
                sql=esfportal.history.OwnTriggerSql(
                    func='INSERT INTO "reporting_reportfilehistory" ("pgh_label", "pgh_created_at", "pgh_actor_id", "pgh_source", "id", "report_id", "audience", "kind", "language", "path", "size", "sha256") SELECT \'delete\', now(), esfportal_actor(), esfportal_source(), old_values."id", old_values."report_id", old_values."audience", old_values."kind", old_values."language", old_values."path", old_values."size", old_values."sha256" FROM old_values ; RETURN NULL;',
                    hash="a401fbdfab2c0a3df0304a06c73fec6f347c93aa",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_history_delete_dcb4c",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="reporting_reportfile",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="reportfile",
            constraint=models.UniqueConstraint(
                fields=("report", "audience", "kind", "language"), name="report_file_once"
            ),
        ),
        migrations.AddField(
            model_name="reportrelease",
            name="report",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.CASCADE, related_name="release", to="reporting.report"
            ),
        ),
        migrations.RunSQL(FORWARD, BACKWARD),
        migrations.RunSQL(migrations.RunSQL.noop, FORGET_RELEASED_FILES),
    ]
