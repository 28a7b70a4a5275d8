"""Policies of row-level security, written by `manage.py make_row_policies`."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("reports", "0008_duty_reminders")]

    operations = [
        migrations.RunSQL(
            [
                "ALTER TABLE reports_dutyreminder ENABLE ROW LEVEL SECURITY",
                "ALTER TABLE reports_dutyreminder FORCE ROW LEVEL SECURITY",
                "CREATE POLICY may_read ON reports_dutyreminder FOR SELECT USING (((SELECT esfportal_scope()) IN ('operator', 'system') OR EXISTS (SELECT FROM projects_reportduty AS seen WHERE seen.id = duty_id AND (seen.project_id = ANY ((SELECT esfportal_ids('manages_whole_project'))::bigint[]) OR seen.project_id = ANY ((SELECT esfportal_ids('funds'))::bigint[])))))",
                "CREATE POLICY may_add ON reports_dutyreminder FOR INSERT WITH CHECK ((SELECT esfportal_scope()) IN ('operator', 'system'))",
                "CREATE POLICY may_change ON reports_dutyreminder FOR UPDATE USING (((SELECT esfportal_scope()) IN ('operator', 'system') OR EXISTS (SELECT FROM projects_reportduty AS seen WHERE seen.id = duty_id AND (seen.project_id = ANY ((SELECT esfportal_ids('manages_whole_project'))::bigint[]) OR seen.project_id = ANY ((SELECT esfportal_ids('funds'))::bigint[]))))) WITH CHECK ((SELECT esfportal_scope()) IN ('operator', 'system'))",
                "CREATE POLICY may_remove ON reports_dutyreminder FOR DELETE USING (((SELECT esfportal_scope()) IN ('operator', 'system') OR EXISTS (SELECT FROM projects_reportduty AS seen WHERE seen.id = duty_id AND (seen.project_id = ANY ((SELECT esfportal_ids('manages_whole_project'))::bigint[]) OR seen.project_id = ANY ((SELECT esfportal_ids('funds'))::bigint[])))))",
            ],
            [
                "DROP POLICY may_read ON reports_dutyreminder",
                "DROP POLICY may_add ON reports_dutyreminder",
                "DROP POLICY may_change ON reports_dutyreminder",
                "DROP POLICY may_remove ON reports_dutyreminder",
                "ALTER TABLE reports_dutyreminder NO FORCE ROW LEVEL SECURITY",
                "ALTER TABLE reports_dutyreminder DISABLE ROW LEVEL SECURITY",
            ],
        ),
    ]
