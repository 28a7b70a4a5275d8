"""Policies of row-level security, written by `manage.py make_row_policies`."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("reports", "0023_people")]

    operations = [
        migrations.RunSQL(
            [
                "ALTER TABLE reports_reportpeople ENABLE ROW LEVEL SECURITY",
                "ALTER TABLE reports_reportpeople FORCE ROW LEVEL SECURITY",
                "CREATE POLICY may_read ON reports_reportpeople FOR SELECT USING (((SELECT esfportal_scope()) IN ('operator', 'system') OR EXISTS (SELECT FROM reports_report AS seen WHERE seen.id = report_id AND seen.project_id = ANY ((SELECT esfportal_ids('manages_any_part'))::bigint[]))))",
                "CREATE POLICY may_add ON reports_reportpeople FOR INSERT WITH CHECK (((SELECT esfportal_scope()) IN ('operator', 'system') OR EXISTS (SELECT FROM reports_report AS seen WHERE seen.id = report_id AND seen.project_id = ANY ((SELECT esfportal_ids('manages_whole_project'))::bigint[]))))",
                "CREATE POLICY may_change ON reports_reportpeople FOR UPDATE USING (((SELECT esfportal_scope()) IN ('operator', 'system') OR EXISTS (SELECT FROM reports_report AS seen WHERE seen.id = report_id AND seen.project_id = ANY ((SELECT esfportal_ids('manages_any_part'))::bigint[])))) WITH CHECK (((SELECT esfportal_scope()) IN ('operator', 'system') OR EXISTS (SELECT FROM reports_report AS seen WHERE seen.id = report_id AND seen.project_id = ANY ((SELECT esfportal_ids('manages_whole_project'))::bigint[]))))",
                "CREATE POLICY may_remove ON reports_reportpeople FOR DELETE USING (((SELECT esfportal_scope()) IN ('operator', 'system') OR EXISTS (SELECT FROM reports_report AS seen WHERE seen.id = report_id AND seen.project_id = ANY ((SELECT esfportal_ids('manages_whole_project'))::bigint[]))))",
            ],
            [
                "DROP POLICY may_read ON reports_reportpeople",
                "DROP POLICY may_add ON reports_reportpeople",
                "DROP POLICY may_change ON reports_reportpeople",
                "DROP POLICY may_remove ON reports_reportpeople",
                "ALTER TABLE reports_reportpeople NO FORCE ROW LEVEL SECURITY",
                "ALTER TABLE reports_reportpeople DISABLE ROW LEVEL SECURITY",
            ],
        ),
    ]
