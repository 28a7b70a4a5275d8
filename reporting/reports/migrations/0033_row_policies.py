"""Policies of row-level security, written by `manage.py make_row_policies`."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("reports", "0032_attachments")]

    operations = [
        migrations.RunSQL(
            [
                "ALTER TABLE reports_reportattachment ENABLE ROW LEVEL SECURITY",
                "ALTER TABLE reports_reportattachment FORCE ROW LEVEL SECURITY",
                "CREATE POLICY may_read ON reports_reportattachment FOR SELECT USING (((SELECT esfportal_scope()) IN ('operator', 'system') OR EXISTS (SELECT FROM reports_report AS seen WHERE seen.id = report_id AND true)))",
                "CREATE POLICY may_add ON reports_reportattachment FOR INSERT WITH CHECK (((SELECT esfportal_scope()) IN ('operator', 'system') OR EXISTS (SELECT FROM reports_report AS seen WHERE seen.id = report_id AND seen.project_id = ANY ((SELECT esfportal_ids('manages_whole_project'))::bigint[]))))",
                "CREATE POLICY may_change ON reports_reportattachment FOR UPDATE USING (((SELECT esfportal_scope()) IN ('operator', 'system') OR EXISTS (SELECT FROM reports_report AS seen WHERE seen.id = report_id AND true))) WITH CHECK (((SELECT esfportal_scope()) IN ('operator', 'system') OR EXISTS (SELECT FROM reports_report AS seen WHERE seen.id = report_id AND seen.project_id = ANY ((SELECT esfportal_ids('manages_whole_project'))::bigint[]))))",
                "CREATE POLICY may_remove ON reports_reportattachment FOR DELETE USING (((SELECT esfportal_scope()) IN ('operator', 'system') OR EXISTS (SELECT FROM reports_report AS seen WHERE seen.id = report_id AND seen.project_id = ANY ((SELECT esfportal_ids('manages_whole_project'))::bigint[]))))",
            ],
            [
                "DROP POLICY may_read ON reports_reportattachment",
                "DROP POLICY may_add ON reports_reportattachment",
                "DROP POLICY may_change ON reports_reportattachment",
                "DROP POLICY may_remove ON reports_reportattachment",
                "ALTER TABLE reports_reportattachment NO FORCE ROW LEVEL SECURITY",
                "ALTER TABLE reports_reportattachment DISABLE ROW LEVEL SECURITY",
            ],
        ),
    ]
