import uuid

import django.contrib.postgres.fields
import django.db.models.deletion
import django.utils.timezone
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

import accounts.audit.row_history


class Migration(migrations.Migration):
    initial = True
    dependencies = [("projects", "0001_initial"), migrations.swappable_dependency(settings.AUTH_USER_MODEL)]
    operations = [
        migrations.CreateModel(
            name="Report",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("starts_on", models.DateField(verbose_name="from")),
                ("ends_on", models.DateField(verbose_name="to")),
                (
                    "status",
                    models.CharField(
                        choices=[("draft", "draft"), ("submitted", "submitted")],
                        default="draft",
                        max_length=10,
                        verbose_name="status",
                    ),
                ),
                ("figures", models.JSONField(editable=False, null=True, verbose_name="figures")),
                (
                    "counted_participations",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.BigIntegerField(), editable=False, null=True
                    ),
                ),
                ("counted_by_figure", models.JSONField(editable=False, null=True)),
                (
                    "digest",
                    models.CharField(blank=True, editable=False, max_length=64, verbose_name="digest"),
                ),
                ("computed_at", models.DateTimeField(editable=False, null=True, verbose_name="computed")),
                (
                    "created_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, editable=False, verbose_name="created"
                    ),
                ),
                ("submitted_at", models.DateTimeField(editable=False, null=True, verbose_name="submitted")),
                (
                    "created_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="created by",
                    ),
                ),
                (
                    "project",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reports",
                        to="projects.project",
                        verbose_name="project",
                    ),
                ),
                (
                    "submitted_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="submitted by",
                    ),
                ),
            ],
            options={
                "verbose_name": "progress report",
                "verbose_name_plural": "progress reports",
                "ordering": ["-ends_on", "-pk"],
                "indexes": [models.Index(fields=["project", "-ends_on"], name="report_project_period")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("ends_on__gte", models.F("starts_on"))),
                        name="report_ends_after_start",
                        violation_error_message="The last day of the period is before the first.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "draft"), ("submitted_at__isnull", True)),
                            models.Q(
                                ("figures__isnull", False),
                                ("status", "submitted"),
                                ("submitted_at__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="report_submitted_with_figures",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("status", "draft")),
                        fields=("project", "starts_on", "ends_on"),
                        name="report_one_draft_for_period",
                        violation_error_message="There is already a draft for this period.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ReportFile",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "audience",
                    models.CharField(
                        choices=[("full", "with every number"), ("released", "without small numbers")],
                        db_default="full",
                        default="full",
                        max_length=8,
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("pdf", "PDF"), ("csv", "CSV"), ("xlsx", "XLSX")], max_length=4
                    ),
                ),
                ("language", models.CharField(choices=[("sv", "Svenska"), ("en", "English")], max_length=2)),
                (
                    "path",
                    models.CharField(
                        help_text="Below the folder of the reports' files.", max_length=200, unique=True
                    ),
                ),
                ("size", models.PositiveBigIntegerField()),
                ("sha256", models.CharField(max_length=64)),
                (
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="files", to="reports.report"
                    ),
                ),
            ],
            options={
                "verbose_name": "report file",
                "verbose_name_plural": "report files",
                "ordering": ["report", "kind", "language"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("report", "audience", "kind", "language"), name="report_file_once"
                    )
                ],
            },
        ),
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
                ("audience", models.CharField(db_default="full", max_length=8, null=True)),
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
                        to="reports.report",
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
        migrations.CreateModel(
            name="ReportJob",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("queued", "waiting"),
                            ("running", "being made"),
                            ("done", "ready"),
                            ("failed", "failed"),
                            ("cancelled", "cancelled"),
                        ],
                        default="queued",
                        max_length=10,
                    ),
                ),
                ("attempt", models.PositiveIntegerField(default=0)),
                (
                    "losses",
                    models.PositiveSmallIntegerField(
                        default=0, help_text="Attempts since the job was enqueued whose worker vanished."
                    ),
                ),
                ("leased_until", models.DateTimeField(null=True)),
                ("progress", models.PositiveSmallIntegerField(default=0)),
                ("step", models.CharField(blank=True, max_length=40)),
                (
                    "failure",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("storage", "The files could not be saved."),
                            ("database", "The database could not carry out the command."),
                            ("unexpected", "Something went wrong that should not have."),
                            ("lost", "The job was started several times, and was interrupted each time."),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "result",
                    models.JSONField(
                        default=dict, editable=False, help_text="Codes and counts, no personal data."
                    ),
                ),
                ("queued_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("started_at", models.DateTimeField(null=True)),
                ("finished_at", models.DateTimeField(null=True)),
                (
                    "created_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "report",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="job", to="reports.report"
                    ),
                ),
            ],
            options={
                "verbose_name": "report job",
                "verbose_name_plural": "report jobs",
                "abstract": False,
                "indexes": [
                    models.Index(
                        condition=models.Q(("state__in", ["queued", "running"])),
                        fields=["queued_at"],
                        name="reportjob_open",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("progress__lte", 100)), name="reportjob_progress_per_cent"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "running"), _negated=True),
                            ("leased_until__isnull", False),
                            _connector="OR",
                        ),
                        name="reportjob_running_has_lease",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "failed"), models.Q(("failure", ""), _negated=True)),
                            models.Q(models.Q(("state", "failed"), _negated=True), ("failure", "")),
                            _connector="OR",
                        ),
                        name="reportjob_failed_has_reason",
                    ),
                ],
            },
        ),
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
                    "alternatives",
                    models.JSONField(
                        editable=False,
                        help_text="What the next release begins with; as secret as the report's own figures.",
                    ),
                ),
                (
                    "considered_reports",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.BigIntegerField(),
                        editable=False,
                        help_text="The reports that had been submitted before.",
                    ),
                ),
                ("made_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                (
                    "report",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="release",
                        to="reports.report",
                    ),
                ),
            ],
            options={"verbose_name": "released figures", "verbose_name_plural": "released figures"},
        ),
        accounts.audit.row_history.AddTrigger(
            model_name="report",
            trigger=pgtrigger.compiler.Trigger(
                name="history_key",
                sql=accounts.audit.row_history.GuardSql(
                    condition='WHEN (OLD."id" IS DISTINCT FROM (NEW."id"))',
                    func="RAISE EXCEPTION 'a row of % keeps its key', TG_TABLE_NAME USING ERRCODE = 'restrict_violation'; RETURN NULL;",
                    hash="e78a8b7bc87529e5929fb606312fe5f1c717b3b1",
                    operation="UPDATE",
                    pgid="pgtrigger_history_key_5f9f3",
                    table="reports_report",
                    when="BEFORE",
                ),
            ),
        ),
        accounts.audit.row_history.AddTrigger(
            model_name="report",
            trigger=pgtrigger.compiler.Trigger(
                name="history_insert",
                sql=accounts.audit.row_history.OwnTriggerSql(
                    func='INSERT INTO "reports_reporthistory" ("pgh_label", "pgh_created_at", "pgh_actor_id", "pgh_source", "id", "public_id", "project_id", "starts_on", "ends_on", "status", "digest", "computed_at", "created_at", "created_by_id", "submitted_at", "submitted_by_id") SELECT \'insert\', now(), esfportal_actor(), esfportal_source(), new_values."id", new_values."public_id", new_values."project_id", new_values."starts_on", new_values."ends_on", new_values."status", new_values."digest", new_values."computed_at", new_values."created_at", new_values."created_by_id", new_values."submitted_at", new_values."submitted_by_id" FROM new_values ; RETURN NULL;',
                    hash="6a8c670469a75a4efdb4e530a267e0eb294f5a6a",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_history_insert_672fd",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="reports_report",
                    when="AFTER",
                ),
            ),
        ),
        accounts.audit.row_history.AddTrigger(
            model_name="report",
            trigger=pgtrigger.compiler.Trigger(
                name="history_update",
                sql=accounts.audit.row_history.OwnTriggerSql(
                    func='INSERT INTO "reports_reporthistory" ("pgh_label", "pgh_created_at", "pgh_actor_id", "pgh_source", "id", "public_id", "project_id", "starts_on", "ends_on", "status", "digest", "computed_at", "created_at", "created_by_id", "submitted_at", "submitted_by_id", "pgh_hidden") SELECT \'update\', now(), esfportal_actor(), esfportal_source(), new_values."id", new_values."public_id", new_values."project_id", new_values."starts_on", new_values."ends_on", new_values."status", new_values."digest", new_values."computed_at", new_values."created_at", new_values."created_by_id", new_values."submitted_at", new_values."submitted_by_id", nullif(array_remove(ARRAY[CASE WHEN old_values."figures" IS DISTINCT FROM new_values."figures" OR old_values."counted_participations" IS DISTINCT FROM new_values."counted_participations" OR old_values."counted_by_figure" IS DISTINCT FROM new_values."counted_by_figure" THEN \'figures\' END], NULL), ARRAY[]::text[]) FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*); RETURN NULL;',
                    hash="df719721e0ce0e6dbd78809865281383a0abb855",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_history_update_02312",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="reports_report",
                    when="AFTER",
                ),
            ),
        ),
        accounts.audit.row_history.AddTrigger(
            model_name="report",
            trigger=pgtrigger.compiler.Trigger(
                name="history_delete",
                sql=accounts.audit.row_history.OwnTriggerSql(
                    func='INSERT INTO "reports_reporthistory" ("pgh_label", "pgh_created_at", "pgh_actor_id", "pgh_source", "id", "public_id", "project_id", "starts_on", "ends_on", "status", "digest", "computed_at", "created_at", "created_by_id", "submitted_at", "submitted_by_id") SELECT \'delete\', now(), esfportal_actor(), esfportal_source(), old_values."id", old_values."public_id", old_values."project_id", old_values."starts_on", old_values."ends_on", old_values."status", old_values."digest", old_values."computed_at", old_values."created_at", old_values."created_by_id", old_values."submitted_at", old_values."submitted_by_id" FROM old_values ; RETURN NULL;',
                    hash="551f703f43774215e27c411534a71eacabfe8268",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_history_delete_c2248",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="reports_report",
                    when="AFTER",
                ),
            ),
        ),
        accounts.audit.row_history.AddTrigger(
            model_name="reportfile",
            trigger=pgtrigger.compiler.Trigger(
                name="history_key",
                sql=accounts.audit.row_history.GuardSql(
                    condition='WHEN (OLD."id" IS DISTINCT FROM (NEW."id"))',
                    func="RAISE EXCEPTION 'a row of % keeps its key', TG_TABLE_NAME USING ERRCODE = 'restrict_violation'; RETURN NULL;",
                    hash="2b1ac859475dfe3345c0a835f3566951b968d19e",
                    operation="UPDATE",
                    pgid="pgtrigger_history_key_f36a5",
                    table="reports_reportfile",
                    when="BEFORE",
                ),
            ),
        ),
        accounts.audit.row_history.AddTrigger(
            model_name="reportfile",
            trigger=pgtrigger.compiler.Trigger(
                name="history_insert",
                sql=accounts.audit.row_history.OwnTriggerSql(
                    func='INSERT INTO "reports_reportfilehistory" ("pgh_label", "pgh_created_at", "pgh_actor_id", "pgh_source", "id", "report_id", "audience", "kind", "language", "path", "size", "sha256") SELECT \'insert\', now(), esfportal_actor(), esfportal_source(), new_values."id", new_values."report_id", new_values."audience", new_values."kind", new_values."language", new_values."path", new_values."size", new_values."sha256" FROM new_values ; RETURN NULL;',
                    hash="dac4ba36c185adfd1d143abe07f65c27ff0931aa",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_history_insert_f7a9b",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="reports_reportfile",
                    when="AFTER",
                ),
            ),
        ),
        accounts.audit.row_history.AddTrigger(
            model_name="reportfile",
            trigger=pgtrigger.compiler.Trigger(
                name="history_update",
                sql=accounts.audit.row_history.OwnTriggerSql(
                    func='INSERT INTO "reports_reportfilehistory" ("pgh_label", "pgh_created_at", "pgh_actor_id", "pgh_source", "id", "report_id", "audience", "kind", "language", "path", "size", "sha256") SELECT \'update\', now(), esfportal_actor(), esfportal_source(), new_values."id", new_values."report_id", new_values."audience", new_values."kind", new_values."language", new_values."path", new_values."size", new_values."sha256" FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*); RETURN NULL;',
                    hash="1eee2fb1bc86fc8976b5affd201c306ba0151524",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_history_update_1de91",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="reports_reportfile",
                    when="AFTER",
                ),
            ),
        ),
        accounts.audit.row_history.AddTrigger(
            model_name="reportfile",
            trigger=pgtrigger.compiler.Trigger(
                name="history_delete",
                sql=accounts.audit.row_history.OwnTriggerSql(
                    func='INSERT INTO "reports_reportfilehistory" ("pgh_label", "pgh_created_at", "pgh_actor_id", "pgh_source", "id", "report_id", "audience", "kind", "language", "path", "size", "sha256") SELECT \'delete\', now(), esfportal_actor(), esfportal_source(), old_values."id", old_values."report_id", old_values."audience", old_values."kind", old_values."language", old_values."path", old_values."size", old_values."sha256" FROM old_values ; RETURN NULL;',
                    hash="a4359456c37999074db5cf0abbdd909015f62b4b",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_history_delete_cd464",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="reports_reportfile",
                    when="AFTER",
                ),
            ),
        ),
        accounts.audit.row_history.AddTrigger(
            model_name="reportfilehistory",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=accounts.audit.row_history.GuardSql(
                    func="IF NOT (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) THEN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation'; END IF; RETURN NULL;",
                    hash="3bcd9fcb2c9db67df23ece9239de13a74a8e4530",
                    level="STATEMENT",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_f3fbb",
                    table="reports_reportfilehistory",
                    when="BEFORE",
                ),
            ),
        ),
        accounts.audit.row_history.AddTrigger(
            model_name="reporthistory",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=accounts.audit.row_history.GuardSql(
                    func="IF NOT (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) THEN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation'; END IF; RETURN NULL;",
                    hash="14ff2ec5579f4cd1795c58d0f61c660d294d123d",
                    level="STATEMENT",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_fde22",
                    table="reports_reporthistory",
                    when="BEFORE",
                ),
            ),
        ),
    ]
