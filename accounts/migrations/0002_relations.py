import django.contrib.postgres.indexes
import django.db.models.deletion
import django.db.models.functions.text
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

import accounts.audit.row_history


class Migration(migrations.Migration):
    initial = True
    dependencies = [("accounts", "0001_initial"), ("projects", "0001_initial")]
    operations = [
        migrations.AddField(
            model_name="accesslogentry",
            name="project",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="projects.project",
                verbose_name="project",
            ),
        ),
        migrations.AddField(
            model_name="organisationhistory",
            name="pgh_actor",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="userhistory",
            name="pgh_actor",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddConstraint(
            model_name="failedsignins",
            constraint=models.UniqueConstraint(fields=("account", "client"), name="failed_sign_ins_once"),
        ),
        migrations.AddConstraint(
            model_name="user",
            constraint=models.UniqueConstraint(
                django.db.models.functions.text.Lower("email"),
                name="user_email_once",
                violation_error_message="There is already a user with this e-mail address.",
            ),
        ),
        migrations.AddIndex(
            model_name="accesslogentry",
            index=django.contrib.postgres.indexes.GinIndex(
                fields=["subjects"], name="access_log_entry_subjects"
            ),
        ),
        migrations.AddIndex(
            model_name="accesslogentry",
            index=django.contrib.postgres.indexes.BrinIndex(fields=["at"], name="access_log_entry_at"),
        ),
        migrations.AddIndex(
            model_name="accesslogentry",
            index=models.Index(fields=["project", "at"], name="access_log_entry_project"),
        ),
        migrations.AddIndex(
            model_name="accesslogentry",
            index=models.Index(fields=["actor", "at"], name="access_log_entry_actor"),
        ),
        migrations.AddConstraint(
            model_name="accesslogentry",
            constraint=models.CheckConstraint(
                condition=models.Q(("purpose", ""), _negated=True), name="access_log_entry_has_purpose"
            ),
        ),
        migrations.AddIndex(
            model_name="organisationhistory",
            index=models.Index(fields=["id", "pgh_id"], name="organisationhistory_row"),
        ),
        migrations.AddIndex(
            model_name="userhistory", index=models.Index(fields=["id", "pgh_id"], name="userhistory_row")
        ),
        accounts.audit.row_history.AddTrigger(
            model_name="organisation",
            trigger=pgtrigger.compiler.Trigger(
                name="history_key",
                sql=accounts.audit.row_history.GuardSql(
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
        accounts.audit.row_history.AddTrigger(
            model_name="organisation",
            trigger=pgtrigger.compiler.Trigger(
                name="history_insert",
                sql=accounts.audit.row_history.OwnTriggerSql(
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
        accounts.audit.row_history.AddTrigger(
            model_name="organisation",
            trigger=pgtrigger.compiler.Trigger(
                name="history_update",
                sql=accounts.audit.row_history.OwnTriggerSql(
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
        accounts.audit.row_history.AddTrigger(
            model_name="organisation",
            trigger=pgtrigger.compiler.Trigger(
                name="history_delete",
                sql=accounts.audit.row_history.OwnTriggerSql(
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
        accounts.audit.row_history.AddTrigger(
            model_name="user",
            trigger=pgtrigger.compiler.Trigger(
                name="history_key",
                sql=accounts.audit.row_history.GuardSql(
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
        accounts.audit.row_history.AddTrigger(
            model_name="user",
            trigger=pgtrigger.compiler.Trigger(
                name="history_insert",
                sql=accounts.audit.row_history.OwnTriggerSql(
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
        accounts.audit.row_history.AddTrigger(
            model_name="user",
            trigger=pgtrigger.compiler.Trigger(
                name="history_update",
                sql=accounts.audit.row_history.OwnTriggerSql(
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
        accounts.audit.row_history.AddTrigger(
            model_name="user",
            trigger=pgtrigger.compiler.Trigger(
                name="history_delete",
                sql=accounts.audit.row_history.OwnTriggerSql(
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
        accounts.audit.row_history.AddTrigger(
            model_name="accesslogentry",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=accounts.audit.row_history.GuardSql(
                    func="IF NOT (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) THEN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation'; END IF; RETURN NULL;",
                    hash="0304c4ee58ee73dfdd813d1319ba4625174a83b5",
                    level="STATEMENT",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_4aed4",
                    table="accounts_accesslogentry",
                    when="BEFORE",
                ),
            ),
        ),
        accounts.audit.row_history.AddTrigger(
            model_name="organisationhistory",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=accounts.audit.row_history.GuardSql(
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
        accounts.audit.row_history.AddTrigger(
            model_name="userhistory",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=accounts.audit.row_history.GuardSql(
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
    ]
