"""Policies of row-level security, written by `manage.py make_row_policies`."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("surveys", "0004_contact")]

    operations = [
        migrations.RunSQL(
            [
                "ALTER TABLE surveys_survey ENABLE ROW LEVEL SECURITY",
                "ALTER TABLE surveys_survey FORCE ROW LEVEL SECURITY",
                "DROP POLICY may_add ON surveys_survey",
                "DROP POLICY may_change ON surveys_survey",
                "DROP POLICY may_read ON surveys_survey",
                "DROP POLICY may_remove ON surveys_survey",
                "CREATE POLICY may_read ON surveys_survey FOR SELECT USING ((((SELECT esfportal_scope() IN ('operator', 'system')) OR project_id = ANY ((SELECT esfportal_ids('projects'))::bigint[])) OR ((SELECT esfportal_scope() IN ('operator')) OR EXISTS (SELECT FROM surveys_invitation AS seen WHERE seen.survey_id = surveys_survey.id AND ((SELECT esfportal_scope() = 'respondent') AND seen.id = ANY ((SELECT esfportal_ids('linked'))::bigint[])))) OR ((SELECT esfportal_scope() IN ('operator')) OR EXISTS (SELECT FROM surveys_invitation AS seen WHERE seen.survey_id = surveys_survey.id AND ((SELECT esfportal_scope() = 'participant') AND seen.participation_id = ANY ((SELECT esfportal_ids('linked'))::bigint[]))))))",
                "CREATE POLICY may_add ON surveys_survey FOR INSERT WITH CHECK (((SELECT esfportal_scope() IN ('operator')) OR project_id = ANY ((SELECT esfportal_ids('manages_whole_project'))::bigint[])))",
                "CREATE POLICY may_change ON surveys_survey FOR UPDATE USING ((((SELECT esfportal_scope() IN ('operator', 'system')) OR project_id = ANY ((SELECT esfportal_ids('projects'))::bigint[])) OR ((SELECT esfportal_scope() IN ('operator')) OR EXISTS (SELECT FROM surveys_invitation AS seen WHERE seen.survey_id = surveys_survey.id AND ((SELECT esfportal_scope() = 'respondent') AND seen.id = ANY ((SELECT esfportal_ids('linked'))::bigint[])))) OR ((SELECT esfportal_scope() IN ('operator')) OR EXISTS (SELECT FROM surveys_invitation AS seen WHERE seen.survey_id = surveys_survey.id AND ((SELECT esfportal_scope() = 'participant') AND seen.participation_id = ANY ((SELECT esfportal_ids('linked'))::bigint[])))))) WITH CHECK (((SELECT esfportal_scope() IN ('operator', 'system')) OR ((SELECT esfportal_scope() IN ('operator')) OR project_id = ANY ((SELECT esfportal_ids('manages_whole_project'))::bigint[]))))",
                "CREATE POLICY may_remove ON surveys_survey FOR DELETE USING ((SELECT esfportal_scope() IN ('operator')))",
            ],
            [
                "DROP POLICY may_read ON surveys_survey",
                "DROP POLICY may_add ON surveys_survey",
                "DROP POLICY may_change ON surveys_survey",
                "DROP POLICY may_remove ON surveys_survey",
                "CREATE POLICY may_add ON surveys_survey FOR INSERT TO public WITH CHECK ((( SELECT (esfportal_scope() = 'operator'::text)) OR (project_id = ANY (( SELECT esfportal_ids('manages_whole_project'::text) AS esfportal_ids)::bigint[]))))",
                "CREATE POLICY may_change ON surveys_survey FOR UPDATE TO public USING ((( SELECT (esfportal_scope() = ANY (ARRAY['operator'::text, 'system'::text]))) OR (project_id = ANY (( SELECT esfportal_ids('projects'::text) AS esfportal_ids)::bigint[])) OR (( SELECT (esfportal_scope() = 'operator'::text)) OR (EXISTS ( SELECT\n   FROM surveys_invitation seen\n  WHERE ((seen.survey_id = surveys_survey.id) AND (( SELECT (esfportal_scope() = 'respondent'::text)) AND (seen.id = ANY (( SELECT esfportal_ids('linked'::text) AS esfportal_ids)::bigint[]))))))))) WITH CHECK ((( SELECT (esfportal_scope() = ANY (ARRAY['operator'::text, 'system'::text]))) OR (( SELECT (esfportal_scope() = 'operator'::text)) OR (project_id = ANY (( SELECT esfportal_ids('manages_whole_project'::text) AS esfportal_ids)::bigint[])))))",
                "CREATE POLICY may_read ON surveys_survey FOR SELECT TO public USING ((( SELECT (esfportal_scope() = ANY (ARRAY['operator'::text, 'system'::text]))) OR (project_id = ANY (( SELECT esfportal_ids('projects'::text) AS esfportal_ids)::bigint[])) OR (( SELECT (esfportal_scope() = 'operator'::text)) OR (EXISTS ( SELECT\n   FROM surveys_invitation seen\n  WHERE ((seen.survey_id = surveys_survey.id) AND (( SELECT (esfportal_scope() = 'respondent'::text)) AND (seen.id = ANY (( SELECT esfportal_ids('linked'::text) AS esfportal_ids)::bigint[])))))))))",
                "CREATE POLICY may_remove ON surveys_survey FOR DELETE TO public USING (( SELECT (esfportal_scope() = 'operator'::text)))",
            ],
        ),
        migrations.RunSQL(
            [
                "ALTER TABLE surveys_invitation ENABLE ROW LEVEL SECURITY",
                "ALTER TABLE surveys_invitation FORCE ROW LEVEL SECURITY",
                "DROP POLICY may_add ON surveys_invitation",
                "DROP POLICY may_change ON surveys_invitation",
                "DROP POLICY may_read ON surveys_invitation",
                "DROP POLICY may_remove ON surveys_invitation",
                "CREATE POLICY may_read ON surveys_invitation FOR SELECT USING (((SELECT esfportal_scope() IN ('operator', 'system')) OR ((SELECT esfportal_scope() = 'respondent') AND id = ANY ((SELECT esfportal_ids('linked'))::bigint[])) OR ((SELECT esfportal_scope() = 'participant') AND participation_id = ANY ((SELECT esfportal_ids('linked'))::bigint[])) OR (((SELECT esfportal_scope() IN ('operator')) OR participation_id IN (SELECT unnest(esfportal_ids('visible_participations'))) OR ((SELECT esfportal_scope() IN ('operator')) OR EXISTS (SELECT FROM register_participation AS seen WHERE seen.id = participation_id AND true))) OR (participation_id IS NULL AND (project_id = ANY ((SELECT esfportal_ids('people'))::bigint[]) OR project_id = ANY ((SELECT esfportal_ids('part_projects'))::bigint[]))))))",
                "CREATE POLICY may_add ON surveys_invitation FOR INSERT WITH CHECK ((((SELECT esfportal_scope() IN ('operator')) OR participation_id IN (SELECT unnest(esfportal_ids('visible_participations'))) OR ((SELECT esfportal_scope() IN ('operator')) OR EXISTS (SELECT FROM register_participation AS seen WHERE seen.id = participation_id AND true))) OR (participation_id IS NULL AND (project_id = ANY ((SELECT esfportal_ids('people'))::bigint[]) OR project_id = ANY ((SELECT esfportal_ids('part_projects'))::bigint[])))))",
                "CREATE POLICY may_change ON surveys_invitation FOR UPDATE USING (((SELECT esfportal_scope() IN ('operator', 'system')) OR ((SELECT esfportal_scope() = 'respondent') AND id = ANY ((SELECT esfportal_ids('linked'))::bigint[])) OR ((SELECT esfportal_scope() = 'participant') AND participation_id = ANY ((SELECT esfportal_ids('linked'))::bigint[])) OR (((SELECT esfportal_scope() IN ('operator')) OR participation_id IN (SELECT unnest(esfportal_ids('visible_participations'))) OR ((SELECT esfportal_scope() IN ('operator')) OR EXISTS (SELECT FROM register_participation AS seen WHERE seen.id = participation_id AND true))) OR (participation_id IS NULL AND (project_id = ANY ((SELECT esfportal_ids('people'))::bigint[]) OR project_id = ANY ((SELECT esfportal_ids('part_projects'))::bigint[])))))) WITH CHECK (((SELECT esfportal_scope() IN ('operator', 'system')) OR (((SELECT esfportal_scope() IN ('operator')) OR participation_id IN (SELECT unnest(esfportal_ids('visible_participations'))) OR ((SELECT esfportal_scope() IN ('operator')) OR EXISTS (SELECT FROM register_participation AS seen WHERE seen.id = participation_id AND true))) OR (participation_id IS NULL AND (project_id = ANY ((SELECT esfportal_ids('people'))::bigint[]) OR project_id = ANY ((SELECT esfportal_ids('part_projects'))::bigint[]))))))",
                "CREATE POLICY may_remove ON surveys_invitation FOR DELETE USING ((SELECT esfportal_scope() IN ('operator')))",
            ],
            [
                "DROP POLICY may_read ON surveys_invitation",
                "DROP POLICY may_add ON surveys_invitation",
                "DROP POLICY may_change ON surveys_invitation",
                "DROP POLICY may_remove ON surveys_invitation",
                "CREATE POLICY may_add ON surveys_invitation FOR INSERT TO public WITH CHECK ((( SELECT (esfportal_scope() = 'operator'::text)) OR (participation_id IN ( SELECT unnest(esfportal_ids('visible_participations'::text)) AS unnest)) OR (( SELECT (esfportal_scope() = 'operator'::text)) OR (EXISTS ( SELECT\n   FROM register_participation seen\n  WHERE ((seen.id = surveys_invitation.participation_id) AND true)))) OR ((participation_id IS NULL) AND ((project_id = ANY (( SELECT esfportal_ids('people'::text) AS esfportal_ids)::bigint[])) OR (project_id = ANY (( SELECT esfportal_ids('part_projects'::text) AS esfportal_ids)::bigint[]))))))",
                "CREATE POLICY may_change ON surveys_invitation FOR UPDATE TO public USING ((( SELECT (esfportal_scope() = ANY (ARRAY['operator'::text, 'system'::text]))) OR (( SELECT (esfportal_scope() = 'respondent'::text)) AND (id = ANY (( SELECT esfportal_ids('linked'::text) AS esfportal_ids)::bigint[]))) OR (( SELECT (esfportal_scope() = 'operator'::text)) OR (participation_id IN ( SELECT unnest(esfportal_ids('visible_participations'::text)) AS unnest)) OR (( SELECT (esfportal_scope() = 'operator'::text)) OR (EXISTS ( SELECT\n   FROM register_participation seen\n  WHERE ((seen.id = surveys_invitation.participation_id) AND true)))) OR ((participation_id IS NULL) AND ((project_id = ANY (( SELECT esfportal_ids('people'::text) AS esfportal_ids)::bigint[])) OR (project_id = ANY (( SELECT esfportal_ids('part_projects'::text) AS esfportal_ids)::bigint[]))))))) WITH CHECK ((( SELECT (esfportal_scope() = ANY (ARRAY['operator'::text, 'system'::text]))) OR (( SELECT (esfportal_scope() = 'operator'::text)) OR (participation_id IN ( SELECT unnest(esfportal_ids('visible_participations'::text)) AS unnest)) OR (( SELECT (esfportal_scope() = 'operator'::text)) OR (EXISTS ( SELECT\n   FROM register_participation seen\n  WHERE ((seen.id = surveys_invitation.participation_id) AND true)))) OR ((participation_id IS NULL) AND ((project_id = ANY (( SELECT esfportal_ids('people'::text) AS esfportal_ids)::bigint[])) OR (project_id = ANY (( SELECT esfportal_ids('part_projects'::text) AS esfportal_ids)::bigint[])))))))",
                "CREATE POLICY may_read ON surveys_invitation FOR SELECT TO public USING ((( SELECT (esfportal_scope() = ANY (ARRAY['operator'::text, 'system'::text]))) OR (( SELECT (esfportal_scope() = 'respondent'::text)) AND (id = ANY (( SELECT esfportal_ids('linked'::text) AS esfportal_ids)::bigint[]))) OR (( SELECT (esfportal_scope() = 'operator'::text)) OR (participation_id IN ( SELECT unnest(esfportal_ids('visible_participations'::text)) AS unnest)) OR (( SELECT (esfportal_scope() = 'operator'::text)) OR (EXISTS ( SELECT\n   FROM register_participation seen\n  WHERE ((seen.id = surveys_invitation.participation_id) AND true)))) OR ((participation_id IS NULL) AND ((project_id = ANY (( SELECT esfportal_ids('people'::text) AS esfportal_ids)::bigint[])) OR (project_id = ANY (( SELECT esfportal_ids('part_projects'::text) AS esfportal_ids)::bigint[])))))))",
                "CREATE POLICY may_remove ON surveys_invitation FOR DELETE TO public USING (( SELECT (esfportal_scope() = 'operator'::text)))",
            ],
        ),
        migrations.RunSQL(
            [
                "ALTER TABLE surveys_response ENABLE ROW LEVEL SECURITY",
                "ALTER TABLE surveys_response FORCE ROW LEVEL SECURITY",
                "DROP POLICY may_add ON surveys_response",
                "DROP POLICY may_change ON surveys_response",
                "DROP POLICY may_read ON surveys_response",
                "DROP POLICY may_remove ON surveys_response",
                "CREATE POLICY may_read ON surveys_response FOR SELECT USING (((SELECT esfportal_scope() IN ('operator', 'system')) OR ((SELECT esfportal_scope() IN ('operator', 'project')) AND ((SELECT esfportal_scope() IN ('operator')) OR project_id = ANY ((SELECT esfportal_ids('manages_whole_project'))::bigint[]))) OR ((SELECT esfportal_scope() = 'own_record') AND participation_id = ANY ((SELECT esfportal_ids('linked'))::bigint[]))))",
                "CREATE POLICY may_add ON surveys_response FOR INSERT WITH CHECK ((SELECT esfportal_scope() IN ('operator', 'system')))",
                "CREATE POLICY may_change ON surveys_response FOR UPDATE USING (((SELECT esfportal_scope() IN ('operator', 'system')) OR ((SELECT esfportal_scope() IN ('operator', 'project')) AND ((SELECT esfportal_scope() IN ('operator')) OR project_id = ANY ((SELECT esfportal_ids('manages_whole_project'))::bigint[]))) OR ((SELECT esfportal_scope() = 'own_record') AND participation_id = ANY ((SELECT esfportal_ids('linked'))::bigint[])))) WITH CHECK ((SELECT esfportal_scope() IN ('operator', 'system')))",
                "CREATE POLICY may_remove ON surveys_response FOR DELETE USING ((SELECT esfportal_scope() IN ('operator', 'system')))",
            ],
            [
                "DROP POLICY may_read ON surveys_response",
                "DROP POLICY may_add ON surveys_response",
                "DROP POLICY may_change ON surveys_response",
                "DROP POLICY may_remove ON surveys_response",
                "CREATE POLICY may_add ON surveys_response FOR INSERT TO public WITH CHECK (( SELECT (esfportal_scope() = ANY (ARRAY['operator'::text, 'system'::text]))))",
                "CREATE POLICY may_change ON surveys_response FOR UPDATE TO public USING ((( SELECT (esfportal_scope() = ANY (ARRAY['operator'::text, 'system'::text]))) OR (( SELECT (esfportal_scope() = ANY (ARRAY['operator'::text, 'project'::text]))) AND (( SELECT (esfportal_scope() = 'operator'::text)) OR (project_id = ANY (( SELECT esfportal_ids('manages_whole_project'::text) AS esfportal_ids)::bigint[])))))) WITH CHECK (( SELECT (esfportal_scope() = ANY (ARRAY['operator'::text, 'system'::text]))))",
                "CREATE POLICY may_read ON surveys_response FOR SELECT TO public USING ((( SELECT (esfportal_scope() = ANY (ARRAY['operator'::text, 'system'::text]))) OR (( SELECT (esfportal_scope() = ANY (ARRAY['operator'::text, 'project'::text]))) AND (( SELECT (esfportal_scope() = 'operator'::text)) OR (project_id = ANY (( SELECT esfportal_ids('manages_whole_project'::text) AS esfportal_ids)::bigint[]))))))",
                "CREATE POLICY may_remove ON surveys_response FOR DELETE TO public USING (( SELECT (esfportal_scope() = ANY (ARRAY['operator'::text, 'system'::text]))))",
            ],
        ),
    ]
