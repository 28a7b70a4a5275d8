"""Policies of row-level security, written by `manage.py make_row_policies`."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("attendance", "0005_row_policies")]

    operations = [
        migrations.RunSQL(
            [
                "ALTER TABLE attendance_activity ENABLE ROW LEVEL SECURITY",
                "ALTER TABLE attendance_activity FORCE ROW LEVEL SECURITY",
                "DROP POLICY may_add ON attendance_activity",
                "DROP POLICY may_change ON attendance_activity",
                "DROP POLICY may_read ON attendance_activity",
                "DROP POLICY may_remove ON attendance_activity",
                "CREATE POLICY may_read ON attendance_activity FOR SELECT USING ((((SELECT esfportal_scope()) IN ('operator') OR project_id = ANY ((SELECT esfportal_ids('projects'))::bigint[])) OR EXISTS (SELECT FROM attendance_enrolment AS seen WHERE seen.activity_id = attendance_activity.id AND ((SELECT esfportal_scope()) = 'participant' AND seen.participation_id = ANY ((SELECT esfportal_ids('linked'))::bigint[])))))",
                "CREATE POLICY may_add ON attendance_activity FOR INSERT WITH CHECK (((SELECT esfportal_scope()) IN ('operator') OR project_id = ANY ((SELECT esfportal_ids('people'))::bigint[]) OR project_id = ANY ((SELECT esfportal_ids('part_projects'))::bigint[])))",
                "CREATE POLICY may_change ON attendance_activity FOR UPDATE USING ((((SELECT esfportal_scope()) IN ('operator') OR project_id = ANY ((SELECT esfportal_ids('projects'))::bigint[])) OR EXISTS (SELECT FROM attendance_enrolment AS seen WHERE seen.activity_id = attendance_activity.id AND ((SELECT esfportal_scope()) = 'participant' AND seen.participation_id = ANY ((SELECT esfportal_ids('linked'))::bigint[]))))) WITH CHECK (((SELECT esfportal_scope()) IN ('operator') OR project_id = ANY ((SELECT esfportal_ids('people'))::bigint[]) OR project_id = ANY ((SELECT esfportal_ids('part_projects'))::bigint[])))",
                "CREATE POLICY may_remove ON attendance_activity FOR DELETE USING (((SELECT esfportal_scope()) IN ('operator') OR project_id = ANY ((SELECT esfportal_ids('people'))::bigint[]) OR project_id = ANY ((SELECT esfportal_ids('part_projects'))::bigint[])))",
            ],
            [
                "DROP POLICY may_read ON attendance_activity",
                "DROP POLICY may_add ON attendance_activity",
                "DROP POLICY may_change ON attendance_activity",
                "DROP POLICY may_remove ON attendance_activity",
                "CREATE POLICY may_add ON attendance_activity FOR INSERT TO public WITH CHECK (((( SELECT esfportal_scope() AS esfportal_scope) = 'operator'::text) OR (project_id = ANY (( SELECT esfportal_ids('people'::text) AS esfportal_ids)::bigint[])) OR (project_id = ANY (( SELECT esfportal_ids('part_projects'::text) AS esfportal_ids)::bigint[]))))",
                "CREATE POLICY may_change ON attendance_activity FOR UPDATE TO public USING (((( SELECT esfportal_scope() AS esfportal_scope) = 'operator'::text) OR (project_id = ANY (( SELECT esfportal_ids('projects'::text) AS esfportal_ids)::bigint[])))) WITH CHECK (((( SELECT esfportal_scope() AS esfportal_scope) = 'operator'::text) OR (project_id = ANY (( SELECT esfportal_ids('people'::text) AS esfportal_ids)::bigint[])) OR (project_id = ANY (( SELECT esfportal_ids('part_projects'::text) AS esfportal_ids)::bigint[]))))",
                "CREATE POLICY may_read ON attendance_activity FOR SELECT TO public USING (((( SELECT esfportal_scope() AS esfportal_scope) = 'operator'::text) OR (project_id = ANY (( SELECT esfportal_ids('projects'::text) AS esfportal_ids)::bigint[]))))",
                "CREATE POLICY may_remove ON attendance_activity FOR DELETE TO public USING (((( SELECT esfportal_scope() AS esfportal_scope) = 'operator'::text) OR (project_id = ANY (( SELECT esfportal_ids('people'::text) AS esfportal_ids)::bigint[])) OR (project_id = ANY (( SELECT esfportal_ids('part_projects'::text) AS esfportal_ids)::bigint[]))))",
            ],
        ),
        migrations.RunSQL(
            [
                "ALTER TABLE attendance_session ENABLE ROW LEVEL SECURITY",
                "ALTER TABLE attendance_session FORCE ROW LEVEL SECURITY",
                "DROP POLICY may_add ON attendance_session",
                "DROP POLICY may_change ON attendance_session",
                "DROP POLICY may_read ON attendance_session",
                "DROP POLICY may_remove ON attendance_session",
                "CREATE POLICY may_read ON attendance_session FOR SELECT USING ((((SELECT esfportal_scope()) IN ('operator') OR project_id = ANY ((SELECT esfportal_ids('projects'))::bigint[])) OR EXISTS (SELECT FROM attendance_enrolment AS seen WHERE seen.activity_id = attendance_session.activity_id AND ((SELECT esfportal_scope()) = 'participant' AND seen.participation_id = ANY ((SELECT esfportal_ids('linked'))::bigint[])))))",
                "CREATE POLICY may_add ON attendance_session FOR INSERT WITH CHECK (((SELECT esfportal_scope()) IN ('operator') OR project_id = ANY ((SELECT esfportal_ids('people'))::bigint[]) OR project_id = ANY ((SELECT esfportal_ids('part_projects'))::bigint[])))",
                "CREATE POLICY may_change ON attendance_session FOR UPDATE USING ((((SELECT esfportal_scope()) IN ('operator') OR project_id = ANY ((SELECT esfportal_ids('projects'))::bigint[])) OR EXISTS (SELECT FROM attendance_enrolment AS seen WHERE seen.activity_id = attendance_session.activity_id AND ((SELECT esfportal_scope()) = 'participant' AND seen.participation_id = ANY ((SELECT esfportal_ids('linked'))::bigint[]))))) WITH CHECK (((SELECT esfportal_scope()) IN ('operator') OR project_id = ANY ((SELECT esfportal_ids('people'))::bigint[]) OR project_id = ANY ((SELECT esfportal_ids('part_projects'))::bigint[])))",
                "CREATE POLICY may_remove ON attendance_session FOR DELETE USING (((SELECT esfportal_scope()) IN ('operator') OR project_id = ANY ((SELECT esfportal_ids('people'))::bigint[]) OR project_id = ANY ((SELECT esfportal_ids('part_projects'))::bigint[])))",
            ],
            [
                "DROP POLICY may_read ON attendance_session",
                "DROP POLICY may_add ON attendance_session",
                "DROP POLICY may_change ON attendance_session",
                "DROP POLICY may_remove ON attendance_session",
                "CREATE POLICY may_add ON attendance_session FOR INSERT TO public WITH CHECK (((( SELECT esfportal_scope() AS esfportal_scope) = 'operator'::text) OR (project_id = ANY (( SELECT esfportal_ids('people'::text) AS esfportal_ids)::bigint[])) OR (project_id = ANY (( SELECT esfportal_ids('part_projects'::text) AS esfportal_ids)::bigint[]))))",
                "CREATE POLICY may_change ON attendance_session FOR UPDATE TO public USING (((( SELECT esfportal_scope() AS esfportal_scope) = 'operator'::text) OR (project_id = ANY (( SELECT esfportal_ids('projects'::text) AS esfportal_ids)::bigint[])))) WITH CHECK (((( SELECT esfportal_scope() AS esfportal_scope) = 'operator'::text) OR (project_id = ANY (( SELECT esfportal_ids('people'::text) AS esfportal_ids)::bigint[])) OR (project_id = ANY (( SELECT esfportal_ids('part_projects'::text) AS esfportal_ids)::bigint[]))))",
                "CREATE POLICY may_read ON attendance_session FOR SELECT TO public USING (((( SELECT esfportal_scope() AS esfportal_scope) = 'operator'::text) OR (project_id = ANY (( SELECT esfportal_ids('projects'::text) AS esfportal_ids)::bigint[]))))",
                "CREATE POLICY may_remove ON attendance_session FOR DELETE TO public USING (((( SELECT esfportal_scope() AS esfportal_scope) = 'operator'::text) OR (project_id = ANY (( SELECT esfportal_ids('people'::text) AS esfportal_ids)::bigint[])) OR (project_id = ANY (( SELECT esfportal_ids('part_projects'::text) AS esfportal_ids)::bigint[]))))",
            ],
        ),
        migrations.RunSQL(
            [
                "ALTER TABLE attendance_enrolment ENABLE ROW LEVEL SECURITY",
                "ALTER TABLE attendance_enrolment FORCE ROW LEVEL SECURITY",
                "DROP POLICY may_add ON attendance_enrolment",
                "DROP POLICY may_change ON attendance_enrolment",
                "DROP POLICY may_read ON attendance_enrolment",
                "DROP POLICY may_remove ON attendance_enrolment",
                "CREATE POLICY may_read ON attendance_enrolment FOR SELECT USING ((((SELECT esfportal_scope()) IN ('operator') OR project_id = ANY ((SELECT esfportal_ids('people'))::bigint[]) OR (project_id = ANY ((SELECT esfportal_ids('part_projects'))::bigint[]) AND participation_id IN (SELECT unnest(esfportal_ids('visible_participations'))))) OR ((SELECT esfportal_scope()) = 'participant' AND participation_id = ANY ((SELECT esfportal_ids('linked'))::bigint[]))))",
                "CREATE POLICY may_add ON attendance_enrolment FOR INSERT WITH CHECK (((SELECT esfportal_scope()) IN ('operator') OR project_id = ANY ((SELECT esfportal_ids('people'))::bigint[]) OR (project_id = ANY ((SELECT esfportal_ids('part_projects'))::bigint[]) AND participation_id IN (SELECT unnest(esfportal_ids('visible_participations'))))))",
                "CREATE POLICY may_change ON attendance_enrolment FOR UPDATE USING ((((SELECT esfportal_scope()) IN ('operator') OR project_id = ANY ((SELECT esfportal_ids('people'))::bigint[]) OR (project_id = ANY ((SELECT esfportal_ids('part_projects'))::bigint[]) AND participation_id IN (SELECT unnest(esfportal_ids('visible_participations'))))) OR ((SELECT esfportal_scope()) = 'participant' AND participation_id = ANY ((SELECT esfportal_ids('linked'))::bigint[])))) WITH CHECK (((SELECT esfportal_scope()) IN ('operator') OR project_id = ANY ((SELECT esfportal_ids('people'))::bigint[]) OR (project_id = ANY ((SELECT esfportal_ids('part_projects'))::bigint[]) AND participation_id IN (SELECT unnest(esfportal_ids('visible_participations'))))))",
                "CREATE POLICY may_remove ON attendance_enrolment FOR DELETE USING (((SELECT esfportal_scope()) IN ('operator') OR project_id = ANY ((SELECT esfportal_ids('people'))::bigint[]) OR (project_id = ANY ((SELECT esfportal_ids('part_projects'))::bigint[]) AND participation_id IN (SELECT unnest(esfportal_ids('visible_participations'))))))",
            ],
            [
                "DROP POLICY may_read ON attendance_enrolment",
                "DROP POLICY may_add ON attendance_enrolment",
                "DROP POLICY may_change ON attendance_enrolment",
                "DROP POLICY may_remove ON attendance_enrolment",
                "CREATE POLICY may_add ON attendance_enrolment FOR INSERT TO public WITH CHECK (((( SELECT esfportal_scope() AS esfportal_scope) = 'operator'::text) OR (project_id = ANY (( SELECT esfportal_ids('people'::text) AS esfportal_ids)::bigint[])) OR ((project_id = ANY (( SELECT esfportal_ids('part_projects'::text) AS esfportal_ids)::bigint[])) AND (participation_id IN ( SELECT unnest(esfportal_ids('visible_participations'::text)) AS unnest)))))",
                "CREATE POLICY may_change ON attendance_enrolment FOR UPDATE TO public USING (((( SELECT esfportal_scope() AS esfportal_scope) = 'operator'::text) OR (project_id = ANY (( SELECT esfportal_ids('people'::text) AS esfportal_ids)::bigint[])) OR ((project_id = ANY (( SELECT esfportal_ids('part_projects'::text) AS esfportal_ids)::bigint[])) AND (participation_id IN ( SELECT unnest(esfportal_ids('visible_participations'::text)) AS unnest))))) WITH CHECK (((( SELECT esfportal_scope() AS esfportal_scope) = 'operator'::text) OR (project_id = ANY (( SELECT esfportal_ids('people'::text) AS esfportal_ids)::bigint[])) OR ((project_id = ANY (( SELECT esfportal_ids('part_projects'::text) AS esfportal_ids)::bigint[])) AND (participation_id IN ( SELECT unnest(esfportal_ids('visible_participations'::text)) AS unnest)))))",
                "CREATE POLICY may_read ON attendance_enrolment FOR SELECT TO public USING (((( SELECT esfportal_scope() AS esfportal_scope) = 'operator'::text) OR (project_id = ANY (( SELECT esfportal_ids('people'::text) AS esfportal_ids)::bigint[])) OR ((project_id = ANY (( SELECT esfportal_ids('part_projects'::text) AS esfportal_ids)::bigint[])) AND (participation_id IN ( SELECT unnest(esfportal_ids('visible_participations'::text)) AS unnest)))))",
                "CREATE POLICY may_remove ON attendance_enrolment FOR DELETE TO public USING (((( SELECT esfportal_scope() AS esfportal_scope) = 'operator'::text) OR (project_id = ANY (( SELECT esfportal_ids('people'::text) AS esfportal_ids)::bigint[])) OR ((project_id = ANY (( SELECT esfportal_ids('part_projects'::text) AS esfportal_ids)::bigint[])) AND (participation_id IN ( SELECT unnest(esfportal_ids('visible_participations'::text)) AS unnest)))))",
            ],
        ),
    ]
