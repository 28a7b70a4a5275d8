"""Policies of row-level security, written by `manage.py make_row_policies`."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("certificates", "0007_shown_on_own_page")]

    operations = [
        migrations.RunSQL(
            [
                "ALTER TABLE certificates_certificate ENABLE ROW LEVEL SECURITY",
                "ALTER TABLE certificates_certificate FORCE ROW LEVEL SECURITY",
                "DROP POLICY may_add ON certificates_certificate",
                "DROP POLICY may_change ON certificates_certificate",
                "DROP POLICY may_read ON certificates_certificate",
                "DROP POLICY may_remove ON certificates_certificate",
                "CREATE POLICY may_read ON certificates_certificate FOR SELECT USING ((((SELECT esfportal_scope()) IN ('operator') OR project_id = ANY ((SELECT esfportal_ids('people'))::bigint[]) OR (project_id = ANY ((SELECT esfportal_ids('part_projects'))::bigint[]) AND participation_id IN (SELECT unnest(esfportal_ids('visible_participations'))))) OR (((SELECT esfportal_scope()) = 'participant' AND participation_id = ANY ((SELECT esfportal_ids('linked'))::bigint[])) AND state NOT IN ('closed', 'taken_back', 'superseded'))))",
                "CREATE POLICY may_add ON certificates_certificate FOR INSERT WITH CHECK (((SELECT esfportal_scope()) IN ('operator') OR project_id = ANY ((SELECT esfportal_ids('people'))::bigint[]) OR (project_id = ANY ((SELECT esfportal_ids('part_projects'))::bigint[]) AND participation_id IN (SELECT unnest(esfportal_ids('visible_participations'))))))",
                "CREATE POLICY may_change ON certificates_certificate FOR UPDATE USING ((((SELECT esfportal_scope()) IN ('operator') OR project_id = ANY ((SELECT esfportal_ids('people'))::bigint[]) OR (project_id = ANY ((SELECT esfportal_ids('part_projects'))::bigint[]) AND participation_id IN (SELECT unnest(esfportal_ids('visible_participations'))))) OR (((SELECT esfportal_scope()) = 'participant' AND participation_id = ANY ((SELECT esfportal_ids('linked'))::bigint[])) AND state NOT IN ('closed', 'taken_back', 'superseded')))) WITH CHECK (((SELECT esfportal_scope()) IN ('operator') OR project_id = ANY ((SELECT esfportal_ids('people'))::bigint[]) OR (project_id = ANY ((SELECT esfportal_ids('part_projects'))::bigint[]) AND participation_id IN (SELECT unnest(esfportal_ids('visible_participations'))))))",
                "CREATE POLICY may_remove ON certificates_certificate FOR DELETE USING (false)",
            ],
            [
                "DROP POLICY may_read ON certificates_certificate",
                "DROP POLICY may_add ON certificates_certificate",
                "DROP POLICY may_change ON certificates_certificate",
                "DROP POLICY may_remove ON certificates_certificate",
                "CREATE POLICY may_add ON certificates_certificate FOR INSERT TO public WITH CHECK (((( SELECT esfportal_scope() AS esfportal_scope) = 'operator'::text) OR (project_id = ANY (( SELECT esfportal_ids('people'::text) AS esfportal_ids)::bigint[])) OR ((project_id = ANY (( SELECT esfportal_ids('part_projects'::text) AS esfportal_ids)::bigint[])) AND (participation_id IN ( SELECT unnest(esfportal_ids('visible_participations'::text)) AS unnest)))))",
                "CREATE POLICY may_change ON certificates_certificate FOR UPDATE TO public USING (((( SELECT esfportal_scope() AS esfportal_scope) = 'operator'::text) OR (project_id = ANY (( SELECT esfportal_ids('people'::text) AS esfportal_ids)::bigint[])) OR ((project_id = ANY (( SELECT esfportal_ids('part_projects'::text) AS esfportal_ids)::bigint[])) AND (participation_id IN ( SELECT unnest(esfportal_ids('visible_participations'::text)) AS unnest))))) WITH CHECK (((( SELECT esfportal_scope() AS esfportal_scope) = 'operator'::text) OR (project_id = ANY (( SELECT esfportal_ids('people'::text) AS esfportal_ids)::bigint[])) OR ((project_id = ANY (( SELECT esfportal_ids('part_projects'::text) AS esfportal_ids)::bigint[])) AND (participation_id IN ( SELECT unnest(esfportal_ids('visible_participations'::text)) AS unnest)))))",
                "CREATE POLICY may_read ON certificates_certificate FOR SELECT TO public USING (((( SELECT esfportal_scope() AS esfportal_scope) = 'operator'::text) OR (project_id = ANY (( SELECT esfportal_ids('people'::text) AS esfportal_ids)::bigint[])) OR ((project_id = ANY (( SELECT esfportal_ids('part_projects'::text) AS esfportal_ids)::bigint[])) AND (participation_id IN ( SELECT unnest(esfportal_ids('visible_participations'::text)) AS unnest)))))",
                "CREATE POLICY may_remove ON certificates_certificate FOR DELETE TO public USING (false)",
            ],
        ),
        migrations.RunSQL(
            [
                "ALTER TABLE certificates_certificateevent ENABLE ROW LEVEL SECURITY",
                "ALTER TABLE certificates_certificateevent FORCE ROW LEVEL SECURITY",
                "DROP POLICY may_add ON certificates_certificateevent",
                "DROP POLICY may_change ON certificates_certificateevent",
                "DROP POLICY may_read ON certificates_certificateevent",
                "DROP POLICY may_remove ON certificates_certificateevent",
                "CREATE POLICY may_read ON certificates_certificateevent FOR SELECT USING (((SELECT esfportal_scope()) <> 'participant' AND ((SELECT esfportal_scope()) IN ('operator') OR EXISTS (SELECT FROM certificates_certificate AS seen WHERE seen.id = certificate_id AND true))))",
                "CREATE POLICY may_add ON certificates_certificateevent FOR INSERT WITH CHECK (((SELECT esfportal_scope()) <> 'participant' AND ((SELECT esfportal_scope()) IN ('operator') OR EXISTS (SELECT FROM certificates_certificate AS seen WHERE seen.id = certificate_id AND true))))",
                "CREATE POLICY may_change ON certificates_certificateevent FOR UPDATE USING (((SELECT esfportal_scope()) <> 'participant' AND ((SELECT esfportal_scope()) IN ('operator') OR EXISTS (SELECT FROM certificates_certificate AS seen WHERE seen.id = certificate_id AND true)))) WITH CHECK (((SELECT esfportal_scope()) <> 'participant' AND ((SELECT esfportal_scope()) IN ('operator') OR EXISTS (SELECT FROM certificates_certificate AS seen WHERE seen.id = certificate_id AND true))))",
                "CREATE POLICY may_remove ON certificates_certificateevent FOR DELETE USING (false)",
            ],
            [
                "DROP POLICY may_read ON certificates_certificateevent",
                "DROP POLICY may_add ON certificates_certificateevent",
                "DROP POLICY may_change ON certificates_certificateevent",
                "DROP POLICY may_remove ON certificates_certificateevent",
                "CREATE POLICY may_add ON certificates_certificateevent FOR INSERT TO public WITH CHECK (((( SELECT esfportal_scope() AS esfportal_scope) = 'operator'::text) OR (EXISTS ( SELECT\n   FROM certificates_certificate seen\n  WHERE ((seen.id = certificates_certificateevent.certificate_id) AND true)))))",
                "CREATE POLICY may_change ON certificates_certificateevent FOR UPDATE TO public USING (((( SELECT esfportal_scope() AS esfportal_scope) = 'operator'::text) OR (EXISTS ( SELECT\n   FROM certificates_certificate seen\n  WHERE ((seen.id = certificates_certificateevent.certificate_id) AND true))))) WITH CHECK (((( SELECT esfportal_scope() AS esfportal_scope) = 'operator'::text) OR (EXISTS ( SELECT\n   FROM certificates_certificate seen\n  WHERE ((seen.id = certificates_certificateevent.certificate_id) AND true)))))",
                "CREATE POLICY may_read ON certificates_certificateevent FOR SELECT TO public USING (((( SELECT esfportal_scope() AS esfportal_scope) = 'operator'::text) OR (EXISTS ( SELECT\n   FROM certificates_certificate seen\n  WHERE ((seen.id = certificates_certificateevent.certificate_id) AND true)))))",
                "CREATE POLICY may_remove ON certificates_certificateevent FOR DELETE TO public USING (false)",
            ],
        ),
    ]
