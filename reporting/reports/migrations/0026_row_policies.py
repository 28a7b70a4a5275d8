"""Policies of row-level security, written by `manage.py make_row_policies`."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("reports", "0025_signatures")]

    operations = [
        migrations.RunSQL(
            [
                "ALTER TABLE reports_report ENABLE ROW LEVEL SECURITY",
                "ALTER TABLE reports_report FORCE ROW LEVEL SECURITY",
                "DROP POLICY may_add ON reports_report",
                "DROP POLICY may_change ON reports_report",
                "DROP POLICY may_read ON reports_report",
                "DROP POLICY may_remove ON reports_report",
                "CREATE POLICY may_read ON reports_report FOR SELECT USING ((((SELECT esfportal_scope()) IN ('operator', 'system') OR project_id = ANY ((SELECT esfportal_ids('manages_any_part'))::bigint[])) OR project_id IN (SELECT held.project_id FROM team_membership AS held WHERE held.user_id = (SELECT esfportal_user()) AND held.role = 'representative' AND held.ended_at IS NULL AND held.starts_on <= (now() AT TIME ZONE 'Europe/Stockholm')::date AND (held.ends_on IS NULL OR held.ends_on >= (now() AT TIME ZONE 'Europe/Stockholm')::date)) OR (status = 'submitted' AND project_id = ANY ((SELECT esfportal_ids('projects'))::bigint[])) OR id = ANY ((SELECT esfportal_ids('kept_reports'))::bigint[])))",
                "CREATE POLICY may_add ON reports_report FOR INSERT WITH CHECK (((SELECT esfportal_scope()) IN ('operator', 'system') OR project_id = ANY ((SELECT esfportal_ids('manages_whole_project'))::bigint[])))",
                "CREATE POLICY may_change ON reports_report FOR UPDATE USING ((((SELECT esfportal_scope()) IN ('operator', 'system') OR project_id = ANY ((SELECT esfportal_ids('manages_any_part'))::bigint[])) OR project_id IN (SELECT held.project_id FROM team_membership AS held WHERE held.user_id = (SELECT esfportal_user()) AND held.role = 'representative' AND held.ended_at IS NULL AND held.starts_on <= (now() AT TIME ZONE 'Europe/Stockholm')::date AND (held.ends_on IS NULL OR held.ends_on >= (now() AT TIME ZONE 'Europe/Stockholm')::date)) OR (status = 'submitted' AND project_id = ANY ((SELECT esfportal_ids('projects'))::bigint[])) OR id = ANY ((SELECT esfportal_ids('kept_reports'))::bigint[]))) WITH CHECK (((SELECT esfportal_scope()) IN ('operator', 'system') OR (answer = '' AND status <> 'signed' AND project_id = ANY ((SELECT esfportal_ids('manages_whole_project'))::bigint[])) OR (status IN ('signed', 'draft') AND project_id IN (SELECT held.project_id FROM team_membership AS held WHERE held.user_id = (SELECT esfportal_user()) AND held.role = 'representative' AND held.ended_at IS NULL AND held.starts_on <= (now() AT TIME ZONE 'Europe/Stockholm')::date AND (held.ends_on IS NULL OR held.ends_on >= (now() AT TIME ZONE 'Europe/Stockholm')::date))) OR (status = 'submitted' AND project_id = ANY ((SELECT esfportal_ids('funds'))::bigint[]))))",
                "CREATE POLICY may_remove ON reports_report FOR DELETE USING (((SELECT esfportal_scope()) IN ('operator', 'system') OR project_id = ANY ((SELECT esfportal_ids('manages_whole_project'))::bigint[])))",
            ],
            [
                "DROP POLICY may_read ON reports_report",
                "DROP POLICY may_add ON reports_report",
                "DROP POLICY may_change ON reports_report",
                "DROP POLICY may_remove ON reports_report",
                "CREATE POLICY may_add ON reports_report FOR INSERT TO public WITH CHECK (((( SELECT esfportal_scope() AS esfportal_scope) = ANY (ARRAY['operator'::text, 'system'::text])) OR (project_id = ANY (( SELECT esfportal_ids('manages_whole_project'::text) AS esfportal_ids)::bigint[]))))",
                "CREATE POLICY may_change ON reports_report FOR UPDATE TO public USING (((( SELECT esfportal_scope() AS esfportal_scope) = ANY (ARRAY['operator'::text, 'system'::text])) OR (project_id = ANY (( SELECT esfportal_ids('manages_any_part'::text) AS esfportal_ids)::bigint[])) OR (((status)::text = 'submitted'::text) AND (project_id = ANY (( SELECT esfportal_ids('projects'::text) AS esfportal_ids)::bigint[]))) OR (id = ANY (( SELECT esfportal_ids('kept_reports'::text) AS esfportal_ids)::bigint[])))) WITH CHECK (((( SELECT esfportal_scope() AS esfportal_scope) = ANY (ARRAY['operator'::text, 'system'::text])) OR (((answer)::text = ''::text) AND (project_id = ANY (( SELECT esfportal_ids('manages_whole_project'::text) AS esfportal_ids)::bigint[]))) OR (((status)::text = 'submitted'::text) AND (project_id = ANY (( SELECT esfportal_ids('funds'::text) AS esfportal_ids)::bigint[])))))",
                "CREATE POLICY may_read ON reports_report FOR SELECT TO public USING (((( SELECT esfportal_scope() AS esfportal_scope) = ANY (ARRAY['operator'::text, 'system'::text])) OR (project_id = ANY (( SELECT esfportal_ids('manages_any_part'::text) AS esfportal_ids)::bigint[])) OR (((status)::text = 'submitted'::text) AND (project_id = ANY (( SELECT esfportal_ids('projects'::text) AS esfportal_ids)::bigint[]))) OR (id = ANY (( SELECT esfportal_ids('kept_reports'::text) AS esfportal_ids)::bigint[]))))",
                "CREATE POLICY may_remove ON reports_report FOR DELETE TO public USING (((( SELECT esfportal_scope() AS esfportal_scope) = ANY (ARRAY['operator'::text, 'system'::text])) OR (project_id = ANY (( SELECT esfportal_ids('manages_whole_project'::text) AS esfportal_ids)::bigint[]))))",
            ],
        ),
        migrations.RunSQL(
            [
                "ALTER TABLE reports_reportevent ENABLE ROW LEVEL SECURITY",
                "ALTER TABLE reports_reportevent FORCE ROW LEVEL SECURITY",
                "DROP POLICY may_add ON reports_reportevent",
                "DROP POLICY may_read ON reports_reportevent",
                "DROP POLICY owner_reads ON reports_reportevent",
                "CREATE POLICY may_read ON reports_reportevent FOR SELECT USING (((SELECT esfportal_scope()) IN ('operator', 'system') OR EXISTS (SELECT FROM reports_report AS seen WHERE seen.id = report_id AND true)))",
                "CREATE POLICY owner_reads ON reports_reportevent FOR SELECT TO CURRENT_USER USING (true)",
                "CREATE POLICY may_add ON reports_reportevent FOR INSERT WITH CHECK (((step <> 'sign' AND ((SELECT esfportal_scope()) IN ('operator', 'system') OR EXISTS (SELECT FROM reports_report AS seen WHERE seen.id = report_id AND (seen.project_id = ANY ((SELECT esfportal_ids('manages_whole_project'))::bigint[]) OR (seen.status = 'submitted' AND seen.project_id = ANY ((SELECT esfportal_ids('funds'))::bigint[])))))) OR ((SELECT esfportal_scope()) IN ('operator', 'system') OR EXISTS (SELECT FROM reports_report AS seen WHERE seen.id = report_id AND (step IN ('sign', 'reopen') AND seen.project_id IN (SELECT held.project_id FROM team_membership AS held WHERE held.user_id = (SELECT esfportal_user()) AND held.role = 'representative' AND held.ended_at IS NULL AND held.starts_on <= (now() AT TIME ZONE 'Europe/Stockholm')::date AND (held.ends_on IS NULL OR held.ends_on >= (now() AT TIME ZONE 'Europe/Stockholm')::date))))) OR (step = 'open' AND report_id = ANY ((SELECT esfportal_ids('kept_reports'))::bigint[]))))",
                "REVOKE UPDATE, DELETE ON reports_reportevent FROM esfportal_application",
            ],
            [
                "DROP POLICY may_read ON reports_reportevent",
                "DROP POLICY owner_reads ON reports_reportevent",
                "DROP POLICY may_add ON reports_reportevent",
                "CREATE POLICY may_add ON reports_reportevent FOR INSERT TO public WITH CHECK (((( SELECT esfportal_scope() AS esfportal_scope) = ANY (ARRAY['operator'::text, 'system'::text])) OR (EXISTS ( SELECT\n   FROM reports_report seen\n  WHERE ((seen.id = reports_reportevent.report_id) AND ((seen.project_id = ANY (( SELECT esfportal_ids('manages_whole_project'::text) AS esfportal_ids)::bigint[])) OR (((seen.status)::text = 'submitted'::text) AND (seen.project_id = ANY (( SELECT esfportal_ids('funds'::text) AS esfportal_ids)::bigint[]))))))) OR (((step)::text = 'open'::text) AND (report_id = ANY (( SELECT esfportal_ids('kept_reports'::text) AS esfportal_ids)::bigint[])))))",
                "CREATE POLICY may_read ON reports_reportevent FOR SELECT TO public USING (((( SELECT esfportal_scope() AS esfportal_scope) = ANY (ARRAY['operator'::text, 'system'::text])) OR (EXISTS ( SELECT\n   FROM reports_report seen\n  WHERE ((seen.id = reports_reportevent.report_id) AND true)))))",
                "CREATE POLICY owner_reads ON reports_reportevent FOR SELECT TO esfportal USING (true)",
            ],
        ),
    ]
