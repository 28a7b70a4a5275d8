"""Policies of row-level security, written by `manage.py make_row_policies`."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("reports", "0011_texts")]

    operations = [
        migrations.RunSQL(
            [
                "ALTER TABLE reports_reporttext ENABLE ROW LEVEL SECURITY",
                "ALTER TABLE reports_reporttext FORCE ROW LEVEL SECURITY",
                "CREATE POLICY may_read ON reports_reporttext FOR SELECT USING (((SELECT esfportal_scope()) IN ('operator', 'system') OR EXISTS (SELECT FROM reports_report AS seen WHERE seen.id = report_id AND seen.project_id = ANY ((SELECT esfportal_ids('manages_any_part'))::bigint[]))))",
                "CREATE POLICY may_add ON reports_reporttext FOR INSERT WITH CHECK (((SELECT esfportal_scope()) IN ('operator', 'system') OR EXISTS (SELECT FROM reports_report AS seen WHERE seen.id = report_id AND seen.project_id = ANY ((SELECT esfportal_ids('manages_whole_project'))::bigint[]))))",
                "CREATE POLICY may_change ON reports_reporttext FOR UPDATE USING (((SELECT esfportal_scope()) IN ('operator', 'system') OR EXISTS (SELECT FROM reports_report AS seen WHERE seen.id = report_id AND seen.project_id = ANY ((SELECT esfportal_ids('manages_any_part'))::bigint[])))) WITH CHECK (((SELECT esfportal_scope()) IN ('operator', 'system') OR EXISTS (SELECT FROM reports_report AS seen WHERE seen.id = report_id AND seen.project_id = ANY ((SELECT esfportal_ids('manages_whole_project'))::bigint[]))))",
                "CREATE POLICY may_remove ON reports_reporttext FOR DELETE USING (((SELECT esfportal_scope()) IN ('operator', 'system') OR EXISTS (SELECT FROM reports_report AS seen WHERE seen.id = report_id AND seen.project_id = ANY ((SELECT esfportal_ids('manages_whole_project'))::bigint[]))))",
            ],
            [
                "DROP POLICY may_read ON reports_reporttext",
                "DROP POLICY may_add ON reports_reporttext",
                "DROP POLICY may_change ON reports_reporttext",
                "DROP POLICY may_remove ON reports_reporttext",
                "ALTER TABLE reports_reporttext NO FORCE ROW LEVEL SECURITY",
                "ALTER TABLE reports_reporttext DISABLE ROW LEVEL SECURITY",
            ],
        ),
        migrations.RunSQL(
            [
                "ALTER TABLE reports_reporttexthistory ENABLE ROW LEVEL SECURITY",
                "ALTER TABLE reports_reporttexthistory FORCE ROW LEVEL SECURITY",
                "CREATE POLICY may_read ON reports_reporttexthistory FOR SELECT USING (((SELECT esfportal_scope()) IN ('operator', 'system') OR EXISTS (SELECT FROM reports_report AS seen WHERE seen.id = report_id AND seen.project_id = ANY ((SELECT esfportal_ids('manages_any_part'))::bigint[]))))",
                "CREATE POLICY owner_reads ON reports_reporttexthistory FOR SELECT TO CURRENT_USER USING (true)",
                "CREATE POLICY may_add ON reports_reporttexthistory FOR INSERT TO CURRENT_USER WITH CHECK (true)",
                "REVOKE INSERT, UPDATE, DELETE ON reports_reporttexthistory FROM esfportal_application",
            ],
            [
                "GRANT INSERT, UPDATE, DELETE ON reports_reporttexthistory TO esfportal_application",
                "DROP POLICY may_read ON reports_reporttexthistory",
                "DROP POLICY owner_reads ON reports_reporttexthistory",
                "DROP POLICY may_add ON reports_reporttexthistory",
                "ALTER TABLE reports_reporttexthistory NO FORCE ROW LEVEL SECURITY",
                "ALTER TABLE reports_reporttexthistory DISABLE ROW LEVEL SECURITY",
            ],
        ),
    ]
