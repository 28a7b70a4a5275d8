"""Policies of row-level security, written by `manage.py make_row_policies`."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("projects", "0002_row_policies")]

    operations = [
        migrations.RunSQL(
            [
                "ALTER TABLE projects_project ENABLE ROW LEVEL SECURITY",
                "ALTER TABLE projects_project FORCE ROW LEVEL SECURITY",
                "DROP POLICY may_add ON projects_project",
                "DROP POLICY may_change ON projects_project",
                "DROP POLICY may_read ON projects_project",
                "DROP POLICY may_remove ON projects_project",
                "CREATE POLICY may_read ON projects_project FOR SELECT USING ((((SELECT esfportal_scope()) IN ('operator', 'published', 'system', 'invited') OR id = ANY ((SELECT esfportal_ids('projects'))::bigint[])) OR id = ANY ((SELECT esfportal_ids('kept_projects'))::bigint[])))",
                "CREATE POLICY may_add ON projects_project FOR INSERT WITH CHECK (((SELECT esfportal_scope()) IN ('operator') OR id = ANY ((SELECT esfportal_ids('manages_whole_project'))::bigint[])))",
                "CREATE POLICY may_change ON projects_project FOR UPDATE USING ((((SELECT esfportal_scope()) IN ('operator', 'published', 'system', 'invited') OR id = ANY ((SELECT esfportal_ids('projects'))::bigint[])) OR id = ANY ((SELECT esfportal_ids('kept_projects'))::bigint[]))) WITH CHECK (((SELECT esfportal_scope()) IN ('operator') OR id = ANY ((SELECT esfportal_ids('manages_whole_project'))::bigint[])))",
                "CREATE POLICY may_remove ON projects_project FOR DELETE USING (((SELECT esfportal_scope()) IN ('operator') OR id = ANY ((SELECT esfportal_ids('manages_whole_project'))::bigint[])))",
            ],
            [
                "DROP POLICY may_read ON projects_project",
                "DROP POLICY may_add ON projects_project",
                "DROP POLICY may_change ON projects_project",
                "DROP POLICY may_remove ON projects_project",
                "CREATE POLICY may_add ON projects_project FOR INSERT TO public WITH CHECK (((( SELECT esfportal_scope() AS esfportal_scope) = 'operator'::text) OR (id = ANY (( SELECT esfportal_ids('manages_whole_project'::text) AS esfportal_ids)::bigint[]))))",
                "CREATE POLICY may_change ON projects_project FOR UPDATE TO public USING (((( SELECT esfportal_scope() AS esfportal_scope) = ANY (ARRAY['operator'::text, 'published'::text, 'system'::text, 'invited'::text])) OR (id = ANY (( SELECT esfportal_ids('projects'::text) AS esfportal_ids)::bigint[])))) WITH CHECK (((( SELECT esfportal_scope() AS esfportal_scope) = 'operator'::text) OR (id = ANY (( SELECT esfportal_ids('manages_whole_project'::text) AS esfportal_ids)::bigint[]))))",
                "CREATE POLICY may_read ON projects_project FOR SELECT TO public USING (((( SELECT esfportal_scope() AS esfportal_scope) = ANY (ARRAY['operator'::text, 'published'::text, 'system'::text, 'invited'::text])) OR (id = ANY (( SELECT esfportal_ids('projects'::text) AS esfportal_ids)::bigint[]))))",
                "CREATE POLICY may_remove ON projects_project FOR DELETE TO public USING (((( SELECT esfportal_scope() AS esfportal_scope) = 'operator'::text) OR (id = ANY (( SELECT esfportal_ids('manages_whole_project'::text) AS esfportal_ids)::bigint[]))))",
            ],
        ),
    ]
