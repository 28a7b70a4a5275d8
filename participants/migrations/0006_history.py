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
        ("participants", "0005_draft_format_is_in_the_file"),
        ("projects", "0002_places_for_every_fact"),
    ]

    operations = [
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
                    "participation",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="participants.participation",
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
                        to="participants.outcomeevent",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "default_permissions": (),
                "indexes": [models.Index(fields=["participation", "pgh_id"], name="outcomeeventhistory_row")],
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
                    "person",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="participants.person",
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
                "indexes": [models.Index(fields=["id", "pgh_id"], name="participationhistory_row")],
            },
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
                        to="participants.participation",
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
        esfportal.history.AddTrigger(
            model_name="outcomeevent",
            trigger=pgtrigger.compiler.Trigger(
                name="history_key",
                sql=esfportal.history.GuardSql(
                    condition='WHEN (OLD."id" IS DISTINCT FROM (NEW."id"))',
                    func="RAISE EXCEPTION 'a row of % keeps its key', TG_TABLE_NAME USING ERRCODE = 'restrict_violation'; RETURN NULL;",
                    hash="90f906ab2627702c1cfd572120b95b1423d8c25f",
                    operation="UPDATE",
                    pgid="pgtrigger_history_key_bf37c",
                    table="participants_outcomeevent",
                    when="BEFORE",
                ),
            ),
        ),
        esfportal.history.AddTrigger(
            model_name="outcomeevent",
            trigger=pgtrigger.compiler.Trigger(
                name="history_insert",
                sql=esfportal.history.OwnTriggerSql(
                    func='INSERT INTO "participants_outcomeeventhistory" ("pgh_label", "pgh_created_at", "pgh_actor_id", "pgh_source", "id", "participation_id", "happened_on", "kind", "improvement", "supersedes_id", "is_withdrawal", "recorded_by_id") SELECT \'insert\', now(), esfportal_actor(), esfportal_source(), new_values."id", new_values."participation_id", new_values."happened_on", new_values."kind", new_values."improvement", new_values."supersedes_id", new_values."is_withdrawal", new_values."recorded_by_id" FROM new_values ; RETURN NULL;',
                    hash="07ae56ec6b8d46424b11b753d2f612a93182cdc9",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_history_insert_678e0",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="participants_outcomeevent",
                    when="AFTER",
                ),
            ),
        ),
        esfportal.history.AddTrigger(
            model_name="outcomeevent",
            trigger=pgtrigger.compiler.Trigger(
                name="history_update",
                sql=esfportal.history.OwnTriggerSql(
                    func='INSERT INTO "participants_outcomeeventhistory" ("pgh_label", "pgh_created_at", "pgh_actor_id", "pgh_source", "id", "participation_id", "happened_on", "kind", "improvement", "supersedes_id", "is_withdrawal", "recorded_by_id", "pgh_hidden") SELECT \'update\', now(), esfportal_actor(), esfportal_source(), new_values."id", new_values."participation_id", new_values."happened_on", new_values."kind", new_values."improvement", new_values."supersedes_id", new_values."is_withdrawal", new_values."recorded_by_id", nullif(array_remove(ARRAY[CASE WHEN old_values."evidence" IS DISTINCT FROM new_values."evidence" OR old_values."correction_reason" IS DISTINCT FROM new_values."correction_reason" THEN \'sensitive\' END, CASE WHEN old_values."recorded_at" IS DISTINCT FROM new_values."recorded_at" THEN \'rest\' END], NULL), ARRAY[]::text[]) FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*); RETURN NULL;',
                    hash="28088f80a52c16ff258c76731fca25d9fc71fa29",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_history_update_78863",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="participants_outcomeevent",
                    when="AFTER",
                ),
            ),
        ),
        esfportal.history.AddTrigger(
            model_name="outcomeevent",
            trigger=pgtrigger.compiler.Trigger(
                name="history_delete",
                sql=esfportal.history.OwnTriggerSql(
                    func='INSERT INTO "participants_outcomeeventhistory" ("pgh_label", "pgh_created_at", "pgh_actor_id", "pgh_source", "id", "participation_id", "happened_on", "kind", "improvement", "supersedes_id", "is_withdrawal", "recorded_by_id") SELECT \'delete\', now(), esfportal_actor(), esfportal_source(), old_values."id", old_values."participation_id", old_values."happened_on", old_values."kind", old_values."improvement", old_values."supersedes_id", old_values."is_withdrawal", old_values."recorded_by_id" FROM old_values ; RETURN NULL;',
                    hash="b69268be19dfc996fca185a27de09fe1eeda850a",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_history_delete_77da9",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="participants_outcomeevent",
                    when="AFTER",
                ),
            ),
        ),
        esfportal.history.AddTrigger(
            model_name="participation",
            trigger=pgtrigger.compiler.Trigger(
                name="history_key",
                sql=esfportal.history.GuardSql(
                    condition='WHEN (OLD."id" IS DISTINCT FROM (NEW."id"))',
                    func="RAISE EXCEPTION 'a row of % keeps its key', TG_TABLE_NAME USING ERRCODE = 'restrict_violation'; RETURN NULL;",
                    hash="0da1cec5364c046a61dee4badf4b0ab1c47177f6",
                    operation="UPDATE",
                    pgid="pgtrigger_history_key_9e962",
                    table="participants_participation",
                    when="BEFORE",
                ),
            ),
        ),
        esfportal.history.AddTrigger(
            model_name="participation",
            trigger=pgtrigger.compiler.Trigger(
                name="history_insert",
                sql=esfportal.history.OwnTriggerSql(
                    func='INSERT INTO "participants_participationhistory" ("pgh_label", "pgh_created_at", "pgh_actor_id", "pgh_source", "id", "project_id", "person_id", "given_name", "family_name", "labour_market_status", "unemployed_since", "in_education", "self_employed", "education_level", "jobless_household", "dependent_children", "single_adult", "rural", "created_by_id") SELECT \'insert\', now(), esfportal_actor(), esfportal_source(), new_values."id", new_values."project_id", new_values."person_id", new_values."given_name", new_values."family_name", new_values."labour_market_status", new_values."unemployed_since", new_values."in_education", new_values."self_employed", new_values."education_level", new_values."jobless_household", new_values."dependent_children", new_values."single_adult", new_values."rural", new_values."created_by_id" FROM new_values ; RETURN NULL;',
                    hash="5a6f88c48c49f4c2cae3e679e6076cd9439d9ca6",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_history_insert_a2e11",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="participants_participation",
                    when="AFTER",
                ),
            ),
        ),
        esfportal.history.AddTrigger(
            model_name="participation",
            trigger=pgtrigger.compiler.Trigger(
                name="history_update",
                sql=esfportal.history.OwnTriggerSql(
                    func='INSERT INTO "participants_participationhistory" ("pgh_label", "pgh_created_at", "pgh_actor_id", "pgh_source", "id", "project_id", "person_id", "given_name", "family_name", "labour_market_status", "unemployed_since", "in_education", "self_employed", "education_level", "jobless_household", "dependent_children", "single_adult", "rural", "created_by_id", "pgh_hidden") SELECT \'update\', now(), esfportal_actor(), esfportal_source(), new_values."id", new_values."project_id", new_values."person_id", new_values."given_name", new_values."family_name", new_values."labour_market_status", new_values."unemployed_since", new_values."in_education", new_values."self_employed", new_values."education_level", new_values."jobless_household", new_values."dependent_children", new_values."single_adult", new_values."rural", new_values."created_by_id", nullif(array_remove(ARRAY[CASE WHEN old_values."foreign_background" IS DISTINCT FROM new_values."foreign_background" OR old_values."third_country_national" IS DISTINCT FROM new_values."third_country_national" OR old_values."minority" IS DISTINCT FROM new_values."minority" OR old_values."disability" IS DISTINCT FROM new_values."disability" OR old_values."other_disadvantage" IS DISTINCT FROM new_values."other_disadvantage" OR old_values."homeless" IS DISTINCT FROM new_values."homeless" OR old_values."sick_listed" IS DISTINCT FROM new_values."sick_listed" OR old_values."sick_listed_since" IS DISTINCT FROM new_values."sick_listed_since" OR old_values."sickness_pension" IS DISTINCT FROM new_values."sickness_pension" OR old_values."income_support" IS DISTINCT FROM new_values."income_support" OR old_values."newly_arrived" IS DISTINCT FROM new_values."newly_arrived" OR old_values."refugee" IS DISTINCT FROM new_values."refugee" OR old_values."admission_ground" IS DISTINCT FROM new_values."admission_ground" THEN \'sensitive\' END, CASE WHEN old_values."public_id" IS DISTINCT FROM new_values."public_id" OR old_values."created_at" IS DISTINCT FROM new_values."created_at" THEN \'rest\' END], NULL), ARRAY[]::text[]) FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*); RETURN NULL;',
                    hash="2c823d7cf1cd03e7f40b82930ae38ff4977a54d5",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_history_update_6717c",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="participants_participation",
                    when="AFTER",
                ),
            ),
        ),
        esfportal.history.AddTrigger(
            model_name="participation",
            trigger=pgtrigger.compiler.Trigger(
                name="history_delete",
                sql=esfportal.history.OwnTriggerSql(
                    func='INSERT INTO "participants_participationhistory" ("pgh_label", "pgh_created_at", "pgh_actor_id", "pgh_source", "id", "project_id", "person_id", "given_name", "family_name", "labour_market_status", "unemployed_since", "in_education", "self_employed", "education_level", "jobless_household", "dependent_children", "single_adult", "rural", "created_by_id") SELECT \'delete\', now(), esfportal_actor(), esfportal_source(), old_values."id", old_values."project_id", old_values."person_id", old_values."given_name", old_values."family_name", old_values."labour_market_status", old_values."unemployed_since", old_values."in_education", old_values."self_employed", old_values."education_level", old_values."jobless_household", old_values."dependent_children", old_values."single_adult", old_values."rural", old_values."created_by_id" FROM old_values ; RETURN NULL;',
                    hash="878e997e1f3e44fee76629b2f4a15aba2e28e239",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_history_delete_1acd3",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="participants_participation",
                    when="AFTER",
                ),
            ),
        ),
        esfportal.history.AddTrigger(
            model_name="person",
            trigger=pgtrigger.compiler.Trigger(
                name="history_key",
                sql=esfportal.history.GuardSql(
                    condition='WHEN (OLD."id" IS DISTINCT FROM (NEW."id"))',
                    func="RAISE EXCEPTION 'a row of % keeps its key', TG_TABLE_NAME USING ERRCODE = 'restrict_violation'; RETURN NULL;",
                    hash="924744a0787ffa602405207375be2597fd80c1f0",
                    operation="UPDATE",
                    pgid="pgtrigger_history_key_621aa",
                    table="participants_person",
                    when="BEFORE",
                ),
            ),
        ),
        esfportal.history.AddTrigger(
            model_name="person",
            trigger=pgtrigger.compiler.Trigger(
                name="history_insert",
                sql=esfportal.history.OwnTriggerSql(
                    func='INSERT INTO "participants_personhistory" ("pgh_label", "pgh_created_at", "pgh_actor_id", "pgh_source", "id", "number_kind", "birth_date", "sex", "protection") SELECT \'insert\', now(), esfportal_actor(), esfportal_source(), new_values."id", new_values."number_kind", new_values."birth_date", new_values."sex", new_values."protection" FROM new_values ; RETURN NULL;',
                    hash="58b8dafe33019b3de97528315a3e09aeaa407a1f",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_history_insert_dee32",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="participants_person",
                    when="AFTER",
                ),
            ),
        ),
        esfportal.history.AddTrigger(
            model_name="person",
            trigger=pgtrigger.compiler.Trigger(
                name="history_update",
                sql=esfportal.history.OwnTriggerSql(
                    func='INSERT INTO "participants_personhistory" ("pgh_label", "pgh_created_at", "pgh_actor_id", "pgh_source", "id", "number_kind", "birth_date", "sex", "protection", "pgh_hidden") SELECT \'update\', now(), esfportal_actor(), esfportal_source(), new_values."id", new_values."number_kind", new_values."birth_date", new_values."sex", new_values."protection", nullif(array_remove(ARRAY[CASE WHEN old_values."number_index" IS DISTINCT FROM new_values."number_index" THEN \'number\' END, CASE WHEN old_values."number_encrypted" IS DISTINCT FROM new_values."number_encrypted" OR old_values."number_key_version" IS DISTINCT FROM new_values."number_key_version" THEN \'seal\' END, CASE WHEN old_values."created_at" IS DISTINCT FROM new_values."created_at" THEN \'rest\' END], NULL), ARRAY[]::text[]) FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*); RETURN NULL;',
                    hash="a6b76ee18d9972fd46cf1f0ea774bb7181f8e801",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_history_update_00561",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="participants_person",
                    when="AFTER",
                ),
            ),
        ),
        esfportal.history.AddTrigger(
            model_name="person",
            trigger=pgtrigger.compiler.Trigger(
                name="history_delete",
                sql=esfportal.history.OwnTriggerSql(
                    func='INSERT INTO "participants_personhistory" ("pgh_label", "pgh_created_at", "pgh_actor_id", "pgh_source", "id", "number_kind", "birth_date", "sex", "protection") SELECT \'delete\', now(), esfportal_actor(), esfportal_source(), old_values."id", old_values."number_kind", old_values."birth_date", old_values."sex", old_values."protection" FROM old_values ; RETURN NULL;',
                    hash="660684e7ec66d064b0b30285a1029f509dacd26a",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_history_delete_e1857",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="participants_person",
                    when="AFTER",
                ),
            ),
        ),
        esfportal.history.AddTrigger(
            model_name="spell",
            trigger=pgtrigger.compiler.Trigger(
                name="history_key",
                sql=esfportal.history.GuardSql(
                    condition='WHEN (OLD."id" IS DISTINCT FROM (NEW."id"))',
                    func="RAISE EXCEPTION 'a row of % keeps its key', TG_TABLE_NAME USING ERRCODE = 'restrict_violation'; RETURN NULL;",
                    hash="97c3a7d708225707c32342aea807ff6a3edf0dbe",
                    operation="UPDATE",
                    pgid="pgtrigger_history_key_3a311",
                    table="participants_spell",
                    when="BEFORE",
                ),
            ),
        ),
        esfportal.history.AddTrigger(
            model_name="spell",
            trigger=pgtrigger.compiler.Trigger(
                name="history_insert",
                sql=esfportal.history.OwnTriggerSql(
                    func='INSERT INTO "participants_spellhistory" ("pgh_label", "pgh_created_at", "pgh_actor_id", "pgh_source", "id", "participation_id", "entry_date", "exit_date", "exit_reason", "municipality_id", "intervention_id", "case_worker_id") SELECT \'insert\', now(), esfportal_actor(), esfportal_source(), new_values."id", new_values."participation_id", new_values."entry_date", new_values."exit_date", new_values."exit_reason", new_values."municipality_id", new_values."intervention_id", new_values."case_worker_id" FROM new_values ; RETURN NULL;',
                    hash="9901cffff8bb6e75f892f421a5fa45b289c39d86",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_history_insert_52e9b",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="participants_spell",
                    when="AFTER",
                ),
            ),
        ),
        esfportal.history.AddTrigger(
            model_name="spell",
            trigger=pgtrigger.compiler.Trigger(
                name="history_update",
                sql=esfportal.history.OwnTriggerSql(
                    func='INSERT INTO "participants_spellhistory" ("pgh_label", "pgh_created_at", "pgh_actor_id", "pgh_source", "id", "participation_id", "entry_date", "exit_date", "exit_reason", "municipality_id", "intervention_id", "case_worker_id", "pgh_hidden") SELECT \'update\', now(), esfportal_actor(), esfportal_source(), new_values."id", new_values."participation_id", new_values."entry_date", new_values."exit_date", new_values."exit_reason", new_values."municipality_id", new_values."intervention_id", new_values."case_worker_id", nullif(array_remove(ARRAY[CASE WHEN old_values."recorded_at" IS DISTINCT FROM new_values."recorded_at" THEN \'rest\' END], NULL), ARRAY[]::text[]) FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*); RETURN NULL;',
                    hash="9e86b23fda3236ef2ec42797be1a17e64f2a1df2",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_history_update_bf6f6",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="participants_spell",
                    when="AFTER",
                ),
            ),
        ),
        esfportal.history.AddTrigger(
            model_name="spell",
            trigger=pgtrigger.compiler.Trigger(
                name="history_delete",
                sql=esfportal.history.OwnTriggerSql(
                    func='INSERT INTO "participants_spellhistory" ("pgh_label", "pgh_created_at", "pgh_actor_id", "pgh_source", "id", "participation_id", "entry_date", "exit_date", "exit_reason", "municipality_id", "intervention_id", "case_worker_id") SELECT \'delete\', now(), esfportal_actor(), esfportal_source(), old_values."id", old_values."participation_id", old_values."entry_date", old_values."exit_date", old_values."exit_reason", old_values."municipality_id", old_values."intervention_id", old_values."case_worker_id" FROM old_values ; RETURN NULL;',
                    hash="024d38899609d25a07e0307dfc59953019d605c8",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_history_delete_e8fd2",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="participants_spell",
                    when="AFTER",
                ),
            ),
        ),
        esfportal.history.AddTrigger(
            model_name="outcomeeventhistory",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=esfportal.history.GuardSql(
                    func="IF NOT (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) THEN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation'; END IF; RETURN NULL;",
                    hash="d1bf0a88f942d225880c4899259e5e9beee88a81",
                    level="STATEMENT",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_d0735",
                    table="participants_outcomeeventhistory",
                    when="BEFORE",
                ),
            ),
        ),
        esfportal.history.AddTrigger(
            model_name="participationhistory",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=esfportal.history.GuardSql(
                    func="IF NOT (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) THEN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation'; END IF; RETURN NULL;",
                    hash="7eeaa05f76883c98636db65b325ce912bfef4534",
                    level="STATEMENT",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_537b7",
                    table="participants_participationhistory",
                    when="BEFORE",
                ),
            ),
        ),
        esfportal.history.AddTrigger(
            model_name="personhistory",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=esfportal.history.GuardSql(
                    func="IF NOT (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) THEN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation'; END IF; RETURN NULL;",
                    hash="ec54e84a94da8b840750ea66dc52896def526682",
                    level="STATEMENT",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_2a839",
                    table="participants_personhistory",
                    when="BEFORE",
                ),
            ),
        ),
        esfportal.history.AddTrigger(
            model_name="spellhistory",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=esfportal.history.GuardSql(
                    func="IF NOT (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) THEN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation'; END IF; RETURN NULL;",
                    hash="b820a165677a373d245d21ee89eb1f2a0729a3b7",
                    level="STATEMENT",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_9c06a",
                    table="participants_spellhistory",
                    when="BEFORE",
                ),
            ),
        ),
        esfportal.history.start_history("participants", "Person", "Participation", "Spell", "OutcomeEvent"),
    ]
