"""Policies of row-level security, written by `manage.py make_row_policies`."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("reports", "0015_withdrawals")]

    operations = [
        migrations.RunSQL(
            [
                "ALTER TABLE reports_reportevent ENABLE ROW LEVEL SECURITY",
                "ALTER TABLE reports_reportevent FORCE ROW LEVEL SECURITY",
                "DROP POLICY may_add ON reports_reportevent",
                "DROP POLICY may_read ON reports_reportevent",
                "DROP POLICY owner_reads ON reports_reportevent",
                "CREATE POLICY may_read ON reports_reportevent FOR SELECT USING (((SELECT esfportal_scope()) IN ('operator', 'system') OR EXISTS (SELECT FROM reports_report AS seen WHERE seen.id = report_id AND true)))",
                "CREATE POLICY owner_reads ON reports_reportevent FOR SELECT TO CURRENT_USER USING (true)",
                "CREATE POLICY may_add ON reports_reportevent FOR INSERT WITH CHECK ((((SELECT esfportal_scope()) IN ('operator', 'system') OR EXISTS (SELECT FROM reports_report AS seen WHERE seen.id = report_id AND (seen.project_id = ANY ((SELECT esfportal_ids('manages_whole_project'))::bigint[]) OR (seen.status = 'submitted' AND seen.project_id = ANY ((SELECT esfportal_ids('funds'))::bigint[]))))) OR (step = 'open' AND report_id = ANY ((SELECT esfportal_ids('kept_reports'))::bigint[]))))",
                "REVOKE UPDATE, DELETE ON reports_reportevent FROM esfportal_application",
            ],
            [
                "DROP POLICY may_read ON reports_reportevent",
                "DROP POLICY owner_reads ON reports_reportevent",
                "DROP POLICY may_add ON reports_reportevent",
                "CREATE POLICY may_add ON reports_reportevent FOR INSERT TO public WITH CHECK (((( SELECT esfportal_scope() AS esfportal_scope) = ANY (ARRAY['operator'::text, 'system'::text])) OR (EXISTS ( SELECT\n   FROM reports_report seen\n  WHERE ((seen.id = reports_reportevent.report_id) AND ((seen.project_id = ANY (( SELECT esfportal_ids('manages_whole_project'::text) AS esfportal_ids)::bigint[])) OR (((seen.status)::text = 'submitted'::text) AND (seen.project_id = ANY (( SELECT esfportal_ids('funds'::text) AS esfportal_ids)::bigint[])))))))))",
                "CREATE POLICY may_read ON reports_reportevent FOR SELECT TO public USING (((( SELECT esfportal_scope() AS esfportal_scope) = ANY (ARRAY['operator'::text, 'system'::text])) OR (EXISTS ( SELECT\n   FROM reports_report seen\n  WHERE ((seen.id = reports_reportevent.report_id) AND true)))))",
                "CREATE POLICY owner_reads ON reports_reportevent FOR SELECT TO esfportal USING (true)",
            ],
        ),
    ]
