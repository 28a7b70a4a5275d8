"""Policies of row-level security, written by `manage.py make_row_policies`."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("employers", "0005_row_policies")]

    operations = [
        migrations.RunSQL(
            [
                "ALTER TABLE employers_placement ENABLE ROW LEVEL SECURITY",
                "ALTER TABLE employers_placement FORCE ROW LEVEL SECURITY",
                "DROP POLICY may_add ON employers_placement",
                "DROP POLICY may_change ON employers_placement",
                "DROP POLICY may_read ON employers_placement",
                "DROP POLICY may_remove ON employers_placement",
                "CREATE POLICY may_read ON employers_placement FOR SELECT USING ((((SELECT esfportal_scope() IN ('operator')) OR project_id = ANY ((SELECT esfportal_ids('people'))::bigint[]) OR (project_id = ANY ((SELECT esfportal_ids('part_projects'))::bigint[]) AND participation_id IN (SELECT unnest(esfportal_ids('visible_participations'))))) OR ((SELECT esfportal_scope() = 'own_record') AND participation_id = ANY ((SELECT esfportal_ids('linked'))::bigint[]))))",
                "CREATE POLICY may_add ON employers_placement FOR INSERT WITH CHECK (((SELECT esfportal_scope() IN ('operator')) OR project_id = ANY ((SELECT esfportal_ids('people'))::bigint[]) OR (project_id = ANY ((SELECT esfportal_ids('part_projects'))::bigint[]) AND participation_id IN (SELECT unnest(esfportal_ids('visible_participations'))))))",
                "CREATE POLICY may_change ON employers_placement FOR UPDATE USING ((((SELECT esfportal_scope() IN ('operator')) OR project_id = ANY ((SELECT esfportal_ids('people'))::bigint[]) OR (project_id = ANY ((SELECT esfportal_ids('part_projects'))::bigint[]) AND participation_id IN (SELECT unnest(esfportal_ids('visible_participations'))))) OR ((SELECT esfportal_scope() = 'own_record') AND participation_id = ANY ((SELECT esfportal_ids('linked'))::bigint[])))) WITH CHECK (((SELECT esfportal_scope() IN ('operator')) OR project_id = ANY ((SELECT esfportal_ids('people'))::bigint[]) OR (project_id = ANY ((SELECT esfportal_ids('part_projects'))::bigint[]) AND participation_id IN (SELECT unnest(esfportal_ids('visible_participations'))))))",
                "CREATE POLICY may_remove ON employers_placement FOR DELETE USING (((SELECT esfportal_scope() IN ('operator')) OR project_id = ANY ((SELECT esfportal_ids('people'))::bigint[]) OR (project_id = ANY ((SELECT esfportal_ids('part_projects'))::bigint[]) AND participation_id IN (SELECT unnest(esfportal_ids('visible_participations'))))))",
            ],
            [
                "DROP POLICY may_read ON employers_placement",
                "DROP POLICY may_add ON employers_placement",
                "DROP POLICY may_change ON employers_placement",
                "DROP POLICY may_remove ON employers_placement",
                "CREATE POLICY may_add ON employers_placement FOR INSERT TO public WITH CHECK ((( SELECT (esfportal_scope() = 'operator'::text)) OR (project_id = ANY (( SELECT esfportal_ids('people'::text) AS esfportal_ids)::bigint[])) OR ((project_id = ANY (( SELECT esfportal_ids('part_projects'::text) AS esfportal_ids)::bigint[])) AND (participation_id IN ( SELECT unnest(esfportal_ids('visible_participations'::text)) AS unnest)))))",
                "CREATE POLICY may_change ON employers_placement FOR UPDATE TO public USING ((( SELECT (esfportal_scope() = 'operator'::text)) OR (project_id = ANY (( SELECT esfportal_ids('people'::text) AS esfportal_ids)::bigint[])) OR ((project_id = ANY (( SELECT esfportal_ids('part_projects'::text) AS esfportal_ids)::bigint[])) AND (participation_id IN ( SELECT unnest(esfportal_ids('visible_participations'::text)) AS unnest))))) WITH CHECK ((( SELECT (esfportal_scope() = 'operator'::text)) OR (project_id = ANY (( SELECT esfportal_ids('people'::text) AS esfportal_ids)::bigint[])) OR ((project_id = ANY (( SELECT esfportal_ids('part_projects'::text) AS esfportal_ids)::bigint[])) AND (participation_id IN ( SELECT unnest(esfportal_ids('visible_participations'::text)) AS unnest)))))",
                "CREATE POLICY may_read ON employers_placement FOR SELECT TO public USING ((( SELECT (esfportal_scope() = 'operator'::text)) OR (project_id = ANY (( SELECT esfportal_ids('people'::text) AS esfportal_ids)::bigint[])) OR ((project_id = ANY (( SELECT esfportal_ids('part_projects'::text) AS esfportal_ids)::bigint[])) AND (participation_id IN ( SELECT unnest(esfportal_ids('visible_participations'::text)) AS unnest)))))",
                "CREATE POLICY may_remove ON employers_placement FOR DELETE TO public USING ((( SELECT (esfportal_scope() = 'operator'::text)) OR (project_id = ANY (( SELECT esfportal_ids('people'::text) AS esfportal_ids)::bigint[])) OR ((project_id = ANY (( SELECT esfportal_ids('part_projects'::text) AS esfportal_ids)::bigint[])) AND (participation_id IN ( SELECT unnest(esfportal_ids('visible_participations'::text)) AS unnest)))))",
            ],
        ),
        migrations.RunSQL(
            [
                "ALTER TABLE employers_outcomeemployer ENABLE ROW LEVEL SECURITY",
                "ALTER TABLE employers_outcomeemployer FORCE ROW LEVEL SECURITY",
                "DROP POLICY may_add ON employers_outcomeemployer",
                "DROP POLICY may_change ON employers_outcomeemployer",
                "DROP POLICY may_read ON employers_outcomeemployer",
                "DROP POLICY may_remove ON employers_outcomeemployer",
                "CREATE POLICY may_read ON employers_outcomeemployer FOR SELECT USING ((((SELECT esfportal_scope() IN ('operator')) OR project_id = ANY ((SELECT esfportal_ids('people'))::bigint[]) OR (project_id = ANY ((SELECT esfportal_ids('part_projects'))::bigint[]) AND participation_id IN (SELECT unnest(esfportal_ids('visible_participations'))))) OR ((SELECT esfportal_scope() = 'own_record') AND participation_id = ANY ((SELECT esfportal_ids('linked'))::bigint[]))))",
                "CREATE POLICY may_add ON employers_outcomeemployer FOR INSERT WITH CHECK (((SELECT esfportal_scope() IN ('operator')) OR project_id = ANY ((SELECT esfportal_ids('people'))::bigint[]) OR (project_id = ANY ((SELECT esfportal_ids('part_projects'))::bigint[]) AND participation_id IN (SELECT unnest(esfportal_ids('visible_participations'))))))",
                "CREATE POLICY may_change ON employers_outcomeemployer FOR UPDATE USING ((((SELECT esfportal_scope() IN ('operator')) OR project_id = ANY ((SELECT esfportal_ids('people'))::bigint[]) OR (project_id = ANY ((SELECT esfportal_ids('part_projects'))::bigint[]) AND participation_id IN (SELECT unnest(esfportal_ids('visible_participations'))))) OR ((SELECT esfportal_scope() = 'own_record') AND participation_id = ANY ((SELECT esfportal_ids('linked'))::bigint[])))) WITH CHECK (((SELECT esfportal_scope() IN ('operator')) OR project_id = ANY ((SELECT esfportal_ids('people'))::bigint[]) OR (project_id = ANY ((SELECT esfportal_ids('part_projects'))::bigint[]) AND participation_id IN (SELECT unnest(esfportal_ids('visible_participations'))))))",
                "CREATE POLICY may_remove ON employers_outcomeemployer FOR DELETE USING (((SELECT esfportal_scope() IN ('operator')) OR project_id = ANY ((SELECT esfportal_ids('people'))::bigint[]) OR (project_id = ANY ((SELECT esfportal_ids('part_projects'))::bigint[]) AND participation_id IN (SELECT unnest(esfportal_ids('visible_participations'))))))",
            ],
            [
                "DROP POLICY may_read ON employers_outcomeemployer",
                "DROP POLICY may_add ON employers_outcomeemployer",
                "DROP POLICY may_change ON employers_outcomeemployer",
                "DROP POLICY may_remove ON employers_outcomeemployer",
                "CREATE POLICY may_add ON employers_outcomeemployer FOR INSERT TO public WITH CHECK ((( SELECT (esfportal_scope() = 'operator'::text)) OR (project_id = ANY (( SELECT esfportal_ids('people'::text) AS esfportal_ids)::bigint[])) OR ((project_id = ANY (( SELECT esfportal_ids('part_projects'::text) AS esfportal_ids)::bigint[])) AND (participation_id IN ( SELECT unnest(esfportal_ids('visible_participations'::text)) AS unnest)))))",
                "CREATE POLICY may_change ON employers_outcomeemployer FOR UPDATE TO public USING ((( SELECT (esfportal_scope() = 'operator'::text)) OR (project_id = ANY (( SELECT esfportal_ids('people'::text) AS esfportal_ids)::bigint[])) OR ((project_id = ANY (( SELECT esfportal_ids('part_projects'::text) AS esfportal_ids)::bigint[])) AND (participation_id IN ( SELECT unnest(esfportal_ids('visible_participations'::text)) AS unnest))))) WITH CHECK ((( SELECT (esfportal_scope() = 'operator'::text)) OR (project_id = ANY (( SELECT esfportal_ids('people'::text) AS esfportal_ids)::bigint[])) OR ((project_id = ANY (( SELECT esfportal_ids('part_projects'::text) AS esfportal_ids)::bigint[])) AND (participation_id IN ( SELECT unnest(esfportal_ids('visible_participations'::text)) AS unnest)))))",
                "CREATE POLICY may_read ON employers_outcomeemployer FOR SELECT TO public USING ((( SELECT (esfportal_scope() = 'operator'::text)) OR (project_id = ANY (( SELECT esfportal_ids('people'::text) AS esfportal_ids)::bigint[])) OR ((project_id = ANY (( SELECT esfportal_ids('part_projects'::text) AS esfportal_ids)::bigint[])) AND (participation_id IN ( SELECT unnest(esfportal_ids('visible_participations'::text)) AS unnest)))))",
                "CREATE POLICY may_remove ON employers_outcomeemployer FOR DELETE TO public USING ((( SELECT (esfportal_scope() = 'operator'::text)) OR (project_id = ANY (( SELECT esfportal_ids('people'::text) AS esfportal_ids)::bigint[])) OR ((project_id = ANY (( SELECT esfportal_ids('part_projects'::text) AS esfportal_ids)::bigint[])) AND (participation_id IN ( SELECT unnest(esfportal_ids('visible_participations'::text)) AS unnest)))))",
            ],
        ),
    ]
