"""Policies of row-level security, written by `manage.py make_row_policies`."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("week_sheets", "0003_row_policies")]

    operations = [
        migrations.RunSQL(
            [
                "ALTER TABLE week_sheets_weeksheet ENABLE ROW LEVEL SECURITY",
                "ALTER TABLE week_sheets_weeksheet FORCE ROW LEVEL SECURITY",
                "DROP POLICY may_add ON week_sheets_weeksheet",
                "DROP POLICY may_change ON week_sheets_weeksheet",
                "DROP POLICY may_read ON week_sheets_weeksheet",
                "DROP POLICY may_remove ON week_sheets_weeksheet",
                "CREATE POLICY may_read ON week_sheets_weeksheet FOR SELECT USING (((SELECT esfportal_scope() IN ('operator', 'system')) OR (((SELECT esfportal_scope() IN ('operator')) OR project_id = ANY ((SELECT esfportal_ids('people'))::bigint[]) OR (project_id = ANY ((SELECT esfportal_ids('part_projects'))::bigint[]) AND participation_id IN (SELECT unnest(esfportal_ids('visible_participations'))))) OR ((SELECT esfportal_scope() = 'own_record') AND participation_id = ANY ((SELECT esfportal_ids('linked'))::bigint[]))) OR ((SELECT esfportal_scope() = 'tutor') AND id = ANY ((SELECT esfportal_ids('linked'))::bigint[]))))",
                "CREATE POLICY may_add ON week_sheets_weeksheet FOR INSERT WITH CHECK (((SELECT esfportal_scope() IN ('operator')) OR project_id = ANY ((SELECT esfportal_ids('people'))::bigint[]) OR (project_id = ANY ((SELECT esfportal_ids('part_projects'))::bigint[]) AND participation_id IN (SELECT unnest(esfportal_ids('visible_participations'))))))",
                "CREATE POLICY may_change ON week_sheets_weeksheet FOR UPDATE USING (((SELECT esfportal_scope() IN ('operator', 'system')) OR (((SELECT esfportal_scope() IN ('operator')) OR project_id = ANY ((SELECT esfportal_ids('people'))::bigint[]) OR (project_id = ANY ((SELECT esfportal_ids('part_projects'))::bigint[]) AND participation_id IN (SELECT unnest(esfportal_ids('visible_participations'))))) OR ((SELECT esfportal_scope() = 'own_record') AND participation_id = ANY ((SELECT esfportal_ids('linked'))::bigint[]))) OR ((SELECT esfportal_scope() = 'tutor') AND id = ANY ((SELECT esfportal_ids('linked'))::bigint[])))) WITH CHECK ((((SELECT esfportal_scope() IN ('operator')) OR project_id = ANY ((SELECT esfportal_ids('people'))::bigint[]) OR (project_id = ANY ((SELECT esfportal_ids('part_projects'))::bigint[]) AND participation_id IN (SELECT unnest(esfportal_ids('visible_participations'))))) OR ((SELECT esfportal_scope() = 'tutor') AND id = ANY ((SELECT esfportal_ids('linked'))::bigint[]))))",
                "CREATE POLICY may_remove ON week_sheets_weeksheet FOR DELETE USING (false)",
            ],
            [
                "DROP POLICY may_read ON week_sheets_weeksheet",
                "DROP POLICY may_add ON week_sheets_weeksheet",
                "DROP POLICY may_change ON week_sheets_weeksheet",
                "DROP POLICY may_remove ON week_sheets_weeksheet",
                "CREATE POLICY may_add ON week_sheets_weeksheet FOR INSERT TO public WITH CHECK ((( SELECT (esfportal_scope() = 'operator'::text)) OR (project_id = ANY (( SELECT esfportal_ids('people'::text) AS esfportal_ids)::bigint[])) OR ((project_id = ANY (( SELECT esfportal_ids('part_projects'::text) AS esfportal_ids)::bigint[])) AND (participation_id IN ( SELECT unnest(esfportal_ids('visible_participations'::text)) AS unnest)))))",
                "CREATE POLICY may_change ON week_sheets_weeksheet FOR UPDATE TO public USING ((( SELECT (esfportal_scope() = ANY (ARRAY['operator'::text, 'system'::text]))) OR (( SELECT (esfportal_scope() = 'operator'::text)) OR (project_id = ANY (( SELECT esfportal_ids('people'::text) AS esfportal_ids)::bigint[])) OR ((project_id = ANY (( SELECT esfportal_ids('part_projects'::text) AS esfportal_ids)::bigint[])) AND (participation_id IN ( SELECT unnest(esfportal_ids('visible_participations'::text)) AS unnest)))) OR (( SELECT (esfportal_scope() = 'tutor'::text)) AND (id = ANY (( SELECT esfportal_ids('linked'::text) AS esfportal_ids)::bigint[]))))) WITH CHECK ((( SELECT (esfportal_scope() = 'operator'::text)) OR (project_id = ANY (( SELECT esfportal_ids('people'::text) AS esfportal_ids)::bigint[])) OR ((project_id = ANY (( SELECT esfportal_ids('part_projects'::text) AS esfportal_ids)::bigint[])) AND (participation_id IN ( SELECT unnest(esfportal_ids('visible_participations'::text)) AS unnest))) OR (( SELECT (esfportal_scope() = 'tutor'::text)) AND (id = ANY (( SELECT esfportal_ids('linked'::text) AS esfportal_ids)::bigint[])))))",
                "CREATE POLICY may_read ON week_sheets_weeksheet FOR SELECT TO public USING ((( SELECT (esfportal_scope() = ANY (ARRAY['operator'::text, 'system'::text]))) OR (( SELECT (esfportal_scope() = 'operator'::text)) OR (project_id = ANY (( SELECT esfportal_ids('people'::text) AS esfportal_ids)::bigint[])) OR ((project_id = ANY (( SELECT esfportal_ids('part_projects'::text) AS esfportal_ids)::bigint[])) AND (participation_id IN ( SELECT unnest(esfportal_ids('visible_participations'::text)) AS unnest)))) OR (( SELECT (esfportal_scope() = 'tutor'::text)) AND (id = ANY (( SELECT esfportal_ids('linked'::text) AS esfportal_ids)::bigint[])))))",
                "CREATE POLICY may_remove ON week_sheets_weeksheet FOR DELETE TO public USING (false)",
            ],
        ),
    ]
