"""Policies of row-level security, written by `manage.py make_row_policies`."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("projects", "0018_export_codes")]

    operations = [
        migrations.RunSQL(
            [
                "ALTER TABLE projects_projectorganisation ENABLE ROW LEVEL SECURITY",
                "ALTER TABLE projects_projectorganisation FORCE ROW LEVEL SECURITY",
                "DROP POLICY may_add ON projects_projectorganisation",
                "DROP POLICY may_change ON projects_projectorganisation",
                "DROP POLICY may_read ON projects_projectorganisation",
                "DROP POLICY may_remove ON projects_projectorganisation",
                "CREATE POLICY may_read ON projects_projectorganisation FOR SELECT USING ((((SELECT esfportal_scope() IN ('operator', 'published', 'invited')) OR project_id = ANY ((SELECT esfportal_ids('projects'))::bigint[])) OR project_id = ANY ((SELECT esfportal_ids('appoints'))::bigint[])))",
                "CREATE POLICY may_add ON projects_projectorganisation FOR INSERT WITH CHECK (((SELECT esfportal_scope() IN ('operator')) OR ((SELECT esfportal_scope() IN ('operator', 'project')) AND project_id = ANY ((SELECT esfportal_ids('manages_whole_project'))::bigint[])) OR (project_id = ANY ((SELECT esfportal_ids('manages_whole_project'))::bigint[]) AND role <> 'funder') OR ((SELECT esfportal_administers()) AND role = 'funder')))",
                "CREATE POLICY may_change ON projects_projectorganisation FOR UPDATE USING ((((SELECT esfportal_scope() IN ('operator', 'published', 'invited')) OR project_id = ANY ((SELECT esfportal_ids('projects'))::bigint[])) OR project_id = ANY ((SELECT esfportal_ids('appoints'))::bigint[]))) WITH CHECK (((SELECT esfportal_scope() IN ('operator')) OR ((SELECT esfportal_scope() IN ('operator', 'project')) AND project_id = ANY ((SELECT esfportal_ids('manages_whole_project'))::bigint[])) OR (project_id = ANY ((SELECT esfportal_ids('manages_whole_project'))::bigint[]) AND role <> 'funder') OR ((SELECT esfportal_administers()) AND role = 'funder')))",
                "CREATE POLICY may_remove ON projects_projectorganisation FOR DELETE USING (((SELECT esfportal_scope() IN ('operator')) OR ((SELECT esfportal_scope() IN ('operator', 'project')) AND project_id = ANY ((SELECT esfportal_ids('manages_whole_project'))::bigint[])) OR (project_id = ANY ((SELECT esfportal_ids('manages_whole_project'))::bigint[]) AND role <> 'funder') OR ((SELECT esfportal_administers()) AND role = 'funder')))",
            ],
            [
                "DROP POLICY may_read ON projects_projectorganisation",
                "DROP POLICY may_add ON projects_projectorganisation",
                "DROP POLICY may_change ON projects_projectorganisation",
                "DROP POLICY may_remove ON projects_projectorganisation",
                "CREATE POLICY may_add ON projects_projectorganisation FOR INSERT TO public WITH CHECK ((( SELECT (esfportal_scope() = 'operator'::text)) OR ((project_id = ANY (( SELECT esfportal_ids('manages_whole_project'::text) AS esfportal_ids)::bigint[])) AND ((role)::text <> 'funder'::text)) OR (( SELECT esfportal_administers() AS esfportal_administers) AND ((role)::text = 'funder'::text))))",
                "CREATE POLICY may_change ON projects_projectorganisation FOR UPDATE TO public USING ((( SELECT (esfportal_scope() = ANY (ARRAY['operator'::text, 'published'::text, 'invited'::text]))) OR (project_id = ANY (( SELECT esfportal_ids('projects'::text) AS esfportal_ids)::bigint[])) OR (project_id = ANY (( SELECT esfportal_ids('appoints'::text) AS esfportal_ids)::bigint[])))) WITH CHECK ((( SELECT (esfportal_scope() = 'operator'::text)) OR ((project_id = ANY (( SELECT esfportal_ids('manages_whole_project'::text) AS esfportal_ids)::bigint[])) AND ((role)::text <> 'funder'::text)) OR (( SELECT esfportal_administers() AS esfportal_administers) AND ((role)::text = 'funder'::text))))",
                "CREATE POLICY may_read ON projects_projectorganisation FOR SELECT TO public USING ((( SELECT (esfportal_scope() = ANY (ARRAY['operator'::text, 'published'::text, 'invited'::text]))) OR (project_id = ANY (( SELECT esfportal_ids('projects'::text) AS esfportal_ids)::bigint[])) OR (project_id = ANY (( SELECT esfportal_ids('appoints'::text) AS esfportal_ids)::bigint[]))))",
                "CREATE POLICY may_remove ON projects_projectorganisation FOR DELETE TO public USING ((( SELECT (esfportal_scope() = 'operator'::text)) OR ((project_id = ANY (( SELECT esfportal_ids('manages_whole_project'::text) AS esfportal_ids)::bigint[])) AND ((role)::text <> 'funder'::text)) OR (( SELECT esfportal_administers() AS esfportal_administers) AND ((role)::text = 'funder'::text))))",
            ],
        ),
    ]
