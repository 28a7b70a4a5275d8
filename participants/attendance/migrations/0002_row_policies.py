"""Policies of row-level security, written by `manage.py make_row_policies`."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("attendance", "0001_activities")]

    operations = [
        migrations.RunSQL(
            [
                "ALTER TABLE attendance_activity ENABLE ROW LEVEL SECURITY",
                "ALTER TABLE attendance_activity FORCE ROW LEVEL SECURITY",
                "CREATE POLICY may_read ON attendance_activity FOR SELECT USING (((SELECT esfportal_scope()) IN ('operator') OR project_id = ANY ((SELECT esfportal_ids('projects'))::bigint[])))",
                "CREATE POLICY may_add ON attendance_activity FOR INSERT WITH CHECK (((SELECT esfportal_scope()) IN ('operator') OR project_id = ANY ((SELECT esfportal_ids('people'))::bigint[]) OR project_id = ANY ((SELECT esfportal_ids('part_projects'))::bigint[])))",
                "CREATE POLICY may_change ON attendance_activity FOR UPDATE USING (((SELECT esfportal_scope()) IN ('operator') OR project_id = ANY ((SELECT esfportal_ids('projects'))::bigint[]))) WITH CHECK (((SELECT esfportal_scope()) IN ('operator') OR project_id = ANY ((SELECT esfportal_ids('people'))::bigint[]) OR project_id = ANY ((SELECT esfportal_ids('part_projects'))::bigint[])))",
                "CREATE POLICY may_remove ON attendance_activity FOR DELETE USING (((SELECT esfportal_scope()) IN ('operator') OR project_id = ANY ((SELECT esfportal_ids('people'))::bigint[]) OR project_id = ANY ((SELECT esfportal_ids('part_projects'))::bigint[])))",
            ],
            [
                "DROP POLICY may_read ON attendance_activity",
                "DROP POLICY may_add ON attendance_activity",
                "DROP POLICY may_change ON attendance_activity",
                "DROP POLICY may_remove ON attendance_activity",
                "ALTER TABLE attendance_activity NO FORCE ROW LEVEL SECURITY",
                "ALTER TABLE attendance_activity DISABLE ROW LEVEL SECURITY",
            ],
        ),
        migrations.RunSQL(
            [
                "ALTER TABLE attendance_session ENABLE ROW LEVEL SECURITY",
                "ALTER TABLE attendance_session FORCE ROW LEVEL SECURITY",
                "CREATE POLICY may_read ON attendance_session FOR SELECT USING (((SELECT esfportal_scope()) IN ('operator') OR project_id = ANY ((SELECT esfportal_ids('projects'))::bigint[])))",
                "CREATE POLICY may_add ON attendance_session FOR INSERT WITH CHECK (((SELECT esfportal_scope()) IN ('operator') OR project_id = ANY ((SELECT esfportal_ids('people'))::bigint[]) OR project_id = ANY ((SELECT esfportal_ids('part_projects'))::bigint[])))",
                "CREATE POLICY may_change ON attendance_session FOR UPDATE USING (((SELECT esfportal_scope()) IN ('operator') OR project_id = ANY ((SELECT esfportal_ids('projects'))::bigint[]))) WITH CHECK (((SELECT esfportal_scope()) IN ('operator') OR project_id = ANY ((SELECT esfportal_ids('people'))::bigint[]) OR project_id = ANY ((SELECT esfportal_ids('part_projects'))::bigint[])))",
                "CREATE POLICY may_remove ON attendance_session FOR DELETE USING (((SELECT esfportal_scope()) IN ('operator') OR project_id = ANY ((SELECT esfportal_ids('people'))::bigint[]) OR project_id = ANY ((SELECT esfportal_ids('part_projects'))::bigint[])))",
            ],
            [
                "DROP POLICY may_read ON attendance_session",
                "DROP POLICY may_add ON attendance_session",
                "DROP POLICY may_change ON attendance_session",
                "DROP POLICY may_remove ON attendance_session",
                "ALTER TABLE attendance_session NO FORCE ROW LEVEL SECURITY",
                "ALTER TABLE attendance_session DISABLE ROW LEVEL SECURITY",
            ],
        ),
        migrations.RunSQL(
            [
                "ALTER TABLE attendance_activityhistory ENABLE ROW LEVEL SECURITY",
                "ALTER TABLE attendance_activityhistory FORCE ROW LEVEL SECURITY",
                "CREATE POLICY may_read ON attendance_activityhistory FOR SELECT USING (((SELECT esfportal_scope()) IN ('operator') OR project_id = ANY ((SELECT esfportal_ids('projects'))::bigint[])))",
                "CREATE POLICY owner_reads ON attendance_activityhistory FOR SELECT TO CURRENT_USER USING (true)",
                "CREATE POLICY may_add ON attendance_activityhistory FOR INSERT TO CURRENT_USER WITH CHECK (true)",
                "REVOKE INSERT, UPDATE, DELETE ON attendance_activityhistory FROM esfportal_application",
            ],
            [
                "GRANT INSERT, UPDATE, DELETE ON attendance_activityhistory TO esfportal_application",
                "DROP POLICY may_read ON attendance_activityhistory",
                "DROP POLICY owner_reads ON attendance_activityhistory",
                "DROP POLICY may_add ON attendance_activityhistory",
                "ALTER TABLE attendance_activityhistory NO FORCE ROW LEVEL SECURITY",
                "ALTER TABLE attendance_activityhistory DISABLE ROW LEVEL SECURITY",
            ],
        ),
        migrations.RunSQL(
            [
                "ALTER TABLE attendance_sessionhistory ENABLE ROW LEVEL SECURITY",
                "ALTER TABLE attendance_sessionhistory FORCE ROW LEVEL SECURITY",
                "CREATE POLICY may_read ON attendance_sessionhistory FOR SELECT USING (((SELECT esfportal_scope()) IN ('operator') OR project_id = ANY ((SELECT esfportal_ids('projects'))::bigint[])))",
                "CREATE POLICY owner_reads ON attendance_sessionhistory FOR SELECT TO CURRENT_USER USING (true)",
                "CREATE POLICY may_add ON attendance_sessionhistory FOR INSERT TO CURRENT_USER WITH CHECK (true)",
                "REVOKE INSERT, UPDATE, DELETE ON attendance_sessionhistory FROM esfportal_application",
            ],
            [
                "GRANT INSERT, UPDATE, DELETE ON attendance_sessionhistory TO esfportal_application",
                "DROP POLICY may_read ON attendance_sessionhistory",
                "DROP POLICY owner_reads ON attendance_sessionhistory",
                "DROP POLICY may_add ON attendance_sessionhistory",
                "ALTER TABLE attendance_sessionhistory NO FORCE ROW LEVEL SECURITY",
                "ALTER TABLE attendance_sessionhistory DISABLE ROW LEVEL SECURITY",
            ],
        ),
    ]
