"""Policies of row-level security, written by `manage.py make_row_policies`."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("attendance", "0007_sessions_of_week_sheets")]

    operations = [
        migrations.RunSQL(
            [
                "ALTER TABLE attendance_enrolment ENABLE ROW LEVEL SECURITY",
                "ALTER TABLE attendance_enrolment FORCE ROW LEVEL SECURITY",
                "DROP POLICY may_add ON attendance_enrolment",
                "DROP POLICY may_change ON attendance_enrolment",
                "DROP POLICY may_read ON attendance_enrolment",
                "DROP POLICY may_remove ON attendance_enrolment",
                "CREATE POLICY may_read ON attendance_enrolment FOR SELECT USING (((((SELECT esfportal_scope() IN ('operator')) OR project_id = ANY ((SELECT esfportal_ids('people'))::bigint[]) OR (project_id = ANY ((SELECT esfportal_ids('part_projects'))::bigint[]) AND participation_id IN (SELECT unnest(esfportal_ids('visible_participations'))))) OR ((SELECT esfportal_scope() = 'own_record') AND participation_id = ANY ((SELECT esfportal_ids('linked'))::bigint[]))) OR ((SELECT esfportal_scope() = 'participant') AND participation_id = ANY ((SELECT esfportal_ids('linked'))::bigint[]))))",
                "CREATE POLICY may_add ON attendance_enrolment FOR INSERT WITH CHECK (((SELECT esfportal_scope() IN ('operator')) OR project_id = ANY ((SELECT esfportal_ids('people'))::bigint[]) OR (project_id = ANY ((SELECT esfportal_ids('part_projects'))::bigint[]) AND participation_id IN (SELECT unnest(esfportal_ids('visible_participations'))))))",
                "CREATE POLICY may_change ON attendance_enrolment FOR UPDATE USING (((((SELECT esfportal_scope() IN ('operator')) OR project_id = ANY ((SELECT esfportal_ids('people'))::bigint[]) OR (project_id = ANY ((SELECT esfportal_ids('part_projects'))::bigint[]) AND participation_id IN (SELECT unnest(esfportal_ids('visible_participations'))))) OR ((SELECT esfportal_scope() = 'own_record') AND participation_id = ANY ((SELECT esfportal_ids('linked'))::bigint[]))) OR ((SELECT esfportal_scope() = 'participant') AND participation_id = ANY ((SELECT esfportal_ids('linked'))::bigint[])))) WITH CHECK (((SELECT esfportal_scope() IN ('operator')) OR project_id = ANY ((SELECT esfportal_ids('people'))::bigint[]) OR (project_id = ANY ((SELECT esfportal_ids('part_projects'))::bigint[]) AND participation_id IN (SELECT unnest(esfportal_ids('visible_participations'))))))",
                "CREATE POLICY may_remove ON attendance_enrolment FOR DELETE USING (((SELECT esfportal_scope() IN ('operator')) OR project_id = ANY ((SELECT esfportal_ids('people'))::bigint[]) OR (project_id = ANY ((SELECT esfportal_ids('part_projects'))::bigint[]) AND participation_id IN (SELECT unnest(esfportal_ids('visible_participations'))))))",
            ],
            [
                "DROP POLICY may_read ON attendance_enrolment",
                "DROP POLICY may_add ON attendance_enrolment",
                "DROP POLICY may_change ON attendance_enrolment",
                "DROP POLICY may_remove ON attendance_enrolment",
                "CREATE POLICY may_add ON attendance_enrolment FOR INSERT TO public WITH CHECK ((( SELECT (esfportal_scope() = 'operator'::text)) OR (project_id = ANY (( SELECT esfportal_ids('people'::text) AS esfportal_ids)::bigint[])) OR ((project_id = ANY (( SELECT esfportal_ids('part_projects'::text) AS esfportal_ids)::bigint[])) AND (participation_id IN ( SELECT unnest(esfportal_ids('visible_participations'::text)) AS unnest)))))",
                "CREATE POLICY may_change ON attendance_enrolment FOR UPDATE TO public USING ((( SELECT (esfportal_scope() = 'operator'::text)) OR (project_id = ANY (( SELECT esfportal_ids('people'::text) AS esfportal_ids)::bigint[])) OR ((project_id = ANY (( SELECT esfportal_ids('part_projects'::text) AS esfportal_ids)::bigint[])) AND (participation_id IN ( SELECT unnest(esfportal_ids('visible_participations'::text)) AS unnest))) OR (( SELECT (esfportal_scope() = 'participant'::text)) AND (participation_id = ANY (( SELECT esfportal_ids('linked'::text) AS esfportal_ids)::bigint[]))))) WITH CHECK ((( SELECT (esfportal_scope() = 'operator'::text)) OR (project_id = ANY (( SELECT esfportal_ids('people'::text) AS esfportal_ids)::bigint[])) OR ((project_id = ANY (( SELECT esfportal_ids('part_projects'::text) AS esfportal_ids)::bigint[])) AND (participation_id IN ( SELECT unnest(esfportal_ids('visible_participations'::text)) AS unnest)))))",
                "CREATE POLICY may_read ON attendance_enrolment FOR SELECT TO public USING ((( SELECT (esfportal_scope() = 'operator'::text)) OR (project_id = ANY (( SELECT esfportal_ids('people'::text) AS esfportal_ids)::bigint[])) OR ((project_id = ANY (( SELECT esfportal_ids('part_projects'::text) AS esfportal_ids)::bigint[])) AND (participation_id IN ( SELECT unnest(esfportal_ids('visible_participations'::text)) AS unnest))) OR (( SELECT (esfportal_scope() = 'participant'::text)) AND (participation_id = ANY (( SELECT esfportal_ids('linked'::text) AS esfportal_ids)::bigint[])))))",
                "CREATE POLICY may_remove ON attendance_enrolment FOR DELETE TO public USING ((( SELECT (esfportal_scope() = 'operator'::text)) OR (project_id = ANY (( SELECT esfportal_ids('people'::text) AS esfportal_ids)::bigint[])) OR ((project_id = ANY (( SELECT esfportal_ids('part_projects'::text) AS esfportal_ids)::bigint[])) AND (participation_id IN ( SELECT unnest(esfportal_ids('visible_participations'::text)) AS unnest)))))",
            ],
        ),
        migrations.RunSQL(
            [
                "ALTER TABLE attendance_attendance ENABLE ROW LEVEL SECURITY",
                "ALTER TABLE attendance_attendance FORCE ROW LEVEL SECURITY",
                "DROP POLICY may_add ON attendance_attendance",
                "DROP POLICY may_change ON attendance_attendance",
                "DROP POLICY may_read ON attendance_attendance",
                "DROP POLICY may_remove ON attendance_attendance",
                "CREATE POLICY may_read ON attendance_attendance FOR SELECT USING ((((SELECT esfportal_scope() IN ('operator')) OR project_id = ANY ((SELECT esfportal_ids('people'))::bigint[]) OR (project_id = ANY ((SELECT esfportal_ids('part_projects'))::bigint[]) AND participation_id IN (SELECT unnest(esfportal_ids('visible_participations'))))) OR ((SELECT esfportal_scope() = 'own_record') AND participation_id = ANY ((SELECT esfportal_ids('linked'))::bigint[]))))",
                "CREATE POLICY may_add ON attendance_attendance FOR INSERT WITH CHECK (((SELECT esfportal_scope() IN ('operator')) OR project_id = ANY ((SELECT esfportal_ids('people'))::bigint[]) OR (project_id = ANY ((SELECT esfportal_ids('part_projects'))::bigint[]) AND participation_id IN (SELECT unnest(esfportal_ids('visible_participations'))))))",
                "CREATE POLICY may_change ON attendance_attendance FOR UPDATE USING ((((SELECT esfportal_scope() IN ('operator')) OR project_id = ANY ((SELECT esfportal_ids('people'))::bigint[]) OR (project_id = ANY ((SELECT esfportal_ids('part_projects'))::bigint[]) AND participation_id IN (SELECT unnest(esfportal_ids('visible_participations'))))) OR ((SELECT esfportal_scope() = 'own_record') AND participation_id = ANY ((SELECT esfportal_ids('linked'))::bigint[])))) WITH CHECK (((SELECT esfportal_scope() IN ('operator')) OR project_id = ANY ((SELECT esfportal_ids('people'))::bigint[]) OR (project_id = ANY ((SELECT esfportal_ids('part_projects'))::bigint[]) AND participation_id IN (SELECT unnest(esfportal_ids('visible_participations'))))))",
                "CREATE POLICY may_remove ON attendance_attendance FOR DELETE USING (((SELECT esfportal_scope() IN ('operator')) OR project_id = ANY ((SELECT esfportal_ids('people'))::bigint[]) OR (project_id = ANY ((SELECT esfportal_ids('part_projects'))::bigint[]) AND participation_id IN (SELECT unnest(esfportal_ids('visible_participations'))))))",
            ],
            [
                "DROP POLICY may_read ON attendance_attendance",
                "DROP POLICY may_add ON attendance_attendance",
                "DROP POLICY may_change ON attendance_attendance",
                "DROP POLICY may_remove ON attendance_attendance",
                "CREATE POLICY may_add ON attendance_attendance FOR INSERT TO public WITH CHECK ((( SELECT (esfportal_scope() = 'operator'::text)) OR (project_id = ANY (( SELECT esfportal_ids('people'::text) AS esfportal_ids)::bigint[])) OR ((project_id = ANY (( SELECT esfportal_ids('part_projects'::text) AS esfportal_ids)::bigint[])) AND (participation_id IN ( SELECT unnest(esfportal_ids('visible_participations'::text)) AS unnest)))))",
                "CREATE POLICY may_change ON attendance_attendance FOR UPDATE TO public USING ((( SELECT (esfportal_scope() = 'operator'::text)) OR (project_id = ANY (( SELECT esfportal_ids('people'::text) AS esfportal_ids)::bigint[])) OR ((project_id = ANY (( SELECT esfportal_ids('part_projects'::text) AS esfportal_ids)::bigint[])) AND (participation_id IN ( SELECT unnest(esfportal_ids('visible_participations'::text)) AS unnest))))) WITH CHECK ((( SELECT (esfportal_scope() = 'operator'::text)) OR (project_id = ANY (( SELECT esfportal_ids('people'::text) AS esfportal_ids)::bigint[])) OR ((project_id = ANY (( SELECT esfportal_ids('part_projects'::text) AS esfportal_ids)::bigint[])) AND (participation_id IN ( SELECT unnest(esfportal_ids('visible_participations'::text)) AS unnest)))))",
                "CREATE POLICY may_read ON attendance_attendance FOR SELECT TO public USING ((( SELECT (esfportal_scope() = 'operator'::text)) OR (project_id = ANY (( SELECT esfportal_ids('people'::text) AS esfportal_ids)::bigint[])) OR ((project_id = ANY (( SELECT esfportal_ids('part_projects'::text) AS esfportal_ids)::bigint[])) AND (participation_id IN ( SELECT unnest(esfportal_ids('visible_participations'::text)) AS unnest)))))",
                "CREATE POLICY may_remove ON attendance_attendance FOR DELETE TO public USING ((( SELECT (esfportal_scope() = 'operator'::text)) OR (project_id = ANY (( SELECT esfportal_ids('people'::text) AS esfportal_ids)::bigint[])) OR ((project_id = ANY (( SELECT esfportal_ids('part_projects'::text) AS esfportal_ids)::bigint[])) AND (participation_id IN ( SELECT unnest(esfportal_ids('visible_participations'::text)) AS unnest)))))",
            ],
        ),
    ]
