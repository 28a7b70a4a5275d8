import django.contrib.postgres.fields
import django.db.models.deletion
import django.utils.timezone
import pgtrigger.compiler
from django.conf import settings
from django.db import migrations, models

import accounts.audit.row_history


class Migration(migrations.Migration):
    initial = True
    dependencies = [("accounts", "__first__"), ("projects", "0001_initial")]
    operations = [
        migrations.CreateModel(
            name="Membership",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
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
                (
                    "reason",
                    models.CharField(
                        blank=True,
                        db_default="",
                        default="",
                        help_text="For an auditor: what is audited, and who ordered it.",
                        max_length=300,
                        verbose_name="reason",
                    ),
                ),
                ("ended_at", models.DateTimeField(editable=False, null=True, verbose_name="ended")),
                (
                    "ended_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="ended by",
                    ),
                ),
                (
                    "intervention",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="projects.intervention",
                        verbose_name="intervention",
                    ),
                ),
                (
                    "municipality",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="projects.municipality",
                        verbose_name="municipality",
                    ),
                ),
                (
                    "project",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="memberships",
                        to="projects.project",
                        verbose_name="project",
                    ),
                ),
                (
                    "sub_project",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="projects.subproject",
                        verbose_name="sub-project",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="memberships",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="user",
                    ),
                ),
            ],
            options={
                "verbose_name": "membership",
                "verbose_name_plural": "memberships",
                "ordering": ["user", "project", "role"],
                "indexes": [models.Index(fields=["user", "project"], name="membership_user_project")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("project__isnull", True), ("role", "administrator")),
                            models.Q(
                                models.Q(("role", "administrator"), _negated=True), ("project__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="membership_project_unless_administrator",
                        violation_error_message="Every role but the administrator's belongs to a project.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("municipality__isnull", True), ("sub_project__isnull", True)),
                            models.Q(("intervention__isnull", True), ("sub_project__isnull", True)),
                            models.Q(("intervention__isnull", True), ("municipality__isnull", True)),
                            _connector="OR",
                        ),
                        name="membership_one_part_at_most",
                        violation_error_message="Choose a sub-project, a municipality or an intervention, not several of them.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ends_on__isnull", True),
                            ("ends_on__gte", models.F("starts_on")),
                            _connector="OR",
                        ),
                        name="membership_ends_after_start",
                        violation_error_message="The last day is before the first.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("role", "auditor"), _negated=True),
                            models.Q(("ends_on__isnull", False), models.Q(("reason", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="membership_auditor_for_a_time_and_reason",
                        violation_error_message="An auditor needs a last day and a stated reason.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ended_at__isnull", True), ("ended_by__isnull", True)),
                            models.Q(
                                ("ended_at__isnull", False),
                                ("ended_by__isnull", False),
                                ("ends_on__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="membership_ended_when_and_by_whom",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="MembershipHistory",
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
                ("role", models.CharField(max_length=20, null=True)),
                ("starts_on", models.DateField(null=True)),
                ("ends_on", models.DateField(blank=True, null=True)),
                ("reason", models.CharField(blank=True, db_default="", max_length=300, null=True)),
                ("ended_at", models.DateTimeField(editable=False, null=True)),
                (
                    "ended_by",
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
                        blank=True,
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
                (
                    "user",
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
                "indexes": [models.Index(fields=["id", "pgh_id"], name="membershiphistory_row")],
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
                (
                    "notified_at",
                    models.DateTimeField(editable=False, null=True, verbose_name="leaders notified"),
                ),
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
                "constraints": [
                    models.UniqueConstraint(
                        fields=("project", "quarter"), name="team_review_once_in_quarter"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("quarter__day", 1), ("quarter__month__in", [1, 4, 7, 10])),
                        name="team_review_of_quarter",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("finished_at__isnull", True), ("finished_by__isnull", True)),
                            models.Q(("finished_at__isnull", False), ("finished_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="team_review_finished_when_and_by_whom",
                    ),
                ],
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
                ("decision", models.CharField(max_length=5, null=True)),
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
                        to="team.membership",
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
                        to="team.teamreview",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "default_permissions": (),
                "indexes": [models.Index(fields=["review", "pgh_id"], name="teamanswerhistory_row")],
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
                    "decision",
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
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="team.membership"
                    ),
                ),
                (
                    "review",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="answers",
                        to="team.teamreview",
                    ),
                ),
            ],
            options={
                "verbose_name": "answer in a team review",
                "verbose_name_plural": "answers in team reviews",
                "ordering": ["answered_at", "pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("review", "membership"), name="team_answer_once")
                ],
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
                ("notified_at", models.DateTimeField(editable=False, null=True)),
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
                "indexes": [models.Index(fields=["project", "pgh_id"], name="teamreviewhistory_row")],
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
                        name="invitation_not_as_administrator",
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
                        name="invitation_accepted_or_withdrawn",
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
                "indexes": [models.Index(fields=["project", "pgh_id"], name="invitationhistory_row")],
            },
        ),
        accounts.audit.row_history.AddTrigger(
            model_name="invitation",
            trigger=pgtrigger.compiler.Trigger(
                name="history_key",
                sql=accounts.audit.row_history.GuardSql(
                    condition='WHEN (OLD."id" IS DISTINCT FROM (NEW."id"))',
                    func="RAISE EXCEPTION 'a row of % keeps its key', TG_TABLE_NAME USING ERRCODE = 'restrict_violation'; RETURN NULL;",
                    hash="d7a98adca642904fcc07b71c6b7cb5b5b1d2e316",
                    operation="UPDATE",
                    pgid="pgtrigger_history_key_792ec",
                    table="team_invitation",
                    when="BEFORE",
                ),
            ),
        ),
        accounts.audit.row_history.AddTrigger(
            model_name="invitation",
            trigger=pgtrigger.compiler.Trigger(
                name="history_insert",
                sql=accounts.audit.row_history.OwnTriggerSql(
                    func='INSERT INTO "team_invitationhistory" ("pgh_label", "pgh_created_at", "pgh_actor_id", "pgh_source", "id", "sub_project_id", "municipality_id", "intervention_id", "project_id", "email", "role", "starts_on", "ends_on", "reason", "language", "sent_at", "expires_at", "invited_by_id", "accepted_at", "accepted_by_id", "withdrawn_at") SELECT \'insert\', now(), esfportal_actor(), esfportal_source(), new_values."id", new_values."sub_project_id", new_values."municipality_id", new_values."intervention_id", new_values."project_id", new_values."email", new_values."role", new_values."starts_on", new_values."ends_on", new_values."reason", new_values."language", new_values."sent_at", new_values."expires_at", new_values."invited_by_id", new_values."accepted_at", new_values."accepted_by_id", new_values."withdrawn_at" FROM new_values ; RETURN NULL;',
                    hash="3c95963464df50082b93f93f5424589f442f4ce7",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_history_insert_27fd0",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="team_invitation",
                    when="AFTER",
                ),
            ),
        ),
        accounts.audit.row_history.AddTrigger(
            model_name="invitation",
            trigger=pgtrigger.compiler.Trigger(
                name="history_update",
                sql=accounts.audit.row_history.OwnTriggerSql(
                    func='INSERT INTO "team_invitationhistory" ("pgh_label", "pgh_created_at", "pgh_actor_id", "pgh_source", "id", "sub_project_id", "municipality_id", "intervention_id", "project_id", "email", "role", "starts_on", "ends_on", "reason", "language", "sent_at", "expires_at", "invited_by_id", "accepted_at", "accepted_by_id", "withdrawn_at", "pgh_hidden") SELECT \'update\', now(), esfportal_actor(), esfportal_source(), new_values."id", new_values."sub_project_id", new_values."municipality_id", new_values."intervention_id", new_values."project_id", new_values."email", new_values."role", new_values."starts_on", new_values."ends_on", new_values."reason", new_values."language", new_values."sent_at", new_values."expires_at", new_values."invited_by_id", new_values."accepted_at", new_values."accepted_by_id", new_values."withdrawn_at", nullif(array_remove(ARRAY[CASE WHEN old_values."token_hash" IS DISTINCT FROM new_values."token_hash" THEN \'token\' END], NULL), ARRAY[]::text[]) FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*); RETURN NULL;',
                    hash="0fd8c8d6c429b8ce25c149b6db9e16cdb7d00517",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_history_update_e2760",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="team_invitation",
                    when="AFTER",
                ),
            ),
        ),
        accounts.audit.row_history.AddTrigger(
            model_name="invitation",
            trigger=pgtrigger.compiler.Trigger(
                name="history_delete",
                sql=accounts.audit.row_history.OwnTriggerSql(
                    func='INSERT INTO "team_invitationhistory" ("pgh_label", "pgh_created_at", "pgh_actor_id", "pgh_source", "id", "sub_project_id", "municipality_id", "intervention_id", "project_id", "email", "role", "starts_on", "ends_on", "reason", "language", "sent_at", "expires_at", "invited_by_id", "accepted_at", "accepted_by_id", "withdrawn_at") SELECT \'delete\', now(), esfportal_actor(), esfportal_source(), old_values."id", old_values."sub_project_id", old_values."municipality_id", old_values."intervention_id", old_values."project_id", old_values."email", old_values."role", old_values."starts_on", old_values."ends_on", old_values."reason", old_values."language", old_values."sent_at", old_values."expires_at", old_values."invited_by_id", old_values."accepted_at", old_values."accepted_by_id", old_values."withdrawn_at" FROM old_values ; RETURN NULL;',
                    hash="9f62dc4ade54ac350326e7e109d076a833c3f5d3",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_history_delete_90784",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="team_invitation",
                    when="AFTER",
                ),
            ),
        ),
        accounts.audit.row_history.AddTrigger(
            model_name="invitationhistory",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=accounts.audit.row_history.GuardSql(
                    func="IF NOT (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) THEN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation'; END IF; RETURN NULL;",
                    hash="8fd9c95791ed49fb191703d4c58273d46de104e6",
                    level="STATEMENT",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_b884b",
                    table="team_invitationhistory",
                    when="BEFORE",
                ),
            ),
        ),
        accounts.audit.row_history.AddTrigger(
            model_name="membership",
            trigger=pgtrigger.compiler.Trigger(
                name="history_key",
                sql=accounts.audit.row_history.GuardSql(
                    condition='WHEN (OLD."id" IS DISTINCT FROM (NEW."id"))',
                    func="RAISE EXCEPTION 'a row of % keeps its key', TG_TABLE_NAME USING ERRCODE = 'restrict_violation'; RETURN NULL;",
                    hash="f5e70bd6d49f79aa35bc46796e85cf4d5b5cbd12",
                    operation="UPDATE",
                    pgid="pgtrigger_history_key_7793d",
                    table="team_membership",
                    when="BEFORE",
                ),
            ),
        ),
        accounts.audit.row_history.AddTrigger(
            model_name="membership",
            trigger=pgtrigger.compiler.Trigger(
                name="history_insert",
                sql=accounts.audit.row_history.OwnTriggerSql(
                    func='INSERT INTO "team_membershiphistory" ("pgh_label", "pgh_created_at", "pgh_actor_id", "pgh_source", "id", "user_id", "role", "project_id", "sub_project_id", "municipality_id", "intervention_id", "starts_on", "ends_on", "reason", "ended_at", "ended_by_id") SELECT \'insert\', now(), esfportal_actor(), esfportal_source(), new_values."id", new_values."user_id", new_values."role", new_values."project_id", new_values."sub_project_id", new_values."municipality_id", new_values."intervention_id", new_values."starts_on", new_values."ends_on", new_values."reason", new_values."ended_at", new_values."ended_by_id" FROM new_values ; RETURN NULL;',
                    hash="f0342a4c9665d077503954a4d104acc70d4e67a8",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_history_insert_b28b3",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="team_membership",
                    when="AFTER",
                ),
            ),
        ),
        accounts.audit.row_history.AddTrigger(
            model_name="membership",
            trigger=pgtrigger.compiler.Trigger(
                name="history_update",
                sql=accounts.audit.row_history.OwnTriggerSql(
                    func='INSERT INTO "team_membershiphistory" ("pgh_label", "pgh_created_at", "pgh_actor_id", "pgh_source", "id", "user_id", "role", "project_id", "sub_project_id", "municipality_id", "intervention_id", "starts_on", "ends_on", "reason", "ended_at", "ended_by_id") SELECT \'update\', now(), esfportal_actor(), esfportal_source(), new_values."id", new_values."user_id", new_values."role", new_values."project_id", new_values."sub_project_id", new_values."municipality_id", new_values."intervention_id", new_values."starts_on", new_values."ends_on", new_values."reason", new_values."ended_at", new_values."ended_by_id" FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*); RETURN NULL;',
                    hash="a43ac7780bc5f0aa76f3ae5700057cc40c380eae",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_history_update_a03aa",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="team_membership",
                    when="AFTER",
                ),
            ),
        ),
        accounts.audit.row_history.AddTrigger(
            model_name="membership",
            trigger=pgtrigger.compiler.Trigger(
                name="history_delete",
                sql=accounts.audit.row_history.OwnTriggerSql(
                    func='INSERT INTO "team_membershiphistory" ("pgh_label", "pgh_created_at", "pgh_actor_id", "pgh_source", "id", "user_id", "role", "project_id", "sub_project_id", "municipality_id", "intervention_id", "starts_on", "ends_on", "reason", "ended_at", "ended_by_id") SELECT \'delete\', now(), esfportal_actor(), esfportal_source(), old_values."id", old_values."user_id", old_values."role", old_values."project_id", old_values."sub_project_id", old_values."municipality_id", old_values."intervention_id", old_values."starts_on", old_values."ends_on", old_values."reason", old_values."ended_at", old_values."ended_by_id" FROM old_values ; RETURN NULL;',
                    hash="a5309fcc37adcc1b2c976d00012ac297cbf35097",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_history_delete_e7249",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="team_membership",
                    when="AFTER",
                ),
            ),
        ),
        accounts.audit.row_history.AddTrigger(
            model_name="membershiphistory",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=accounts.audit.row_history.GuardSql(
                    func="IF NOT (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) THEN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation'; END IF; RETURN NULL;",
                    hash="cbd4fb6b0ba6ba7688e901542cfb7f3f1c2b6472",
                    level="STATEMENT",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_80e33",
                    table="team_membershiphistory",
                    when="BEFORE",
                ),
            ),
        ),
        accounts.audit.row_history.AddTrigger(
            model_name="teamreview",
            trigger=pgtrigger.compiler.Trigger(
                name="history_key",
                sql=accounts.audit.row_history.GuardSql(
                    condition='WHEN (OLD."id" IS DISTINCT FROM (NEW."id"))',
                    func="RAISE EXCEPTION 'a row of % keeps its key', TG_TABLE_NAME USING ERRCODE = 'restrict_violation'; RETURN NULL;",
                    hash="2483fc81d011908dab04a6a216cbb3d7fc939d8e",
                    operation="UPDATE",
                    pgid="pgtrigger_history_key_9a6a5",
                    table="team_teamreview",
                    when="BEFORE",
                ),
            ),
        ),
        accounts.audit.row_history.AddTrigger(
            model_name="teamreview",
            trigger=pgtrigger.compiler.Trigger(
                name="history_insert",
                sql=accounts.audit.row_history.OwnTriggerSql(
                    func='INSERT INTO "team_teamreviewhistory" ("pgh_label", "pgh_created_at", "pgh_actor_id", "pgh_source", "id", "project_id", "quarter", "opened_at", "notified_at", "reminded_at", "finished_at", "finished_by_id") SELECT \'insert\', now(), esfportal_actor(), esfportal_source(), new_values."id", new_values."project_id", new_values."quarter", new_values."opened_at", new_values."notified_at", new_values."reminded_at", new_values."finished_at", new_values."finished_by_id" FROM new_values ; RETURN NULL;',
                    hash="6e4238bb71e498d5c0ad79cfc56d11c7ee6b480b",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_history_insert_55bce",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="team_teamreview",
                    when="AFTER",
                ),
            ),
        ),
        accounts.audit.row_history.AddTrigger(
            model_name="teamreview",
            trigger=pgtrigger.compiler.Trigger(
                name="history_update",
                sql=accounts.audit.row_history.OwnTriggerSql(
                    func='INSERT INTO "team_teamreviewhistory" ("pgh_label", "pgh_created_at", "pgh_actor_id", "pgh_source", "id", "project_id", "quarter", "opened_at", "notified_at", "reminded_at", "finished_at", "finished_by_id") SELECT \'update\', now(), esfportal_actor(), esfportal_source(), new_values."id", new_values."project_id", new_values."quarter", new_values."opened_at", new_values."notified_at", new_values."reminded_at", new_values."finished_at", new_values."finished_by_id" FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*); RETURN NULL;',
                    hash="e8db27691d85511a8026214ec6461b05d2d13315",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_history_update_c5704",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="team_teamreview",
                    when="AFTER",
                ),
            ),
        ),
        accounts.audit.row_history.AddTrigger(
            model_name="teamreview",
            trigger=pgtrigger.compiler.Trigger(
                name="history_delete",
                sql=accounts.audit.row_history.OwnTriggerSql(
                    func='INSERT INTO "team_teamreviewhistory" ("pgh_label", "pgh_created_at", "pgh_actor_id", "pgh_source", "id", "project_id", "quarter", "opened_at", "notified_at", "reminded_at", "finished_at", "finished_by_id") SELECT \'delete\', now(), esfportal_actor(), esfportal_source(), old_values."id", old_values."project_id", old_values."quarter", old_values."opened_at", old_values."notified_at", old_values."reminded_at", old_values."finished_at", old_values."finished_by_id" FROM old_values ; RETURN NULL;',
                    hash="d30a5ba9f2e5c37490d411383fa3aba438c348ae",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_history_delete_34051",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="team_teamreview",
                    when="AFTER",
                ),
            ),
        ),
        accounts.audit.row_history.AddTrigger(
            model_name="teamanswerhistory",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=accounts.audit.row_history.GuardSql(
                    func="IF NOT (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) THEN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation'; END IF; RETURN NULL;",
                    hash="cdd857c992d3421859e663be730632005d4a54df",
                    level="STATEMENT",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_6e741",
                    table="team_teamanswerhistory",
                    when="BEFORE",
                ),
            ),
        ),
        accounts.audit.row_history.AddTrigger(
            model_name="teamanswer",
            trigger=pgtrigger.compiler.Trigger(
                name="history_key",
                sql=accounts.audit.row_history.GuardSql(
                    condition='WHEN (OLD."id" IS DISTINCT FROM (NEW."id"))',
                    func="RAISE EXCEPTION 'a row of % keeps its key', TG_TABLE_NAME USING ERRCODE = 'restrict_violation'; RETURN NULL;",
                    hash="5ef518a3a1a8c2b5d4effcfc02996ca45e976665",
                    operation="UPDATE",
                    pgid="pgtrigger_history_key_a6e34",
                    table="team_teamanswer",
                    when="BEFORE",
                ),
            ),
        ),
        accounts.audit.row_history.AddTrigger(
            model_name="teamanswer",
            trigger=pgtrigger.compiler.Trigger(
                name="history_insert",
                sql=accounts.audit.row_history.OwnTriggerSql(
                    func='INSERT INTO "team_teamanswerhistory" ("pgh_label", "pgh_created_at", "pgh_actor_id", "pgh_source", "id", "review_id", "membership_id", "decision", "answered_at", "answered_by_id") SELECT \'insert\', now(), esfportal_actor(), esfportal_source(), new_values."id", new_values."review_id", new_values."membership_id", new_values."decision", new_values."answered_at", new_values."answered_by_id" FROM new_values ; RETURN NULL;',
                    hash="2219b19c77e48a74e6eb55f2f239436e94e949bd",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_history_insert_f0739",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="team_teamanswer",
                    when="AFTER",
                ),
            ),
        ),
        accounts.audit.row_history.AddTrigger(
            model_name="teamanswer",
            trigger=pgtrigger.compiler.Trigger(
                name="history_update",
                sql=accounts.audit.row_history.OwnTriggerSql(
                    func='INSERT INTO "team_teamanswerhistory" ("pgh_label", "pgh_created_at", "pgh_actor_id", "pgh_source", "id", "review_id", "membership_id", "decision", "answered_at", "answered_by_id") SELECT \'update\', now(), esfportal_actor(), esfportal_source(), new_values."id", new_values."review_id", new_values."membership_id", new_values."decision", new_values."answered_at", new_values."answered_by_id" FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*); RETURN NULL;',
                    hash="4925ba9f758f25e29770e2cf4b7b8fdf0401acaf",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_history_update_2eede",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="team_teamanswer",
                    when="AFTER",
                ),
            ),
        ),
        accounts.audit.row_history.AddTrigger(
            model_name="teamanswer",
            trigger=pgtrigger.compiler.Trigger(
                name="history_delete",
                sql=accounts.audit.row_history.OwnTriggerSql(
                    func='INSERT INTO "team_teamanswerhistory" ("pgh_label", "pgh_created_at", "pgh_actor_id", "pgh_source", "id", "review_id", "membership_id", "decision", "answered_at", "answered_by_id") SELECT \'delete\', now(), esfportal_actor(), esfportal_source(), old_values."id", old_values."review_id", old_values."membership_id", old_values."decision", old_values."answered_at", old_values."answered_by_id" FROM old_values ; RETURN NULL;',
                    hash="8f3a601fb802c1d7ccecac1f55846562f5f027df",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_history_delete_1a84d",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="team_teamanswer",
                    when="AFTER",
                ),
            ),
        ),
        accounts.audit.row_history.AddTrigger(
            model_name="teamreviewhistory",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=accounts.audit.row_history.GuardSql(
                    func="IF NOT (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) THEN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation'; END IF; RETURN NULL;",
                    hash="5f8acdb68b38a1f01e70c9f676a2c737cee3f798",
                    level="STATEMENT",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_1823f",
                    table="team_teamreviewhistory",
                    when="BEFORE",
                ),
            ),
        ),
    ]
