"""Policies of row-level security, written by `manage.py make_row_policies`."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("benefits", "0003_row_policies")]

    operations = [
        migrations.RunSQL(
            [
                "ALTER TABLE benefits_benefitperiod ENABLE ROW LEVEL SECURITY",
                "ALTER TABLE benefits_benefitperiod FORCE ROW LEVEL SECURITY",
                "DROP POLICY may_add ON benefits_benefitperiod",
                "DROP POLICY may_change ON benefits_benefitperiod",
                "DROP POLICY may_read ON benefits_benefitperiod",
                "DROP POLICY may_remove ON benefits_benefitperiod",
                "CREATE POLICY may_read ON benefits_benefitperiod FOR SELECT USING ((((SELECT esfportal_scope() IN ('operator')) OR project_id = ANY ((SELECT esfportal_ids('people'))::bigint[]) OR (project_id = ANY ((SELECT esfportal_ids('part_projects'))::bigint[]) AND participation_id IN (SELECT unnest(esfportal_ids('visible_participations'))))) OR ((SELECT esfportal_scope() = 'own_record') AND participation_id = ANY ((SELECT esfportal_ids('linked'))::bigint[]))))",
                "CREATE POLICY may_add ON benefits_benefitperiod FOR INSERT WITH CHECK (((SELECT esfportal_scope() IN ('operator')) OR project_id = ANY ((SELECT esfportal_ids('people'))::bigint[]) OR (project_id = ANY ((SELECT esfportal_ids('part_projects'))::bigint[]) AND participation_id IN (SELECT unnest(esfportal_ids('visible_participations'))))))",
                "CREATE POLICY may_change ON benefits_benefitperiod FOR UPDATE USING ((((SELECT esfportal_scope() IN ('operator')) OR project_id = ANY ((SELECT esfportal_ids('people'))::bigint[]) OR (project_id = ANY ((SELECT esfportal_ids('part_projects'))::bigint[]) AND participation_id IN (SELECT unnest(esfportal_ids('visible_participations'))))) OR ((SELECT esfportal_scope() = 'own_record') AND participation_id = ANY ((SELECT esfportal_ids('linked'))::bigint[])))) WITH CHECK (((SELECT esfportal_scope() IN ('operator')) OR project_id = ANY ((SELECT esfportal_ids('people'))::bigint[]) OR (project_id = ANY ((SELECT esfportal_ids('part_projects'))::bigint[]) AND participation_id IN (SELECT unnest(esfportal_ids('visible_participations'))))))",
                "CREATE POLICY may_remove ON benefits_benefitperiod FOR DELETE USING (((SELECT esfportal_scope() IN ('operator')) OR project_id = ANY ((SELECT esfportal_ids('people'))::bigint[]) OR (project_id = ANY ((SELECT esfportal_ids('part_projects'))::bigint[]) AND participation_id IN (SELECT unnest(esfportal_ids('visible_participations'))))))",
            ],
            [
                "DROP POLICY may_read ON benefits_benefitperiod",
                "DROP POLICY may_add ON benefits_benefitperiod",
                "DROP POLICY may_change ON benefits_benefitperiod",
                "DROP POLICY may_remove ON benefits_benefitperiod",
                "CREATE POLICY may_add ON benefits_benefitperiod FOR INSERT TO public WITH CHECK ((( SELECT (esfportal_scope() = 'operator'::text)) OR (project_id = ANY (( SELECT esfportal_ids('people'::text) AS esfportal_ids)::bigint[])) OR ((project_id = ANY (( SELECT esfportal_ids('part_projects'::text) AS esfportal_ids)::bigint[])) AND (participation_id IN ( SELECT unnest(esfportal_ids('visible_participations'::text)) AS unnest)))))",
                "CREATE POLICY may_change ON benefits_benefitperiod FOR UPDATE TO public USING ((( SELECT (esfportal_scope() = 'operator'::text)) OR (project_id = ANY (( SELECT esfportal_ids('people'::text) AS esfportal_ids)::bigint[])) OR ((project_id = ANY (( SELECT esfportal_ids('part_projects'::text) AS esfportal_ids)::bigint[])) AND (participation_id IN ( SELECT unnest(esfportal_ids('visible_participations'::text)) AS unnest))))) WITH CHECK ((( SELECT (esfportal_scope() = 'operator'::text)) OR (project_id = ANY (( SELECT esfportal_ids('people'::text) AS esfportal_ids)::bigint[])) OR ((project_id = ANY (( SELECT esfportal_ids('part_projects'::text) AS esfportal_ids)::bigint[])) AND (participation_id IN ( SELECT unnest(esfportal_ids('visible_participations'::text)) AS unnest)))))",
                "CREATE POLICY may_read ON benefits_benefitperiod FOR SELECT TO public USING ((( SELECT (esfportal_scope() = 'operator'::text)) OR (project_id = ANY (( SELECT esfportal_ids('people'::text) AS esfportal_ids)::bigint[])) OR ((project_id = ANY (( SELECT esfportal_ids('part_projects'::text) AS esfportal_ids)::bigint[])) AND (participation_id IN ( SELECT unnest(esfportal_ids('visible_participations'::text)) AS unnest)))))",
                "CREATE POLICY may_remove ON benefits_benefitperiod FOR DELETE TO public USING ((( SELECT (esfportal_scope() = 'operator'::text)) OR (project_id = ANY (( SELECT esfportal_ids('people'::text) AS esfportal_ids)::bigint[])) OR ((project_id = ANY (( SELECT esfportal_ids('part_projects'::text) AS esfportal_ids)::bigint[])) AND (participation_id IN ( SELECT unnest(esfportal_ids('visible_participations'::text)) AS unnest)))))",
            ],
        ),
    ]
