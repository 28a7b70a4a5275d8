"""Policies of row-level security, written by `manage.py make_row_policies`."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("accounts", "0003_access_scopes"), ("reports", "0002_triggers_and_totals")]

    operations = [
        migrations.RunSQL(
            [
                "ALTER TABLE reports_report ENABLE ROW LEVEL SECURITY",
                "ALTER TABLE reports_report FORCE ROW LEVEL SECURITY",
                "CREATE POLICY may_read ON reports_report FOR SELECT USING ((((SELECT esfportal_scope()) IN ('operator', 'system') OR project_id = ANY ((SELECT esfportal_ids('manages_any_part'))::bigint[])) OR (status = 'submitted' AND project_id = ANY ((SELECT esfportal_ids('projects'))::bigint[]))))",
                "CREATE POLICY may_add ON reports_report FOR INSERT WITH CHECK (((SELECT esfportal_scope()) IN ('operator', 'system') OR project_id = ANY ((SELECT esfportal_ids('manages_whole_project'))::bigint[])))",
                "CREATE POLICY may_change ON reports_report FOR UPDATE USING ((((SELECT esfportal_scope()) IN ('operator', 'system') OR project_id = ANY ((SELECT esfportal_ids('manages_any_part'))::bigint[])) OR (status = 'submitted' AND project_id = ANY ((SELECT esfportal_ids('projects'))::bigint[])))) WITH CHECK (((SELECT esfportal_scope()) IN ('operator', 'system') OR project_id = ANY ((SELECT esfportal_ids('manages_whole_project'))::bigint[])))",
                "CREATE POLICY may_remove ON reports_report FOR DELETE USING (((SELECT esfportal_scope()) IN ('operator', 'system') OR project_id = ANY ((SELECT esfportal_ids('manages_whole_project'))::bigint[])))",
            ],
            [
                "DROP POLICY may_read ON reports_report",
                "DROP POLICY may_add ON reports_report",
                "DROP POLICY may_change ON reports_report",
                "DROP POLICY may_remove ON reports_report",
                "ALTER TABLE reports_report NO FORCE ROW LEVEL SECURITY",
                "ALTER TABLE reports_report DISABLE ROW LEVEL SECURITY",
            ],
        ),
        migrations.RunSQL(
            [
                "ALTER TABLE reports_reportjob ENABLE ROW LEVEL SECURITY",
                "ALTER TABLE reports_reportjob FORCE ROW LEVEL SECURITY",
                "CREATE POLICY may_read ON reports_reportjob FOR SELECT USING (((SELECT esfportal_scope()) IN ('operator', 'system') OR EXISTS (SELECT FROM reports_report AS seen WHERE seen.id = report_id AND true)))",
                "CREATE POLICY may_add ON reports_reportjob FOR INSERT WITH CHECK (((SELECT esfportal_scope()) IN ('operator', 'system') OR EXISTS (SELECT FROM reports_report AS seen WHERE seen.id = report_id AND seen.project_id = ANY ((SELECT esfportal_ids('manages_whole_project'))::bigint[]))))",
                "CREATE POLICY may_change ON reports_reportjob FOR UPDATE USING (((SELECT esfportal_scope()) IN ('operator', 'system') OR EXISTS (SELECT FROM reports_report AS seen WHERE seen.id = report_id AND true))) WITH CHECK (((SELECT esfportal_scope()) IN ('operator', 'system') OR EXISTS (SELECT FROM reports_report AS seen WHERE seen.id = report_id AND seen.project_id = ANY ((SELECT esfportal_ids('manages_whole_project'))::bigint[]))))",
                "CREATE POLICY may_remove ON reports_reportjob FOR DELETE USING (((SELECT esfportal_scope()) IN ('operator', 'system') OR EXISTS (SELECT FROM reports_report AS seen WHERE seen.id = report_id AND seen.project_id = ANY ((SELECT esfportal_ids('manages_whole_project'))::bigint[]))))",
            ],
            [
                "DROP POLICY may_read ON reports_reportjob",
                "DROP POLICY may_add ON reports_reportjob",
                "DROP POLICY may_change ON reports_reportjob",
                "DROP POLICY may_remove ON reports_reportjob",
                "ALTER TABLE reports_reportjob NO FORCE ROW LEVEL SECURITY",
                "ALTER TABLE reports_reportjob DISABLE ROW LEVEL SECURITY",
            ],
        ),
        migrations.RunSQL(
            [
                "ALTER TABLE reports_reportfile ENABLE ROW LEVEL SECURITY",
                "ALTER TABLE reports_reportfile FORCE ROW LEVEL SECURITY",
                "CREATE POLICY may_read ON reports_reportfile FOR SELECT USING (((SELECT esfportal_scope()) IN ('operator', 'system') OR EXISTS (SELECT FROM reports_report AS seen WHERE seen.id = report_id AND true)))",
                "CREATE POLICY may_add ON reports_reportfile FOR INSERT WITH CHECK (((SELECT esfportal_scope()) IN ('operator', 'system') OR EXISTS (SELECT FROM reports_report AS seen WHERE seen.id = report_id AND seen.project_id = ANY ((SELECT esfportal_ids('manages_whole_project'))::bigint[]))))",
                "CREATE POLICY may_change ON reports_reportfile FOR UPDATE USING (((SELECT esfportal_scope()) IN ('operator', 'system') OR EXISTS (SELECT FROM reports_report AS seen WHERE seen.id = report_id AND true))) WITH CHECK (((SELECT esfportal_scope()) IN ('operator', 'system') OR EXISTS (SELECT FROM reports_report AS seen WHERE seen.id = report_id AND seen.project_id = ANY ((SELECT esfportal_ids('manages_whole_project'))::bigint[]))))",
                "CREATE POLICY may_remove ON reports_reportfile FOR DELETE USING (((SELECT esfportal_scope()) IN ('operator', 'system') OR EXISTS (SELECT FROM reports_report AS seen WHERE seen.id = report_id AND seen.project_id = ANY ((SELECT esfportal_ids('manages_whole_project'))::bigint[]))))",
            ],
            [
                "DROP POLICY may_read ON reports_reportfile",
                "DROP POLICY may_add ON reports_reportfile",
                "DROP POLICY may_change ON reports_reportfile",
                "DROP POLICY may_remove ON reports_reportfile",
                "ALTER TABLE reports_reportfile NO FORCE ROW LEVEL SECURITY",
                "ALTER TABLE reports_reportfile DISABLE ROW LEVEL SECURITY",
            ],
        ),
        migrations.RunSQL(
            [
                "ALTER TABLE reports_reportrelease ENABLE ROW LEVEL SECURITY",
                "ALTER TABLE reports_reportrelease FORCE ROW LEVEL SECURITY",
                "CREATE POLICY may_read ON reports_reportrelease FOR SELECT USING (((SELECT esfportal_scope()) IN ('operator', 'system') OR EXISTS (SELECT FROM reports_report AS seen WHERE seen.id = report_id AND true)))",
                "CREATE POLICY may_add ON reports_reportrelease FOR INSERT WITH CHECK (((SELECT esfportal_scope()) IN ('operator', 'system') OR EXISTS (SELECT FROM reports_report AS seen WHERE seen.id = report_id AND seen.project_id = ANY ((SELECT esfportal_ids('manages_whole_project'))::bigint[]))))",
                "CREATE POLICY may_change ON reports_reportrelease FOR UPDATE USING (((SELECT esfportal_scope()) IN ('operator', 'system') OR EXISTS (SELECT FROM reports_report AS seen WHERE seen.id = report_id AND true))) WITH CHECK (((SELECT esfportal_scope()) IN ('operator', 'system') OR EXISTS (SELECT FROM reports_report AS seen WHERE seen.id = report_id AND seen.project_id = ANY ((SELECT esfportal_ids('manages_whole_project'))::bigint[]))))",
                "CREATE POLICY may_remove ON reports_reportrelease FOR DELETE USING (((SELECT esfportal_scope()) IN ('operator', 'system') OR EXISTS (SELECT FROM reports_report AS seen WHERE seen.id = report_id AND seen.project_id = ANY ((SELECT esfportal_ids('manages_whole_project'))::bigint[]))))",
            ],
            [
                "DROP POLICY may_read ON reports_reportrelease",
                "DROP POLICY may_add ON reports_reportrelease",
                "DROP POLICY may_change ON reports_reportrelease",
                "DROP POLICY may_remove ON reports_reportrelease",
                "ALTER TABLE reports_reportrelease NO FORCE ROW LEVEL SECURITY",
                "ALTER TABLE reports_reportrelease DISABLE ROW LEVEL SECURITY",
            ],
        ),
        migrations.RunSQL(
            [
                "ALTER TABLE reports_reporthistory ENABLE ROW LEVEL SECURITY",
                "ALTER TABLE reports_reporthistory FORCE ROW LEVEL SECURITY",
                "CREATE POLICY may_read ON reports_reporthistory FOR SELECT USING (((SELECT esfportal_scope()) IN ('operator') OR project_id = ANY ((SELECT esfportal_ids('manages_any_part'))::bigint[])))",
                "CREATE POLICY owner_reads ON reports_reporthistory FOR SELECT TO CURRENT_USER USING (true)",
                "CREATE POLICY may_add ON reports_reporthistory FOR INSERT TO CURRENT_USER WITH CHECK (true)",
                "REVOKE INSERT, UPDATE, DELETE ON reports_reporthistory FROM esfportal_application",
            ],
            [
                "GRANT INSERT, UPDATE, DELETE ON reports_reporthistory TO esfportal_application",
                "DROP POLICY may_read ON reports_reporthistory",
                "DROP POLICY owner_reads ON reports_reporthistory",
                "DROP POLICY may_add ON reports_reporthistory",
                "ALTER TABLE reports_reporthistory NO FORCE ROW LEVEL SECURITY",
                "ALTER TABLE reports_reporthistory DISABLE ROW LEVEL SECURITY",
            ],
        ),
        migrations.RunSQL(
            [
                "ALTER TABLE reports_reportfilehistory ENABLE ROW LEVEL SECURITY",
                "ALTER TABLE reports_reportfilehistory FORCE ROW LEVEL SECURITY",
                "CREATE POLICY may_read ON reports_reportfilehistory FOR SELECT USING (((SELECT esfportal_scope()) IN ('operator', 'system') OR EXISTS (SELECT FROM reports_report AS seen WHERE seen.id = report_id AND true)))",
                "CREATE POLICY owner_reads ON reports_reportfilehistory FOR SELECT TO CURRENT_USER USING (true)",
                "CREATE POLICY may_add ON reports_reportfilehistory FOR INSERT TO CURRENT_USER WITH CHECK (true)",
                "REVOKE INSERT, UPDATE, DELETE ON reports_reportfilehistory FROM esfportal_application",
            ],
            [
                "GRANT INSERT, UPDATE, DELETE ON reports_reportfilehistory TO esfportal_application",
                "DROP POLICY may_read ON reports_reportfilehistory",
                "DROP POLICY owner_reads ON reports_reportfilehistory",
                "DROP POLICY may_add ON reports_reportfilehistory",
                "ALTER TABLE reports_reportfilehistory NO FORCE ROW LEVEL SECURITY",
                "ALTER TABLE reports_reportfilehistory DISABLE ROW LEVEL SECURITY",
            ],
        ),
    ]
