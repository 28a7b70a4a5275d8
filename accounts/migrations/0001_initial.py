import django.contrib.postgres.fields
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
    ]

    operations = [
        migrations.CreateModel(
            name="FailedSignIns",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "account",
                    models.CharField(
                        help_text="A keyed hash, never the address.", max_length=64, verbose_name="account"
                    ),
                ),
                (
                    "client",
                    models.CharField(blank=True, max_length=64, verbose_name="origin of the attempts"),
                ),
                ("guesses", models.PositiveSmallIntegerField(default=0, verbose_name="failed attempts")),
                (
                    "since",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="counted since"),
                ),
                ("paused_until", models.DateTimeField(blank=True, null=True, verbose_name="paused until")),
            ],
            options={
                "verbose_name": "count of failed sign-ins",
                "verbose_name_plural": "counts of failed sign-ins",
            },
        ),
        migrations.CreateModel(
            name="Organisation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=200, unique=True, verbose_name="name")),
                ("name_en", models.CharField(blank=True, max_length=200, verbose_name="name in English")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("municipality", "municipality"),
                            ("federation", "federation of municipalities"),
                            ("region", "region"),
                            ("county_board", "county administrative board"),
                            ("agency", "government agency"),
                            ("coordination", "coordination association"),
                            ("partnership", "structural fund partnership"),
                            ("association", "association"),
                            ("company", "company"),
                            ("other", "other"),
                        ],
                        default="other",
                        max_length=20,
                        verbose_name="kind",
                    ),
                ),
                ("number", models.CharField(blank=True, max_length=11, verbose_name="organisation number")),
            ],
            options={
                "verbose_name": "organisation",
                "verbose_name_plural": "organisations",
                "ordering": ["name"],
            },
        ),
        migrations.CreateModel(
            name="OrganisationHistory",
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
                ("kind", models.CharField(max_length=20, null=True)),
                ("number", models.CharField(blank=True, max_length=11, null=True)),
            ],
            options={
                "abstract": False,
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="UserHistory",
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
                ("is_superuser", models.BooleanField(null=True)),
                ("email", models.EmailField(max_length=254, null=True)),
                ("full_name", models.CharField(max_length=150, null=True)),
                ("language", models.CharField(max_length=2, null=True)),
                ("is_staff", models.BooleanField(null=True)),
                ("is_active", models.BooleanField(null=True)),
                ("date_joined", models.DateTimeField(null=True)),
            ],
            options={
                "abstract": False,
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="User",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("password", models.CharField(max_length=128, verbose_name="password")),
                ("last_login", models.DateTimeField(blank=True, null=True, verbose_name="last login")),
                (
                    "is_superuser",
                    models.BooleanField(
                        default=False,
                        help_text="Designates that this user has all permissions without explicitly assigning them.",
                        verbose_name="superuser status",
                    ),
                ),
                ("email", models.EmailField(max_length=254, unique=True, verbose_name="e-mail")),
                ("full_name", models.CharField(max_length=150, verbose_name="name")),
                (
                    "language",
                    models.CharField(
                        choices=[("sv", "Svenska"), ("en", "English")],
                        default="sv",
                        max_length=2,
                        verbose_name="language",
                    ),
                ),
                (
                    "is_staff",
                    models.BooleanField(
                        default=False,
                        help_text="Administrators of users and organisations; gives no access to participants.",
                        verbose_name="may open the administration",
                    ),
                ),
                (
                    "is_active",
                    models.BooleanField(
                        default=True,
                        help_text="Clear this instead of deleting the user.",
                        verbose_name="active",
                    ),
                ),
                (
                    "date_joined",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="added"),
                ),
                (
                    "groups",
                    models.ManyToManyField(
                        blank=True,
                        help_text="The groups this user belongs to. A user will get all permissions granted to each of their groups.",
                        related_name="user_set",
                        related_query_name="user",
                        to="auth.group",
                        verbose_name="groups",
                    ),
                ),
                (
                    "user_permissions",
                    models.ManyToManyField(
                        blank=True,
                        help_text="Specific permissions for this user.",
                        related_name="user_set",
                        related_query_name="user",
                        to="auth.permission",
                        verbose_name="user permissions",
                    ),
                ),
            ],
            options={
                "verbose_name": "user",
                "verbose_name_plural": "users",
                "ordering": ["full_name", "email"],
            },
        ),
        migrations.CreateModel(
            name="AccessLogEntry",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, editable=False, verbose_name="when"
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        blank=True,
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
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("opened", "opened"),
                            ("revealed", "number shown"),
                            ("listed", "seen in a list"),
                            ("searched", "found by searching"),
                            ("printed", "printed"),
                            ("downloaded", "file downloaded"),
                            ("exported", "data exported"),
                        ],
                        max_length=10,
                        verbose_name="what",
                    ),
                ),
                ("purpose", models.CharField(max_length=500, verbose_name="purpose")),
                (
                    "subjects",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.BigIntegerField(), default=list, verbose_name="participations"
                    ),
                ),
                ("count", models.PositiveIntegerField(verbose_name="number of people")),
                (
                    "actor",
                    models.ForeignKey(
                        db_index=False,
                        help_text="Empty: the operator, at the command line.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="who",
                    ),
                ),
            ],
            options={
                "verbose_name": "access log entry",
                "verbose_name_plural": "access log entries",
                "ordering": ["-pk"],
            },
        ),
    ]
