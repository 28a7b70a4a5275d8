import uuid

import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.contrib.postgres.fields.ranges
import django.contrib.postgres.operations
import django.core.validators
import django.db.models.deletion
import django.db.models.functions.text
import django.utils.timezone
import pgtrigger.compiler
from django.conf import settings
from django.db import migrations, models

import accounts.audit.row_history
import participants.register.models.spell


class Migration(migrations.Migration):
    initial = True
    dependencies = [("accounts", "__first__"), ("projects", "0001_initial")]
    operations = [
        django.contrib.postgres.operations.BtreeGistExtension(),
        migrations.CreateModel(
            name="Participation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("given_name", models.CharField(max_length=100, verbose_name="given name")),
                ("family_name", models.CharField(max_length=100, verbose_name="family name")),
                (
                    "name_order",
                    models.GeneratedField(
                        db_persist=True,
                        expression=models.Func(
                            django.db.models.functions.text.Lower(
                                django.db.models.functions.text.Concat(
                                    "family_name",
                                    models.Value(" "),
                                    "given_name",
                                    output_field=models.TextField(),
                                )
                            ),
                            models.Value("åäö"),
                            models.Value("{|}"),
                            function="TRANSLATE",
                            output_field=models.TextField(),
                        ),
                        output_field=models.TextField(db_collation="C"),
                    ),
                ),
                (
                    "labour_market_status",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("unemployed", "unemployed"),
                            ("inactive", "outside the labour force"),
                            ("employed", "employed"),
                        ],
                        default="",
                        max_length=10,
                        verbose_name="labour-market status",
                    ),
                ),
                (
                    "unemployed_since",
                    models.DateField(blank=True, null=True, verbose_name="unemployed since"),
                ),
                (
                    "in_education",
                    models.BooleanField(blank=True, null=True, verbose_name="in education or training"),
                ),
                ("self_employed", models.BooleanField(blank=True, null=True, verbose_name="self-employed")),
                (
                    "education_level",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        null=True,
                        validators=[django.core.validators.MaxValueValidator(8)],
                        verbose_name="highest completed education",
                    ),
                ),
                (
                    "jobless_household",
                    models.BooleanField(blank=True, null=True, verbose_name="jobless household"),
                ),
                (
                    "dependent_children",
                    models.BooleanField(
                        blank=True, null=True, verbose_name="dependent children in the household"
                    ),
                ),
                (
                    "single_adult",
                    models.BooleanField(blank=True, null=True, verbose_name="single adult in the household"),
                ),
                (
                    "foreign_background",
                    models.CharField(
                        blank=True,
                        choices=[("yes", "yes"), ("no", "no"), ("refused", "prefers not to say")],
                        default="",
                        max_length=7,
                        verbose_name="foreign background",
                    ),
                ),
                (
                    "third_country_national",
                    models.CharField(
                        blank=True,
                        choices=[("yes", "yes"), ("no", "no"), ("refused", "prefers not to say")],
                        default="",
                        max_length=7,
                        verbose_name="third-country national",
                    ),
                ),
                (
                    "minority",
                    models.CharField(
                        blank=True,
                        choices=[("yes", "yes"), ("no", "no"), ("refused", "prefers not to say")],
                        default="",
                        max_length=7,
                        verbose_name="minority",
                    ),
                ),
                (
                    "disability",
                    models.CharField(
                        blank=True,
                        choices=[("yes", "yes"), ("no", "no"), ("refused", "prefers not to say")],
                        default="",
                        max_length=7,
                        verbose_name="disability",
                    ),
                ),
                (
                    "other_disadvantage",
                    models.CharField(
                        blank=True,
                        choices=[("yes", "yes"), ("no", "no"), ("refused", "prefers not to say")],
                        default="",
                        max_length=7,
                        verbose_name="other disadvantage",
                    ),
                ),
                (
                    "homeless",
                    models.BooleanField(
                        blank=True, null=True, verbose_name="homeless or affected by housing exclusion"
                    ),
                ),
                ("rural", models.BooleanField(blank=True, null=True, verbose_name="lives in a rural area")),
                ("sick_listed", models.BooleanField(blank=True, null=True, verbose_name="sick-listed")),
                (
                    "sick_listed_since",
                    models.DateField(blank=True, null=True, verbose_name="sick-listed since"),
                ),
                (
                    "sickness_pension",
                    models.BooleanField(blank=True, null=True, verbose_name="sickness pension, half or full"),
                ),
                ("income_support", models.BooleanField(blank=True, null=True, verbose_name="income support")),
                ("newly_arrived", models.BooleanField(blank=True, null=True, verbose_name="newly arrived")),
                (
                    "refugee",
                    models.CharField(
                        blank=True,
                        choices=[("yes", "yes"), ("no", "no"), ("refused", "prefers not to say")],
                        default="",
                        max_length=7,
                        verbose_name="refugee",
                    ),
                ),
                (
                    "admission_ground",
                    models.TextField(
                        blank=True,
                        help_text="For a person outside all target groups.",
                        verbose_name="ground for admission",
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "created_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "project",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="participations",
                        to="projects.project",
                        verbose_name="project",
                    ),
                ),
            ],
            options={
                "verbose_name": "participation",
                "verbose_name_plural": "participations",
                "indexes": [
                    models.Index(fields=["project", "name_order"], name="participation_project_name"),
                    models.Index(fields=["project", "id"], name="participation_project_id"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("education_level__isnull", True), ("education_level__lte", 8), _connector="OR"
                        ),
                        name="participation_isced_0_to_8",
                        violation_error_message="The education level is an ISCED level from 0 to 8.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="AuthorisedCaseWorkerHistory",
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
                ("authorised_at", models.DateTimeField(editable=False, null=True)),
                ("ended_at", models.DateTimeField(editable=False, null=True)),
                (
                    "authorised_by",
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
                    "ended_by",
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
                (
                    "participation",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="register.participation",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "default_permissions": (),
                "indexes": [
                    models.Index(fields=["participation", "pgh_id"], name="authorisedcaseworkerhistor_row")
                ],
            },
        ),
        migrations.CreateModel(
            name="AuthorisedCaseWorker",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "authorised_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, editable=False, verbose_name="from"
                    ),
                ),
                ("ended_at", models.DateTimeField(editable=False, null=True, verbose_name="to")),
                (
                    "authorised_by",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="authorised by",
                    ),
                ),
                (
                    "ended_by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="ended by",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="case worker",
                    ),
                ),
                (
                    "participation",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="authorised_case_workers",
                        to="register.participation",
                        verbose_name="participation",
                    ),
                ),
            ],
            options={
                "verbose_name": "authorised case worker",
                "verbose_name_plural": "authorised case workers",
                "ordering": ["participation", "authorised_at", "pk"],
                "indexes": [
                    models.Index(fields=["participation", "user"], name="authorised_participation_user")
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at__isnull", True)),
                        fields=("participation", "user"),
                        name="authorised_case_worker_once_in_force",
                        violation_error_message="The case worker is authorised already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ended_at__isnull", True), ("ended_by__isnull", True)),
                            models.Q(
                                ("ended_at__gte", models.F("authorised_at")), ("ended_by__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="authorised_case_worker_ended_by_user",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Person",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "number_kind",
                    models.CharField(
                        choices=[
                            ("none", "no number"),
                            ("personnummer", "personal identity number"),
                            ("samordningsnummer", "coordination number"),
                        ],
                        default="none",
                        max_length=20,
                    ),
                ),
                ("number_encrypted", models.BinaryField(null=True)),
                ("number_key_version", models.PositiveSmallIntegerField(editable=False, null=True)),
                ("number_index", models.BinaryField(max_length=32, null=True, unique=True)),
                ("birth_date", models.DateField(verbose_name="birth date")),
                (
                    "sex",
                    models.CharField(
                        choices=[("woman", "woman"), ("man", "man")], max_length=5, verbose_name="sex"
                    ),
                ),
                (
                    "protection",
                    models.CharField(
                        choices=[
                            ("none", "none"),
                            ("confidentiality_mark", "confidentiality mark"),
                            ("protected_registration", "protected registration"),
                        ],
                        default="none",
                        max_length=25,
                        verbose_name="protected identity",
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
            ],
            options={
                "verbose_name": "person",
                "verbose_name_plural": "persons",
                "indexes": [
                    models.Index(
                        condition=models.Q(("protection", "none"), _negated=True),
                        fields=["id"],
                        name="person_protected",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("number_encrypted__isnull", True),
                                ("number_index__isnull", True),
                                ("number_key_version__isnull", True),
                                ("number_kind", "none"),
                            ),
                            models.Q(
                                models.Q(("number_kind", "none"), _negated=True),
                                ("number_encrypted__isnull", False),
                                ("number_index__isnull", False),
                                ("number_key_version__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="person_number_whole_or_none",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("sex__in", ["woman", "man"])), name="person_sex_known"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ParticipationHistory",
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
                ("given_name", models.CharField(max_length=100, null=True)),
                ("family_name", models.CharField(max_length=100, null=True)),
                ("labour_market_status", models.CharField(blank=True, max_length=10, null=True)),
                ("unemployed_since", models.DateField(blank=True, null=True)),
                ("in_education", models.BooleanField(blank=True, null=True)),
                ("self_employed", models.BooleanField(blank=True, null=True)),
                ("education_level", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("jobless_household", models.BooleanField(blank=True, null=True)),
                ("dependent_children", models.BooleanField(blank=True, null=True)),
                ("single_adult", models.BooleanField(blank=True, null=True)),
                ("rural", models.BooleanField(blank=True, null=True)),
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
                    "person",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="register.person",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "default_permissions": (),
                "indexes": [models.Index(fields=["id", "pgh_id"], name="participationhistory_row")],
            },
        ),
        migrations.CreateModel(
            name="OutcomeEvent",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("happened_on", models.DateField(verbose_name="date")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("employment", "employment"),
                            ("self_employment", "business of one's own"),
                            ("job_search", "looking for work"),
                            ("unemployed", "unemployed"),
                            ("inactive", "outside the labour force"),
                            ("education", "studies"),
                            ("qualification", "qualification"),
                            ("internship", "internship"),
                            ("closer_to_labour_market", "closer to the labour market"),
                            ("follow_up_employed", "follow-up: employed"),
                            ("follow_up_self_employed", "follow-up: business of one's own"),
                            ("follow_up_unemployed", "follow-up: unemployed"),
                            ("follow_up_inactive", "follow-up: outside the labour force"),
                        ],
                        max_length=25,
                        verbose_name="what happened",
                    ),
                ),
                (
                    "improvement",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("precarious_to_stable", "from precarious to stable employment"),
                            ("underemployment_to_full", "from part-time to full employment"),
                            ("higher_skills", "a job that asks for more skills"),
                            ("promotion", "promotion"),
                        ],
                        max_length=25,
                        verbose_name="improvement",
                    ),
                ),
                ("evidence", models.CharField(blank=True, max_length=300, verbose_name="evidence")),
                (
                    "is_withdrawal",
                    models.BooleanField(
                        default=False,
                        help_text="It did not happen.",
                        verbose_name="only withdraws the outcome that it corrects",
                    ),
                ),
                (
                    "correction_reason",
                    models.CharField(blank=True, max_length=300, verbose_name="reason for the correction"),
                ),
                (
                    "recorded_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, editable=False, verbose_name="recorded"
                    ),
                ),
                (
                    "project",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        editable=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="projects.project",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="recorded by",
                    ),
                ),
                (
                    "supersedes",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="superseded_by",
                        to="register.outcomeevent",
                        verbose_name="corrects",
                    ),
                ),
                (
                    "participation",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="outcomes",
                        to="register.participation",
                        verbose_name="participation",
                    ),
                ),
            ],
            options={
                "verbose_name": "outcome",
                "verbose_name_plural": "outcomes",
                "ordering": ["participation", "happened_on", "pk"],
                "indexes": [
                    models.Index(
                        fields=["participation", "happened_on"],
                        include=("kind", "improvement", "is_withdrawal", "recorded_at", "id", "project"),
                        name="outcome_facts",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("is_withdrawal", False), ("supersedes__isnull", False), _connector="OR"
                        ),
                        name="outcome_withdrawal_of_something",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("improvement", ""), ("kind", "follow_up_employed"), _connector="OR"
                        ),
                        name="outcome_improvement_on_follow_up",
                        violation_error_message="An improvement belongs to a follow-up of an employed person.",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="participation",
            name="person",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="participations",
                to="register.person",
                verbose_name="person",
            ),
        ),
        migrations.CreateModel(
            name="PersonHistory",
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
                ("id", models.UUIDField(editable=False, null=True, serialize=False)),
                ("number_kind", models.CharField(max_length=20, null=True)),
                ("birth_date", models.DateField(null=True)),
                ("sex", models.CharField(max_length=5, null=True)),
                ("protection", models.CharField(max_length=25, null=True)),
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
            ],
            options={
                "abstract": False,
                "default_permissions": (),
                "indexes": [models.Index(fields=["id", "pgh_id"], name="personhistory_row")],
            },
        ),
        migrations.CreateModel(
            name="ProtectedRecordAccess",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "reason",
                    models.CharField(
                        choices=[
                            ("contact", "contact with the participant"),
                            ("record", "to record what has happened"),
                            ("follow_up", "follow-up"),
                            ("correction", "to correct the record"),
                            ("request", "the participant asks to see their data"),
                            ("other", "something else"),
                        ],
                        max_length=10,
                        verbose_name="reason",
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=300, verbose_name="in words")),
                (
                    "opened_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, editable=False, verbose_name="opened"
                    ),
                ),
                (
                    "used_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, editable=False, verbose_name="last used"
                    ),
                ),
                ("closed_at", models.DateTimeField(editable=False, null=True, verbose_name="closed")),
                (
                    "participation",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="record_accesses",
                        to="register.participation",
                        verbose_name="participation",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="case worker",
                    ),
                ),
            ],
            options={
                "verbose_name": "access to a protected record",
                "verbose_name_plural": "accesses to protected records",
                "ordering": ["-opened_at", "-pk"],
                "indexes": [
                    models.Index(
                        fields=["participation", "user", "-used_at"], name="record_access_participation"
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("reason", "other"), _negated=True),
                            models.Q(("note", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="record_access_other_reason_noted",
                        violation_error_message="Say in a few words why the record is opened.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ProtectedRecordAccessHistory",
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
                ("reason", models.CharField(max_length=10, null=True)),
                ("opened_at", models.DateTimeField(editable=False, null=True)),
                ("closed_at", models.DateTimeField(editable=False, null=True)),
                (
                    "participation",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="register.participation",
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
                "indexes": [
                    models.Index(fields=["participation", "pgh_id"], name="protectedrecordaccesshisto_row")
                ],
            },
        ),
        migrations.CreateModel(
            name="Spell",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("entry_date", models.DateField(verbose_name="start")),
                ("exit_date", models.DateField(blank=True, null=True, verbose_name="end")),
                (
                    "exit_reason",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("completed", "completed"),
                            ("dropped_out", "dropped out"),
                            ("moved", "moved"),
                            ("other", "other"),
                        ],
                        max_length=15,
                        verbose_name="reason for leaving",
                    ),
                ),
                ("recorded_at", models.DateTimeField(auto_now_add=True)),
                (
                    "case_worker",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="case worker",
                    ),
                ),
                (
                    "intervention",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="spells",
                        to="projects.intervention",
                        verbose_name="intervention",
                    ),
                ),
                (
                    "municipality",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="projects.municipality",
                        verbose_name="municipality",
                    ),
                ),
                (
                    "participation",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="spells",
                        to="register.participation",
                        verbose_name="participation",
                    ),
                ),
                (
                    "project",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        editable=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="projects.project",
                    ),
                ),
            ],
            options={
                "verbose_name": "spell",
                "verbose_name_plural": "spells",
                "ordering": ["participation", "entry_date"],
                "indexes": [
                    models.Index(
                        fields=["participation", "entry_date"],
                        include=("exit_date", "municipality", "intervention", "project"),
                        name="spell_facts",
                    ),
                    models.Index(
                        fields=["project", "municipality"],
                        include=("intervention", "participation"),
                        name="spell_part",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("exit_date__isnull", True),
                            ("exit_date__gte", models.F("entry_date")),
                            _connector="OR",
                        ),
                        name="spell_exit_after_entry",
                        violation_error_message="The end is before the start.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("exit_date__isnull", True), ("exit_reason", "")),
                            models.Q(
                                ("exit_date__isnull", False), models.Q(("exit_reason", ""), _negated=True)
                            ),
                            _connector="OR",
                        ),
                        name="spell_exit_with_reason",
                        violation_error_message="An end needs a date and a reason, both of them.",
                    ),
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        expressions=[
                            ("participation", "="),
                            (
                                participants.register.models.spell.DateRange(
                                    "entry_date",
                                    "exit_date",
                                    django.contrib.postgres.fields.ranges.RangeBoundary(inclusive_upper=True),
                                ),
                                "&&",
                            ),
                        ],
                        name="spell_no_overlap",
                        violation_error_message="The dates overlap another period of the same person.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SpellHistory",
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
                ("entry_date", models.DateField(null=True)),
                ("exit_date", models.DateField(blank=True, null=True)),
                ("exit_reason", models.CharField(blank=True, max_length=15, null=True)),
                (
                    "case_worker",
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
                    "participation",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="register.participation",
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
            ],
            options={
                "abstract": False,
                "default_permissions": (),
                "indexes": [models.Index(fields=["participation", "pgh_id"], name="spellhistory_row")],
            },
        ),
        migrations.CreateModel(
            name="OutcomeEventHistory",
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
                ("happened_on", models.DateField(null=True)),
                ("kind", models.CharField(max_length=25, null=True)),
                ("improvement", models.CharField(blank=True, max_length=25, null=True)),
                ("is_withdrawal", models.BooleanField(null=True)),
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
                    "recorded_by",
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
                    "supersedes",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="register.outcomeevent",
                    ),
                ),
                (
                    "participation",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="register.participation",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "default_permissions": (),
                "indexes": [models.Index(fields=["participation", "pgh_id"], name="outcomeeventhistory_row")],
            },
        ),
        migrations.AddConstraint(
            model_name="participation",
            constraint=models.UniqueConstraint(
                fields=("project", "person"),
                name="participation_once_in_project",
                violation_error_message="The person already takes part in this project.",
            ),
        ),
        accounts.audit.row_history.AddTrigger(
            model_name="person",
            trigger=pgtrigger.compiler.Trigger(
                name="history_key",
                sql=accounts.audit.row_history.GuardSql(
                    condition='WHEN (OLD."id" IS DISTINCT FROM (NEW."id"))',
                    func="RAISE EXCEPTION 'a row of % keeps its key', TG_TABLE_NAME USING ERRCODE = 'restrict_violation'; RETURN NULL;",
                    hash="edfa68d51fce2f36d3a00b630ea4c4a18ad6f72f",
                    operation="UPDATE",
                    pgid="pgtrigger_history_key_cecb8",
                    table="register_person",
                    when="BEFORE",
                ),
            ),
        ),
        accounts.audit.row_history.AddTrigger(
            model_name="person",
            trigger=pgtrigger.compiler.Trigger(
                name="history_insert",
                sql=accounts.audit.row_history.OwnTriggerSql(
                    func='INSERT INTO "register_personhistory" ("pgh_label", "pgh_created_at", "pgh_actor_id", "pgh_source", "id", "number_kind", "birth_date", "sex", "protection") SELECT \'insert\', now(), esfportal_actor(), esfportal_source(), new_values."id", new_values."number_kind", new_values."birth_date", new_values."sex", new_values."protection" FROM new_values ; RETURN NULL;',
                    hash="13b58c5f46e8d9566f4497478435087438825a3d",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_history_insert_23732",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="register_person",
                    when="AFTER",
                ),
            ),
        ),
        accounts.audit.row_history.AddTrigger(
            model_name="person",
            trigger=pgtrigger.compiler.Trigger(
                name="history_update",
                sql=accounts.audit.row_history.OwnTriggerSql(
                    func='INSERT INTO "register_personhistory" ("pgh_label", "pgh_created_at", "pgh_actor_id", "pgh_source", "id", "number_kind", "birth_date", "sex", "protection", "pgh_hidden") SELECT \'update\', now(), esfportal_actor(), esfportal_source(), new_values."id", new_values."number_kind", new_values."birth_date", new_values."sex", new_values."protection", nullif(array_remove(ARRAY[CASE WHEN old_values."number_index" IS DISTINCT FROM new_values."number_index" THEN \'number\' END, CASE WHEN old_values."number_encrypted" IS DISTINCT FROM new_values."number_encrypted" OR old_values."number_key_version" IS DISTINCT FROM new_values."number_key_version" THEN \'seal\' END, CASE WHEN old_values."created_at" IS DISTINCT FROM new_values."created_at" THEN \'rest\' END], NULL), ARRAY[]::text[]) FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*); RETURN NULL;',
                    hash="8052a10f312a586bdec1c0f24e58a2a7eb15b4a3",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_history_update_98286",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="register_person",
                    when="AFTER",
                ),
            ),
        ),
        accounts.audit.row_history.AddTrigger(
            model_name="person",
            trigger=pgtrigger.compiler.Trigger(
                name="history_delete",
                sql=accounts.audit.row_history.OwnTriggerSql(
                    func='INSERT INTO "register_personhistory" ("pgh_label", "pgh_created_at", "pgh_actor_id", "pgh_source", "id", "number_kind", "birth_date", "sex", "protection") SELECT \'delete\', now(), esfportal_actor(), esfportal_source(), old_values."id", old_values."number_kind", old_values."birth_date", old_values."sex", old_values."protection" FROM old_values ; RETURN NULL;',
                    hash="47a90f884305c469381099c38bc3ae3f03b07480",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_history_delete_0baec",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="register_person",
                    when="AFTER",
                ),
            ),
        ),
        accounts.audit.row_history.AddTrigger(
            model_name="outcomeeventhistory",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=accounts.audit.row_history.GuardSql(
                    func="IF NOT (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) THEN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation'; END IF; RETURN NULL;",
                    hash="10180ab1b28cf880bcb48f43b2998c138ff5e23f",
                    level="STATEMENT",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_8314f",
                    table="register_outcomeeventhistory",
                    when="BEFORE",
                ),
            ),
        ),
        accounts.audit.row_history.AddTrigger(
            model_name="outcomeevent",
            trigger=pgtrigger.compiler.Trigger(
                name="history_key",
                sql=accounts.audit.row_history.GuardSql(
                    condition='WHEN (OLD."id" IS DISTINCT FROM (NEW."id"))',
                    func="RAISE EXCEPTION 'a row of % keeps its key', TG_TABLE_NAME USING ERRCODE = 'restrict_violation'; RETURN NULL;",
                    hash="e5a7ff337943df0c8b583ba9b820769c22beb501",
                    operation="UPDATE",
                    pgid="pgtrigger_history_key_7f2cd",
                    table="register_outcomeevent",
                    when="BEFORE",
                ),
            ),
        ),
        accounts.audit.row_history.AddTrigger(
            model_name="outcomeevent",
            trigger=pgtrigger.compiler.Trigger(
                name="history_insert",
                sql=accounts.audit.row_history.OwnTriggerSql(
                    func='INSERT INTO "register_outcomeeventhistory" ("pgh_label", "pgh_created_at", "pgh_actor_id", "pgh_source", "id", "participation_id", "happened_on", "kind", "improvement", "supersedes_id", "is_withdrawal", "recorded_by_id") SELECT \'insert\', now(), esfportal_actor(), esfportal_source(), new_values."id", new_values."participation_id", new_values."happened_on", new_values."kind", new_values."improvement", new_values."supersedes_id", new_values."is_withdrawal", new_values."recorded_by_id" FROM new_values ; RETURN NULL;',
                    hash="eca1e441a405be2b3370cd29c0a56177925b0513",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_history_insert_db592",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="register_outcomeevent",
                    when="AFTER",
                ),
            ),
        ),
        accounts.audit.row_history.AddTrigger(
            model_name="outcomeevent",
            trigger=pgtrigger.compiler.Trigger(
                name="history_update",
                sql=accounts.audit.row_history.OwnTriggerSql(
                    func='INSERT INTO "register_outcomeeventhistory" ("pgh_label", "pgh_created_at", "pgh_actor_id", "pgh_source", "id", "participation_id", "happened_on", "kind", "improvement", "supersedes_id", "is_withdrawal", "recorded_by_id", "pgh_hidden") SELECT \'update\', now(), esfportal_actor(), esfportal_source(), new_values."id", new_values."participation_id", new_values."happened_on", new_values."kind", new_values."improvement", new_values."supersedes_id", new_values."is_withdrawal", new_values."recorded_by_id", nullif(array_remove(ARRAY[CASE WHEN old_values."evidence" IS DISTINCT FROM new_values."evidence" OR old_values."correction_reason" IS DISTINCT FROM new_values."correction_reason" THEN \'sensitive\' END, CASE WHEN old_values."recorded_at" IS DISTINCT FROM new_values."recorded_at" THEN \'rest\' END], NULL), ARRAY[]::text[]) FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values."correction_reason" IS DISTINCT FROM (new_values."correction_reason") OR old_values."evidence" IS DISTINCT FROM (new_values."evidence") OR old_values."happened_on" IS DISTINCT FROM (new_values."happened_on") OR old_values."id" IS DISTINCT FROM (new_values."id") OR old_values."improvement" IS DISTINCT FROM (new_values."improvement") OR old_values."is_withdrawal" IS DISTINCT FROM (new_values."is_withdrawal") OR old_values."kind" IS DISTINCT FROM (new_values."kind") OR old_values."participation_id" IS DISTINCT FROM (new_values."participation_id") OR old_values."recorded_at" IS DISTINCT FROM (new_values."recorded_at") OR old_values."recorded_by_id" IS DISTINCT FROM (new_values."recorded_by_id") OR old_values."supersedes_id" IS DISTINCT FROM (new_values."supersedes_id")); RETURN NULL;',
                    hash="2e2a0dfd9c1ec2244f64eaf19536cd21dcf47953",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_history_update_b1be6",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="register_outcomeevent",
                    when="AFTER",
                ),
            ),
        ),
        accounts.audit.row_history.AddTrigger(
            model_name="outcomeevent",
            trigger=pgtrigger.compiler.Trigger(
                name="history_delete",
                sql=accounts.audit.row_history.OwnTriggerSql(
                    func='INSERT INTO "register_outcomeeventhistory" ("pgh_label", "pgh_created_at", "pgh_actor_id", "pgh_source", "id", "participation_id", "happened_on", "kind", "improvement", "supersedes_id", "is_withdrawal", "recorded_by_id") SELECT \'delete\', now(), esfportal_actor(), esfportal_source(), old_values."id", old_values."participation_id", old_values."happened_on", old_values."kind", old_values."improvement", old_values."supersedes_id", old_values."is_withdrawal", old_values."recorded_by_id" FROM old_values ; RETURN NULL;',
                    hash="492681de52135339ccf8c160974cf320ae0fc127",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_history_delete_fc13b",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="register_outcomeevent",
                    when="AFTER",
                ),
            ),
        ),
        accounts.audit.row_history.AddTrigger(
            model_name="authorisedcaseworkerhistory",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=accounts.audit.row_history.GuardSql(
                    func="IF NOT (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) THEN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation'; END IF; RETURN NULL;",
                    hash="be04d4ed80cd2da762cc0bad2862c1912c41766e",
                    level="STATEMENT",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_2145b",
                    table="register_authorisedcaseworkerhistory",
                    when="BEFORE",
                ),
            ),
        ),
        accounts.audit.row_history.AddTrigger(
            model_name="authorisedcaseworker",
            trigger=pgtrigger.compiler.Trigger(
                name="history_key",
                sql=accounts.audit.row_history.GuardSql(
                    condition='WHEN (OLD."id" IS DISTINCT FROM (NEW."id"))',
                    func="RAISE EXCEPTION 'a row of % keeps its key', TG_TABLE_NAME USING ERRCODE = 'restrict_violation'; RETURN NULL;",
                    hash="fe7155844a47d878cf30303b01f2fc7bca327c68",
                    operation="UPDATE",
                    pgid="pgtrigger_history_key_58991",
                    table="register_authorisedcaseworker",
                    when="BEFORE",
                ),
            ),
        ),
        accounts.audit.row_history.AddTrigger(
            model_name="authorisedcaseworker",
            trigger=pgtrigger.compiler.Trigger(
                name="history_insert",
                sql=accounts.audit.row_history.OwnTriggerSql(
                    func='INSERT INTO "register_authorisedcaseworkerhistory" ("pgh_label", "pgh_created_at", "pgh_actor_id", "pgh_source", "id", "participation_id", "user_id", "authorised_by_id", "authorised_at", "ended_by_id", "ended_at") SELECT \'insert\', now(), esfportal_actor(), esfportal_source(), new_values."id", new_values."participation_id", new_values."user_id", new_values."authorised_by_id", new_values."authorised_at", new_values."ended_by_id", new_values."ended_at" FROM new_values ; RETURN NULL;',
                    hash="1d73ffdd36105e5bb83e6c07ad96ad34f5a45648",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_history_insert_c689d",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="register_authorisedcaseworker",
                    when="AFTER",
                ),
            ),
        ),
        accounts.audit.row_history.AddTrigger(
            model_name="authorisedcaseworker",
            trigger=pgtrigger.compiler.Trigger(
                name="history_update",
                sql=accounts.audit.row_history.OwnTriggerSql(
                    func='INSERT INTO "register_authorisedcaseworkerhistory" ("pgh_label", "pgh_created_at", "pgh_actor_id", "pgh_source", "id", "participation_id", "user_id", "authorised_by_id", "authorised_at", "ended_by_id", "ended_at") SELECT \'update\', now(), esfportal_actor(), esfportal_source(), new_values."id", new_values."participation_id", new_values."user_id", new_values."authorised_by_id", new_values."authorised_at", new_values."ended_by_id", new_values."ended_at" FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*); RETURN NULL;',
                    hash="e617649d22b4405699a02f68886b9aa1c9e797b7",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_history_update_c3edd",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="register_authorisedcaseworker",
                    when="AFTER",
                ),
            ),
        ),
        accounts.audit.row_history.AddTrigger(
            model_name="authorisedcaseworker",
            trigger=pgtrigger.compiler.Trigger(
                name="history_delete",
                sql=accounts.audit.row_history.OwnTriggerSql(
                    func='INSERT INTO "register_authorisedcaseworkerhistory" ("pgh_label", "pgh_created_at", "pgh_actor_id", "pgh_source", "id", "participation_id", "user_id", "authorised_by_id", "authorised_at", "ended_by_id", "ended_at") SELECT \'delete\', now(), esfportal_actor(), esfportal_source(), old_values."id", old_values."participation_id", old_values."user_id", old_values."authorised_by_id", old_values."authorised_at", old_values."ended_by_id", old_values."ended_at" FROM old_values ; RETURN NULL;',
                    hash="7ada100b48cb4d812550cadda18d56033b5612da",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_history_delete_11424",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="register_authorisedcaseworker",
                    when="AFTER",
                ),
            ),
        ),
        accounts.audit.row_history.AddTrigger(
            model_name="participationhistory",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=accounts.audit.row_history.GuardSql(
                    func="IF NOT (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) THEN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation'; END IF; RETURN NULL;",
                    hash="c13a1f2f1f816ce6be841edc8de2a9086b8261f3",
                    level="STATEMENT",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_1d09c",
                    table="register_participationhistory",
                    when="BEFORE",
                ),
            ),
        ),
        accounts.audit.row_history.AddTrigger(
            model_name="participation",
            trigger=pgtrigger.compiler.Trigger(
                name="history_key",
                sql=accounts.audit.row_history.GuardSql(
                    condition='WHEN (OLD."id" IS DISTINCT FROM (NEW."id"))',
                    func="RAISE EXCEPTION 'a row of % keeps its key', TG_TABLE_NAME USING ERRCODE = 'restrict_violation'; RETURN NULL;",
                    hash="d9d25f7da95241c2a020f4f5ab897cac6fc7c456",
                    operation="UPDATE",
                    pgid="pgtrigger_history_key_3c63f",
                    table="register_participation",
                    when="BEFORE",
                ),
            ),
        ),
        accounts.audit.row_history.AddTrigger(
            model_name="participation",
            trigger=pgtrigger.compiler.Trigger(
                name="history_insert",
                sql=accounts.audit.row_history.OwnTriggerSql(
                    func='INSERT INTO "register_participationhistory" ("pgh_label", "pgh_created_at", "pgh_actor_id", "pgh_source", "id", "project_id", "person_id", "given_name", "family_name", "labour_market_status", "unemployed_since", "in_education", "self_employed", "education_level", "jobless_household", "dependent_children", "single_adult", "rural", "created_by_id") SELECT \'insert\', now(), esfportal_actor(), esfportal_source(), new_values."id", new_values."project_id", new_values."person_id", new_values."given_name", new_values."family_name", new_values."labour_market_status", new_values."unemployed_since", new_values."in_education", new_values."self_employed", new_values."education_level", new_values."jobless_household", new_values."dependent_children", new_values."single_adult", new_values."rural", new_values."created_by_id" FROM new_values ; RETURN NULL;',
                    hash="d0541a3ab2c6a80867746e7954dee0c9cad8fa88",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_history_insert_e1b36",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="register_participation",
                    when="AFTER",
                ),
            ),
        ),
        accounts.audit.row_history.AddTrigger(
            model_name="participation",
            trigger=pgtrigger.compiler.Trigger(
                name="history_update",
                sql=accounts.audit.row_history.OwnTriggerSql(
                    func='INSERT INTO "register_participationhistory" ("pgh_label", "pgh_created_at", "pgh_actor_id", "pgh_source", "id", "project_id", "person_id", "given_name", "family_name", "labour_market_status", "unemployed_since", "in_education", "self_employed", "education_level", "jobless_household", "dependent_children", "single_adult", "rural", "created_by_id", "pgh_hidden") SELECT \'update\', now(), esfportal_actor(), esfportal_source(), new_values."id", new_values."project_id", new_values."person_id", new_values."given_name", new_values."family_name", new_values."labour_market_status", new_values."unemployed_since", new_values."in_education", new_values."self_employed", new_values."education_level", new_values."jobless_household", new_values."dependent_children", new_values."single_adult", new_values."rural", new_values."created_by_id", nullif(array_remove(ARRAY[CASE WHEN old_values."foreign_background" IS DISTINCT FROM new_values."foreign_background" OR old_values."third_country_national" IS DISTINCT FROM new_values."third_country_national" OR old_values."minority" IS DISTINCT FROM new_values."minority" OR old_values."disability" IS DISTINCT FROM new_values."disability" OR old_values."other_disadvantage" IS DISTINCT FROM new_values."other_disadvantage" OR old_values."homeless" IS DISTINCT FROM new_values."homeless" OR old_values."sick_listed" IS DISTINCT FROM new_values."sick_listed" OR old_values."sick_listed_since" IS DISTINCT FROM new_values."sick_listed_since" OR old_values."sickness_pension" IS DISTINCT FROM new_values."sickness_pension" OR old_values."income_support" IS DISTINCT FROM new_values."income_support" OR old_values."newly_arrived" IS DISTINCT FROM new_values."newly_arrived" OR old_values."refugee" IS DISTINCT FROM new_values."refugee" OR old_values."admission_ground" IS DISTINCT FROM new_values."admission_ground" THEN \'sensitive\' END, CASE WHEN old_values."public_id" IS DISTINCT FROM new_values."public_id" OR old_values."created_at" IS DISTINCT FROM new_values."created_at" THEN \'rest\' END], NULL), ARRAY[]::text[]) FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*); RETURN NULL;',
                    hash="3c15a7a5f1e5cd762721ce6e39839a4ab12f1a79",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_history_update_1f73f",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="register_participation",
                    when="AFTER",
                ),
            ),
        ),
        accounts.audit.row_history.AddTrigger(
            model_name="participation",
            trigger=pgtrigger.compiler.Trigger(
                name="history_delete",
                sql=accounts.audit.row_history.OwnTriggerSql(
                    func='INSERT INTO "register_participationhistory" ("pgh_label", "pgh_created_at", "pgh_actor_id", "pgh_source", "id", "project_id", "person_id", "given_name", "family_name", "labour_market_status", "unemployed_since", "in_education", "self_employed", "education_level", "jobless_household", "dependent_children", "single_adult", "rural", "created_by_id") SELECT \'delete\', now(), esfportal_actor(), esfportal_source(), old_values."id", old_values."project_id", old_values."person_id", old_values."given_name", old_values."family_name", old_values."labour_market_status", old_values."unemployed_since", old_values."in_education", old_values."self_employed", old_values."education_level", old_values."jobless_household", old_values."dependent_children", old_values."single_adult", old_values."rural", old_values."created_by_id" FROM old_values ; RETURN NULL;',
                    hash="8f888a5c807628bd340c0f17da7d2786deefee7b",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_history_delete_f5d42",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="register_participation",
                    when="AFTER",
                ),
            ),
        ),
        accounts.audit.row_history.AddTrigger(
            model_name="personhistory",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=accounts.audit.row_history.GuardSql(
                    func="IF NOT (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) THEN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation'; END IF; RETURN NULL;",
                    hash="dce600312185e8e88a795e1e3349f44a97143b5f",
                    level="STATEMENT",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_dedac",
                    table="register_personhistory",
                    when="BEFORE",
                ),
            ),
        ),
        accounts.audit.row_history.AddTrigger(
            model_name="protectedrecordaccess",
            trigger=pgtrigger.compiler.Trigger(
                name="history_key",
                sql=accounts.audit.row_history.GuardSql(
                    condition='WHEN (OLD."id" IS DISTINCT FROM (NEW."id"))',
                    func="RAISE EXCEPTION 'a row of % keeps its key', TG_TABLE_NAME USING ERRCODE = 'restrict_violation'; RETURN NULL;",
                    hash="ce9b2349a615da4b531a8fc022985f70bf427c9d",
                    operation="UPDATE",
                    pgid="pgtrigger_history_key_d6db3",
                    table="register_protectedrecordaccess",
                    when="BEFORE",
                ),
            ),
        ),
        accounts.audit.row_history.AddTrigger(
            model_name="protectedrecordaccess",
            trigger=pgtrigger.compiler.Trigger(
                name="history_insert",
                sql=accounts.audit.row_history.OwnTriggerSql(
                    func='INSERT INTO "register_protectedrecordaccesshistory" ("pgh_label", "pgh_created_at", "pgh_actor_id", "pgh_source", "id", "participation_id", "user_id", "reason", "opened_at", "closed_at") SELECT \'insert\', now(), esfportal_actor(), esfportal_source(), new_values."id", new_values."participation_id", new_values."user_id", new_values."reason", new_values."opened_at", new_values."closed_at" FROM new_values ; RETURN NULL;',
                    hash="5affa8757b354f08540e0f4bada308810fac1974",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_history_insert_be5df",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="register_protectedrecordaccess",
                    when="AFTER",
                ),
            ),
        ),
        accounts.audit.row_history.AddTrigger(
            model_name="protectedrecordaccess",
            trigger=pgtrigger.compiler.Trigger(
                name="history_update",
                sql=accounts.audit.row_history.OwnTriggerSql(
                    func='INSERT INTO "register_protectedrecordaccesshistory" ("pgh_label", "pgh_created_at", "pgh_actor_id", "pgh_source", "id", "participation_id", "user_id", "reason", "opened_at", "closed_at", "pgh_hidden") SELECT \'update\', now(), esfportal_actor(), esfportal_source(), new_values."id", new_values."participation_id", new_values."user_id", new_values."reason", new_values."opened_at", new_values."closed_at", nullif(array_remove(ARRAY[CASE WHEN old_values."note" IS DISTINCT FROM new_values."note" THEN \'sensitive\' END], NULL), ARRAY[]::text[]) FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values."closed_at" IS DISTINCT FROM (new_values."closed_at") OR old_values."id" IS DISTINCT FROM (new_values."id") OR old_values."note" IS DISTINCT FROM (new_values."note") OR old_values."opened_at" IS DISTINCT FROM (new_values."opened_at") OR old_values."participation_id" IS DISTINCT FROM (new_values."participation_id") OR old_values."reason" IS DISTINCT FROM (new_values."reason") OR old_values."user_id" IS DISTINCT FROM (new_values."user_id")); RETURN NULL;',
                    hash="c1a5c804c5c916c4e5ca050f22e1289cb7663d29",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_history_update_1419f",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="register_protectedrecordaccess",
                    when="AFTER",
                ),
            ),
        ),
        accounts.audit.row_history.AddTrigger(
            model_name="protectedrecordaccess",
            trigger=pgtrigger.compiler.Trigger(
                name="history_delete",
                sql=accounts.audit.row_history.OwnTriggerSql(
                    func='INSERT INTO "register_protectedrecordaccesshistory" ("pgh_label", "pgh_created_at", "pgh_actor_id", "pgh_source", "id", "participation_id", "user_id", "reason", "opened_at", "closed_at") SELECT \'delete\', now(), esfportal_actor(), esfportal_source(), old_values."id", old_values."participation_id", old_values."user_id", old_values."reason", old_values."opened_at", old_values."closed_at" FROM old_values ; RETURN NULL;',
                    hash="ffaa7ff3489e18789ba906ebe212f43fc11d7888",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_history_delete_1c773",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="register_protectedrecordaccess",
                    when="AFTER",
                ),
            ),
        ),
        accounts.audit.row_history.AddTrigger(
            model_name="protectedrecordaccesshistory",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=accounts.audit.row_history.GuardSql(
                    func="IF NOT (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) THEN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation'; END IF; RETURN NULL;",
                    hash="5a6dddb4ddfde261c22905a740b1b2bfc69ff4c4",
                    level="STATEMENT",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_e4ffe",
                    table="register_protectedrecordaccesshistory",
                    when="BEFORE",
                ),
            ),
        ),
        accounts.audit.row_history.AddTrigger(
            model_name="spell",
            trigger=pgtrigger.compiler.Trigger(
                name="history_key",
                sql=accounts.audit.row_history.GuardSql(
                    condition='WHEN (OLD."id" IS DISTINCT FROM (NEW."id"))',
                    func="RAISE EXCEPTION 'a row of % keeps its key', TG_TABLE_NAME USING ERRCODE = 'restrict_violation'; RETURN NULL;",
                    hash="7de3c7f2aa6e6224464400a69b6bbae9660027a1",
                    operation="UPDATE",
                    pgid="pgtrigger_history_key_75948",
                    table="register_spell",
                    when="BEFORE",
                ),
            ),
        ),
        accounts.audit.row_history.AddTrigger(
            model_name="spell",
            trigger=pgtrigger.compiler.Trigger(
                name="history_insert",
                sql=accounts.audit.row_history.OwnTriggerSql(
                    func='INSERT INTO "register_spellhistory" ("pgh_label", "pgh_created_at", "pgh_actor_id", "pgh_source", "id", "participation_id", "entry_date", "exit_date", "exit_reason", "municipality_id", "intervention_id", "case_worker_id") SELECT \'insert\', now(), esfportal_actor(), esfportal_source(), new_values."id", new_values."participation_id", new_values."entry_date", new_values."exit_date", new_values."exit_reason", new_values."municipality_id", new_values."intervention_id", new_values."case_worker_id" FROM new_values ; RETURN NULL;',
                    hash="006829469a83367a4179314f3d2ce123188f269f",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_history_insert_d4a09",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="register_spell",
                    when="AFTER",
                ),
            ),
        ),
        accounts.audit.row_history.AddTrigger(
            model_name="spell",
            trigger=pgtrigger.compiler.Trigger(
                name="history_update",
                sql=accounts.audit.row_history.OwnTriggerSql(
                    func='INSERT INTO "register_spellhistory" ("pgh_label", "pgh_created_at", "pgh_actor_id", "pgh_source", "id", "participation_id", "entry_date", "exit_date", "exit_reason", "municipality_id", "intervention_id", "case_worker_id", "pgh_hidden") SELECT \'update\', now(), esfportal_actor(), esfportal_source(), new_values."id", new_values."participation_id", new_values."entry_date", new_values."exit_date", new_values."exit_reason", new_values."municipality_id", new_values."intervention_id", new_values."case_worker_id", nullif(array_remove(ARRAY[CASE WHEN old_values."recorded_at" IS DISTINCT FROM new_values."recorded_at" THEN \'rest\' END], NULL), ARRAY[]::text[]) FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values."case_worker_id" IS DISTINCT FROM (new_values."case_worker_id") OR old_values."entry_date" IS DISTINCT FROM (new_values."entry_date") OR old_values."exit_date" IS DISTINCT FROM (new_values."exit_date") OR old_values."exit_reason" IS DISTINCT FROM (new_values."exit_reason") OR old_values."id" IS DISTINCT FROM (new_values."id") OR old_values."intervention_id" IS DISTINCT FROM (new_values."intervention_id") OR old_values."municipality_id" IS DISTINCT FROM (new_values."municipality_id") OR old_values."participation_id" IS DISTINCT FROM (new_values."participation_id") OR old_values."recorded_at" IS DISTINCT FROM (new_values."recorded_at")); RETURN NULL;',
                    hash="6ca6b37ca440940575f443aef5cb42ba3fbd71a2",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_history_update_e44c4",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="register_spell",
                    when="AFTER",
                ),
            ),
        ),
        accounts.audit.row_history.AddTrigger(
            model_name="spell",
            trigger=pgtrigger.compiler.Trigger(
                name="history_delete",
                sql=accounts.audit.row_history.OwnTriggerSql(
                    func='INSERT INTO "register_spellhistory" ("pgh_label", "pgh_created_at", "pgh_actor_id", "pgh_source", "id", "participation_id", "entry_date", "exit_date", "exit_reason", "municipality_id", "intervention_id", "case_worker_id") SELECT \'delete\', now(), esfportal_actor(), esfportal_source(), old_values."id", old_values."participation_id", old_values."entry_date", old_values."exit_date", old_values."exit_reason", old_values."municipality_id", old_values."intervention_id", old_values."case_worker_id" FROM old_values ; RETURN NULL;',
                    hash="1185b4e076139c5bebbd334d8468ca32c4325b20",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_history_delete_85a96",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="register_spell",
                    when="AFTER",
                ),
            ),
        ),
        accounts.audit.row_history.AddTrigger(
            model_name="spellhistory",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=accounts.audit.row_history.GuardSql(
                    func="IF NOT (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) THEN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation'; END IF; RETURN NULL;",
                    hash="0fba31fd9ca79e180b3937f3d2ed08bd1d69fff1",
                    level="STATEMENT",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_f7c72",
                    table="register_spellhistory",
                    when="BEFORE",
                ),
            ),
        ),
    ]
