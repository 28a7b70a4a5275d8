import django.contrib.postgres.fields
import django.db.models.deletion
import django.utils.timezone
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

import esfportal.history


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0005_memberships_end_and_auditors_have_a_reason"),
        ("projects", "0003_history"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="InvitationHistory",
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
                ("email", models.EmailField(max_length=254, null=True)),
                ("role", models.CharField(max_length=20, null=True)),
                ("starts_on", models.DateField(null=True)),
                ("ends_on", models.DateField(blank=True, null=True)),
                ("reason", models.CharField(blank=True, max_length=300, null=True)),
                ("language", models.CharField(max_length=2, null=True)),
                ("sent_at", models.DateTimeField(editable=False, null=True)),
                ("expires_at", models.DateTimeField(editable=False, null=True)),
                ("accepted_at", models.DateTimeField(editable=False, null=True)),
                ("withdrawn_at", models.DateTimeField(editable=False, null=True)),
                (
                    "accepted_by",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "intervention",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="projects.intervention",
                    ),
                ),
                (
                    "invited_by",
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
                    "municipality",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="projects.municipality",
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
                    "sub_project",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="projects.subproject",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="TeamReview",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("quarter", models.DateField(help_text="Its first day.", verbose_name="quarter")),
                (
                    "opened_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, editable=False, verbose_name="opened"
                    ),
                ),
                ("told_at", models.DateTimeField(editable=False, null=True, verbose_name="leaders told")),
                (
                    "reminded_at",
                    models.DateTimeField(editable=False, null=True, verbose_name="leaders reminded"),
                ),
                ("finished_at", models.DateTimeField(editable=False, null=True, verbose_name="finished")),
                (
                    "finished_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "project",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="team_reviews",
                        to="projects.project",
                        verbose_name="project",
                    ),
                ),
            ],
            options={
                "verbose_name": "team review",
                "verbose_name_plural": "team reviews",
                "ordering": ["-quarter", "project"],
            },
        ),
        migrations.CreateModel(
            name="TeamAnswerHistory",
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
                ("verdict", models.CharField(max_length=5, null=True)),
                ("answered_at", models.DateTimeField(editable=False, null=True)),
                (
                    "answered_by",
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
                    "membership",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="accounts.membership",
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
                    "review",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="projects.teamreview",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="TeamAnswer",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "verdict",
                    models.CharField(
                        choices=[("right", "still right"), ("ended", "ended")],
                        max_length=5,
                        verbose_name="answer",
                    ),
                ),
                (
                    "answered_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, editable=False, verbose_name="answered"
                    ),
                ),
                (
                    "answered_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "membership",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="accounts.membership",
                    ),
                ),
                (
                    "review",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="answers",
                        to="projects.teamreview",
                    ),
                ),
            ],
            options={
                "verbose_name": "answer in a team review",
                "verbose_name_plural": "answers in team reviews",
                "ordering": ["answered_at", "pk"],
            },
        ),
        migrations.CreateModel(
            name="TeamReviewHistory",
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
                ("quarter", models.DateField(null=True)),
                ("opened_at", models.DateTimeField(editable=False, null=True)),
                ("told_at", models.DateTimeField(editable=False, null=True)),
                ("reminded_at", models.DateTimeField(editable=False, null=True)),
                ("finished_at", models.DateTimeField(editable=False, null=True)),
                (
                    "finished_by",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        editable=False,
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
            ],
            options={
                "abstract": False,
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="Invitation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("email", models.EmailField(max_length=254, verbose_name="e-mail")),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("administrator", "administrator"),
                            ("project_leader", "project leader"),
                            ("case_worker", "case worker"),
                            ("funder", "funder"),
                            ("auditor", "auditor"),
                        ],
                        max_length=20,
                        verbose_name="role",
                    ),
                ),
                ("starts_on", models.DateField(default=django.utils.timezone.localdate, verbose_name="from")),
                (
                    "ends_on",
                    models.DateField(
                        blank=True,
                        help_text="The last day; empty: until further notice.",
                        null=True,
                        verbose_name="to",
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=300, verbose_name="reason")),
                (
                    "language",
                    models.CharField(
                        choices=[("sv", "Svenska"), ("en", "English")],
                        default="sv",
                        max_length=2,
                        verbose_name="language",
                    ),
                ),
                ("token_hash", models.CharField(editable=False, max_length=64, unique=True)),
                ("sent_at", models.DateTimeField(editable=False, verbose_name="sent")),
                ("expires_at", models.DateTimeField(editable=False, verbose_name="expires")),
                ("accepted_at", models.DateTimeField(editable=False, null=True, verbose_name="accepted")),
                ("withdrawn_at", models.DateTimeField(editable=False, null=True, verbose_name="withdrawn")),
                (
                    "accepted_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "intervention",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="projects.intervention",
                        verbose_name="intervention",
                    ),
                ),
                (
                    "invited_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="invited by",
                    ),
                ),
                (
                    "municipality",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="projects.municipality",
                        verbose_name="municipality",
                    ),
                ),
                (
                    "project",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="invitations",
                        to="projects.project",
                        verbose_name="project",
                    ),
                ),
                (
                    "sub_project",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="projects.subproject",
                        verbose_name="sub-project",
                    ),
                ),
            ],
            options={
                "verbose_name": "invitation",
                "verbose_name_plural": "invitations",
                "ordering": ["-sent_at", "-pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("municipality__isnull", True), ("sub_project__isnull", True)),
                            models.Q(("intervention__isnull", True), ("sub_project__isnull", True)),
                            models.Q(("intervention__isnull", True), ("municipality__isnull", True)),
                            _connector="OR",
                        ),
                        name="invitation_one_part_at_most",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("role", "administrator"), _negated=True),
                        name="invitation_makes_no_administrator",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ends_on__isnull", True),
                            ("ends_on__gte", models.F("starts_on")),
                            _connector="OR",
                        ),
                        name="invitation_ends_after_start",
                        violation_error_message="The last day is before the first.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("role", "auditor"), _negated=True),
                            models.Q(("ends_on__isnull", False), models.Q(("reason", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="invitation_auditor_for_a_time_and_reason",
                        violation_error_message="An auditor needs a last day and a stated reason.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("accepted_at__isnull", True), ("accepted_by__isnull", True)),
                            models.Q(
                                ("accepted_at__isnull", False),
                                ("accepted_by__isnull", False),
                                ("withdrawn_at__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="invitation_accepted_by_somebody_or_withdrawn",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("accepted_at__isnull", True), ("withdrawn_at__isnull", True)),
                        fields=("project", "email", "role", "sub_project", "municipality", "intervention"),
                        name="invitation_open_once",
                        nulls_distinct=False,
                        violation_error_message="The address has an invitation to this role already.",
                    ),
                ],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="invitation",
            trigger=pgtrigger.compiler.Trigger(
                name="history_key",
                sql=esfportal.history.GuardSql(
                    condition='WHEN (OLD."id" IS DISTINCT FROM (NEW."id"))',
                    func="RAISE EXCEPTION 'a row of % keeps its key', TG_TABLE_NAME USING ERRCODE = 'restrict_violation'; RETURN NULL;",
                    hash="444dd4f7c2e460601177eb028ea61d53fc21bb24",
                    operation="UPDATE",
                    pgid="pgtrigger_history_key_85b04",
                    table="projects_invitation",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="invitation",
            trigger=pgtrigger.compiler.Trigger(
                name="history_insert",
                sql=esfportal.history.OwnTriggerSql(
                    func='INSERT INTO "projects_invitationhistory" ("pgh_label", "pgh_created_at", "pgh_actor_id", "pgh_source", "id", "sub_project_id", "municipality_id", "intervention_id", "project_id", "email", "role", "starts_on", "ends_on", "reason", "language", "sent_at", "expires_at", "invited_by_id", "accepted_at", "accepted_by_id", "withdrawn_at") SELECT \'insert\', now(), esfportal_actor(), esfportal_source(), new_values."id", new_values."sub_project_id", new_values."municipality_id", new_values."intervention_id", new_values."project_id", new_values."email", new_values."role", new_values."starts_on", new_values."ends_on", new_values."reason", new_values."language", new_values."sent_at", new_values."expires_at", new_values."invited_by_id", new_values."accepted_at", new_values."accepted_by_id", new_values."withdrawn_at" FROM new_values ; RETURN NULL;',
                    hash="01755a58b88f930dbf6d00bcd1b63f53d2131158",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_history_insert_99076",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="projects_invitation",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="invitation",
            trigger=pgtrigger.compiler.Trigger(
                name="history_update",
                sql=esfportal.history.OwnTriggerSql(
                    func='INSERT INTO "projects_invitationhistory" ("pgh_label", "pgh_created_at", "pgh_actor_id", "pgh_source", "id", "sub_project_id", "municipality_id", "intervention_id", "project_id", "email", "role", "starts_on", "ends_on", "reason", "language", "sent_at", "expires_at", "invited_by_id", "accepted_at", "accepted_by_id", "withdrawn_at", "pgh_hidden") SELECT \'update\', now(), esfportal_actor(), esfportal_source(), new_values."id", new_values."sub_project_id", new_values."municipality_id", new_values."intervention_id", new_values."project_id", new_values."email", new_values."role", new_values."starts_on", new_values."ends_on", new_values."reason", new_values."language", new_values."sent_at", new_values."expires_at", new_values."invited_by_id", new_values."accepted_at", new_values."accepted_by_id", new_values."withdrawn_at", nullif(array_remove(ARRAY[CASE WHEN old_values."token_hash" IS DISTINCT FROM new_values."token_hash" THEN \'token\' END], NULL), ARRAY[]::text[]) FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*); RETURN NULL;',
                    hash="e62b2f54c03ab23cd6f61a7d41dbb16dc2f0d4f9",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_history_update_dbc3a",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="projects_invitation",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="invitation",
            trigger=pgtrigger.compiler.Trigger(
                name="history_delete",
                sql=esfportal.history.OwnTriggerSql(
                    func='INSERT INTO "projects_invitationhistory" ("pgh_label", "pgh_created_at", "pgh_actor_id", "pgh_source", "id", "sub_project_id", "municipality_id", "intervention_id", "project_id", "email", "role", "starts_on", "ends_on", "reason", "language", "sent_at", "expires_at", "invited_by_id", "accepted_at", "accepted_by_id", "withdrawn_at") SELECT \'delete\', now(), esfportal_actor(), esfportal_source(), old_values."id", old_values."sub_project_id", old_values."municipality_id", old_values."intervention_id", old_values."project_id", old_values."email", old_values."role", old_values."starts_on", old_values."ends_on", old_values."reason", old_values."language", old_values."sent_at", old_values."expires_at", old_values."invited_by_id", old_values."accepted_at", old_values."accepted_by_id", old_values."withdrawn_at" FROM old_values ; RETURN NULL;',
                    hash="229afc8adf8732ea2e8e144a5145524f4e00cf0b",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_history_delete_57290",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="projects_invitation",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddIndex(
            model_name="invitationhistory",
            index=models.Index(fields=["project", "pgh_id"], name="invitationhistory_row"),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="invitationhistory",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=esfportal.history.GuardSql(
                    func="IF NOT (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) THEN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation'; END IF; RETURN NULL;",
                    hash="a6b2149c8f22969c3dea466fc19abe754c8fdbf0",
                    level="STATEMENT",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_7d426",
                    table="projects_invitationhistory",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="teamreview",
            constraint=models.UniqueConstraint(
                fields=("project", "quarter"), name="team_review_once_a_quarter"
            ),
        ),
        migrations.AddConstraint(
            model_name="teamreview",
            constraint=models.CheckConstraint(
                condition=models.Q(("quarter__day", 1), ("quarter__month__in", [1, 4, 7, 10])),
                name="team_review_of_a_quarter",
            ),
        ),
        migrations.AddConstraint(
            model_name="teamreview",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("finished_at__isnull", True), ("finished_by__isnull", True)),
                    models.Q(("finished_at__isnull", False), ("finished_by__isnull", False)),
                    _connector="OR",
                ),
                name="team_review_finished_when_and_by_whom",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="teamreview",
            trigger=pgtrigger.compiler.Trigger(
                name="history_key",
                sql=esfportal.history.GuardSql(
                    condition='WHEN (OLD."id" IS DISTINCT FROM (NEW."id"))',
                    func="RAISE EXCEPTION 'a row of % keeps its key', TG_TABLE_NAME USING ERRCODE = 'restrict_violation'; RETURN NULL;",
                    hash="bcf74f5d330f9978a4f228f18b996ee7e46be592",
                    operation="UPDATE",
                    pgid="pgtrigger_history_key_d4b78",
                    table="projects_teamreview",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="teamreview",
            trigger=pgtrigger.compiler.Trigger(
                name="history_insert",
                sql=esfportal.history.OwnTriggerSql(
                    func='INSERT INTO "projects_teamreviewhistory" ("pgh_label", "pgh_created_at", "pgh_actor_id", "pgh_source", "id", "project_id", "quarter", "opened_at", "told_at", "reminded_at", "finished_at", "finished_by_id") SELECT \'insert\', now(), esfportal_actor(), esfportal_source(), new_values."id", new_values."project_id", new_values."quarter", new_values."opened_at", new_values."told_at", new_values."reminded_at", new_values."finished_at", new_values."finished_by_id" FROM new_values ; RETURN NULL;',
                    hash="4965395a3fadb8ea6b1462ef4a5ab50b0c9becf8",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_history_insert_de7cd",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="projects_teamreview",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="teamreview",
            trigger=pgtrigger.compiler.Trigger(
                name="history_update",
                sql=esfportal.history.OwnTriggerSql(
                    func='INSERT INTO "projects_teamreviewhistory" ("pgh_label", "pgh_created_at", "pgh_actor_id", "pgh_source", "id", "project_id", "quarter", "opened_at", "told_at", "reminded_at", "finished_at", "finished_by_id") SELECT \'update\', now(), esfportal_actor(), esfportal_source(), new_values."id", new_values."project_id", new_values."quarter", new_values."opened_at", new_values."told_at", new_values."reminded_at", new_values."finished_at", new_values."finished_by_id" FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*); RETURN NULL;',
                    hash="eaa3e7243ac422883aad39ecf77025fc43621105",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_history_update_4aa4a",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="projects_teamreview",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="teamreview",
            trigger=pgtrigger.compiler.Trigger(
                name="history_delete",
                sql=esfportal.history.OwnTriggerSql(
                    func='INSERT INTO "projects_teamreviewhistory" ("pgh_label", "pgh_created_at", "pgh_actor_id", "pgh_source", "id", "project_id", "quarter", "opened_at", "told_at", "reminded_at", "finished_at", "finished_by_id") SELECT \'delete\', now(), esfportal_actor(), esfportal_source(), old_values."id", old_values."project_id", old_values."quarter", old_values."opened_at", old_values."told_at", old_values."reminded_at", old_values."finished_at", old_values."finished_by_id" FROM old_values ; RETURN NULL;',
                    hash="b3a43ebe29dbd77b64f8c508e254f662bd454d3e",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_history_delete_ccf1b",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="projects_teamreview",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddIndex(
            model_name="teamanswerhistory",
            index=models.Index(fields=["review", "pgh_id"], name="teamanswerhistory_row"),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="teamanswerhistory",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=esfportal.history.GuardSql(
                    func="IF NOT (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) THEN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation'; END IF; RETURN NULL;",
                    hash="e908140dc12368475f5b20b84da3d92537f27d1e",
                    level="STATEMENT",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_67952",
                    table="projects_teamanswerhistory",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="teamanswer",
            constraint=models.UniqueConstraint(fields=("review", "membership"), name="team_answer_once"),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="teamanswer",
            trigger=pgtrigger.compiler.Trigger(
                name="history_key",
                sql=esfportal.history.GuardSql(
                    condition='WHEN (OLD."id" IS DISTINCT FROM (NEW."id"))',
                    func="RAISE EXCEPTION 'a row of % keeps its key', TG_TABLE_NAME USING ERRCODE = 'restrict_violation'; RETURN NULL;",
                    hash="ec0193ef68c6db91d30aae72d8a9fcb735ab3f7f",
                    operation="UPDATE",
                    pgid="pgtrigger_history_key_14587",
                    table="projects_teamanswer",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="teamanswer",
            trigger=pgtrigger.compiler.Trigger(
                name="history_insert",
                sql=esfportal.history.OwnTriggerSql(
                    func='INSERT INTO "projects_teamanswerhistory" ("pgh_label", "pgh_created_at", "pgh_actor_id", "pgh_source", "id", "review_id", "membership_id", "verdict", "answered_at", "answered_by_id") SELECT \'insert\', now(), esfportal_actor(), esfportal_source(), new_values."id", new_values."review_id", new_values."membership_id", new_values."verdict", new_values."answered_at", new_values."answered_by_id" FROM new_values ; RETURN NULL;',
                    hash="73bf25bf5d998e876da76be198a765df229eaa0a",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_history_insert_e443d",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="projects_teamanswer",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="teamanswer",
            trigger=pgtrigger.compiler.Trigger(
                name="history_update",
                sql=esfportal.history.OwnTriggerSql(
                    func='INSERT INTO "projects_teamanswerhistory" ("pgh_label", "pgh_created_at", "pgh_actor_id", "pgh_source", "id", "review_id", "membership_id", "verdict", "answered_at", "answered_by_id") SELECT \'update\', now(), esfportal_actor(), esfportal_source(), new_values."id", new_values."review_id", new_values."membership_id", new_values."verdict", new_values."answered_at", new_values."answered_by_id" FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*); RETURN NULL;',
                    hash="b217427decec8411507d689f767cd868ba1cc562",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_history_update_eba31",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="projects_teamanswer",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="teamanswer",
            trigger=pgtrigger.compiler.Trigger(
                name="history_delete",
                sql=esfportal.history.OwnTriggerSql(
                    func='INSERT INTO "projects_teamanswerhistory" ("pgh_label", "pgh_created_at", "pgh_actor_id", "pgh_source", "id", "review_id", "membership_id", "verdict", "answered_at", "answered_by_id") SELECT \'delete\', now(), esfportal_actor(), esfportal_source(), old_values."id", old_values."review_id", old_values."membership_id", old_values."verdict", old_values."answered_at", old_values."answered_by_id" FROM old_values ; RETURN NULL;',
                    hash="7a60c870f52ae058b2cf26284275c69788ce331f",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_history_delete_36357",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="projects_teamanswer",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddIndex(
            model_name="teamreviewhistory",
            index=models.Index(fields=["project", "pgh_id"], name="teamreviewhistory_row"),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="teamreviewhistory",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=esfportal.history.GuardSql(
                    func="IF NOT (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) THEN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation'; END IF; RETURN NULL;",
                    hash="9f1a017084e3e274dabeff651a6bd482eb5294ab",
                    level="STATEMENT",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_6a9b0",
                    table="projects_teamreviewhistory",
                    when="BEFORE",
                ),
            ),
        ),
    ]
