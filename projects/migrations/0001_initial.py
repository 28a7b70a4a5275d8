import django.contrib.postgres.fields
import django.db.models.deletion
import django.utils.timezone
import pgtrigger.compiler
from django.conf import settings
from django.db import migrations, models

import accounts.audit.row_history


class Migration(migrations.Migration):
    initial = True
    dependencies = [("accounts", "0001_initial"), ("accounts", "__first__")]
    operations = [
        migrations.CreateModel(
            name="County",
            fields=[
                (
                    "code",
                    models.CharField(max_length=2, primary_key=True, serialize=False, verbose_name="code"),
                ),
                ("name", models.CharField(max_length=60, verbose_name="name")),
                ("nuts3", models.CharField(max_length=5, verbose_name="NUTS 3")),
                ("nuts2", models.CharField(max_length=4, verbose_name="NUTS 2")),
                (
                    "esf_region",
                    models.CharField(
                        choices=[
                            ("ovre_norrland", "Övre Norrland"),
                            ("mellersta_norrland", "Mellersta Norrland"),
                            ("norra_mellansverige", "Norra Mellansverige"),
                            ("ostra_mellansverige", "Östra Mellansverige"),
                            ("stockholm", "Stockholm"),
                            ("vastsverige", "Västsverige"),
                            ("smaland_och_oarna", "Småland och Öarna"),
                            ("sydsverige", "Sydsverige"),
                        ],
                        max_length=30,
                        verbose_name="ESF region",
                    ),
                ),
            ],
            options={"verbose_name": "county", "verbose_name_plural": "counties", "ordering": ["code"]},
        ),
        migrations.CreateModel(
            name="Project",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "slug",
                    models.SlugField(max_length=40, unique=True, verbose_name="short name in addresses"),
                ),
                ("name", models.CharField(max_length=200, verbose_name="name")),
                ("name_en", models.CharField(blank=True, max_length=200, verbose_name="name in English")),
                ("short_name", models.CharField(blank=True, max_length=40, verbose_name="short name")),
                (
                    "programme_period",
                    models.CharField(
                        choices=[
                            ("2007-2013", "2007–2013"),
                            ("2014-2020", "2014–2020"),
                            ("2021-2027", "2021–2027"),
                        ],
                        max_length=9,
                        verbose_name="programme period",
                    ),
                ),
                (
                    "programme_area",
                    models.CharField(blank=True, max_length=10, verbose_name="programme area"),
                ),
                (
                    "programme_area_name",
                    models.CharField(blank=True, max_length=200, verbose_name="programme area's name"),
                ),
                (
                    "programme_area_name_en",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="programme area's name in English"
                    ),
                ),
                (
                    "region",
                    models.CharField(
                        choices=[
                            ("ovre_norrland", "Övre Norrland"),
                            ("mellersta_norrland", "Mellersta Norrland"),
                            ("norra_mellansverige", "Norra Mellansverige"),
                            ("ostra_mellansverige", "Östra Mellansverige"),
                            ("stockholm", "Stockholm"),
                            ("vastsverige", "Västsverige"),
                            ("smaland_och_oarna", "Småland och Öarna"),
                            ("sydsverige", "Sydsverige"),
                        ],
                        max_length=30,
                        verbose_name="ESF region",
                    ),
                ),
                ("case_number", models.CharField(blank=True, max_length=40, verbose_name="case number")),
                ("starts_on", models.DateField(blank=True, null=True, verbose_name="start")),
                ("ends_on", models.DateField(blank=True, null=True, verbose_name="end")),
                (
                    "period_text",
                    models.CharField(
                        blank=True,
                        help_text="As published, when the exact days are not known.",
                        max_length=120,
                        verbose_name="period in words",
                    ),
                ),
                (
                    "period_text_en",
                    models.CharField(blank=True, max_length=120, verbose_name="period in words, in English"),
                ),
                (
                    "budget_total",
                    models.DecimalField(
                        blank=True, decimal_places=2, max_digits=14, null=True, verbose_name="total budget"
                    ),
                ),
                (
                    "budget_is_approximate",
                    models.BooleanField(default=False, verbose_name="the budget is approximate"),
                ),
                (
                    "esf_support",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=14,
                        null=True,
                        verbose_name="ESF support granted",
                    ),
                ),
                (
                    "esf_share",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=5,
                        null=True,
                        verbose_name="ESF share, per cent",
                    ),
                ),
                ("contact_name", models.CharField(blank=True, max_length=150, verbose_name="contact person")),
                (
                    "contact_email",
                    models.EmailField(blank=True, max_length=254, verbose_name="contact's e-mail"),
                ),
                (
                    "contact_phone",
                    models.CharField(blank=True, max_length=40, verbose_name="contact's telephone"),
                ),
                ("staffing", models.TextField(blank=True, verbose_name="staff")),
                ("staffing_en", models.TextField(blank=True, verbose_name="staff, in English")),
                (
                    "municipality_count",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="As published, when not all are known by name.",
                        null=True,
                        verbose_name="number of municipalities",
                    ),
                ),
                (
                    "partners_text",
                    models.CharField(
                        blank=True,
                        help_text="Parties that are not named one by one.",
                        max_length=400,
                        verbose_name="other parties",
                    ),
                ),
                (
                    "partners_text_en",
                    models.CharField(blank=True, max_length=400, verbose_name="other parties, in English"),
                ),
                (
                    "expects_participants",
                    models.BooleanField(
                        default=True,
                        help_text="A pre-study has none: its reports show zeros.",
                        verbose_name="has participants",
                    ),
                ),
                (
                    "by_social_partners",
                    models.BooleanField(blank=True, null=True, verbose_name="by social partners or NGOs"),
                ),
                (
                    "for_women_in_employment",
                    models.BooleanField(
                        blank=True,
                        null=True,
                        verbose_name="for women's lasting participation in working life",
                    ),
                ),
                (
                    "for_public_services",
                    models.BooleanField(
                        blank=True, null=True, verbose_name="aimed at public administrations or services"
                    ),
                ),
                (
                    "supported_public_bodies",
                    models.PositiveIntegerField(
                        blank=True, null=True, verbose_name="supported public administrations or services"
                    ),
                ),
                (
                    "supported_enterprises",
                    models.PositiveIntegerField(
                        blank=True, null=True, verbose_name="supported small and medium-sized enterprises"
                    ),
                ),
            ],
            options={
                "verbose_name": "project",
                "verbose_name_plural": "projects",
                "ordering": ["name"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ends_on__isnull", True),
                            ("starts_on__isnull", True),
                            ("ends_on__gte", models.F("starts_on")),
                            _connector="OR",
                        ),
                        name="project_ends_after_start",
                        violation_error_message="The project's end is before its start.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("budget_total__isnull", True), ("budget_total__gte", 0), _connector="OR"
                            ),
                            models.Q(("esf_support__isnull", True), ("esf_support__gte", 0), _connector="OR"),
                        ),
                        name="project_money_not_negative",
                        violation_error_message="Money can't be less than zero.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("esf_share__isnull", True),
                            models.Q(("esf_share__gte", 0), ("esf_share__lte", 100)),
                            _connector="OR",
                        ),
                        name="project_share_is_per_cent",
                        violation_error_message="The ESF share is a per cent from 0 to 100.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="FinancingLine",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "source",
                    models.CharField(
                        choices=[
                            ("esf", "ESF support"),
                            ("public_cash", "public co-financing in cash"),
                            ("private_cash", "private co-financing in cash"),
                            ("in_kind_time", "in kind: participants' time"),
                            ("in_kind_competence", "in kind: competence"),
                            ("in_kind_work", "in kind: work"),
                        ],
                        max_length=20,
                        verbose_name="source",
                    ),
                ),
                (
                    "planned",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        help_text="Empty: not stated.",
                        max_digits=14,
                        null=True,
                        verbose_name="planned",
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=300, verbose_name="note")),
                ("note_en", models.CharField(blank=True, max_length=300, verbose_name="note in English")),
                ("position", models.PositiveSmallIntegerField(default=0, verbose_name="order")),
                (
                    "organisation",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.organisation",
                        verbose_name="organisation",
                    ),
                ),
                (
                    "project",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="financing",
                        to="projects.project",
                    ),
                ),
            ],
            options={
                "verbose_name": "source of financing",
                "verbose_name_plural": "sources of financing",
                "ordering": ["project", "position", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("project", "source", "organisation"),
                        name="financing_once",
                        nulls_distinct=False,
                        violation_error_message="The project already has this source of financing.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("planned__isnull", True), ("planned__gte", 0), _connector="OR"),
                        name="financing_planned_not_negative",
                        violation_error_message="Money can't be less than zero.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="FinancingEntry",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("booked_on", models.DateField(default=django.utils.timezone.localdate, verbose_name="date")),
                ("amount", models.DecimalField(decimal_places=2, max_digits=14, verbose_name="amount")),
                (
                    "hours",
                    models.DecimalField(
                        blank=True, decimal_places=2, max_digits=9, null=True, verbose_name="hours"
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=200, verbose_name="note")),
                (
                    "recorded_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="recorded"),
                ),
                (
                    "booked_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="booked by",
                    ),
                ),
                (
                    "line",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="entries",
                        to="projects.financingline",
                        verbose_name="source",
                    ),
                ),
            ],
            options={
                "verbose_name": "booking",
                "verbose_name_plural": "bookings",
                "ordering": ["line", "booked_on", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Intervention",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.SlugField(max_length=40, verbose_name="code")),
                ("name", models.CharField(max_length=120, verbose_name="name")),
                ("name_en", models.CharField(blank=True, max_length=120, verbose_name="name in English")),
                ("target_group", models.CharField(blank=True, max_length=200, verbose_name="target group")),
                (
                    "target_group_en",
                    models.CharField(blank=True, max_length=200, verbose_name="target group in English"),
                ),
                ("description", models.TextField(blank=True, verbose_name="description")),
                ("description_en", models.TextField(blank=True, verbose_name="description in English")),
                (
                    "results",
                    models.TextField(
                        blank=True,
                        help_text="What has been published. Figures are counted by the portal.",
                        verbose_name="published results",
                    ),
                ),
                ("results_en", models.TextField(blank=True, verbose_name="published results, in English")),
                ("leader_name", models.CharField(blank=True, max_length=150, verbose_name="leader")),
                (
                    "employers_text",
                    models.CharField(
                        blank=True,
                        help_text="When the employers are not named one by one.",
                        max_length=300,
                        verbose_name="employers",
                    ),
                ),
                (
                    "employers_text_en",
                    models.CharField(blank=True, max_length=300, verbose_name="employers, in English"),
                ),
                ("starts_on", models.DateField(blank=True, null=True, verbose_name="start")),
                ("ends_on", models.DateField(blank=True, null=True, verbose_name="end")),
                (
                    "employers",
                    models.ManyToManyField(
                        blank=True,
                        related_name="%(class)ss",
                        to="accounts.organisation",
                        verbose_name="employer partners",
                    ),
                ),
            ],
            options={
                "verbose_name": "intervention",
                "verbose_name_plural": "interventions",
                "ordering": ["project", "code"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ends_on__isnull", True),
                            ("starts_on__isnull", True),
                            ("ends_on__gte", models.F("starts_on")),
                            _connector="OR",
                        ),
                        name="intervention_ends_after_start",
                        violation_error_message="The intervention's end is before its start.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Municipality",
            fields=[
                (
                    "code",
                    models.CharField(max_length=4, primary_key=True, serialize=False, verbose_name="code"),
                ),
                ("name", models.CharField(max_length=60, unique=True, verbose_name="name")),
                (
                    "county",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        to="projects.county",
                        verbose_name="county",
                    ),
                ),
            ],
            options={
                "verbose_name": "municipality",
                "verbose_name_plural": "municipalities",
                "ordering": ["code"],
            },
        ),
        migrations.CreateModel(
            name="EventHistory",
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
                ("name", models.CharField(max_length=200, null=True)),
                ("name_en", models.CharField(blank=True, max_length=200, null=True)),
                ("held_on", models.DateField(blank=True, null=True)),
                ("place", models.CharField(blank=True, max_length=120, null=True)),
                ("description", models.TextField(blank=True, null=True)),
                ("description_en", models.TextField(blank=True, null=True)),
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
                "indexes": [models.Index(fields=["project", "pgh_id"], name="eventhistory_row")],
            },
        ),
        migrations.CreateModel(
            name="Event",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=200, verbose_name="name")),
                ("name_en", models.CharField(blank=True, max_length=200, verbose_name="name in English")),
                ("held_on", models.DateField(blank=True, null=True, verbose_name="date")),
                ("place", models.CharField(blank=True, max_length=120, verbose_name="place")),
                ("description", models.TextField(blank=True, verbose_name="description")),
                ("description_en", models.TextField(blank=True, verbose_name="description in English")),
                (
                    "project",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="events",
                        to="projects.project",
                    ),
                ),
            ],
            options={
                "verbose_name": "event",
                "verbose_name_plural": "events",
                "ordering": ["project", "held_on", "pk"],
            },
        ),
        migrations.CreateModel(
            name="BudgetLineHistory",
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
                ("name", models.CharField(max_length=200, null=True)),
                ("name_en", models.CharField(blank=True, max_length=200, null=True)),
                ("amount", models.DecimalField(decimal_places=2, max_digits=14, null=True)),
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
                "indexes": [models.Index(fields=["project", "pgh_id"], name="budgetlinehistory_row")],
            },
        ),
        migrations.CreateModel(
            name="BudgetLine",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=200, verbose_name="purpose")),
                ("name_en", models.CharField(blank=True, max_length=200, verbose_name="purpose in English")),
                ("amount", models.DecimalField(decimal_places=2, max_digits=14, verbose_name="amount")),
                (
                    "project",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="budget_lines",
                        to="projects.project",
                    ),
                ),
            ],
            options={
                "verbose_name": "budget line",
                "verbose_name_plural": "budget lines",
                "ordering": ["project", "pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("project", "name"), name="budget_line_once"),
                    models.CheckConstraint(
                        condition=models.Q(("amount__gte", 0)),
                        name="budget_amount_not_negative",
                        violation_error_message="Money can't be less than zero.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ProjectHistory",
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
                ("slug", models.SlugField(db_index=False, max_length=40, null=True)),
                ("name", models.CharField(max_length=200, null=True)),
                ("name_en", models.CharField(blank=True, max_length=200, null=True)),
                ("short_name", models.CharField(blank=True, max_length=40, null=True)),
                ("programme_period", models.CharField(max_length=9, null=True)),
                ("programme_area", models.CharField(blank=True, max_length=10, null=True)),
                ("programme_area_name", models.CharField(blank=True, max_length=200, null=True)),
                ("programme_area_name_en", models.CharField(blank=True, max_length=200, null=True)),
                ("region", models.CharField(max_length=30, null=True)),
                ("case_number", models.CharField(blank=True, max_length=40, null=True)),
                ("starts_on", models.DateField(blank=True, null=True)),
                ("ends_on", models.DateField(blank=True, null=True)),
                ("period_text", models.CharField(blank=True, max_length=120, null=True)),
                ("period_text_en", models.CharField(blank=True, max_length=120, null=True)),
                ("budget_total", models.DecimalField(blank=True, decimal_places=2, max_digits=14, null=True)),
                ("budget_is_approximate", models.BooleanField(null=True)),
                ("esf_support", models.DecimalField(blank=True, decimal_places=2, max_digits=14, null=True)),
                ("esf_share", models.DecimalField(blank=True, decimal_places=2, max_digits=5, null=True)),
                ("contact_name", models.CharField(blank=True, max_length=150, null=True)),
                ("contact_email", models.EmailField(blank=True, max_length=254, null=True)),
                ("contact_phone", models.CharField(blank=True, max_length=40, null=True)),
                ("staffing", models.TextField(blank=True, null=True)),
                ("staffing_en", models.TextField(blank=True, null=True)),
                ("municipality_count", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("partners_text", models.CharField(blank=True, max_length=400, null=True)),
                ("partners_text_en", models.CharField(blank=True, max_length=400, null=True)),
                ("expects_participants", models.BooleanField(null=True)),
                ("by_social_partners", models.BooleanField(blank=True, null=True)),
                ("for_women_in_employment", models.BooleanField(blank=True, null=True)),
                ("for_public_services", models.BooleanField(blank=True, null=True)),
                ("supported_public_bodies", models.PositiveIntegerField(blank=True, null=True)),
                ("supported_enterprises", models.PositiveIntegerField(blank=True, null=True)),
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
                "indexes": [models.Index(fields=["id", "pgh_id"], name="projecthistory_row")],
            },
        ),
        migrations.CreateModel(
            name="ProjectMunicipality",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "municipality",
                    models.ForeignKey(
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
                        related_name="project_municipalities",
                        to="projects.project",
                    ),
                ),
            ],
            options={
                "verbose_name": "participating municipality",
                "verbose_name_plural": "participating municipalities",
                "ordering": ["project", "municipality"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("project", "municipality"),
                        name="project_municipality_once",
                        violation_error_message="The municipality is already in the project.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ProjectOrganisation",
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
                            ("owner", "project owner"),
                            ("partner", "partner"),
                            ("co_financier", "co-financier"),
                            ("funder", "funder"),
                            ("cooperation", "cooperation partner"),
                            ("decision", "decided by"),
                        ],
                        max_length=20,
                        verbose_name="part in the project",
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=300, verbose_name="note")),
                ("note_en", models.CharField(blank=True, max_length=300, verbose_name="note in English")),
                ("position", models.PositiveSmallIntegerField(default=0, verbose_name="order")),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="partnerships",
                        to="accounts.organisation",
                        verbose_name="organisation",
                    ),
                ),
                (
                    "project",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="partners",
                        to="projects.project",
                    ),
                ),
            ],
            options={
                "verbose_name": "partner organisation",
                "verbose_name_plural": "partner organisations",
                "ordering": ["project", "position", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("project", "organisation", "role"),
                        name="partner_once_in_role",
                        violation_error_message="The organisation already has this part in the project.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("role", "owner")),
                        fields=("project",),
                        name="project_one_owner",
                        violation_error_message="A project has one owner.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ProjectOrganisationHistory",
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
                ("note", models.CharField(blank=True, max_length=300, null=True)),
                ("note_en", models.CharField(blank=True, max_length=300, null=True)),
                ("position", models.PositiveSmallIntegerField(null=True)),
                (
                    "organisation",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="accounts.organisation",
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
                "indexes": [
                    models.Index(fields=["project", "pgh_id"], name="projectorganisationhistory_row")
                ],
            },
        ),
        migrations.CreateModel(
            name="ProjectText",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "section",
                    models.CharField(
                        choices=[
                            ("summary", "Summary"),
                            ("background", "Background"),
                            ("purpose", "Purpose"),
                            ("objective", "Objective"),
                            ("target_group", "Target group"),
                            ("way_of_working", "Way of working"),
                            ("results", "Results"),
                            ("accessibility", "Accessibility for people with disabilities"),
                            ("gender", "Gender mainstreaming"),
                            ("transnational", "Transnational cooperation"),
                        ],
                        max_length=20,
                        verbose_name="section",
                    ),
                ),
                (
                    "language",
                    models.CharField(
                        choices=[("sv", "Svenska"), ("en", "English")], max_length=2, verbose_name="language"
                    ),
                ),
                (
                    "body",
                    models.TextField(blank=True, help_text="Empty: no information.", verbose_name="text"),
                ),
                (
                    "project",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="texts",
                        to="projects.project",
                    ),
                ),
            ],
            options={
                "verbose_name": "public text",
                "verbose_name_plural": "public texts",
                "ordering": ["project", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("project", "section", "language"),
                        name="text_once_in_language",
                        violation_error_message="This section is already written in this language.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ProjectTextHistory",
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
                ("section", models.CharField(max_length=20, null=True)),
                ("language", models.CharField(max_length=2, null=True)),
                ("body", models.TextField(blank=True, null=True)),
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
                "indexes": [models.Index(fields=["project", "pgh_id"], name="projecttexthistory_row")],
            },
        ),
        migrations.CreateModel(
            name="SubProject",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.SlugField(max_length=40, verbose_name="code")),
                ("name", models.CharField(max_length=120, verbose_name="name")),
                ("name_en", models.CharField(blank=True, max_length=120, verbose_name="name in English")),
                ("target_group", models.CharField(blank=True, max_length=200, verbose_name="target group")),
                (
                    "target_group_en",
                    models.CharField(blank=True, max_length=200, verbose_name="target group in English"),
                ),
                ("description", models.TextField(blank=True, verbose_name="description")),
                ("description_en", models.TextField(blank=True, verbose_name="description in English")),
                (
                    "results",
                    models.TextField(
                        blank=True,
                        help_text="What has been published. Figures are counted by the portal.",
                        verbose_name="published results",
                    ),
                ),
                ("results_en", models.TextField(blank=True, verbose_name="published results, in English")),
                ("leader_name", models.CharField(blank=True, max_length=150, verbose_name="leader")),
                (
                    "employers_text",
                    models.CharField(
                        blank=True,
                        help_text="When the employers are not named one by one.",
                        max_length=300,
                        verbose_name="employers",
                    ),
                ),
                (
                    "employers_text_en",
                    models.CharField(blank=True, max_length=300, verbose_name="employers, in English"),
                ),
                (
                    "employers",
                    models.ManyToManyField(
                        blank=True,
                        related_name="%(class)ss",
                        to="accounts.organisation",
                        verbose_name="employer partners",
                    ),
                ),
                (
                    "project",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="sub_projects",
                        to="projects.project",
                    ),
                ),
            ],
            options={
                "verbose_name": "sub-project",
                "verbose_name_plural": "sub-projects",
                "ordering": ["project", "code"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("project", "code"),
                        name="sub_project_code_once",
                        violation_error_message="The project already has a sub-project with this code.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ProjectMunicipalityHistory",
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
                "indexes": [
                    models.Index(fields=["project", "pgh_id"], name="projectmunicipalityhistory_row")
                ],
            },
        ),
        migrations.CreateModel(
            name="InterventionHistory",
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
                ("code", models.SlugField(db_index=False, max_length=40, null=True)),
                ("name", models.CharField(max_length=120, null=True)),
                ("name_en", models.CharField(blank=True, max_length=120, null=True)),
                ("target_group", models.CharField(blank=True, max_length=200, null=True)),
                ("target_group_en", models.CharField(blank=True, max_length=200, null=True)),
                ("description", models.TextField(blank=True, null=True)),
                ("description_en", models.TextField(blank=True, null=True)),
                ("results", models.TextField(blank=True, null=True)),
                ("results_en", models.TextField(blank=True, null=True)),
                ("leader_name", models.CharField(blank=True, max_length=150, null=True)),
                ("employers_text", models.CharField(blank=True, max_length=300, null=True)),
                ("employers_text_en", models.CharField(blank=True, max_length=300, null=True)),
                ("starts_on", models.DateField(blank=True, null=True)),
                ("ends_on", models.DateField(blank=True, null=True)),
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
                "indexes": [models.Index(fields=["project", "pgh_id"], name="interventionhistory_row")],
            },
        ),
        migrations.CreateModel(
            name="SubProjectEmployerHistory",
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
                (
                    "organisation",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        db_tablespace="",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="accounts.organisation",
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
                    "subproject",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        db_tablespace="",
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
                "indexes": [
                    models.Index(fields=["subproject", "pgh_id"], name="subprojectemployerhistory_row")
                ],
            },
        ),
        migrations.CreateModel(
            name="SubProjectHistory",
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
                ("code", models.SlugField(db_index=False, max_length=40, null=True)),
                ("name", models.CharField(max_length=120, null=True)),
                ("name_en", models.CharField(blank=True, max_length=120, null=True)),
                ("target_group", models.CharField(blank=True, max_length=200, null=True)),
                ("target_group_en", models.CharField(blank=True, max_length=200, null=True)),
                ("description", models.TextField(blank=True, null=True)),
                ("description_en", models.TextField(blank=True, null=True)),
                ("results", models.TextField(blank=True, null=True)),
                ("results_en", models.TextField(blank=True, null=True)),
                ("leader_name", models.CharField(blank=True, max_length=150, null=True)),
                ("employers_text", models.CharField(blank=True, max_length=300, null=True)),
                ("employers_text_en", models.CharField(blank=True, max_length=300, null=True)),
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
                "indexes": [models.Index(fields=["project", "pgh_id"], name="subprojecthistory_row")],
            },
        ),
        migrations.CreateModel(
            name="Target",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.SlugField(max_length=60, verbose_name="code")),
                ("label", models.CharField(blank=True, max_length=200, verbose_name="in words")),
                (
                    "label_en",
                    models.CharField(blank=True, max_length=200, verbose_name="in words, in English"),
                ),
                (
                    "measure",
                    models.CharField(
                        choices=[
                            ("participants", "Participants"),
                            ("leavers", "Leavers"),
                            ("work", "Into work"),
                            ("occupation", "Into occupation"),
                            ("progression", "Closer to the labour market"),
                            ("women_share", "Share of women"),
                        ],
                        max_length=20,
                        verbose_name="measure",
                    ),
                ),
                (
                    "comparison",
                    models.CharField(
                        choices=[("exactly", "exactly"), ("at_least", "at least"), ("at_most", "at most")],
                        max_length=10,
                        verbose_name="comparison",
                    ),
                ),
                (
                    "unit",
                    models.CharField(
                        choices=[("number", "number"), ("share", "per cent")],
                        max_length=10,
                        verbose_name="unit",
                    ),
                ),
                ("value", models.DecimalField(decimal_places=2, max_digits=10, verbose_name="value")),
                (
                    "denominator",
                    models.CharField(
                        choices=[
                            ("leavers", "leavers"),
                            ("participants", "participants"),
                            ("target", "the planned number"),
                        ],
                        default="leavers",
                        max_length=15,
                        verbose_name="as a share of",
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(default=0, verbose_name="order")),
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
                        related_name="targets",
                        to="projects.project",
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
                "verbose_name": "target",
                "verbose_name_plural": "targets",
                "ordering": ["project", "position", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("project", "code"),
                        name="target_code_once",
                        violation_error_message="The project already has a target with this code.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("municipality__isnull", True), ("sub_project__isnull", True)),
                            models.Q(("intervention__isnull", True), ("sub_project__isnull", True)),
                            models.Q(("intervention__isnull", True), ("municipality__isnull", True)),
                            _connector="OR",
                        ),
                        name="target_one_part_at_most",
                        violation_error_message="Choose a sub-project, a municipality or an intervention, not several of them.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("value__gte", 0),
                            models.Q(("unit", "number"), ("value__lte", 100), _connector="OR"),
                        ),
                        name="target_value_possible",
                        violation_error_message="A number is zero or more, a share from 0 to 100 per cent.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("denominator", "target"), ("unit", "share"), _negated=True),
                        name="target_share_of_people",
                        violation_error_message="A share is a share of leavers or of participants.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="TargetGroup",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.SlugField(max_length=40, verbose_name="code")),
                ("name", models.CharField(max_length=200, verbose_name="name")),
                ("name_en", models.CharField(blank=True, max_length=200, verbose_name="name in English")),
                (
                    "min_age",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="youngest age"),
                ),
                (
                    "max_age",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="oldest age"),
                ),
                (
                    "all_of",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("unemployed", "unemployed"),
                                ("long_term_unemployed", "long-term unemployed"),
                                ("inactive", "outside the labour force"),
                                ("sick_listed", "sick-listed"),
                                ("long_term_sick_listed", "long-term sick-listed"),
                                ("sickness_pension", "with sickness pension"),
                                ("income_support", "with income support"),
                                ("newly_arrived", "newly arrived"),
                                ("refugee", "refugee"),
                                ("disability", "with a disability"),
                                ("not_in_education", "not in education"),
                                ("woman", "woman"),
                            ],
                            max_length=30,
                        ),
                        blank=True,
                        default=list,
                        verbose_name="all of",
                    ),
                ),
                (
                    "any_of",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("unemployed", "unemployed"),
                                ("long_term_unemployed", "long-term unemployed"),
                                ("inactive", "outside the labour force"),
                                ("sick_listed", "sick-listed"),
                                ("long_term_sick_listed", "long-term sick-listed"),
                                ("sickness_pension", "with sickness pension"),
                                ("income_support", "with income support"),
                                ("newly_arrived", "newly arrived"),
                                ("refugee", "refugee"),
                                ("disability", "with a disability"),
                                ("not_in_education", "not in education"),
                                ("woman", "woman"),
                            ],
                            max_length=30,
                        ),
                        blank=True,
                        default=list,
                        verbose_name="any of",
                    ),
                ),
                ("note", models.TextField(blank=True, verbose_name="note")),
                ("note_en", models.TextField(blank=True, verbose_name="note in English")),
                ("position", models.PositiveSmallIntegerField(default=0, verbose_name="order")),
                (
                    "project",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="target_groups",
                        to="projects.project",
                    ),
                ),
            ],
            options={
                "verbose_name": "target group",
                "verbose_name_plural": "target groups",
                "ordering": ["project", "position", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("project", "code"),
                        name="target_group_code_once",
                        violation_error_message="The project already has a target group with this code.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("min_age__isnull", True),
                            ("max_age__isnull", True),
                            ("max_age__gte", models.F("min_age")),
                            _connector="OR",
                        ),
                        name="target_group_age_span",
                        violation_error_message="The oldest age is below the youngest.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="TargetGroupHistory",
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
                ("code", models.SlugField(db_index=False, max_length=40, null=True)),
                ("name", models.CharField(max_length=200, null=True)),
                ("name_en", models.CharField(blank=True, max_length=200, null=True)),
                ("min_age", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("max_age", models.PositiveSmallIntegerField(blank=True, null=True)),
                (
                    "all_of",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("unemployed", "unemployed"),
                                ("long_term_unemployed", "long-term unemployed"),
                                ("inactive", "outside the labour force"),
                                ("sick_listed", "sick-listed"),
                                ("long_term_sick_listed", "long-term sick-listed"),
                                ("sickness_pension", "with sickness pension"),
                                ("income_support", "with income support"),
                                ("newly_arrived", "newly arrived"),
                                ("refugee", "refugee"),
                                ("disability", "with a disability"),
                                ("not_in_education", "not in education"),
                                ("woman", "woman"),
                            ],
                            max_length=30,
                        ),
                        blank=True,
                        null=True,
                    ),
                ),
                (
                    "any_of",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("unemployed", "unemployed"),
                                ("long_term_unemployed", "long-term unemployed"),
                                ("inactive", "outside the labour force"),
                                ("sick_listed", "sick-listed"),
                                ("long_term_sick_listed", "long-term sick-listed"),
                                ("sickness_pension", "with sickness pension"),
                                ("income_support", "with income support"),
                                ("newly_arrived", "newly arrived"),
                                ("refugee", "refugee"),
                                ("disability", "with a disability"),
                                ("not_in_education", "not in education"),
                                ("woman", "woman"),
                            ],
                            max_length=30,
                        ),
                        blank=True,
                        null=True,
                    ),
                ),
                ("note", models.TextField(blank=True, null=True)),
                ("note_en", models.TextField(blank=True, null=True)),
                ("position", models.PositiveSmallIntegerField(null=True)),
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
                "indexes": [models.Index(fields=["project", "pgh_id"], name="targetgrouphistory_row")],
            },
        ),
        migrations.CreateModel(
            name="TargetHistory",
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
                ("code", models.SlugField(db_index=False, max_length=60, null=True)),
                ("label", models.CharField(blank=True, max_length=200, null=True)),
                ("label_en", models.CharField(blank=True, max_length=200, null=True)),
                ("measure", models.CharField(max_length=20, null=True)),
                ("comparison", models.CharField(max_length=10, null=True)),
                ("unit", models.CharField(max_length=10, null=True)),
                ("value", models.DecimalField(decimal_places=2, max_digits=10, null=True)),
                ("denominator", models.CharField(max_length=15, null=True)),
                ("position", models.PositiveSmallIntegerField(null=True)),
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
                "indexes": [models.Index(fields=["project", "pgh_id"], name="targethistory_row")],
            },
        ),
        migrations.CreateModel(
            name="FinancingEntryHistory",
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
                ("booked_on", models.DateField(null=True)),
                ("amount", models.DecimalField(decimal_places=2, max_digits=14, null=True)),
                ("hours", models.DecimalField(blank=True, decimal_places=2, max_digits=9, null=True)),
                ("note", models.CharField(blank=True, max_length=200, null=True)),
                ("recorded_at", models.DateTimeField(null=True)),
                (
                    "booked_by",
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
                    "line",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="projects.financingline",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "default_permissions": (),
                "indexes": [models.Index(fields=["line", "pgh_id"], name="financingentryhistory_row")],
            },
        ),
        migrations.CreateModel(
            name="InterventionEmployer",
            fields=[],
            options={"proxy": True, "indexes": [], "constraints": []},
            bases=("projects.intervention_employers",),
        ),
        migrations.CreateModel(
            name="SubProjectEmployer",
            fields=[],
            options={"proxy": True, "indexes": [], "constraints": []},
            bases=("projects.subproject_employers",),
        ),
        migrations.AddField(
            model_name="intervention",
            name="municipality",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="projects.municipality",
                verbose_name="municipality",
            ),
        ),
        migrations.AddField(
            model_name="intervention",
            name="project",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="interventions",
                to="projects.project",
            ),
        ),
        migrations.AddField(
            model_name="project",
            name="municipalities",
            field=models.ManyToManyField(
                related_name="projects", through="projects.ProjectMunicipality", to="projects.municipality"
            ),
        ),
        migrations.AddField(
            model_name="project",
            name="organisations",
            field=models.ManyToManyField(
                related_name="projects", through="projects.ProjectOrganisation", to="accounts.organisation"
            ),
        ),
        migrations.AddField(
            model_name="projectmunicipality",
            name="sub_project",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="project_municipalities",
                to="projects.subproject",
                verbose_name="sub-project",
            ),
        ),
        migrations.AddField(
            model_name="intervention",
            name="sub_project",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="interventions",
                to="projects.subproject",
                verbose_name="sub-project",
            ),
        ),
        migrations.CreateModel(
            name="InterventionEmployerHistory",
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
                (
                    "intervention",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        db_tablespace="",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="projects.intervention",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        db_tablespace="",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="accounts.organisation",
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
                "indexes": [
                    models.Index(fields=["intervention", "pgh_id"], name="interventionemployerhistor_row")
                ],
            },
        ),
        migrations.CreateModel(
            name="PhaseHistory",
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
                ("kind", models.CharField(max_length=20, null=True)),
                ("starts_on", models.DateField(blank=True, null=True)),
                ("ends_on", models.DateField(blank=True, null=True)),
                ("period_text", models.CharField(blank=True, max_length=120, null=True)),
                ("period_text_en", models.CharField(blank=True, max_length=120, null=True)),
                ("position", models.PositiveSmallIntegerField(null=True)),
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
                "indexes": [models.Index(fields=["project", "pgh_id"], name="phasehistory_row")],
            },
        ),
        migrations.CreateModel(
            name="Phase",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("pre_study", "pre-study"),
                            ("mobilisation", "mobilisation"),
                            ("analysis", "analysis and planning"),
                            ("implementation", "implementation"),
                            ("closing", "closing"),
                        ],
                        max_length=20,
                        verbose_name="phase",
                    ),
                ),
                ("starts_on", models.DateField(blank=True, null=True, verbose_name="start")),
                ("ends_on", models.DateField(blank=True, null=True, verbose_name="end")),
                ("period_text", models.CharField(blank=True, max_length=120, verbose_name="period in words")),
                (
                    "period_text_en",
                    models.CharField(blank=True, max_length=120, verbose_name="period in words, in English"),
                ),
                ("position", models.PositiveSmallIntegerField(default=0, verbose_name="order")),
                (
                    "project",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="phases",
                        to="projects.project",
                    ),
                ),
            ],
            options={
                "verbose_name": "phase",
                "verbose_name_plural": "phases",
                "ordering": ["project", "position", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("project", "kind"),
                        name="phase_once",
                        violation_error_message="The project already has this phase.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ends_on__isnull", True),
                            ("starts_on__isnull", True),
                            ("ends_on__gte", models.F("starts_on")),
                            _connector="OR",
                        ),
                        name="phase_ends_after_start",
                        violation_error_message="The phase's end is before its start.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="FinancingLineHistory",
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
                ("source", models.CharField(max_length=20, null=True)),
                ("planned", models.DecimalField(blank=True, decimal_places=2, max_digits=14, null=True)),
                ("note", models.CharField(blank=True, max_length=300, null=True)),
                ("note_en", models.CharField(blank=True, max_length=300, null=True)),
                ("position", models.PositiveSmallIntegerField(null=True)),
                (
                    "organisation",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="accounts.organisation",
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
                "indexes": [models.Index(fields=["project", "pgh_id"], name="financinglinehistory_row")],
            },
        ),
        migrations.AddConstraint(
            model_name="intervention",
            constraint=models.UniqueConstraint(
                fields=("project", "code"),
                name="intervention_code_once",
                violation_error_message="The project already has an intervention with this code.",
            ),
        ),
        accounts.audit.row_history.AddTrigger(
            model_name="financingentryhistory",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=accounts.audit.row_history.GuardSql(
                    func="IF NOT (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) THEN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation'; END IF; RETURN NULL;",
                    hash="cb74e89f151adfe1e6c1fb7b657c032e6ba91168",
                    level="STATEMENT",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_6aeb1",
                    table="projects_financingentryhistory",
                    when="BEFORE",
                ),
            ),
        ),
        accounts.audit.row_history.AddTrigger(
            model_name="financingentry",
            trigger=pgtrigger.compiler.Trigger(
                name="history_key",
                sql=accounts.audit.row_history.GuardSql(
                    condition='WHEN (OLD."id" IS DISTINCT FROM (NEW."id"))',
                    func="RAISE EXCEPTION 'a row of % keeps its key', TG_TABLE_NAME USING ERRCODE = 'restrict_violation'; RETURN NULL;",
                    hash="ae2b5122861962d20919528291c53f3ff577306f",
                    operation="UPDATE",
                    pgid="pgtrigger_history_key_9081a",
                    table="projects_financingentry",
                    when="BEFORE",
                ),
            ),
        ),
        accounts.audit.row_history.AddTrigger(
            model_name="financingentry",
            trigger=pgtrigger.compiler.Trigger(
                name="history_insert",
                sql=accounts.audit.row_history.OwnTriggerSql(
                    func='INSERT INTO "projects_financingentryhistory" ("pgh_label", "pgh_created_at", "pgh_actor_id", "pgh_source", "id", "line_id", "booked_on", "amount", "hours", "note", "booked_by_id", "recorded_at") SELECT \'insert\', now(), esfportal_actor(), esfportal_source(), new_values."id", new_values."line_id", new_values."booked_on", new_values."amount", new_values."hours", new_values."note", new_values."booked_by_id", new_values."recorded_at" FROM new_values ; RETURN NULL;',
                    hash="ff9f15cf7b3273f5cbe3ea733b2859ac2f1dea1f",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_history_insert_aa8ec",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="projects_financingentry",
                    when="AFTER",
                ),
            ),
        ),
        accounts.audit.row_history.AddTrigger(
            model_name="financingentry",
            trigger=pgtrigger.compiler.Trigger(
                name="history_update",
                sql=accounts.audit.row_history.OwnTriggerSql(
                    func='INSERT INTO "projects_financingentryhistory" ("pgh_label", "pgh_created_at", "pgh_actor_id", "pgh_source", "id", "line_id", "booked_on", "amount", "hours", "note", "booked_by_id", "recorded_at") SELECT \'update\', now(), esfportal_actor(), esfportal_source(), new_values."id", new_values."line_id", new_values."booked_on", new_values."amount", new_values."hours", new_values."note", new_values."booked_by_id", new_values."recorded_at" FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*); RETURN NULL;',
                    hash="e478e57c4adb9cdcd8637f6a02c2ec53fc8495a8",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_history_update_f187e",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="projects_financingentry",
                    when="AFTER",
                ),
            ),
        ),
        accounts.audit.row_history.AddTrigger(
            model_name="financingentry",
            trigger=pgtrigger.compiler.Trigger(
                name="history_delete",
                sql=accounts.audit.row_history.OwnTriggerSql(
                    func='INSERT INTO "projects_financingentryhistory" ("pgh_label", "pgh_created_at", "pgh_actor_id", "pgh_source", "id", "line_id", "booked_on", "amount", "hours", "note", "booked_by_id", "recorded_at") SELECT \'delete\', now(), esfportal_actor(), esfportal_source(), old_values."id", old_values."line_id", old_values."booked_on", old_values."amount", old_values."hours", old_values."note", old_values."booked_by_id", old_values."recorded_at" FROM old_values ; RETURN NULL;',
                    hash="45da883f24a0cad9fc7851ecdcb2bbedff5aa7cb",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_history_delete_8d7c3",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="projects_financingentry",
                    when="AFTER",
                ),
            ),
        ),
        accounts.audit.row_history.AddTrigger(
            model_name="interventionemployerhistory",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=accounts.audit.row_history.GuardSql(
                    func="IF NOT (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) THEN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation'; END IF; RETURN NULL;",
                    hash="a36e8aac0bd810507a67333ea1ed4db1171bb78a",
                    level="STATEMENT",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_f95ef",
                    table="projects_interventionemployerhistory",
                    when="BEFORE",
                ),
            ),
        ),
        accounts.audit.row_history.AddTrigger(
            model_name="phasehistory",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=accounts.audit.row_history.GuardSql(
                    func="IF NOT (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) THEN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation'; END IF; RETURN NULL;",
                    hash="64100ff1ba0571abc93e348da28f447c9e2449ba",
                    level="STATEMENT",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_bcb39",
                    table="projects_phasehistory",
                    when="BEFORE",
                ),
            ),
        ),
        accounts.audit.row_history.AddTrigger(
            model_name="phase",
            trigger=pgtrigger.compiler.Trigger(
                name="history_key",
                sql=accounts.audit.row_history.GuardSql(
                    condition='WHEN (OLD."id" IS DISTINCT FROM (NEW."id"))',
                    func="RAISE EXCEPTION 'a row of % keeps its key', TG_TABLE_NAME USING ERRCODE = 'restrict_violation'; RETURN NULL;",
                    hash="102bc959cd780b55358a58de1d1ceb889b79c8d7",
                    operation="UPDATE",
                    pgid="pgtrigger_history_key_f969f",
                    table="projects_phase",
                    when="BEFORE",
                ),
            ),
        ),
        accounts.audit.row_history.AddTrigger(
            model_name="phase",
            trigger=pgtrigger.compiler.Trigger(
                name="history_insert",
                sql=accounts.audit.row_history.OwnTriggerSql(
                    func='INSERT INTO "projects_phasehistory" ("pgh_label", "pgh_created_at", "pgh_actor_id", "pgh_source", "id", "project_id", "kind", "starts_on", "ends_on", "period_text", "period_text_en", "position") SELECT \'insert\', now(), esfportal_actor(), esfportal_source(), new_values."id", new_values."project_id", new_values."kind", new_values."starts_on", new_values."ends_on", new_values."period_text", new_values."period_text_en", new_values."position" FROM new_values ; RETURN NULL;',
                    hash="f28c1dea3d0cef2ae9194461f6f526ce45bf7a1f",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_history_insert_f94ef",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="projects_phase",
                    when="AFTER",
                ),
            ),
        ),
        accounts.audit.row_history.AddTrigger(
            model_name="phase",
            trigger=pgtrigger.compiler.Trigger(
                name="history_update",
                sql=accounts.audit.row_history.OwnTriggerSql(
                    func='INSERT INTO "projects_phasehistory" ("pgh_label", "pgh_created_at", "pgh_actor_id", "pgh_source", "id", "project_id", "kind", "starts_on", "ends_on", "period_text", "period_text_en", "position") SELECT \'update\', now(), esfportal_actor(), esfportal_source(), new_values."id", new_values."project_id", new_values."kind", new_values."starts_on", new_values."ends_on", new_values."period_text", new_values."period_text_en", new_values."position" FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*); RETURN NULL;',
                    hash="53787054bf7856b008f05751cce17d291e6c7746",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_history_update_3a043",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="projects_phase",
                    when="AFTER",
                ),
            ),
        ),
        accounts.audit.row_history.AddTrigger(
            model_name="phase",
            trigger=pgtrigger.compiler.Trigger(
                name="history_delete",
                sql=accounts.audit.row_history.OwnTriggerSql(
                    func='INSERT INTO "projects_phasehistory" ("pgh_label", "pgh_created_at", "pgh_actor_id", "pgh_source", "id", "project_id", "kind", "starts_on", "ends_on", "period_text", "period_text_en", "position") SELECT \'delete\', now(), esfportal_actor(), esfportal_source(), old_values."id", old_values."project_id", old_values."kind", old_values."starts_on", old_values."ends_on", old_values."period_text", old_values."period_text_en", old_values."position" FROM old_values ; RETURN NULL;',
                    hash="14678771b9f08aa62f8618de726f6ae8fec08f87",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_history_delete_dabc7",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="projects_phase",
                    when="AFTER",
                ),
            ),
        ),
        accounts.audit.row_history.AddTrigger(
            model_name="financinglinehistory",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=accounts.audit.row_history.GuardSql(
                    func="IF NOT (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) THEN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation'; END IF; RETURN NULL;",
                    hash="b497b238b93d1e52caf94361838b7600f42da136",
                    level="STATEMENT",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_d0aea",
                    table="projects_financinglinehistory",
                    when="BEFORE",
                ),
            ),
        ),
        accounts.audit.row_history.AddTrigger(
            model_name="financingline",
            trigger=pgtrigger.compiler.Trigger(
                name="history_key",
                sql=accounts.audit.row_history.GuardSql(
                    condition='WHEN (OLD."id" IS DISTINCT FROM (NEW."id"))',
                    func="RAISE EXCEPTION 'a row of % keeps its key', TG_TABLE_NAME USING ERRCODE = 'restrict_violation'; RETURN NULL;",
                    hash="1c4988b36417a1c356e461a5c1a90de2a1bf1976",
                    operation="UPDATE",
                    pgid="pgtrigger_history_key_bd194",
                    table="projects_financingline",
                    when="BEFORE",
                ),
            ),
        ),
        accounts.audit.row_history.AddTrigger(
            model_name="financingline",
            trigger=pgtrigger.compiler.Trigger(
                name="history_insert",
                sql=accounts.audit.row_history.OwnTriggerSql(
                    func='INSERT INTO "projects_financinglinehistory" ("pgh_label", "pgh_created_at", "pgh_actor_id", "pgh_source", "id", "project_id", "source", "organisation_id", "planned", "note", "note_en", "position") SELECT \'insert\', now(), esfportal_actor(), esfportal_source(), new_values."id", new_values."project_id", new_values."source", new_values."organisation_id", new_values."planned", new_values."note", new_values."note_en", new_values."position" FROM new_values ; RETURN NULL;',
                    hash="996388e0c3a5ffa4151bfb9ad070046f2e6d57f1",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_history_insert_e728c",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="projects_financingline",
                    when="AFTER",
                ),
            ),
        ),
        accounts.audit.row_history.AddTrigger(
            model_name="financingline",
            trigger=pgtrigger.compiler.Trigger(
                name="history_update",
                sql=accounts.audit.row_history.OwnTriggerSql(
                    func='INSERT INTO "projects_financinglinehistory" ("pgh_label", "pgh_created_at", "pgh_actor_id", "pgh_source", "id", "project_id", "source", "organisation_id", "planned", "note", "note_en", "position") SELECT \'update\', now(), esfportal_actor(), esfportal_source(), new_values."id", new_values."project_id", new_values."source", new_values."organisation_id", new_values."planned", new_values."note", new_values."note_en", new_values."position" FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*); RETURN NULL;',
                    hash="380bf25d4c0e71bded853e276f6e63a9761ecd7f",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_history_update_09aa6",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="projects_financingline",
                    when="AFTER",
                ),
            ),
        ),
        accounts.audit.row_history.AddTrigger(
            model_name="financingline",
            trigger=pgtrigger.compiler.Trigger(
                name="history_delete",
                sql=accounts.audit.row_history.OwnTriggerSql(
                    func='INSERT INTO "projects_financinglinehistory" ("pgh_label", "pgh_created_at", "pgh_actor_id", "pgh_source", "id", "project_id", "source", "organisation_id", "planned", "note", "note_en", "position") SELECT \'delete\', now(), esfportal_actor(), esfportal_source(), old_values."id", old_values."project_id", old_values."source", old_values."organisation_id", old_values."planned", old_values."note", old_values."note_en", old_values."position" FROM old_values ; RETURN NULL;',
                    hash="b4bc44f41a3463a4ac3a9ba6b0a530951219929b",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_history_delete_16021",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="projects_financingline",
                    when="AFTER",
                ),
            ),
        ),
        accounts.audit.row_history.AddTrigger(
            model_name="eventhistory",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=accounts.audit.row_history.GuardSql(
                    func="IF NOT (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) THEN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation'; END IF; RETURN NULL;",
                    hash="490126ef4293cab68cbd6ea7f677aa80999fcbd3",
                    level="STATEMENT",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_c54d9",
                    table="projects_eventhistory",
                    when="BEFORE",
                ),
            ),
        ),
        accounts.audit.row_history.AddTrigger(
            model_name="event",
            trigger=pgtrigger.compiler.Trigger(
                name="history_key",
                sql=accounts.audit.row_history.GuardSql(
                    condition='WHEN (OLD."id" IS DISTINCT FROM (NEW."id"))',
                    func="RAISE EXCEPTION 'a row of % keeps its key', TG_TABLE_NAME USING ERRCODE = 'restrict_violation'; RETURN NULL;",
                    hash="74dc52a553f8ce234e14aa87484104faf6c6785f",
                    operation="UPDATE",
                    pgid="pgtrigger_history_key_05aeb",
                    table="projects_event",
                    when="BEFORE",
                ),
            ),
        ),
        accounts.audit.row_history.AddTrigger(
            model_name="event",
            trigger=pgtrigger.compiler.Trigger(
                name="history_insert",
                sql=accounts.audit.row_history.OwnTriggerSql(
                    func='INSERT INTO "projects_eventhistory" ("pgh_label", "pgh_created_at", "pgh_actor_id", "pgh_source", "id", "project_id", "name", "name_en", "held_on", "place", "description", "description_en") SELECT \'insert\', now(), esfportal_actor(), esfportal_source(), new_values."id", new_values."project_id", new_values."name", new_values."name_en", new_values."held_on", new_values."place", new_values."description", new_values."description_en" FROM new_values ; RETURN NULL;',
                    hash="4e68151fad6cf12efe0dd411efc51767e460c02d",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_history_insert_8f70d",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="projects_event",
                    when="AFTER",
                ),
            ),
        ),
        accounts.audit.row_history.AddTrigger(
            model_name="event",
            trigger=pgtrigger.compiler.Trigger(
                name="history_update",
                sql=accounts.audit.row_history.OwnTriggerSql(
                    func='INSERT INTO "projects_eventhistory" ("pgh_label", "pgh_created_at", "pgh_actor_id", "pgh_source", "id", "project_id", "name", "name_en", "held_on", "place", "description", "description_en") SELECT \'update\', now(), esfportal_actor(), esfportal_source(), new_values."id", new_values."project_id", new_values."name", new_values."name_en", new_values."held_on", new_values."place", new_values."description", new_values."description_en" FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*); RETURN NULL;',
                    hash="9c8ef939222ec11872b4c50999ba3162c40a5664",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_history_update_1186e",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="projects_event",
                    when="AFTER",
                ),
            ),
        ),
        accounts.audit.row_history.AddTrigger(
            model_name="event",
            trigger=pgtrigger.compiler.Trigger(
                name="history_delete",
                sql=accounts.audit.row_history.OwnTriggerSql(
                    func='INSERT INTO "projects_eventhistory" ("pgh_label", "pgh_created_at", "pgh_actor_id", "pgh_source", "id", "project_id", "name", "name_en", "held_on", "place", "description", "description_en") SELECT \'delete\', now(), esfportal_actor(), esfportal_source(), old_values."id", old_values."project_id", old_values."name", old_values."name_en", old_values."held_on", old_values."place", old_values."description", old_values."description_en" FROM old_values ; RETURN NULL;',
                    hash="62a733edcfbe9325611263f41053b50acae63de0",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_history_delete_a414c",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="projects_event",
                    when="AFTER",
                ),
            ),
        ),
        accounts.audit.row_history.AddTrigger(
            model_name="budgetlinehistory",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=accounts.audit.row_history.GuardSql(
                    func="IF NOT (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) THEN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation'; END IF; RETURN NULL;",
                    hash="b3b48d72d21a2d642881e349c78f699cf6f5d6b3",
                    level="STATEMENT",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_23eae",
                    table="projects_budgetlinehistory",
                    when="BEFORE",
                ),
            ),
        ),
        accounts.audit.row_history.AddTrigger(
            model_name="budgetline",
            trigger=pgtrigger.compiler.Trigger(
                name="history_key",
                sql=accounts.audit.row_history.GuardSql(
                    condition='WHEN (OLD."id" IS DISTINCT FROM (NEW."id"))',
                    func="RAISE EXCEPTION 'a row of % keeps its key', TG_TABLE_NAME USING ERRCODE = 'restrict_violation'; RETURN NULL;",
                    hash="7569db3b6a3464630d3074587470561edb3b9e7f",
                    operation="UPDATE",
                    pgid="pgtrigger_history_key_05476",
                    table="projects_budgetline",
                    when="BEFORE",
                ),
            ),
        ),
        accounts.audit.row_history.AddTrigger(
            model_name="budgetline",
            trigger=pgtrigger.compiler.Trigger(
                name="history_insert",
                sql=accounts.audit.row_history.OwnTriggerSql(
                    func='INSERT INTO "projects_budgetlinehistory" ("pgh_label", "pgh_created_at", "pgh_actor_id", "pgh_source", "id", "project_id", "name", "name_en", "amount") SELECT \'insert\', now(), esfportal_actor(), esfportal_source(), new_values."id", new_values."project_id", new_values."name", new_values."name_en", new_values."amount" FROM new_values ; RETURN NULL;',
                    hash="b7739521b1a0c723963a9ad718584183d1bf3373",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_history_insert_87ec0",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="projects_budgetline",
                    when="AFTER",
                ),
            ),
        ),
        accounts.audit.row_history.AddTrigger(
            model_name="budgetline",
            trigger=pgtrigger.compiler.Trigger(
                name="history_update",
                sql=accounts.audit.row_history.OwnTriggerSql(
                    func='INSERT INTO "projects_budgetlinehistory" ("pgh_label", "pgh_created_at", "pgh_actor_id", "pgh_source", "id", "project_id", "name", "name_en", "amount") SELECT \'update\', now(), esfportal_actor(), esfportal_source(), new_values."id", new_values."project_id", new_values."name", new_values."name_en", new_values."amount" FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*); RETURN NULL;',
                    hash="9191c9e8edfb9c79bfd2bf8993e84e32cc2382b2",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_history_update_d0dc8",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="projects_budgetline",
                    when="AFTER",
                ),
            ),
        ),
        accounts.audit.row_history.AddTrigger(
            model_name="budgetline",
            trigger=pgtrigger.compiler.Trigger(
                name="history_delete",
                sql=accounts.audit.row_history.OwnTriggerSql(
                    func='INSERT INTO "projects_budgetlinehistory" ("pgh_label", "pgh_created_at", "pgh_actor_id", "pgh_source", "id", "project_id", "name", "name_en", "amount") SELECT \'delete\', now(), esfportal_actor(), esfportal_source(), old_values."id", old_values."project_id", old_values."name", old_values."name_en", old_values."amount" FROM old_values ; RETURN NULL;',
                    hash="dd50a6d35590094d0af6e163d52470b1a4989664",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_history_delete_35407",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="projects_budgetline",
                    when="AFTER",
                ),
            ),
        ),
        accounts.audit.row_history.AddTrigger(
            model_name="projecthistory",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=accounts.audit.row_history.GuardSql(
                    func="IF NOT (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) THEN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation'; END IF; RETURN NULL;",
                    hash="6fe65b7d387df8982f66635567615f78599ed3eb",
                    level="STATEMENT",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_26441",
                    table="projects_projecthistory",
                    when="BEFORE",
                ),
            ),
        ),
        accounts.audit.row_history.AddTrigger(
            model_name="projectorganisation",
            trigger=pgtrigger.compiler.Trigger(
                name="history_key",
                sql=accounts.audit.row_history.GuardSql(
                    condition='WHEN (OLD."id" IS DISTINCT FROM (NEW."id"))',
                    func="RAISE EXCEPTION 'a row of % keeps its key', TG_TABLE_NAME USING ERRCODE = 'restrict_violation'; RETURN NULL;",
                    hash="1116e2db81dc295090538764acb5fa0f788564a3",
                    operation="UPDATE",
                    pgid="pgtrigger_history_key_f4c67",
                    table="projects_projectorganisation",
                    when="BEFORE",
                ),
            ),
        ),
        accounts.audit.row_history.AddTrigger(
            model_name="projectorganisation",
            trigger=pgtrigger.compiler.Trigger(
                name="history_insert",
                sql=accounts.audit.row_history.OwnTriggerSql(
                    func='INSERT INTO "projects_projectorganisationhistory" ("pgh_label", "pgh_created_at", "pgh_actor_id", "pgh_source", "id", "project_id", "organisation_id", "role", "note", "note_en", "position") SELECT \'insert\', now(), esfportal_actor(), esfportal_source(), new_values."id", new_values."project_id", new_values."organisation_id", new_values."role", new_values."note", new_values."note_en", new_values."position" FROM new_values ; RETURN NULL;',
                    hash="31d6fdbaa1bc94e83c60b0cd541df696521c9869",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_history_insert_b03f0",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="projects_projectorganisation",
                    when="AFTER",
                ),
            ),
        ),
        accounts.audit.row_history.AddTrigger(
            model_name="projectorganisation",
            trigger=pgtrigger.compiler.Trigger(
                name="history_update",
                sql=accounts.audit.row_history.OwnTriggerSql(
                    func='INSERT INTO "projects_projectorganisationhistory" ("pgh_label", "pgh_created_at", "pgh_actor_id", "pgh_source", "id", "project_id", "organisation_id", "role", "note", "note_en", "position") SELECT \'update\', now(), esfportal_actor(), esfportal_source(), new_values."id", new_values."project_id", new_values."organisation_id", new_values."role", new_values."note", new_values."note_en", new_values."position" FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*); RETURN NULL;',
                    hash="8bbd22fd84eb7948119e33c64025c6bbe5c4cebb",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_history_update_07cb8",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="projects_projectorganisation",
                    when="AFTER",
                ),
            ),
        ),
        accounts.audit.row_history.AddTrigger(
            model_name="projectorganisation",
            trigger=pgtrigger.compiler.Trigger(
                name="history_delete",
                sql=accounts.audit.row_history.OwnTriggerSql(
                    func='INSERT INTO "projects_projectorganisationhistory" ("pgh_label", "pgh_created_at", "pgh_actor_id", "pgh_source", "id", "project_id", "organisation_id", "role", "note", "note_en", "position") SELECT \'delete\', now(), esfportal_actor(), esfportal_source(), old_values."id", old_values."project_id", old_values."organisation_id", old_values."role", old_values."note", old_values."note_en", old_values."position" FROM old_values ; RETURN NULL;',
                    hash="d240b44e51c0f773dbdd7544d21f9a014242b81e",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_history_delete_a587c",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="projects_projectorganisation",
                    when="AFTER",
                ),
            ),
        ),
        accounts.audit.row_history.AddTrigger(
            model_name="project",
            trigger=pgtrigger.compiler.Trigger(
                name="history_key",
                sql=accounts.audit.row_history.GuardSql(
                    condition='WHEN (OLD."id" IS DISTINCT FROM (NEW."id"))',
                    func="RAISE EXCEPTION 'a row of % keeps its key', TG_TABLE_NAME USING ERRCODE = 'restrict_violation'; RETURN NULL;",
                    hash="cbb1a06dbaa249e09cd9e2a99a4d407ef53385a1",
                    operation="UPDATE",
                    pgid="pgtrigger_history_key_1067a",
                    table="projects_project",
                    when="BEFORE",
                ),
            ),
        ),
        accounts.audit.row_history.AddTrigger(
            model_name="project",
            trigger=pgtrigger.compiler.Trigger(
                name="history_insert",
                sql=accounts.audit.row_history.OwnTriggerSql(
                    func='INSERT INTO "projects_projecthistory" ("pgh_label", "pgh_created_at", "pgh_actor_id", "pgh_source", "id", "slug", "name", "name_en", "short_name", "programme_period", "programme_area", "programme_area_name", "programme_area_name_en", "region", "case_number", "starts_on", "ends_on", "period_text", "period_text_en", "budget_total", "budget_is_approximate", "esf_support", "esf_share", "contact_name", "contact_email", "contact_phone", "staffing", "staffing_en", "municipality_count", "partners_text", "partners_text_en", "expects_participants", "by_social_partners", "for_women_in_employment", "for_public_services", "supported_public_bodies", "supported_enterprises") SELECT \'insert\', now(), esfportal_actor(), esfportal_source(), new_values."id", new_values."slug", new_values."name", new_values."name_en", new_values."short_name", new_values."programme_period", new_values."programme_area", new_values."programme_area_name", new_values."programme_area_name_en", new_values."region", new_values."case_number", new_values."starts_on", new_values."ends_on", new_values."period_text", new_values."period_text_en", new_values."budget_total", new_values."budget_is_approximate", new_values."esf_support", new_values."esf_share", new_values."contact_name", new_values."contact_email", new_values."contact_phone", new_values."staffing", new_values."staffing_en", new_values."municipality_count", new_values."partners_text", new_values."partners_text_en", new_values."expects_participants", new_values."by_social_partners", new_values."for_women_in_employment", new_values."for_public_services", new_values."supported_public_bodies", new_values."supported_enterprises" FROM new_values ; RETURN NULL;',
                    hash="ed8e5a4032f0412031085352bd87ee7b1fd21e86",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_history_insert_75a04",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="projects_project",
                    when="AFTER",
                ),
            ),
        ),
        accounts.audit.row_history.AddTrigger(
            model_name="project",
            trigger=pgtrigger.compiler.Trigger(
                name="history_update",
                sql=accounts.audit.row_history.OwnTriggerSql(
                    func='INSERT INTO "projects_projecthistory" ("pgh_label", "pgh_created_at", "pgh_actor_id", "pgh_source", "id", "slug", "name", "name_en", "short_name", "programme_period", "programme_area", "programme_area_name", "programme_area_name_en", "region", "case_number", "starts_on", "ends_on", "period_text", "period_text_en", "budget_total", "budget_is_approximate", "esf_support", "esf_share", "contact_name", "contact_email", "contact_phone", "staffing", "staffing_en", "municipality_count", "partners_text", "partners_text_en", "expects_participants", "by_social_partners", "for_women_in_employment", "for_public_services", "supported_public_bodies", "supported_enterprises") SELECT \'update\', now(), esfportal_actor(), esfportal_source(), new_values."id", new_values."slug", new_values."name", new_values."name_en", new_values."short_name", new_values."programme_period", new_values."programme_area", new_values."programme_area_name", new_values."programme_area_name_en", new_values."region", new_values."case_number", new_values."starts_on", new_values."ends_on", new_values."period_text", new_values."period_text_en", new_values."budget_total", new_values."budget_is_approximate", new_values."esf_support", new_values."esf_share", new_values."contact_name", new_values."contact_email", new_values."contact_phone", new_values."staffing", new_values."staffing_en", new_values."municipality_count", new_values."partners_text", new_values."partners_text_en", new_values."expects_participants", new_values."by_social_partners", new_values."for_women_in_employment", new_values."for_public_services", new_values."supported_public_bodies", new_values."supported_enterprises" FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*); RETURN NULL;',
                    hash="68191f9527db7dd035ca37eb183555f90350226b",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_history_update_6b717",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="projects_project",
                    when="AFTER",
                ),
            ),
        ),
        accounts.audit.row_history.AddTrigger(
            model_name="project",
            trigger=pgtrigger.compiler.Trigger(
                name="history_delete",
                sql=accounts.audit.row_history.OwnTriggerSql(
                    func='INSERT INTO "projects_projecthistory" ("pgh_label", "pgh_created_at", "pgh_actor_id", "pgh_source", "id", "slug", "name", "name_en", "short_name", "programme_period", "programme_area", "programme_area_name", "programme_area_name_en", "region", "case_number", "starts_on", "ends_on", "period_text", "period_text_en", "budget_total", "budget_is_approximate", "esf_support", "esf_share", "contact_name", "contact_email", "contact_phone", "staffing", "staffing_en", "municipality_count", "partners_text", "partners_text_en", "expects_participants", "by_social_partners", "for_women_in_employment", "for_public_services", "supported_public_bodies", "supported_enterprises") SELECT \'delete\', now(), esfportal_actor(), esfportal_source(), old_values."id", old_values."slug", old_values."name", old_values."name_en", old_values."short_name", old_values."programme_period", old_values."programme_area", old_values."programme_area_name", old_values."programme_area_name_en", old_values."region", old_values."case_number", old_values."starts_on", old_values."ends_on", old_values."period_text", old_values."period_text_en", old_values."budget_total", old_values."budget_is_approximate", old_values."esf_support", old_values."esf_share", old_values."contact_name", old_values."contact_email", old_values."contact_phone", old_values."staffing", old_values."staffing_en", old_values."municipality_count", old_values."partners_text", old_values."partners_text_en", old_values."expects_participants", old_values."by_social_partners", old_values."for_women_in_employment", old_values."for_public_services", old_values."supported_public_bodies", old_values."supported_enterprises" FROM old_values ; RETURN NULL;',
                    hash="195e6170869844cfa5a9380715c89ec89eb0a610",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_history_delete_19ddd",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="projects_project",
                    when="AFTER",
                ),
            ),
        ),
        accounts.audit.row_history.AddTrigger(
            model_name="projectorganisationhistory",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=accounts.audit.row_history.GuardSql(
                    func="IF NOT (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) THEN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation'; END IF; RETURN NULL;",
                    hash="1c24f8b482b571de4a46da85ec95df317f02496c",
                    level="STATEMENT",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_82396",
                    table="projects_projectorganisationhistory",
                    when="BEFORE",
                ),
            ),
        ),
        accounts.audit.row_history.AddTrigger(
            model_name="projecttext",
            trigger=pgtrigger.compiler.Trigger(
                name="history_key",
                sql=accounts.audit.row_history.GuardSql(
                    condition='WHEN (OLD."id" IS DISTINCT FROM (NEW."id"))',
                    func="RAISE EXCEPTION 'a row of % keeps its key', TG_TABLE_NAME USING ERRCODE = 'restrict_violation'; RETURN NULL;",
                    hash="0eda1db425c443c019f07a1c9d15626be584e16b",
                    operation="UPDATE",
                    pgid="pgtrigger_history_key_e8531",
                    table="projects_projecttext",
                    when="BEFORE",
                ),
            ),
        ),
        accounts.audit.row_history.AddTrigger(
            model_name="projecttext",
            trigger=pgtrigger.compiler.Trigger(
                name="history_insert",
                sql=accounts.audit.row_history.OwnTriggerSql(
                    func='INSERT INTO "projects_projecttexthistory" ("pgh_label", "pgh_created_at", "pgh_actor_id", "pgh_source", "id", "project_id", "section", "language", "body") SELECT \'insert\', now(), esfportal_actor(), esfportal_source(), new_values."id", new_values."project_id", new_values."section", new_values."language", new_values."body" FROM new_values ; RETURN NULL;',
                    hash="ac1955465f9e1f345e67ac393a097ee2ee15edfb",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_history_insert_d3f40",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="projects_projecttext",
                    when="AFTER",
                ),
            ),
        ),
        accounts.audit.row_history.AddTrigger(
            model_name="projecttext",
            trigger=pgtrigger.compiler.Trigger(
                name="history_update",
                sql=accounts.audit.row_history.OwnTriggerSql(
                    func='INSERT INTO "projects_projecttexthistory" ("pgh_label", "pgh_created_at", "pgh_actor_id", "pgh_source", "id", "project_id", "section", "language", "body") SELECT \'update\', now(), esfportal_actor(), esfportal_source(), new_values."id", new_values."project_id", new_values."section", new_values."language", new_values."body" FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*); RETURN NULL;',
                    hash="f900d52ccbf908755d7a6812435c8f3956fdec57",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_history_update_3ae7b",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="projects_projecttext",
                    when="AFTER",
                ),
            ),
        ),
        accounts.audit.row_history.AddTrigger(
            model_name="projecttext",
            trigger=pgtrigger.compiler.Trigger(
                name="history_delete",
                sql=accounts.audit.row_history.OwnTriggerSql(
                    func='INSERT INTO "projects_projecttexthistory" ("pgh_label", "pgh_created_at", "pgh_actor_id", "pgh_source", "id", "project_id", "section", "language", "body") SELECT \'delete\', now(), esfportal_actor(), esfportal_source(), old_values."id", old_values."project_id", old_values."section", old_values."language", old_values."body" FROM old_values ; RETURN NULL;',
                    hash="6df19abfe8f8c580d947fac25f068a4ed8cb62a2",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_history_delete_c8d2f",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="projects_projecttext",
                    when="AFTER",
                ),
            ),
        ),
        accounts.audit.row_history.AddTrigger(
            model_name="projecttexthistory",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=accounts.audit.row_history.GuardSql(
                    func="IF NOT (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) THEN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation'; END IF; RETURN NULL;",
                    hash="f5962847f2addfba1c436b683b148a5f0b26b1f4",
                    level="STATEMENT",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_a3be5",
                    table="projects_projecttexthistory",
                    when="BEFORE",
                ),
            ),
        ),
        accounts.audit.row_history.AddTrigger(
            model_name="subproject",
            trigger=pgtrigger.compiler.Trigger(
                name="history_key",
                sql=accounts.audit.row_history.GuardSql(
                    condition='WHEN (OLD."id" IS DISTINCT FROM (NEW."id"))',
                    func="RAISE EXCEPTION 'a row of % keeps its key', TG_TABLE_NAME USING ERRCODE = 'restrict_violation'; RETURN NULL;",
                    hash="90e15f6d8842ec9f692cc37f7284b956ddb02b59",
                    operation="UPDATE",
                    pgid="pgtrigger_history_key_1f993",
                    table="projects_subproject",
                    when="BEFORE",
                ),
            ),
        ),
        accounts.audit.row_history.AddTrigger(
            model_name="subproject",
            trigger=pgtrigger.compiler.Trigger(
                name="history_insert",
                sql=accounts.audit.row_history.OwnTriggerSql(
                    func='INSERT INTO "projects_subprojecthistory" ("pgh_label", "pgh_created_at", "pgh_actor_id", "pgh_source", "id", "code", "name", "name_en", "target_group", "target_group_en", "description", "description_en", "results", "results_en", "leader_name", "employers_text", "employers_text_en", "project_id") SELECT \'insert\', now(), esfportal_actor(), esfportal_source(), new_values."id", new_values."code", new_values."name", new_values."name_en", new_values."target_group", new_values."target_group_en", new_values."description", new_values."description_en", new_values."results", new_values."results_en", new_values."leader_name", new_values."employers_text", new_values."employers_text_en", new_values."project_id" FROM new_values ; RETURN NULL;',
                    hash="aa84b40daa96a74babfaaaaa057fd7978a010f9c",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_history_insert_62307",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="projects_subproject",
                    when="AFTER",
                ),
            ),
        ),
        accounts.audit.row_history.AddTrigger(
            model_name="subproject",
            trigger=pgtrigger.compiler.Trigger(
                name="history_update",
                sql=accounts.audit.row_history.OwnTriggerSql(
                    func='INSERT INTO "projects_subprojecthistory" ("pgh_label", "pgh_created_at", "pgh_actor_id", "pgh_source", "id", "code", "name", "name_en", "target_group", "target_group_en", "description", "description_en", "results", "results_en", "leader_name", "employers_text", "employers_text_en", "project_id") SELECT \'update\', now(), esfportal_actor(), esfportal_source(), new_values."id", new_values."code", new_values."name", new_values."name_en", new_values."target_group", new_values."target_group_en", new_values."description", new_values."description_en", new_values."results", new_values."results_en", new_values."leader_name", new_values."employers_text", new_values."employers_text_en", new_values."project_id" FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*); RETURN NULL;',
                    hash="94a6eccb0f215f2a2883fbf754467473130020d0",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_history_update_f8174",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="projects_subproject",
                    when="AFTER",
                ),
            ),
        ),
        accounts.audit.row_history.AddTrigger(
            model_name="subproject",
            trigger=pgtrigger.compiler.Trigger(
                name="history_delete",
                sql=accounts.audit.row_history.OwnTriggerSql(
                    func='INSERT INTO "projects_subprojecthistory" ("pgh_label", "pgh_created_at", "pgh_actor_id", "pgh_source", "id", "code", "name", "name_en", "target_group", "target_group_en", "description", "description_en", "results", "results_en", "leader_name", "employers_text", "employers_text_en", "project_id") SELECT \'delete\', now(), esfportal_actor(), esfportal_source(), old_values."id", old_values."code", old_values."name", old_values."name_en", old_values."target_group", old_values."target_group_en", old_values."description", old_values."description_en", old_values."results", old_values."results_en", old_values."leader_name", old_values."employers_text", old_values."employers_text_en", old_values."project_id" FROM old_values ; RETURN NULL;',
                    hash="68c029d7529a62c8da545bdc94c7b9948031e965",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_history_delete_8c51b",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="projects_subproject",
                    when="AFTER",
                ),
            ),
        ),
        accounts.audit.row_history.AddTrigger(
            model_name="projectmunicipalityhistory",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=accounts.audit.row_history.GuardSql(
                    func="IF NOT (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) THEN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation'; END IF; RETURN NULL;",
                    hash="76587edfea05edd737cdfbae486d7afcc8bb1969",
                    level="STATEMENT",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_57d09",
                    table="projects_projectmunicipalityhistory",
                    when="BEFORE",
                ),
            ),
        ),
        accounts.audit.row_history.AddTrigger(
            model_name="projectmunicipality",
            trigger=pgtrigger.compiler.Trigger(
                name="history_key",
                sql=accounts.audit.row_history.GuardSql(
                    condition='WHEN (OLD."id" IS DISTINCT FROM (NEW."id"))',
                    func="RAISE EXCEPTION 'a row of % keeps its key', TG_TABLE_NAME USING ERRCODE = 'restrict_violation'; RETURN NULL;",
                    hash="77e4492fa111ea757cd666e2cab03188c1138246",
                    operation="UPDATE",
                    pgid="pgtrigger_history_key_cd832",
                    table="projects_projectmunicipality",
                    when="BEFORE",
                ),
            ),
        ),
        accounts.audit.row_history.AddTrigger(
            model_name="projectmunicipality",
            trigger=pgtrigger.compiler.Trigger(
                name="history_insert",
                sql=accounts.audit.row_history.OwnTriggerSql(
                    func='INSERT INTO "projects_projectmunicipalityhistory" ("pgh_label", "pgh_created_at", "pgh_actor_id", "pgh_source", "id", "project_id", "municipality_id", "sub_project_id") SELECT \'insert\', now(), esfportal_actor(), esfportal_source(), new_values."id", new_values."project_id", new_values."municipality_id", new_values."sub_project_id" FROM new_values ; RETURN NULL;',
                    hash="a3a95b353e723257544ec05b61942f3f805c1c01",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_history_insert_55ba5",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="projects_projectmunicipality",
                    when="AFTER",
                ),
            ),
        ),
        accounts.audit.row_history.AddTrigger(
            model_name="projectmunicipality",
            trigger=pgtrigger.compiler.Trigger(
                name="history_update",
                sql=accounts.audit.row_history.OwnTriggerSql(
                    func='INSERT INTO "projects_projectmunicipalityhistory" ("pgh_label", "pgh_created_at", "pgh_actor_id", "pgh_source", "id", "project_id", "municipality_id", "sub_project_id") SELECT \'update\', now(), esfportal_actor(), esfportal_source(), new_values."id", new_values."project_id", new_values."municipality_id", new_values."sub_project_id" FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*); RETURN NULL;',
                    hash="807d51d9d57f4dbfda5b7aa79a144be206b34783",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_history_update_82ceb",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="projects_projectmunicipality",
                    when="AFTER",
                ),
            ),
        ),
        accounts.audit.row_history.AddTrigger(
            model_name="projectmunicipality",
            trigger=pgtrigger.compiler.Trigger(
                name="history_delete",
                sql=accounts.audit.row_history.OwnTriggerSql(
                    func='INSERT INTO "projects_projectmunicipalityhistory" ("pgh_label", "pgh_created_at", "pgh_actor_id", "pgh_source", "id", "project_id", "municipality_id", "sub_project_id") SELECT \'delete\', now(), esfportal_actor(), esfportal_source(), old_values."id", old_values."project_id", old_values."municipality_id", old_values."sub_project_id" FROM old_values ; RETURN NULL;',
                    hash="81836459697c9b04921ea1ae4201710000efd0c1",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_history_delete_d60a6",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="projects_projectmunicipality",
                    when="AFTER",
                ),
            ),
        ),
        accounts.audit.row_history.AddTrigger(
            model_name="interventionhistory",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=accounts.audit.row_history.GuardSql(
                    func="IF NOT (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) THEN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation'; END IF; RETURN NULL;",
                    hash="7bce3b16ceb3448349a57aa2c6bd006e3c946344",
                    level="STATEMENT",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_e2ac0",
                    table="projects_interventionhistory",
                    when="BEFORE",
                ),
            ),
        ),
        accounts.audit.row_history.AddTrigger(
            model_name="intervention",
            trigger=pgtrigger.compiler.Trigger(
                name="history_key",
                sql=accounts.audit.row_history.GuardSql(
                    condition='WHEN (OLD."id" IS DISTINCT FROM (NEW."id"))',
                    func="RAISE EXCEPTION 'a row of % keeps its key', TG_TABLE_NAME USING ERRCODE = 'restrict_violation'; RETURN NULL;",
                    hash="3833d574dfd5e07a6671dbcdf3a2555326bd02b6",
                    operation="UPDATE",
                    pgid="pgtrigger_history_key_5a1b9",
                    table="projects_intervention",
                    when="BEFORE",
                ),
            ),
        ),
        accounts.audit.row_history.AddTrigger(
            model_name="intervention",
            trigger=pgtrigger.compiler.Trigger(
                name="history_insert",
                sql=accounts.audit.row_history.OwnTriggerSql(
                    func='INSERT INTO "projects_interventionhistory" ("pgh_label", "pgh_created_at", "pgh_actor_id", "pgh_source", "id", "code", "name", "name_en", "target_group", "target_group_en", "description", "description_en", "results", "results_en", "leader_name", "employers_text", "employers_text_en", "project_id", "sub_project_id", "municipality_id", "starts_on", "ends_on") SELECT \'insert\', now(), esfportal_actor(), esfportal_source(), new_values."id", new_values."code", new_values."name", new_values."name_en", new_values."target_group", new_values."target_group_en", new_values."description", new_values."description_en", new_values."results", new_values."results_en", new_values."leader_name", new_values."employers_text", new_values."employers_text_en", new_values."project_id", new_values."sub_project_id", new_values."municipality_id", new_values."starts_on", new_values."ends_on" FROM new_values ; RETURN NULL;',
                    hash="cb04a1bdddb85babfa3ea5012a4e6e719fae77be",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_history_insert_9318a",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="projects_intervention",
                    when="AFTER",
                ),
            ),
        ),
        accounts.audit.row_history.AddTrigger(
            model_name="intervention",
            trigger=pgtrigger.compiler.Trigger(
                name="history_update",
                sql=accounts.audit.row_history.OwnTriggerSql(
                    func='INSERT INTO "projects_interventionhistory" ("pgh_label", "pgh_created_at", "pgh_actor_id", "pgh_source", "id", "code", "name", "name_en", "target_group", "target_group_en", "description", "description_en", "results", "results_en", "leader_name", "employers_text", "employers_text_en", "project_id", "sub_project_id", "municipality_id", "starts_on", "ends_on") SELECT \'update\', now(), esfportal_actor(), esfportal_source(), new_values."id", new_values."code", new_values."name", new_values."name_en", new_values."target_group", new_values."target_group_en", new_values."description", new_values."description_en", new_values."results", new_values."results_en", new_values."leader_name", new_values."employers_text", new_values."employers_text_en", new_values."project_id", new_values."sub_project_id", new_values."municipality_id", new_values."starts_on", new_values."ends_on" FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*); RETURN NULL;',
                    hash="d9301780267050b51eab62eb0f90eda14841a6a4",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_history_update_b2468",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="projects_intervention",
                    when="AFTER",
                ),
            ),
        ),
        accounts.audit.row_history.AddTrigger(
            model_name="intervention",
            trigger=pgtrigger.compiler.Trigger(
                name="history_delete",
                sql=accounts.audit.row_history.OwnTriggerSql(
                    func='INSERT INTO "projects_interventionhistory" ("pgh_label", "pgh_created_at", "pgh_actor_id", "pgh_source", "id", "code", "name", "name_en", "target_group", "target_group_en", "description", "description_en", "results", "results_en", "leader_name", "employers_text", "employers_text_en", "project_id", "sub_project_id", "municipality_id", "starts_on", "ends_on") SELECT \'delete\', now(), esfportal_actor(), esfportal_source(), old_values."id", old_values."code", old_values."name", old_values."name_en", old_values."target_group", old_values."target_group_en", old_values."description", old_values."description_en", old_values."results", old_values."results_en", old_values."leader_name", old_values."employers_text", old_values."employers_text_en", old_values."project_id", old_values."sub_project_id", old_values."municipality_id", old_values."starts_on", old_values."ends_on" FROM old_values ; RETURN NULL;',
                    hash="3f8ccf292bbf1e1b9298951db71c9a507fbcc3c6",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_history_delete_488da",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="projects_intervention",
                    when="AFTER",
                ),
            ),
        ),
        accounts.audit.row_history.AddTrigger(
            model_name="subprojectemployerhistory",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=accounts.audit.row_history.GuardSql(
                    func="IF NOT (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) THEN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation'; END IF; RETURN NULL;",
                    hash="67a7fd5c6c3fa668a09fa959ee629038ab02b942",
                    level="STATEMENT",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_cd31c",
                    table="projects_subprojectemployerhistory",
                    when="BEFORE",
                ),
            ),
        ),
        accounts.audit.row_history.AddTrigger(
            model_name="subprojecthistory",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=accounts.audit.row_history.GuardSql(
                    func="IF NOT (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) THEN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation'; END IF; RETURN NULL;",
                    hash="a800ce3738daae046ffefa2c8f9e2b879d689533",
                    level="STATEMENT",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_f5047",
                    table="projects_subprojecthistory",
                    when="BEFORE",
                ),
            ),
        ),
        accounts.audit.row_history.AddTrigger(
            model_name="target",
            trigger=pgtrigger.compiler.Trigger(
                name="history_key",
                sql=accounts.audit.row_history.GuardSql(
                    condition='WHEN (OLD."id" IS DISTINCT FROM (NEW."id"))',
                    func="RAISE EXCEPTION 'a row of % keeps its key', TG_TABLE_NAME USING ERRCODE = 'restrict_violation'; RETURN NULL;",
                    hash="c35a12692a8fa4fa96341f0fa825af3d76f56f2a",
                    operation="UPDATE",
                    pgid="pgtrigger_history_key_5e369",
                    table="projects_target",
                    when="BEFORE",
                ),
            ),
        ),
        accounts.audit.row_history.AddTrigger(
            model_name="target",
            trigger=pgtrigger.compiler.Trigger(
                name="history_insert",
                sql=accounts.audit.row_history.OwnTriggerSql(
                    func='INSERT INTO "projects_targethistory" ("pgh_label", "pgh_created_at", "pgh_actor_id", "pgh_source", "id", "sub_project_id", "municipality_id", "intervention_id", "project_id", "code", "label", "label_en", "measure", "comparison", "unit", "value", "denominator", "position") SELECT \'insert\', now(), esfportal_actor(), esfportal_source(), new_values."id", new_values."sub_project_id", new_values."municipality_id", new_values."intervention_id", new_values."project_id", new_values."code", new_values."label", new_values."label_en", new_values."measure", new_values."comparison", new_values."unit", new_values."value", new_values."denominator", new_values."position" FROM new_values ; RETURN NULL;',
                    hash="9bdc1c72b4f2e3e998c98f59b08e4f4393e3eb3c",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_history_insert_731b5",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="projects_target",
                    when="AFTER",
                ),
            ),
        ),
        accounts.audit.row_history.AddTrigger(
            model_name="target",
            trigger=pgtrigger.compiler.Trigger(
                name="history_update",
                sql=accounts.audit.row_history.OwnTriggerSql(
                    func='INSERT INTO "projects_targethistory" ("pgh_label", "pgh_created_at", "pgh_actor_id", "pgh_source", "id", "sub_project_id", "municipality_id", "intervention_id", "project_id", "code", "label", "label_en", "measure", "comparison", "unit", "value", "denominator", "position") SELECT \'update\', now(), esfportal_actor(), esfportal_source(), new_values."id", new_values."sub_project_id", new_values."municipality_id", new_values."intervention_id", new_values."project_id", new_values."code", new_values."label", new_values."label_en", new_values."measure", new_values."comparison", new_values."unit", new_values."value", new_values."denominator", new_values."position" FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*); RETURN NULL;',
                    hash="eb0715b512b204fc83a7486082a1fbc5ef27ce5f",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_history_update_475ac",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="projects_target",
                    when="AFTER",
                ),
            ),
        ),
        accounts.audit.row_history.AddTrigger(
            model_name="target",
            trigger=pgtrigger.compiler.Trigger(
                name="history_delete",
                sql=accounts.audit.row_history.OwnTriggerSql(
                    func='INSERT INTO "projects_targethistory" ("pgh_label", "pgh_created_at", "pgh_actor_id", "pgh_source", "id", "sub_project_id", "municipality_id", "intervention_id", "project_id", "code", "label", "label_en", "measure", "comparison", "unit", "value", "denominator", "position") SELECT \'delete\', now(), esfportal_actor(), esfportal_source(), old_values."id", old_values."sub_project_id", old_values."municipality_id", old_values."intervention_id", old_values."project_id", old_values."code", old_values."label", old_values."label_en", old_values."measure", old_values."comparison", old_values."unit", old_values."value", old_values."denominator", old_values."position" FROM old_values ; RETURN NULL;',
                    hash="d46d649e66ba15bdcb99f64ff56d95b29247aa62",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_history_delete_893a0",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="projects_target",
                    when="AFTER",
                ),
            ),
        ),
        accounts.audit.row_history.AddTrigger(
            model_name="targetgroup",
            trigger=pgtrigger.compiler.Trigger(
                name="history_key",
                sql=accounts.audit.row_history.GuardSql(
                    condition='WHEN (OLD."id" IS DISTINCT FROM (NEW."id"))',
                    func="RAISE EXCEPTION 'a row of % keeps its key', TG_TABLE_NAME USING ERRCODE = 'restrict_violation'; RETURN NULL;",
                    hash="36a3a70d2b0c222c287de8fccd26dade0240ac9f",
                    operation="UPDATE",
                    pgid="pgtrigger_history_key_988f0",
                    table="projects_targetgroup",
                    when="BEFORE",
                ),
            ),
        ),
        accounts.audit.row_history.AddTrigger(
            model_name="targetgroup",
            trigger=pgtrigger.compiler.Trigger(
                name="history_insert",
                sql=accounts.audit.row_history.OwnTriggerSql(
                    func='INSERT INTO "projects_targetgrouphistory" ("pgh_label", "pgh_created_at", "pgh_actor_id", "pgh_source", "id", "project_id", "code", "name", "name_en", "min_age", "max_age", "all_of", "any_of", "note", "note_en", "position") SELECT \'insert\', now(), esfportal_actor(), esfportal_source(), new_values."id", new_values."project_id", new_values."code", new_values."name", new_values."name_en", new_values."min_age", new_values."max_age", new_values."all_of", new_values."any_of", new_values."note", new_values."note_en", new_values."position" FROM new_values ; RETURN NULL;',
                    hash="6cf7f08370c6de992ace5add6d745d0c7b56d4a5",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_history_insert_6308b",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="projects_targetgroup",
                    when="AFTER",
                ),
            ),
        ),
        accounts.audit.row_history.AddTrigger(
            model_name="targetgroup",
            trigger=pgtrigger.compiler.Trigger(
                name="history_update",
                sql=accounts.audit.row_history.OwnTriggerSql(
                    func='INSERT INTO "projects_targetgrouphistory" ("pgh_label", "pgh_created_at", "pgh_actor_id", "pgh_source", "id", "project_id", "code", "name", "name_en", "min_age", "max_age", "all_of", "any_of", "note", "note_en", "position") SELECT \'update\', now(), esfportal_actor(), esfportal_source(), new_values."id", new_values."project_id", new_values."code", new_values."name", new_values."name_en", new_values."min_age", new_values."max_age", new_values."all_of", new_values."any_of", new_values."note", new_values."note_en", new_values."position" FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*); RETURN NULL;',
                    hash="b3ee873b9f68aaae442b1aafa9a42b5b102ecc11",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_history_update_63d0a",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="projects_targetgroup",
                    when="AFTER",
                ),
            ),
        ),
        accounts.audit.row_history.AddTrigger(
            model_name="targetgroup",
            trigger=pgtrigger.compiler.Trigger(
                name="history_delete",
                sql=accounts.audit.row_history.OwnTriggerSql(
                    func='INSERT INTO "projects_targetgrouphistory" ("pgh_label", "pgh_created_at", "pgh_actor_id", "pgh_source", "id", "project_id", "code", "name", "name_en", "min_age", "max_age", "all_of", "any_of", "note", "note_en", "position") SELECT \'delete\', now(), esfportal_actor(), esfportal_source(), old_values."id", old_values."project_id", old_values."code", old_values."name", old_values."name_en", old_values."min_age", old_values."max_age", old_values."all_of", old_values."any_of", old_values."note", old_values."note_en", old_values."position" FROM old_values ; RETURN NULL;',
                    hash="453fa638843335504175d31649584dcbc7a0d335",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_history_delete_61b57",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="projects_targetgroup",
                    when="AFTER",
                ),
            ),
        ),
        accounts.audit.row_history.AddTrigger(
            model_name="targetgrouphistory",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=accounts.audit.row_history.GuardSql(
                    func="IF NOT (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) THEN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation'; END IF; RETURN NULL;",
                    hash="75749ee48d0ea4c0eab2b7a8ac4fe9e1f1033c63",
                    level="STATEMENT",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_6b82d",
                    table="projects_targetgrouphistory",
                    when="BEFORE",
                ),
            ),
        ),
        accounts.audit.row_history.AddTrigger(
            model_name="targethistory",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=accounts.audit.row_history.GuardSql(
                    func="IF NOT (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) THEN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation'; END IF; RETURN NULL;",
                    hash="cb86fb0a75e390fe7ed96e43537c146fbc8a218d",
                    level="STATEMENT",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_7c5c6",
                    table="projects_targethistory",
                    when="BEFORE",
                ),
            ),
        ),
        accounts.audit.row_history.AddTrigger(
            model_name="interventionemployer",
            trigger=pgtrigger.compiler.Trigger(
                name="history_key",
                sql=accounts.audit.row_history.GuardSql(
                    condition='WHEN (OLD."id" IS DISTINCT FROM (NEW."id"))',
                    func="RAISE EXCEPTION 'a row of % keeps its key', TG_TABLE_NAME USING ERRCODE = 'restrict_violation'; RETURN NULL;",
                    hash="b442d6f6b93d0440e854616357b839cf66579a88",
                    operation="UPDATE",
                    pgid="pgtrigger_history_key_b1afd",
                    table="projects_intervention_employers",
                    when="BEFORE",
                ),
            ),
        ),
        accounts.audit.row_history.AddTrigger(
            model_name="interventionemployer",
            trigger=pgtrigger.compiler.Trigger(
                name="history_insert",
                sql=accounts.audit.row_history.OwnTriggerSql(
                    func='INSERT INTO "projects_interventionemployerhistory" ("pgh_label", "pgh_created_at", "pgh_actor_id", "pgh_source", "id", "intervention_id", "organisation_id") SELECT \'insert\', now(), esfportal_actor(), esfportal_source(), new_values."id", new_values."intervention_id", new_values."organisation_id" FROM new_values ; RETURN NULL;',
                    hash="dd8bff0c37f666f5822362c6485b70ba318761d1",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_history_insert_01c98",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="projects_intervention_employers",
                    when="AFTER",
                ),
            ),
        ),
        accounts.audit.row_history.AddTrigger(
            model_name="interventionemployer",
            trigger=pgtrigger.compiler.Trigger(
                name="history_update",
                sql=accounts.audit.row_history.OwnTriggerSql(
                    func='INSERT INTO "projects_interventionemployerhistory" ("pgh_label", "pgh_created_at", "pgh_actor_id", "pgh_source", "id", "intervention_id", "organisation_id") SELECT \'update\', now(), esfportal_actor(), esfportal_source(), new_values."id", new_values."intervention_id", new_values."organisation_id" FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*); RETURN NULL;',
                    hash="c43b63c0ef73c6b304e6b33e12f18266bd2f8007",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_history_update_fe914",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="projects_intervention_employers",
                    when="AFTER",
                ),
            ),
        ),
        accounts.audit.row_history.AddTrigger(
            model_name="interventionemployer",
            trigger=pgtrigger.compiler.Trigger(
                name="history_delete",
                sql=accounts.audit.row_history.OwnTriggerSql(
                    func='INSERT INTO "projects_interventionemployerhistory" ("pgh_label", "pgh_created_at", "pgh_actor_id", "pgh_source", "id", "intervention_id", "organisation_id") SELECT \'delete\', now(), esfportal_actor(), esfportal_source(), old_values."id", old_values."intervention_id", old_values."organisation_id" FROM old_values ; RETURN NULL;',
                    hash="3160d9c6e9f6444621f88de1e9adda86965853e1",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_history_delete_75fc3",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="projects_intervention_employers",
                    when="AFTER",
                ),
            ),
        ),
        accounts.audit.row_history.AddTrigger(
            model_name="subprojectemployer",
            trigger=pgtrigger.compiler.Trigger(
                name="history_key",
                sql=accounts.audit.row_history.GuardSql(
                    condition='WHEN (OLD."id" IS DISTINCT FROM (NEW."id"))',
                    func="RAISE EXCEPTION 'a row of % keeps its key', TG_TABLE_NAME USING ERRCODE = 'restrict_violation'; RETURN NULL;",
                    hash="7ee4d52321d4686726aaf01807b60e9ee010c277",
                    operation="UPDATE",
                    pgid="pgtrigger_history_key_11245",
                    table="projects_subproject_employers",
                    when="BEFORE",
                ),
            ),
        ),
        accounts.audit.row_history.AddTrigger(
            model_name="subprojectemployer",
            trigger=pgtrigger.compiler.Trigger(
                name="history_insert",
                sql=accounts.audit.row_history.OwnTriggerSql(
                    func='INSERT INTO "projects_subprojectemployerhistory" ("pgh_label", "pgh_created_at", "pgh_actor_id", "pgh_source", "id", "subproject_id", "organisation_id") SELECT \'insert\', now(), esfportal_actor(), esfportal_source(), new_values."id", new_values."subproject_id", new_values."organisation_id" FROM new_values ; RETURN NULL;',
                    hash="24a5649c29dc1ae97fe422c9f5beba738ba14652",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_history_insert_5f7e3",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="projects_subproject_employers",
                    when="AFTER",
                ),
            ),
        ),
        accounts.audit.row_history.AddTrigger(
            model_name="subprojectemployer",
            trigger=pgtrigger.compiler.Trigger(
                name="history_update",
                sql=accounts.audit.row_history.OwnTriggerSql(
                    func='INSERT INTO "projects_subprojectemployerhistory" ("pgh_label", "pgh_created_at", "pgh_actor_id", "pgh_source", "id", "subproject_id", "organisation_id") SELECT \'update\', now(), esfportal_actor(), esfportal_source(), new_values."id", new_values."subproject_id", new_values."organisation_id" FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*); RETURN NULL;',
                    hash="888ff4447706f2a143faf4afd5f41dc74acf17c0",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_history_update_5dfcb",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="projects_subproject_employers",
                    when="AFTER",
                ),
            ),
        ),
        accounts.audit.row_history.AddTrigger(
            model_name="subprojectemployer",
            trigger=pgtrigger.compiler.Trigger(
                name="history_delete",
                sql=accounts.audit.row_history.OwnTriggerSql(
                    func='INSERT INTO "projects_subprojectemployerhistory" ("pgh_label", "pgh_created_at", "pgh_actor_id", "pgh_source", "id", "subproject_id", "organisation_id") SELECT \'delete\', now(), esfportal_actor(), esfportal_source(), old_values."id", old_values."subproject_id", old_values."organisation_id" FROM old_values ; RETURN NULL;',
                    hash="329da9909cc6792b6031dd47d0d797a2f0c01d67",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_history_delete_ea098",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="projects_subproject_employers",
                    when="AFTER",
                ),
            ),
        ),
    ]
