"""Policies of row-level security, written by `manage.py make_row_policies`."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("calendars", "0001_calendar_links")]

    operations = [
        migrations.RunSQL(
            [
                "ALTER TABLE calendars_calendarlink ENABLE ROW LEVEL SECURITY",
                "ALTER TABLE calendars_calendarlink FORCE ROW LEVEL SECURITY",
                "CREATE POLICY may_read ON calendars_calendarlink FOR SELECT USING (((SELECT esfportal_scope()) IN ('operator', 'system') OR user_id = (SELECT esfportal_user())))",
                "CREATE POLICY may_add ON calendars_calendarlink FOR INSERT WITH CHECK (((SELECT esfportal_scope()) IN ('operator') OR user_id = (SELECT esfportal_user())))",
                "CREATE POLICY may_change ON calendars_calendarlink FOR UPDATE USING (((SELECT esfportal_scope()) IN ('operator', 'system') OR user_id = (SELECT esfportal_user()))) WITH CHECK (((SELECT esfportal_scope()) IN ('operator') OR user_id = (SELECT esfportal_user())))",
                "CREATE POLICY may_remove ON calendars_calendarlink FOR DELETE USING (((SELECT esfportal_scope()) IN ('operator', 'system') OR user_id = (SELECT esfportal_user())))",
            ],
            [
                "DROP POLICY may_read ON calendars_calendarlink",
                "DROP POLICY may_add ON calendars_calendarlink",
                "DROP POLICY may_change ON calendars_calendarlink",
                "DROP POLICY may_remove ON calendars_calendarlink",
                "ALTER TABLE calendars_calendarlink NO FORCE ROW LEVEL SECURITY",
                "ALTER TABLE calendars_calendarlink DISABLE ROW LEVEL SECURITY",
            ],
        ),
    ]
