"""E-mails about reports are notifications now: those that were sent are kept as read, so that none comes twice."""

from django.db import migrations

KEEP = """
    INSERT INTO notifications_notification
        (user_id, kind, event, project_id, target, arguments, details, channel, created_at, read_at, emailed_at)
    SELECT
        reminder.user_id,
        'reports.due',
        duty.id || ' ' || reminder.due_on || ' ' || reminder.occasion,
        duty.project_id,
        'reports:duties',
        ARRAY[project.slug],
        jsonb_build_object('duty', duty.id, 'due_on', reminder.due_on, 'occasion', reminder.occasion),
        'at_once',
        reminder.sent_at,
        reminder.sent_at,
        reminder.sent_at
    FROM reports_dutyreminder AS reminder
    JOIN projects_reportduty AS duty ON duty.id = reminder.duty_id
    JOIN projects_project AS project ON project.id = duty.project_id
    ON CONFLICT DO NOTHING
"""


class Migration(migrations.Migration):
    dependencies = [
        ("notifications", "0002_row_policies"),
        ("reports", "0033_row_policies"),
    ]

    operations = [
        migrations.RunSQL(KEEP, migrations.RunSQL.noop),
        migrations.RunSQL(
            [
                "DROP POLICY may_read ON reports_dutyreminder",
                "DROP POLICY may_add ON reports_dutyreminder",
                "DROP POLICY may_change ON reports_dutyreminder",
                "DROP POLICY may_remove ON reports_dutyreminder",
                "ALTER TABLE reports_dutyreminder NO FORCE ROW LEVEL SECURITY",
                "ALTER TABLE reports_dutyreminder DISABLE ROW LEVEL SECURITY",
                "DROP POLICY may_read ON reports_reportemail",
                "DROP POLICY may_add ON reports_reportemail",
                "DROP POLICY may_change ON reports_reportemail",
                "DROP POLICY may_remove ON reports_reportemail",
                "ALTER TABLE reports_reportemail NO FORCE ROW LEVEL SECURITY",
                "ALTER TABLE reports_reportemail DISABLE ROW LEVEL SECURITY",
            ],
            [
                "ALTER TABLE reports_dutyreminder ENABLE ROW LEVEL SECURITY",
                "ALTER TABLE reports_dutyreminder FORCE ROW LEVEL SECURITY",
                "CREATE POLICY may_read ON reports_dutyreminder FOR SELECT USING (((SELECT esfportal_scope()) IN ('operator', 'system') OR EXISTS (SELECT FROM projects_reportduty AS seen WHERE seen.id = duty_id AND (seen.project_id = ANY ((SELECT esfportal_ids('manages_whole_project'))::bigint[]) OR seen.project_id = ANY ((SELECT esfportal_ids('funds'))::bigint[])))))",
                "CREATE POLICY may_add ON reports_dutyreminder FOR INSERT WITH CHECK ((SELECT esfportal_scope()) IN ('operator', 'system'))",
                "CREATE POLICY may_change ON reports_dutyreminder FOR UPDATE USING (((SELECT esfportal_scope()) IN ('operator', 'system') OR EXISTS (SELECT FROM projects_reportduty AS seen WHERE seen.id = duty_id AND (seen.project_id = ANY ((SELECT esfportal_ids('manages_whole_project'))::bigint[]) OR seen.project_id = ANY ((SELECT esfportal_ids('funds'))::bigint[]))))) WITH CHECK ((SELECT esfportal_scope()) IN ('operator', 'system'))",
                "CREATE POLICY may_remove ON reports_dutyreminder FOR DELETE USING (((SELECT esfportal_scope()) IN ('operator', 'system') OR EXISTS (SELECT FROM projects_reportduty AS seen WHERE seen.id = duty_id AND (seen.project_id = ANY ((SELECT esfportal_ids('manages_whole_project'))::bigint[]) OR seen.project_id = ANY ((SELECT esfportal_ids('funds'))::bigint[])))))",
                "ALTER TABLE reports_reportemail ENABLE ROW LEVEL SECURITY",
                "ALTER TABLE reports_reportemail FORCE ROW LEVEL SECURITY",
                "CREATE POLICY may_read ON reports_reportemail FOR SELECT USING ((SELECT esfportal_scope()) IN ('operator', 'system'))",
                "CREATE POLICY may_add ON reports_reportemail FOR INSERT WITH CHECK ((SELECT esfportal_scope()) IN ('operator', 'system'))",
                "CREATE POLICY may_change ON reports_reportemail FOR UPDATE USING ((SELECT esfportal_scope()) IN ('operator', 'system')) WITH CHECK ((SELECT esfportal_scope()) IN ('operator', 'system'))",
                "CREATE POLICY may_remove ON reports_reportemail FOR DELETE USING ((SELECT esfportal_scope()) IN ('operator', 'system'))",
            ],
        ),
        migrations.DeleteModel(name="DutyReminder"),
        migrations.DeleteModel(name="ReportEmail"),
    ]
