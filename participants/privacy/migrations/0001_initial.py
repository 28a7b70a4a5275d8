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
    dependencies = [
        ("accounts", "0002_relations"),
        ("projects", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [
        migrations.CreateModel(
            name="LogReview",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("month", models.DateField(help_text="Its first day.", verbose_name="month")),
                ("seed", models.BigIntegerField(verbose_name="seed")),
                ("population", models.PositiveIntegerField(verbose_name="entries in the month")),
                (
                    "sample",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.BigIntegerField(), verbose_name="sample"
                    ),
                ),
                ("drawn_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="drawn")),
                ("signed_at", models.DateTimeField(blank=True, null=True, verbose_name="signed off")),
                ("note", models.TextField(blank=True, verbose_name="note")),
                (
                    "project",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="log_reviews",
                        to="projects.project",
                        verbose_name="project",
                    ),
                ),
                (
                    "signed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="signed off by",
                    ),
                ),
            ],
            options={
                "verbose_name": "review of an access log",
                "verbose_name_plural": "reviews of access logs",
                "ordering": ["project", "-month"],
                "constraints": [
                    models.UniqueConstraint(fields=("project", "month"), name="log_review_once_in_month"),
                    models.CheckConstraint(
                        condition=models.Q(("month__day", 1)), name="log_review_of_whole_month"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("note", ""), ("signed_at__isnull", True), ("signed_by__isnull", True)),
                            models.Q(
                                ("signed_at__isnull", False),
                                ("signed_by__isnull", False),
                                models.Q(("note", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="log_review_signed_in_full",
                        violation_error_message="A review is signed off with a day, a name and a note.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="LogNote",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("text", models.CharField(max_length=500, verbose_name="note")),
                (
                    "written_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="written"),
                ),
                (
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="notes",
                        to="accounts.accesslogentry",
                        verbose_name="access log entry",
                    ),
                ),
                (
                    "written_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="written by",
                    ),
                ),
                (
                    "review",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="notes",
                        to="privacy.logreview",
                        verbose_name="review",
                    ),
                ),
            ],
            options={
                "verbose_name": "note on an access log entry",
                "verbose_name_plural": "notes on access log entries",
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="LogReviewHistory",
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
                ("month", models.DateField(null=True)),
                ("seed", models.BigIntegerField(null=True)),
                ("population", models.PositiveIntegerField(null=True)),
                (
                    "sample",
                    django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), null=True),
                ),
                ("drawn_at", models.DateTimeField(null=True)),
                ("signed_at", models.DateTimeField(blank=True, null=True)),
                ("note", models.TextField(blank=True, null=True)),
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
                    "signed_by",
                    models.ForeignKey(
                        blank=True,
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
                "indexes": [models.Index(fields=["id", "pgh_id"], name="logreviewhistory_row")],
            },
        ),
        accounts.audit.row_history.AddTrigger(
            model_name="logreview",
            trigger=pgtrigger.compiler.Trigger(
                name="history_key",
                sql=accounts.audit.row_history.GuardSql(
                    condition='WHEN (OLD."id" IS DISTINCT FROM (NEW."id"))',
                    func="RAISE EXCEPTION 'a row of % keeps its key', TG_TABLE_NAME USING ERRCODE = 'restrict_violation'; RETURN NULL;",
                    hash="f6463db3a90e72a3f657935a931ab0a064af08f2",
                    operation="UPDATE",
                    pgid="pgtrigger_history_key_71166",
                    table="privacy_logreview",
                    when="BEFORE",
                ),
            ),
        ),
        accounts.audit.row_history.AddTrigger(
            model_name="logreview",
            trigger=pgtrigger.compiler.Trigger(
                name="history_insert",
                sql=accounts.audit.row_history.OwnTriggerSql(
                    func='INSERT INTO "privacy_logreviewhistory" ("pgh_label", "pgh_created_at", "pgh_actor_id", "pgh_source", "id", "project_id", "month", "seed", "population", "sample", "drawn_at", "signed_at", "signed_by_id", "note") SELECT \'insert\', now(), esfportal_actor(), esfportal_source(), new_values."id", new_values."project_id", new_values."month", new_values."seed", new_values."population", new_values."sample", new_values."drawn_at", new_values."signed_at", new_values."signed_by_id", new_values."note" FROM new_values ; RETURN NULL;',
                    hash="7f4845ea9200ee4a3890e579b70541f4c52c9d24",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_history_insert_b813f",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="privacy_logreview",
                    when="AFTER",
                ),
            ),
        ),
        accounts.audit.row_history.AddTrigger(
            model_name="logreview",
            trigger=pgtrigger.compiler.Trigger(
                name="history_update",
                sql=accounts.audit.row_history.OwnTriggerSql(
                    func='INSERT INTO "privacy_logreviewhistory" ("pgh_label", "pgh_created_at", "pgh_actor_id", "pgh_source", "id", "project_id", "month", "seed", "population", "sample", "drawn_at", "signed_at", "signed_by_id", "note") SELECT \'update\', now(), esfportal_actor(), esfportal_source(), new_values."id", new_values."project_id", new_values."month", new_values."seed", new_values."population", new_values."sample", new_values."drawn_at", new_values."signed_at", new_values."signed_by_id", new_values."note" FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*); RETURN NULL;',
                    hash="30743d5550ec77ce2048a4da94b7f20e2898a551",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_history_update_168db",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="privacy_logreview",
                    when="AFTER",
                ),
            ),
        ),
        accounts.audit.row_history.AddTrigger(
            model_name="logreview",
            trigger=pgtrigger.compiler.Trigger(
                name="history_delete",
                sql=accounts.audit.row_history.OwnTriggerSql(
                    func='INSERT INTO "privacy_logreviewhistory" ("pgh_label", "pgh_created_at", "pgh_actor_id", "pgh_source", "id", "project_id", "month", "seed", "population", "sample", "drawn_at", "signed_at", "signed_by_id", "note") SELECT \'delete\', now(), esfportal_actor(), esfportal_source(), old_values."id", old_values."project_id", old_values."month", old_values."seed", old_values."population", old_values."sample", old_values."drawn_at", old_values."signed_at", old_values."signed_by_id", old_values."note" FROM old_values ; RETURN NULL;',
                    hash="cf7519728241a8a2f19958eef9fd2e15bf0e3d9c",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_history_delete_3f8c2",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="privacy_logreview",
                    when="AFTER",
                ),
            ),
        ),
        accounts.audit.row_history.AddTrigger(
            model_name="lognote",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=accounts.audit.row_history.GuardSql(
                    func="IF NOT (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) THEN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation'; END IF; RETURN NULL;",
                    hash="abc1942aaad6ab5255ba3e4bc9e3d36260b8fec7",
                    level="STATEMENT",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_f011e",
                    table="privacy_lognote",
                    when="BEFORE",
                ),
            ),
        ),
        accounts.audit.row_history.AddTrigger(
            model_name="logreviewhistory",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=accounts.audit.row_history.GuardSql(
                    func="IF NOT (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) THEN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation'; END IF; RETURN NULL;",
                    hash="9cec7637fbc1f9c7305cc6a5a0b453b16ec02376",
                    level="STATEMENT",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_6905c",
                    table="privacy_logreviewhistory",
                    when="BEFORE",
                ),
            ),
        ),
    ]
