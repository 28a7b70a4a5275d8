"""Policies of row-level security, written by `manage.py make_row_policies`."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("notifications", "0001_notifications")]

    operations = [
        migrations.RunSQL(
            [
                "ALTER TABLE notifications_notification ENABLE ROW LEVEL SECURITY",
                "ALTER TABLE notifications_notification FORCE ROW LEVEL SECURITY",
                "CREATE POLICY may_read ON notifications_notification FOR SELECT USING (((SELECT esfportal_scope()) IN ('operator', 'system') OR (user_id = (SELECT esfportal_user()) AND (project_id IS NULL OR project_id = ANY ((SELECT esfportal_ids('projects'))::bigint[])))))",
                "CREATE POLICY may_add ON notifications_notification FOR INSERT WITH CHECK ((SELECT esfportal_scope()) IN ('operator', 'system'))",
                "CREATE POLICY may_change ON notifications_notification FOR UPDATE USING (((SELECT esfportal_scope()) IN ('operator', 'system') OR (user_id = (SELECT esfportal_user()) AND (project_id IS NULL OR project_id = ANY ((SELECT esfportal_ids('projects'))::bigint[]))))) WITH CHECK (((SELECT esfportal_scope()) IN ('operator', 'system') OR (user_id = (SELECT esfportal_user()) AND (project_id IS NULL OR project_id = ANY ((SELECT esfportal_ids('projects'))::bigint[])))))",
                "CREATE POLICY may_remove ON notifications_notification FOR DELETE USING ((SELECT esfportal_scope()) IN ('operator', 'system'))",
            ],
            [
                "DROP POLICY may_read ON notifications_notification",
                "DROP POLICY may_add ON notifications_notification",
                "DROP POLICY may_change ON notifications_notification",
                "DROP POLICY may_remove ON notifications_notification",
                "ALTER TABLE notifications_notification NO FORCE ROW LEVEL SECURITY",
                "ALTER TABLE notifications_notification DISABLE ROW LEVEL SECURITY",
            ],
        ),
        migrations.RunSQL(
            [
                "ALTER TABLE notifications_notificationchoice ENABLE ROW LEVEL SECURITY",
                "ALTER TABLE notifications_notificationchoice FORCE ROW LEVEL SECURITY",
                "CREATE POLICY may_read ON notifications_notificationchoice FOR SELECT USING (((SELECT esfportal_scope()) IN ('operator', 'system') OR user_id = (SELECT esfportal_user())))",
                "CREATE POLICY may_add ON notifications_notificationchoice FOR INSERT WITH CHECK (((SELECT esfportal_scope()) IN ('operator', 'system') OR user_id = (SELECT esfportal_user())))",
                "CREATE POLICY may_change ON notifications_notificationchoice FOR UPDATE USING (((SELECT esfportal_scope()) IN ('operator', 'system') OR user_id = (SELECT esfportal_user()))) WITH CHECK (((SELECT esfportal_scope()) IN ('operator', 'system') OR user_id = (SELECT esfportal_user())))",
                "CREATE POLICY may_remove ON notifications_notificationchoice FOR DELETE USING (((SELECT esfportal_scope()) IN ('operator', 'system') OR user_id = (SELECT esfportal_user())))",
            ],
            [
                "DROP POLICY may_read ON notifications_notificationchoice",
                "DROP POLICY may_add ON notifications_notificationchoice",
                "DROP POLICY may_change ON notifications_notificationchoice",
                "DROP POLICY may_remove ON notifications_notificationchoice",
                "ALTER TABLE notifications_notificationchoice NO FORCE ROW LEVEL SECURITY",
                "ALTER TABLE notifications_notificationchoice DISABLE ROW LEVEL SECURITY",
            ],
        ),
    ]
