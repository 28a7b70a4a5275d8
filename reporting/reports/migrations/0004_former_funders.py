"""Policies of row-level security, written by `manage.py make_row_policies`."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("reports", "0003_row_policies")]

    operations = [
        migrations.RunSQL(
            [
                "ALTER TABLE reports_report ENABLE ROW LEVEL SECURITY",
                "ALTER TABLE reports_report FORCE ROW LEVEL SECURITY",
                "DROP POLICY may_add ON reports_report",
                "DROP POLICY may_change ON reports_report",
                "DROP POLICY may_read ON reports_report",
                "DROP POLICY may_remove ON reports_report",
                "CREATE POLICY may_read ON reports_report FOR SELECT USING ((((SELECT esfportal_scope()) IN ('operator', 'system') OR project_id = ANY ((SELECT esfportal_ids('manages_any_part'))::bigint[])) OR (status = 'submitted' AND project_id = ANY ((SELECT esfportal_ids('projects'))::bigint[])) OR id = ANY ((SELECT esfportal_ids('kept_reports'))::bigint[])))",
                "CREATE POLICY may_add ON reports_report FOR INSERT WITH CHECK (((SELECT esfportal_scope()) IN ('operator', 'system') OR project_id = ANY ((SELECT esfportal_ids('manages_whole_project'))::bigint[])))",
                "CREATE POLICY may_change ON reports_report FOR UPDATE USING ((((SELECT esfportal_scope()) IN ('operator', 'system') OR project_id = ANY ((SELECT esfportal_ids('manages_any_part'))::bigint[])) OR (status = 'submitted' AND project_id = ANY ((SELECT esfportal_ids('projects'))::bigint[])) OR id = ANY ((SELECT esfportal_ids('kept_reports'))::bigint[]))) WITH CHECK (((SELECT esfportal_scope()) IN ('operator', 'system') OR project_id = ANY ((SELECT esfportal_ids('manages_whole_project'))::bigint[])))",
                "CREATE POLICY may_remove ON reports_report FOR DELETE USING (((SELECT esfportal_scope()) IN ('operator', 'system') OR project_id = ANY ((SELECT esfportal_ids('manages_whole_project'))::bigint[])))",
            ],
            [
                "DROP POLICY may_read ON reports_report",
                "DROP POLICY may_add ON reports_report",
                "DROP POLICY may_change ON reports_report",
                "DROP POLICY may_remove ON reports_report",
                "CREATE POLICY may_add ON reports_report FOR INSERT TO public WITH CHECK (((( SELECT esfportal_scope() AS esfportal_scope) = ANY (ARRAY['operator'::text, 'system'::text])) OR (project_id = ANY (( SELECT esfportal_ids('manages_whole_project'::text) AS esfportal_ids)::bigint[]))))",
                "CREATE POLICY may_change ON reports_report FOR UPDATE TO public USING (((( SELECT esfportal_scope() AS esfportal_scope) = ANY (ARRAY['operator'::text, 'system'::text])) OR (project_id = ANY (( SELECT esfportal_ids('manages_any_part'::text) AS esfportal_ids)::bigint[])) OR (((status)::text = 'submitted'::text) AND (project_id = ANY (( SELECT esfportal_ids('projects'::text) AS esfportal_ids)::bigint[]))))) WITH CHECK (((( SELECT esfportal_scope() AS esfportal_scope) = ANY (ARRAY['operator'::text, 'system'::text])) OR (project_id = ANY (( SELECT esfportal_ids('manages_whole_project'::text) AS esfportal_ids)::bigint[]))))",
                "CREATE POLICY may_read ON reports_report FOR SELECT TO public USING (((( SELECT esfportal_scope() AS esfportal_scope) = ANY (ARRAY['operator'::text, 'system'::text])) OR (project_id = ANY (( SELECT esfportal_ids('manages_any_part'::text) AS esfportal_ids)::bigint[])) OR (((status)::text = 'submitted'::text) AND (project_id = ANY (( SELECT esfportal_ids('projects'::text) AS esfportal_ids)::bigint[])))))",
                "CREATE POLICY may_remove ON reports_report FOR DELETE TO public USING (((( SELECT esfportal_scope() AS esfportal_scope) = ANY (ARRAY['operator'::text, 'system'::text])) OR (project_id = ANY (( SELECT esfportal_ids('manages_whole_project'::text) AS esfportal_ids)::bigint[]))))",
            ],
        ),
    ]
