"""Policies of row-level security, written by `manage.py make_row_policies`."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("attendance", "0004_project_of_attendance")]

    operations = [
        migrations.RunSQL(
            [
                "ALTER TABLE attendance_enrolment ENABLE ROW LEVEL SECURITY",
                "ALTER TABLE attendance_enrolment FORCE ROW LEVEL SECURITY",
                "CREATE POLICY may_read ON attendance_enrolment FOR SELECT USING (((SELECT esfportal_scope()) IN ('operator') OR project_id = ANY ((SELECT esfportal_ids('people'))::bigint[]) OR (project_id = ANY ((SELECT esfportal_ids('part_projects'))::bigint[]) AND participation_id IN (SELECT unnest(esfportal_ids('visible_participations'))))))",
                "CREATE POLICY may_add ON attendance_enrolment FOR INSERT WITH CHECK (((SELECT esfportal_scope()) IN ('operator') OR project_id = ANY ((SELECT esfportal_ids('people'))::bigint[]) OR (project_id = ANY ((SELECT esfportal_ids('part_projects'))::bigint[]) AND participation_id IN (SELECT unnest(esfportal_ids('visible_participations'))))))",
                "CREATE POLICY may_change ON attendance_enrolment FOR UPDATE USING (((SELECT esfportal_scope()) IN ('operator') OR project_id = ANY ((SELECT esfportal_ids('people'))::bigint[]) OR (project_id = ANY ((SELECT esfportal_ids('part_projects'))::bigint[]) AND participation_id IN (SELECT unnest(esfportal_ids('visible_participations')))))) WITH CHECK (((SELECT esfportal_scope()) IN ('operator') OR project_id = ANY ((SELECT esfportal_ids('people'))::bigint[]) OR (project_id = ANY ((SELECT esfportal_ids('part_projects'))::bigint[]) AND participation_id IN (SELECT unnest(esfportal_ids('visible_participations'))))))",
                "CREATE POLICY may_remove ON attendance_enrolment FOR DELETE USING (((SELECT esfportal_scope()) IN ('operator') OR project_id = ANY ((SELECT esfportal_ids('people'))::bigint[]) OR (project_id = ANY ((SELECT esfportal_ids('part_projects'))::bigint[]) AND participation_id IN (SELECT unnest(esfportal_ids('visible_participations'))))))",
            ],
            [
                "DROP POLICY may_read ON attendance_enrolment",
                "DROP POLICY may_add ON attendance_enrolment",
                "DROP POLICY may_change ON attendance_enrolment",
                "DROP POLICY may_remove ON attendance_enrolment",
                "ALTER TABLE attendance_enrolment NO FORCE ROW LEVEL SECURITY",
                "ALTER TABLE attendance_enrolment DISABLE ROW LEVEL SECURITY",
            ],
        ),
        migrations.RunSQL(
            [
                "ALTER TABLE attendance_attendance ENABLE ROW LEVEL SECURITY",
                "ALTER TABLE attendance_attendance FORCE ROW LEVEL SECURITY",
                "CREATE POLICY may_read ON attendance_attendance FOR SELECT USING (((SELECT esfportal_scope()) IN ('operator') OR project_id = ANY ((SELECT esfportal_ids('people'))::bigint[]) OR (project_id = ANY ((SELECT esfportal_ids('part_projects'))::bigint[]) AND participation_id IN (SELECT unnest(esfportal_ids('visible_participations'))))))",
                "CREATE POLICY may_add ON attendance_attendance FOR INSERT WITH CHECK (((SELECT esfportal_scope()) IN ('operator') OR project_id = ANY ((SELECT esfportal_ids('people'))::bigint[]) OR (project_id = ANY ((SELECT esfportal_ids('part_projects'))::bigint[]) AND participation_id IN (SELECT unnest(esfportal_ids('visible_participations'))))))",
                "CREATE POLICY may_change ON attendance_attendance FOR UPDATE USING (((SELECT esfportal_scope()) IN ('operator') OR project_id = ANY ((SELECT esfportal_ids('people'))::bigint[]) OR (project_id = ANY ((SELECT esfportal_ids('part_projects'))::bigint[]) AND participation_id IN (SELECT unnest(esfportal_ids('visible_participations')))))) WITH CHECK (((SELECT esfportal_scope()) IN ('operator') OR project_id = ANY ((SELECT esfportal_ids('people'))::bigint[]) OR (project_id = ANY ((SELECT esfportal_ids('part_projects'))::bigint[]) AND participation_id IN (SELECT unnest(esfportal_ids('visible_participations'))))))",
                "CREATE POLICY may_remove ON attendance_attendance FOR DELETE USING (((SELECT esfportal_scope()) IN ('operator') OR project_id = ANY ((SELECT esfportal_ids('people'))::bigint[]) OR (project_id = ANY ((SELECT esfportal_ids('part_projects'))::bigint[]) AND participation_id IN (SELECT unnest(esfportal_ids('visible_participations'))))))",
            ],
            [
                "DROP POLICY may_read ON attendance_attendance",
                "DROP POLICY may_add ON attendance_attendance",
                "DROP POLICY may_change ON attendance_attendance",
                "DROP POLICY may_remove ON attendance_attendance",
                "ALTER TABLE attendance_attendance NO FORCE ROW LEVEL SECURITY",
                "ALTER TABLE attendance_attendance DISABLE ROW LEVEL SECURITY",
            ],
        ),
        migrations.RunSQL(
            [
                "ALTER TABLE attendance_enrolmenthistory ENABLE ROW LEVEL SECURITY",
                "ALTER TABLE attendance_enrolmenthistory FORCE ROW LEVEL SECURITY",
                "CREATE POLICY may_read ON attendance_enrolmenthistory FOR SELECT USING (((SELECT esfportal_scope()) IN ('operator') OR EXISTS (SELECT FROM register_participation AS seen WHERE seen.id = participation_id AND true)))",
                "CREATE POLICY owner_reads ON attendance_enrolmenthistory FOR SELECT TO CURRENT_USER USING (true)",
                "CREATE POLICY may_add ON attendance_enrolmenthistory FOR INSERT TO CURRENT_USER WITH CHECK (true)",
                "REVOKE INSERT, UPDATE, DELETE ON attendance_enrolmenthistory FROM esfportal_application",
            ],
            [
                "GRANT INSERT, UPDATE, DELETE ON attendance_enrolmenthistory TO esfportal_application",
                "DROP POLICY may_read ON attendance_enrolmenthistory",
                "DROP POLICY owner_reads ON attendance_enrolmenthistory",
                "DROP POLICY may_add ON attendance_enrolmenthistory",
                "ALTER TABLE attendance_enrolmenthistory NO FORCE ROW LEVEL SECURITY",
                "ALTER TABLE attendance_enrolmenthistory DISABLE ROW LEVEL SECURITY",
            ],
        ),
        migrations.RunSQL(
            [
                "ALTER TABLE attendance_attendancehistory ENABLE ROW LEVEL SECURITY",
                "ALTER TABLE attendance_attendancehistory FORCE ROW LEVEL SECURITY",
                "CREATE POLICY may_read ON attendance_attendancehistory FOR SELECT USING (((SELECT esfportal_scope()) IN ('operator') OR EXISTS (SELECT FROM register_participation AS seen WHERE seen.id = participation_id AND true)))",
                "CREATE POLICY owner_reads ON attendance_attendancehistory FOR SELECT TO CURRENT_USER USING (true)",
                "CREATE POLICY may_add ON attendance_attendancehistory FOR INSERT TO CURRENT_USER WITH CHECK (true)",
                "REVOKE INSERT, UPDATE, DELETE ON attendance_attendancehistory FROM esfportal_application",
            ],
            [
                "GRANT INSERT, UPDATE, DELETE ON attendance_attendancehistory TO esfportal_application",
                "DROP POLICY may_read ON attendance_attendancehistory",
                "DROP POLICY owner_reads ON attendance_attendancehistory",
                "DROP POLICY may_add ON attendance_attendancehistory",
                "ALTER TABLE attendance_attendancehistory NO FORCE ROW LEVEL SECURITY",
                "ALTER TABLE attendance_attendancehistory DISABLE ROW LEVEL SECURITY",
            ],
        ),
    ]
