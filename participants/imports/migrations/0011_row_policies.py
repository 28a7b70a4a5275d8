"""Policies of row-level security, written by `manage.py make_row_policies`."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("imports", "0010_import_history")]

    operations = [
        migrations.RunSQL(
            [
                "ALTER TABLE imports_importjob ENABLE ROW LEVEL SECURITY",
                "ALTER TABLE imports_importjob FORCE ROW LEVEL SECURITY",
                "DROP POLICY may_add ON imports_importjob",
                "DROP POLICY may_change ON imports_importjob",
                "DROP POLICY may_read ON imports_importjob",
                "DROP POLICY may_remove ON imports_importjob",
                "CREATE POLICY may_read ON imports_importjob FOR SELECT USING ((((SELECT esfportal_scope() IN ('operator', 'system')) OR (created_by_id = (SELECT esfportal_user()) AND (project_id = ANY ((SELECT esfportal_ids('people'))::bigint[]) OR project_id = ANY ((SELECT esfportal_ids('part_projects'))::bigint[])))) OR project_id = ANY ((SELECT esfportal_ids('people'))::bigint[])))",
                "CREATE POLICY may_add ON imports_importjob FOR INSERT WITH CHECK (((SELECT esfportal_scope() IN ('operator', 'system')) OR (created_by_id = (SELECT esfportal_user()) AND (project_id = ANY ((SELECT esfportal_ids('people'))::bigint[]) OR project_id = ANY ((SELECT esfportal_ids('part_projects'))::bigint[])))))",
                "CREATE POLICY may_change ON imports_importjob FOR UPDATE USING ((((SELECT esfportal_scope() IN ('operator', 'system')) OR (created_by_id = (SELECT esfportal_user()) AND (project_id = ANY ((SELECT esfportal_ids('people'))::bigint[]) OR project_id = ANY ((SELECT esfportal_ids('part_projects'))::bigint[])))) OR project_id = ANY ((SELECT esfportal_ids('people'))::bigint[]))) WITH CHECK (((SELECT esfportal_scope() IN ('operator', 'system')) OR (created_by_id = (SELECT esfportal_user()) AND (project_id = ANY ((SELECT esfportal_ids('people'))::bigint[]) OR project_id = ANY ((SELECT esfportal_ids('part_projects'))::bigint[])))))",
                "CREATE POLICY may_remove ON imports_importjob FOR DELETE USING (((SELECT esfportal_scope() IN ('operator', 'system')) OR (created_by_id = (SELECT esfportal_user()) AND (project_id = ANY ((SELECT esfportal_ids('people'))::bigint[]) OR project_id = ANY ((SELECT esfportal_ids('part_projects'))::bigint[])))))",
            ],
            [
                "DROP POLICY may_read ON imports_importjob",
                "DROP POLICY may_add ON imports_importjob",
                "DROP POLICY may_change ON imports_importjob",
                "DROP POLICY may_remove ON imports_importjob",
                "CREATE POLICY may_add ON imports_importjob FOR INSERT TO public WITH CHECK ((( SELECT (esfportal_scope() = ANY (ARRAY['operator'::text, 'system'::text]))) OR ((created_by_id = ( SELECT esfportal_user() AS esfportal_user)) AND ((project_id = ANY (( SELECT esfportal_ids('people'::text) AS esfportal_ids)::bigint[])) OR (project_id = ANY (( SELECT esfportal_ids('part_projects'::text) AS esfportal_ids)::bigint[]))))))",
                "CREATE POLICY may_change ON imports_importjob FOR UPDATE TO public USING ((( SELECT (esfportal_scope() = ANY (ARRAY['operator'::text, 'system'::text]))) OR ((created_by_id = ( SELECT esfportal_user() AS esfportal_user)) AND ((project_id = ANY (( SELECT esfportal_ids('people'::text) AS esfportal_ids)::bigint[])) OR (project_id = ANY (( SELECT esfportal_ids('part_projects'::text) AS esfportal_ids)::bigint[])))))) WITH CHECK ((( SELECT (esfportal_scope() = ANY (ARRAY['operator'::text, 'system'::text]))) OR ((created_by_id = ( SELECT esfportal_user() AS esfportal_user)) AND ((project_id = ANY (( SELECT esfportal_ids('people'::text) AS esfportal_ids)::bigint[])) OR (project_id = ANY (( SELECT esfportal_ids('part_projects'::text) AS esfportal_ids)::bigint[]))))))",
                "CREATE POLICY may_read ON imports_importjob FOR SELECT TO public USING ((( SELECT (esfportal_scope() = ANY (ARRAY['operator'::text, 'system'::text]))) OR ((created_by_id = ( SELECT esfportal_user() AS esfportal_user)) AND ((project_id = ANY (( SELECT esfportal_ids('people'::text) AS esfportal_ids)::bigint[])) OR (project_id = ANY (( SELECT esfportal_ids('part_projects'::text) AS esfportal_ids)::bigint[]))))))",
                "CREATE POLICY may_remove ON imports_importjob FOR DELETE TO public USING ((( SELECT (esfportal_scope() = ANY (ARRAY['operator'::text, 'system'::text]))) OR ((created_by_id = ( SELECT esfportal_user() AS esfportal_user)) AND ((project_id = ANY (( SELECT esfportal_ids('people'::text) AS esfportal_ids)::bigint[])) OR (project_id = ANY (( SELECT esfportal_ids('part_projects'::text) AS esfportal_ids)::bigint[]))))))",
            ],
        ),
    ]
