import django.contrib.postgres.fields
import django.db.models.deletion
import pgtrigger.compiler
from django.conf import settings
from django.db import migrations, models

import esfportal.history


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0003_read_log"),
        ("esfportal", "0002_who_writes"),
        ("projects", "0002_places_for_every_fact"),
    ]

    operations = [
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
                "indexes": [models.Index(fields=["id", "pgh_id"], name="organisationhistory_row")],
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
                "indexes": [models.Index(fields=["id", "pgh_id"], name="userhistory_row")],
            },
        ),
        esfportal.history.AddTrigger(
            model_name="auditentry",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=esfportal.history.GuardSql(
                    func="IF NOT (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) THEN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation'; END IF; RETURN NULL;",
                    hash="38fda35a1b278b11cd32f66d2e47f1f9efc11fdb",
                    level="STATEMENT",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_e6c89",
                    table="accounts_auditentry",
                    when="BEFORE",
                ),
            ),
        ),
        esfportal.history.AddTrigger(
            model_name="membership",
            trigger=pgtrigger.compiler.Trigger(
                name="history_key",
                sql=esfportal.history.GuardSql(
                    condition='WHEN (OLD."id" IS DISTINCT FROM (NEW."id"))',
                    func="RAISE EXCEPTION 'a row of % keeps its key', TG_TABLE_NAME USING ERRCODE = 'restrict_violation'; RETURN NULL;",
                    hash="8e64f55b961cfcb6f7dc24d19ef776eee17be754",
                    operation="UPDATE",
                    pgid="pgtrigger_history_key_d7240",
                    table="accounts_membership",
                    when="BEFORE",
                ),
            ),
        ),
        esfportal.history.AddTrigger(
            model_name="membership",
            trigger=pgtrigger.compiler.Trigger(
                name="history_insert",
                sql=esfportal.history.OwnTriggerSql(
                    func='INSERT INTO "accounts_membershiphistory" ("pgh_label", "pgh_created_at", "pgh_actor_id", "pgh_source", "id", "user_id", "role", "project_id", "sub_project_id", "municipality_id", "intervention_id", "starts_on", "ends_on") SELECT \'insert\', now(), esfportal_actor(), esfportal_source(), new_values."id", new_values."user_id", new_values."role", new_values."project_id", new_values."sub_project_id", new_values."municipality_id", new_values."intervention_id", new_values."starts_on", new_values."ends_on" FROM new_values ; RETURN NULL;',
                    hash="031a7664b50d4749afdf0b460c07cef291a14083",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_history_insert_a7eb0",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="accounts_membership",
                    when="AFTER",
                ),
            ),
        ),
        esfportal.history.AddTrigger(
            model_name="membership",
            trigger=pgtrigger.compiler.Trigger(
                name="history_update",
                sql=esfportal.history.OwnTriggerSql(
                    func='INSERT INTO "accounts_membershiphistory" ("pgh_label", "pgh_created_at", "pgh_actor_id", "pgh_source", "id", "user_id", "role", "project_id", "sub_project_id", "municipality_id", "intervention_id", "starts_on", "ends_on") SELECT \'update\', now(), esfportal_actor(), esfportal_source(), new_values."id", new_values."user_id", new_values."role", new_values."project_id", new_values."sub_project_id", new_values."municipality_id", new_values."intervention_id", new_values."starts_on", new_values."ends_on" FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*); RETURN NULL;',
                    hash="486fb5d1df651621b2e256acde46683b358e54ec",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_history_update_0c78c",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="accounts_membership",
                    when="AFTER",
                ),
            ),
        ),
        esfportal.history.AddTrigger(
            model_name="membership",
            trigger=pgtrigger.compiler.Trigger(
                name="history_delete",
                sql=esfportal.history.OwnTriggerSql(
                    func='INSERT INTO "accounts_membershiphistory" ("pgh_label", "pgh_created_at", "pgh_actor_id", "pgh_source", "id", "user_id", "role", "project_id", "sub_project_id", "municipality_id", "intervention_id", "starts_on", "ends_on") SELECT \'delete\', now(), esfportal_actor(), esfportal_source(), old_values."id", old_values."user_id", old_values."role", old_values."project_id", old_values."sub_project_id", old_values."municipality_id", old_values."intervention_id", old_values."starts_on", old_values."ends_on" FROM old_values ; RETURN NULL;',
                    hash="3c459f41fa663f3fb9dd385332ee7d25da111690",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_history_delete_96673",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="accounts_membership",
                    when="AFTER",
                ),
            ),
        ),
        esfportal.history.AddTrigger(
            model_name="organisation",
            trigger=pgtrigger.compiler.Trigger(
                name="history_key",
                sql=esfportal.history.GuardSql(
                    condition='WHEN (OLD."id" IS DISTINCT FROM (NEW."id"))',
                    func="RAISE EXCEPTION 'a row of % keeps its key', TG_TABLE_NAME USING ERRCODE = 'restrict_violation'; RETURN NULL;",
                    hash="08df71167acdf4c516aeb4b6790287c54b9377d6",
                    operation="UPDATE",
                    pgid="pgtrigger_history_key_ecdfd",
                    table="accounts_organisation",
                    when="BEFORE",
                ),
            ),
        ),
        esfportal.history.AddTrigger(
            model_name="organisation",
            trigger=pgtrigger.compiler.Trigger(
                name="history_insert",
                sql=esfportal.history.OwnTriggerSql(
                    func='INSERT INTO "accounts_organisationhistory" ("pgh_label", "pgh_created_at", "pgh_actor_id", "pgh_source", "id", "name", "name_en", "kind", "number") SELECT \'insert\', now(), esfportal_actor(), esfportal_source(), new_values."id", new_values."name", new_values."name_en", new_values."kind", new_values."number" FROM new_values ; RETURN NULL;',
                    hash="558175b72518c43bd33a22e94530cd5eb666e720",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_history_insert_5045f",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="accounts_organisation",
                    when="AFTER",
                ),
            ),
        ),
        esfportal.history.AddTrigger(
            model_name="organisation",
            trigger=pgtrigger.compiler.Trigger(
                name="history_update",
                sql=esfportal.history.OwnTriggerSql(
                    func='INSERT INTO "accounts_organisationhistory" ("pgh_label", "pgh_created_at", "pgh_actor_id", "pgh_source", "id", "name", "name_en", "kind", "number") SELECT \'update\', now(), esfportal_actor(), esfportal_source(), new_values."id", new_values."name", new_values."name_en", new_values."kind", new_values."number" FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*); RETURN NULL;',
                    hash="315fc81990ac6d30f79c45773abb6eabaffa1012",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_history_update_50a51",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="accounts_organisation",
                    when="AFTER",
                ),
            ),
        ),
        esfportal.history.AddTrigger(
            model_name="organisation",
            trigger=pgtrigger.compiler.Trigger(
                name="history_delete",
                sql=esfportal.history.OwnTriggerSql(
                    func='INSERT INTO "accounts_organisationhistory" ("pgh_label", "pgh_created_at", "pgh_actor_id", "pgh_source", "id", "name", "name_en", "kind", "number") SELECT \'delete\', now(), esfportal_actor(), esfportal_source(), old_values."id", old_values."name", old_values."name_en", old_values."kind", old_values."number" FROM old_values ; RETURN NULL;',
                    hash="e8637db1da20a1b2a97bbed8a8be68ad29eb370b",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_history_delete_95bda",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="accounts_organisation",
                    when="AFTER",
                ),
            ),
        ),
        esfportal.history.AddTrigger(
            model_name="readentry",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=esfportal.history.GuardSql(
                    func="IF NOT (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) THEN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation'; END IF; RETURN NULL;",
                    hash="b06958a9f99366b1f1d47125f6157902cd59094d",
                    level="STATEMENT",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_3263b",
                    table="accounts_readentry",
                    when="BEFORE",
                ),
            ),
        ),
        esfportal.history.AddTrigger(
            model_name="user",
            trigger=pgtrigger.compiler.Trigger(
                name="history_key",
                sql=esfportal.history.GuardSql(
                    condition='WHEN (OLD."id" IS DISTINCT FROM (NEW."id"))',
                    func="RAISE EXCEPTION 'a row of % keeps its key', TG_TABLE_NAME USING ERRCODE = 'restrict_violation'; RETURN NULL;",
                    hash="7edfd3d67bceff710e85343a5e7f35dd2c19eddb",
                    operation="UPDATE",
                    pgid="pgtrigger_history_key_5fde0",
                    table="accounts_user",
                    when="BEFORE",
                ),
            ),
        ),
        esfportal.history.AddTrigger(
            model_name="user",
            trigger=pgtrigger.compiler.Trigger(
                name="history_insert",
                sql=esfportal.history.OwnTriggerSql(
                    func='INSERT INTO "accounts_userhistory" ("pgh_label", "pgh_created_at", "pgh_actor_id", "pgh_source", "id", "is_superuser", "email", "full_name", "language", "is_staff", "is_active", "date_joined") SELECT \'insert\', now(), esfportal_actor(), esfportal_source(), new_values."id", new_values."is_superuser", new_values."email", new_values."full_name", new_values."language", new_values."is_staff", new_values."is_active", new_values."date_joined" FROM new_values ; RETURN NULL;',
                    hash="ee6564ad4e3950fc5f5c2064eae077a7bd63c536",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_history_insert_e218e",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="accounts_user",
                    when="AFTER",
                ),
            ),
        ),
        esfportal.history.AddTrigger(
            model_name="user",
            trigger=pgtrigger.compiler.Trigger(
                name="history_update",
                sql=esfportal.history.OwnTriggerSql(
                    func='INSERT INTO "accounts_userhistory" ("pgh_label", "pgh_created_at", "pgh_actor_id", "pgh_source", "id", "is_superuser", "email", "full_name", "language", "is_staff", "is_active", "date_joined", "pgh_hidden") SELECT \'update\', now(), esfportal_actor(), esfportal_source(), new_values."id", new_values."is_superuser", new_values."email", new_values."full_name", new_values."language", new_values."is_staff", new_values."is_active", new_values."date_joined", nullif(array_remove(ARRAY[CASE WHEN old_values."password" IS DISTINCT FROM new_values."password" THEN \'password\' END], NULL), ARRAY[]::text[]) FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values."date_joined" IS DISTINCT FROM (new_values."date_joined") OR old_values."email" IS DISTINCT FROM (new_values."email") OR old_values."full_name" IS DISTINCT FROM (new_values."full_name") OR old_values."id" IS DISTINCT FROM (new_values."id") OR old_values."is_active" IS DISTINCT FROM (new_values."is_active") OR old_values."is_staff" IS DISTINCT FROM (new_values."is_staff") OR old_values."is_superuser" IS DISTINCT FROM (new_values."is_superuser") OR old_values."language" IS DISTINCT FROM (new_values."language") OR old_values."password" IS DISTINCT FROM (new_values."password")); RETURN NULL;',
                    hash="2f8051ea21b877491e48454265f017614156c4b2",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_history_update_e821b",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="accounts_user",
                    when="AFTER",
                ),
            ),
        ),
        esfportal.history.AddTrigger(
            model_name="user",
            trigger=pgtrigger.compiler.Trigger(
                name="history_delete",
                sql=esfportal.history.OwnTriggerSql(
                    func='INSERT INTO "accounts_userhistory" ("pgh_label", "pgh_created_at", "pgh_actor_id", "pgh_source", "id", "is_superuser", "email", "full_name", "language", "is_staff", "is_active", "date_joined") SELECT \'delete\', now(), esfportal_actor(), esfportal_source(), old_values."id", old_values."is_superuser", old_values."email", old_values."full_name", old_values."language", old_values."is_staff", old_values."is_active", old_values."date_joined" FROM old_values ; RETURN NULL;',
                    hash="34a4b3e3969772ac59c01f623caaca0c1b6f2fdd",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_history_delete_3f525",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="accounts_user",
                    when="AFTER",
                ),
            ),
        ),
        esfportal.history.AddTrigger(
            model_name="membershiphistory",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=esfportal.history.GuardSql(
                    func="IF NOT (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) THEN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation'; END IF; RETURN NULL;",
                    hash="ce3c668103567e206629213ba33a34d1f9cc6da4",
                    level="STATEMENT",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_123dc",
                    table="accounts_membershiphistory",
                    when="BEFORE",
                ),
            ),
        ),
        esfportal.history.AddTrigger(
            model_name="organisationhistory",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=esfportal.history.GuardSql(
                    func="IF NOT (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) THEN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation'; END IF; RETURN NULL;",
                    hash="471259c45284febb02cf91eed62b6f74dd05766e",
                    level="STATEMENT",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_2291e",
                    table="accounts_organisationhistory",
                    when="BEFORE",
                ),
            ),
        ),
        esfportal.history.AddTrigger(
            model_name="userhistory",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=esfportal.history.GuardSql(
                    func="IF NOT (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) THEN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation'; END IF; RETURN NULL;",
                    hash="c08c10b420015a30c1c3618b9e3e8a04e260b5af",
                    level="STATEMENT",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_4f815",
                    table="accounts_userhistory",
                    when="BEFORE",
                ),
            ),
        ),
        esfportal.history.start_history("accounts", "User", "Organisation", "Membership"),
    ]
