"""Policies of row-level security, written by `manage.py make_row_policies`."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("certificates", "0012_scans")]

    operations = [
        migrations.RunSQL(
            [
                "ALTER TABLE certificates_certificate ENABLE ROW LEVEL SECURITY",
                "ALTER TABLE certificates_certificate FORCE ROW LEVEL SECURITY",
                "DROP POLICY may_add ON certificates_certificate",
                "DROP POLICY may_change ON certificates_certificate",
                "DROP POLICY may_read ON certificates_certificate",
                "DROP POLICY may_remove ON certificates_certificate",
                "CREATE POLICY may_read ON certificates_certificate FOR SELECT USING (((((SELECT esfportal_scope() IN ('operator')) OR project_id = ANY ((SELECT esfportal_ids('people'))::bigint[]) OR (project_id = ANY ((SELECT esfportal_ids('part_projects'))::bigint[]) AND participation_id IN (SELECT unnest(esfportal_ids('visible_participations'))))) OR ((SELECT esfportal_scope() = 'own_record') AND participation_id = ANY ((SELECT esfportal_ids('linked'))::bigint[]))) OR (((SELECT esfportal_scope() = 'participant') AND participation_id = ANY ((SELECT esfportal_ids('linked'))::bigint[])) AND state NOT IN ('closed', 'taken_back', 'superseded'))))",
                "CREATE POLICY may_add ON certificates_certificate FOR INSERT WITH CHECK (((SELECT esfportal_scope() IN ('operator')) OR project_id = ANY ((SELECT esfportal_ids('people'))::bigint[]) OR (project_id = ANY ((SELECT esfportal_ids('part_projects'))::bigint[]) AND participation_id IN (SELECT unnest(esfportal_ids('visible_participations'))))))",
                "CREATE POLICY may_change ON certificates_certificate FOR UPDATE USING (((((SELECT esfportal_scope() IN ('operator')) OR project_id = ANY ((SELECT esfportal_ids('people'))::bigint[]) OR (project_id = ANY ((SELECT esfportal_ids('part_projects'))::bigint[]) AND participation_id IN (SELECT unnest(esfportal_ids('visible_participations'))))) OR ((SELECT esfportal_scope() = 'own_record') AND participation_id = ANY ((SELECT esfportal_ids('linked'))::bigint[]))) OR (((SELECT esfportal_scope() = 'participant') AND participation_id = ANY ((SELECT esfportal_ids('linked'))::bigint[])) AND state NOT IN ('closed', 'taken_back', 'superseded')))) WITH CHECK (((SELECT esfportal_scope() IN ('operator')) OR project_id = ANY ((SELECT esfportal_ids('people'))::bigint[]) OR (project_id = ANY ((SELECT esfportal_ids('part_projects'))::bigint[]) AND participation_id IN (SELECT unnest(esfportal_ids('visible_participations'))))))",
                "CREATE POLICY may_remove ON certificates_certificate FOR DELETE USING (false)",
            ],
            [
                "DROP POLICY may_read ON certificates_certificate",
                "DROP POLICY may_add ON certificates_certificate",
                "DROP POLICY may_change ON certificates_certificate",
                "DROP POLICY may_remove ON certificates_certificate",
                "CREATE POLICY may_add ON certificates_certificate FOR INSERT TO public WITH CHECK ((( SELECT (esfportal_scope() = 'operator'::text)) OR (project_id = ANY (( SELECT esfportal_ids('people'::text) AS esfportal_ids)::bigint[])) OR ((project_id = ANY (( SELECT esfportal_ids('part_projects'::text) AS esfportal_ids)::bigint[])) AND (participation_id IN ( SELECT unnest(esfportal_ids('visible_participations'::text)) AS unnest)))))",
                "CREATE POLICY may_change ON certificates_certificate FOR UPDATE TO public USING ((( SELECT (esfportal_scope() = 'operator'::text)) OR (project_id = ANY (( SELECT esfportal_ids('people'::text) AS esfportal_ids)::bigint[])) OR ((project_id = ANY (( SELECT esfportal_ids('part_projects'::text) AS esfportal_ids)::bigint[])) AND (participation_id IN ( SELECT unnest(esfportal_ids('visible_participations'::text)) AS unnest))) OR (( SELECT (esfportal_scope() = 'participant'::text)) AND (participation_id = ANY (( SELECT esfportal_ids('linked'::text) AS esfportal_ids)::bigint[])) AND ((state)::text <> ALL ((ARRAY['closed'::character varying, 'taken_back'::character varying, 'superseded'::character varying])::text[]))))) WITH CHECK ((( SELECT (esfportal_scope() = 'operator'::text)) OR (project_id = ANY (( SELECT esfportal_ids('people'::text) AS esfportal_ids)::bigint[])) OR ((project_id = ANY (( SELECT esfportal_ids('part_projects'::text) AS esfportal_ids)::bigint[])) AND (participation_id IN ( SELECT unnest(esfportal_ids('visible_participations'::text)) AS unnest)))))",
                "CREATE POLICY may_read ON certificates_certificate FOR SELECT TO public USING ((( SELECT (esfportal_scope() = 'operator'::text)) OR (project_id = ANY (( SELECT esfportal_ids('people'::text) AS esfportal_ids)::bigint[])) OR ((project_id = ANY (( SELECT esfportal_ids('part_projects'::text) AS esfportal_ids)::bigint[])) AND (participation_id IN ( SELECT unnest(esfportal_ids('visible_participations'::text)) AS unnest))) OR (( SELECT (esfportal_scope() = 'participant'::text)) AND (participation_id = ANY (( SELECT esfportal_ids('linked'::text) AS esfportal_ids)::bigint[])) AND ((state)::text <> ALL ((ARRAY['closed'::character varying, 'taken_back'::character varying, 'superseded'::character varying])::text[])))))",
                "CREATE POLICY may_remove ON certificates_certificate FOR DELETE TO public USING (false)",
            ],
        ),
    ]
