import django.contrib.postgres.fields
import django.db.models.deletion
import pgtrigger.compiler
from django.conf import settings
from django.db import migrations, models

import esfportal.history


class Migration(migrations.Migration):
    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("esfportal", "0002_who_writes"),
        ("projects", "0003_history"),
        ("reporting", "0004_submitted_files_not_moved"),
    ]

    operations = [
        migrations.CreateModel(
            name="ReportFileHistory",
            fields=[
                ("pgh_id", models.BigAutoField(primary_key=True, serialize=False)),
                ("pgh_label", models.CharField(max_length=6)),
                ("pgh_created_at", models.DateTimeField()),
                ("pgh_source", models.CharField(max_length=80)),
                (
                    "pgh_hidden",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=12), null=True
                    ),
                ),
                ("id", models.BigIntegerField()),
                ("kind", models.CharField(max_length=4, null=True)),
                ("language", models.CharField(max_length=2, null=True)),
                ("path", models.CharField(max_length=200, null=True)),
                ("size", models.PositiveBigIntegerField(null=True)),
                ("sha256", models.CharField(max_length=64, null=True)),
                (
                    "pgh_actor",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "report",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="reporting.report",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "default_permissions": (),
                "indexes": [models.Index(fields=["report", "pgh_id"], name="reportfilehistory_row")],
            },
        ),
        migrations.CreateModel(
            name="ReportHistory",
            fields=[
                ("pgh_id", models.BigAutoField(primary_key=True, serialize=False)),
                ("pgh_label", models.CharField(max_length=6)),
                ("pgh_created_at", models.DateTimeField()),
                ("pgh_source", models.CharField(max_length=80)),
                (
                    "pgh_hidden",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=12), null=True
                    ),
                ),
                ("id", models.BigIntegerField()),
                ("public_id", models.UUIDField(editable=False, null=True)),
                ("starts_on", models.DateField(null=True)),
                ("ends_on", models.DateField(null=True)),
                ("status", models.CharField(max_length=10, null=True)),
                ("digest", models.CharField(blank=True, editable=False, max_length=64, null=True)),
                ("computed_at", models.DateTimeField(editable=False, null=True)),
                ("created_at", models.DateTimeField(editable=False, null=True)),
                ("submitted_at", models.DateTimeField(editable=False, null=True)),
                (
                    "created_by",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "pgh_actor",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "project",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="projects.project",
                    ),
                ),
                (
                    "submitted_by",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "abstract": False,
                "default_permissions": (),
                "indexes": [models.Index(fields=["id", "pgh_id"], name="reporthistory_row")],
            },
        ),
        esfportal.history.AddTrigger(
            model_name="report",
            trigger=pgtrigger.compiler.Trigger(
                name="history_key",
                sql=esfportal.history.GuardSql(
                    condition='WHEN (OLD."id" IS DISTINCT FROM (NEW."id"))',
                    func="RAISE EXCEPTION 'a row of % keeps its key', TG_TABLE_NAME USING ERRCODE = 'restrict_violation'; RETURN NULL;",
                    hash="74de96fe5e3c900dfffc571a9734a14f8b6241d1",
                    operation="UPDATE",
                    pgid="pgtrigger_history_key_5df79",
                    table="reporting_report",
                    when="BEFORE",
                ),
            ),
        ),
        esfportal.history.AddTrigger(
            model_name="report",
            trigger=pgtrigger.compiler.Trigger(
                name="history_insert",
                sql=esfportal.history.OwnTriggerSql(
                    func='INSERT INTO "reporting_reporthistory" ("pgh_label", "pgh_created_at", "pgh_actor_id", "pgh_source", "id", "public_id", "project_id", "starts_on", "ends_on", "status", "digest", "computed_at", "created_at", "created_by_id", "submitted_at", "submitted_by_id") SELECT \'insert\', now(), esfportal_actor(), esfportal_source(), new_values."id", new_values."public_id", new_values."project_id", new_values."starts_on", new_values."ends_on", new_values."status", new_values."digest", new_values."computed_at", new_values."created_at", new_values."created_by_id", new_values."submitted_at", new_values."submitted_by_id" FROM new_values ; RETURN NULL;',
                    hash="7876fa2054a3e03734ef6d016b6d482808295451",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_history_insert_318d9",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="reporting_report",
                    when="AFTER",
                ),
            ),
        ),
        esfportal.history.AddTrigger(
            model_name="report",
            trigger=pgtrigger.compiler.Trigger(
                name="history_update",
                sql=esfportal.history.OwnTriggerSql(
                    func='INSERT INTO "reporting_reporthistory" ("pgh_label", "pgh_created_at", "pgh_actor_id", "pgh_source", "id", "public_id", "project_id", "starts_on", "ends_on", "status", "digest", "computed_at", "created_at", "created_by_id", "submitted_at", "submitted_by_id", "pgh_hidden") SELECT \'update\', now(), esfportal_actor(), esfportal_source(), new_values."id", new_values."public_id", new_values."project_id", new_values."starts_on", new_values."ends_on", new_values."status", new_values."digest", new_values."computed_at", new_values."created_at", new_values."created_by_id", new_values."submitted_at", new_values."submitted_by_id", nullif(array_remove(ARRAY[CASE WHEN old_values."figures" IS DISTINCT FROM new_values."figures" OR old_values."counted" IS DISTINCT FROM new_values."counted" THEN \'figures\' END], NULL), ARRAY[]::text[]) FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*); RETURN NULL;',
                    hash="07ca6787cf2430197021ed9765d890cc0f87e9d9",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_history_update_377d3",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="reporting_report",
                    when="AFTER",
                ),
            ),
        ),
        esfportal.history.AddTrigger(
            model_name="report",
            trigger=pgtrigger.compiler.Trigger(
                name="history_delete",
                sql=esfportal.history.OwnTriggerSql(
                    func='INSERT INTO "reporting_reporthistory" ("pgh_label", "pgh_created_at", "pgh_actor_id", "pgh_source", "id", "public_id", "project_id", "starts_on", "ends_on", "status", "digest", "computed_at", "created_at", "created_by_id", "submitted_at", "submitted_by_id") SELECT \'delete\', now(), esfportal_actor(), esfportal_source(), old_values."id", old_values."public_id", old_values."project_id", old_values."starts_on", old_values."ends_on", old_values."status", old_values."digest", old_values."computed_at", old_values."created_at", old_values."created_by_id", old_values."submitted_at", old_values."submitted_by_id" FROM old_values ; RETURN NULL;',
                    hash="a1ad8aa0062de2403720bf5a1e95dd606875ee40",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_history_delete_02d31",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="reporting_report",
                    when="AFTER",
                ),
            ),
        ),
        esfportal.history.AddTrigger(
            model_name="reportfile",
            trigger=pgtrigger.compiler.Trigger(
                name="history_key",
                sql=esfportal.history.GuardSql(
                    condition='WHEN (OLD."id" IS DISTINCT FROM (NEW."id"))',
                    func="RAISE EXCEPTION 'a row of % keeps its key', TG_TABLE_NAME USING ERRCODE = 'restrict_violation'; RETURN NULL;",
                    hash="8a2ea73231d5fc7941c44680b58b13a4e9ce55eb",
                    operation="UPDATE",
                    pgid="pgtrigger_history_key_ff7c0",
                    table="reporting_reportfile",
                    when="BEFORE",
                ),
            ),
        ),
        esfportal.history.AddTrigger(
            model_name="reportfile",
            trigger=pgtrigger.compiler.Trigger(
                name="history_insert",
                sql=esfportal.history.OwnTriggerSql(
                    func='INSERT INTO "reporting_reportfilehistory" ("pgh_label", "pgh_created_at", "pgh_actor_id", "pgh_source", "id", "report_id", "kind", "language", "path", "size", "sha256") SELECT \'insert\', now(), esfportal_actor(), esfportal_source(), new_values."id", new_values."report_id", new_values."kind", new_values."language", new_values."path", new_values."size", new_values."sha256" FROM new_values ; RETURN NULL;',
                    hash="421b1905386bc13b57fe2be8697a9dee50f49edd",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_history_insert_d3c30",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="reporting_reportfile",
                    when="AFTER",
                ),
            ),
        ),
        esfportal.history.AddTrigger(
            model_name="reportfile",
            trigger=pgtrigger.compiler.Trigger(
                name="history_update",
                sql=esfportal.history.OwnTriggerSql(
                    func='INSERT INTO "reporting_reportfilehistory" ("pgh_label", "pgh_created_at", "pgh_actor_id", "pgh_source", "id", "report_id", "kind", "language", "path", "size", "sha256") SELECT \'update\', now(), esfportal_actor(), esfportal_source(), new_values."id", new_values."report_id", new_values."kind", new_values."language", new_values."path", new_values."size", new_values."sha256" FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*); RETURN NULL;',
                    hash="52921d4ead4fe2d9e85649b2cb27f6958d078971",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_history_update_6c444",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="reporting_reportfile",
                    when="AFTER",
                ),
            ),
        ),
        esfportal.history.AddTrigger(
            model_name="reportfile",
            trigger=pgtrigger.compiler.Trigger(
                name="history_delete",
                sql=esfportal.history.OwnTriggerSql(
                    func='INSERT INTO "reporting_reportfilehistory" ("pgh_label", "pgh_created_at", "pgh_actor_id", "pgh_source", "id", "report_id", "kind", "language", "path", "size", "sha256") SELECT \'delete\', now(), esfportal_actor(), esfportal_source(), old_values."id", old_values."report_id", old_values."kind", old_values."language", old_values."path", old_values."size", old_values."sha256" FROM old_values ; RETURN NULL;',
                    hash="768f9782c0e584ab54cb4e69c39ee166d148fbb5",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_history_delete_dcb4c",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="reporting_reportfile",
                    when="AFTER",
                ),
            ),
        ),
        esfportal.history.AddTrigger(
            model_name="reportfilehistory",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=esfportal.history.GuardSql(
                    func="IF NOT (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) THEN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation'; END IF; RETURN NULL;",
                    hash="65667c2a40b81f416c48f586ed117aed0c1318a9",
                    level="STATEMENT",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_c1c09",
                    table="reporting_reportfilehistory",
                    when="BEFORE",
                ),
            ),
        ),
        esfportal.history.AddTrigger(
            model_name="reporthistory",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=esfportal.history.GuardSql(
                    func="IF NOT (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) THEN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation'; END IF; RETURN NULL;",
                    hash="cb4aaecdb021dc46e622494a5014e5f2b0954a28",
                    level="STATEMENT",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_9509a",
                    table="reporting_reporthistory",
                    when="BEFORE",
                ),
            ),
        ),
        esfportal.history.start_history("reporting", "Report", "ReportFile"),
    ]
