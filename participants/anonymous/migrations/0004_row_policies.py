"""Policies of row-level security, written by `manage.py make_row_policies`."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("anonymous", "0003_row_policies")]

    operations = [
        migrations.RunSQL(
            [
                "ALTER TABLE anonymous_anonymouscounthistory ENABLE ROW LEVEL SECURITY",
                "ALTER TABLE anonymous_anonymouscounthistory FORCE ROW LEVEL SECURITY",
                "DROP POLICY may_add ON anonymous_anonymouscounthistory",
                "DROP POLICY may_read ON anonymous_anonymouscounthistory",
                "DROP POLICY owner_reads ON anonymous_anonymouscounthistory",
                "CREATE POLICY may_read ON anonymous_anonymouscounthistory FOR SELECT USING ((((SELECT esfportal_scope() IN ('operator')) OR (project_id = ANY ((SELECT esfportal_ids('people'))::bigint[]) OR project_id = ANY ((SELECT esfportal_ids('part_projects'))::bigint[]))) OR (((SELECT esfportal_scope() IN ('operator')) OR project_id = ANY ((SELECT esfportal_ids('projects'))::bigint[])) AND project_id = ANY ((SELECT esfportal_ids('funds'))::bigint[]) IS NOT TRUE AND (SELECT esfportal_scope()) <> 'own_record')))",
                "CREATE POLICY owner_reads ON anonymous_anonymouscounthistory FOR SELECT TO CURRENT_USER USING (true)",
                "CREATE POLICY may_add ON anonymous_anonymouscounthistory FOR INSERT TO CURRENT_USER WITH CHECK (true)",
                "REVOKE INSERT, UPDATE, DELETE ON anonymous_anonymouscounthistory FROM esfportal_application",
            ],
            [
                "DROP POLICY may_read ON anonymous_anonymouscounthistory",
                "DROP POLICY owner_reads ON anonymous_anonymouscounthistory",
                "DROP POLICY may_add ON anonymous_anonymouscounthistory",
                "CREATE POLICY may_add ON anonymous_anonymouscounthistory FOR INSERT TO esfportal WITH CHECK (true)",
                "CREATE POLICY may_read ON anonymous_anonymouscounthistory FOR SELECT TO public USING ((( SELECT (esfportal_scope() = 'operator'::text)) OR ((project_id = ANY (( SELECT esfportal_ids('people'::text) AS esfportal_ids)::bigint[])) OR (project_id = ANY (( SELECT esfportal_ids('part_projects'::text) AS esfportal_ids)::bigint[]))) OR ((( SELECT (esfportal_scope() = 'operator'::text)) OR (project_id = ANY (( SELECT esfportal_ids('projects'::text) AS esfportal_ids)::bigint[]))) AND ((project_id = ANY (( SELECT esfportal_ids('funds'::text) AS esfportal_ids)::bigint[])) IS NOT TRUE))))",
                "CREATE POLICY owner_reads ON anonymous_anonymouscounthistory FOR SELECT TO esfportal USING (true)",
            ],
        ),
    ]
