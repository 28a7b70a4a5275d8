"""Policies of row-level security, written by `manage.py make_row_policies`."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("accounts", "0019_own_record")]

    operations = [
        migrations.RunSQL(
            [
                "ALTER TABLE accounts_accesslogentry ENABLE ROW LEVEL SECURITY",
                "ALTER TABLE accounts_accesslogentry FORCE ROW LEVEL SECURITY",
                "DROP POLICY may_add ON accounts_accesslogentry",
                "DROP POLICY may_read ON accounts_accesslogentry",
                "DROP POLICY owner_reads ON accounts_accesslogentry",
                "CREATE POLICY may_read ON accounts_accesslogentry FOR SELECT USING ((((SELECT esfportal_scope() IN ('operator', 'system')) OR project_id = ANY ((SELECT esfportal_ids('manages_any_part'))::bigint[])) OR actor_id = (SELECT esfportal_user()) OR (SELECT esfportal_administers()) OR project_id = ANY ((SELECT esfportal_ids('people'))::bigint[]) OR (project_id = ANY ((SELECT esfportal_ids('part_projects'))::bigint[]) AND subjects && (SELECT esfportal_ids('visible_participations'))) OR ((SELECT esfportal_scope() = 'own_record') AND subjects && (SELECT esfportal_ids('linked')))))",
                "CREATE POLICY owner_reads ON accounts_accesslogentry FOR SELECT TO CURRENT_USER USING (true)",
                "CREATE POLICY may_add ON accounts_accesslogentry FOR INSERT WITH CHECK (((SELECT esfportal_scope() IN ('operator', 'project')) OR actor_id = (SELECT esfportal_user())))",
                "REVOKE UPDATE, DELETE ON accounts_accesslogentry FROM esfportal_application",
            ],
            [
                "DROP POLICY may_read ON accounts_accesslogentry",
                "DROP POLICY owner_reads ON accounts_accesslogentry",
                "DROP POLICY may_add ON accounts_accesslogentry",
                "CREATE POLICY may_add ON accounts_accesslogentry FOR INSERT TO public WITH CHECK ((( SELECT (esfportal_scope() = ANY (ARRAY['operator'::text, 'project'::text]))) OR (actor_id = ( SELECT esfportal_user() AS esfportal_user))))",
                "CREATE POLICY may_read ON accounts_accesslogentry FOR SELECT TO public USING ((( SELECT (esfportal_scope() = ANY (ARRAY['operator'::text, 'system'::text]))) OR (project_id = ANY (( SELECT esfportal_ids('manages_any_part'::text) AS esfportal_ids)::bigint[])) OR (actor_id = ( SELECT esfportal_user() AS esfportal_user)) OR ( SELECT esfportal_administers() AS esfportal_administers) OR (project_id = ANY (( SELECT esfportal_ids('people'::text) AS esfportal_ids)::bigint[])) OR ((project_id = ANY (( SELECT esfportal_ids('part_projects'::text) AS esfportal_ids)::bigint[])) AND (subjects && ( SELECT esfportal_ids('visible_participations'::text) AS esfportal_ids)))))",
                "CREATE POLICY owner_reads ON accounts_accesslogentry FOR SELECT TO esfportal USING (true)",
            ],
        ),
    ]
