"""Policies of row-level security, written by `manage.py make_row_policies`."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("surveys", "0002_rules")]

    operations = [
        migrations.RunSQL(
            [
                "ALTER TABLE surveys_survey ENABLE ROW LEVEL SECURITY",
                "ALTER TABLE surveys_survey FORCE ROW LEVEL SECURITY",
                "CREATE POLICY may_read ON surveys_survey FOR SELECT USING ((((SELECT esfportal_scope()) IN ('operator', 'system') OR project_id = ANY ((SELECT esfportal_ids('projects'))::bigint[])) OR ((SELECT esfportal_scope()) IN ('operator') OR EXISTS (SELECT FROM surveys_invitation AS seen WHERE seen.survey_id = surveys_survey.id AND ((SELECT esfportal_scope()) = 'respondent' AND seen.id = ANY ((SELECT esfportal_ids('linked'))::bigint[]))))))",
                "CREATE POLICY may_add ON surveys_survey FOR INSERT WITH CHECK (((SELECT esfportal_scope()) IN ('operator') OR project_id = ANY ((SELECT esfportal_ids('manages_whole_project'))::bigint[])))",
                "CREATE POLICY may_change ON surveys_survey FOR UPDATE USING ((((SELECT esfportal_scope()) IN ('operator', 'system') OR project_id = ANY ((SELECT esfportal_ids('projects'))::bigint[])) OR ((SELECT esfportal_scope()) IN ('operator') OR EXISTS (SELECT FROM surveys_invitation AS seen WHERE seen.survey_id = surveys_survey.id AND ((SELECT esfportal_scope()) = 'respondent' AND seen.id = ANY ((SELECT esfportal_ids('linked'))::bigint[])))))) WITH CHECK (((SELECT esfportal_scope()) IN ('operator', 'system') OR ((SELECT esfportal_scope()) IN ('operator') OR project_id = ANY ((SELECT esfportal_ids('manages_whole_project'))::bigint[]))))",
                "CREATE POLICY may_remove ON surveys_survey FOR DELETE USING ((SELECT esfportal_scope()) IN ('operator'))",
            ],
            [
                "DROP POLICY may_read ON surveys_survey",
                "DROP POLICY may_add ON surveys_survey",
                "DROP POLICY may_change ON surveys_survey",
                "DROP POLICY may_remove ON surveys_survey",
                "ALTER TABLE surveys_survey NO FORCE ROW LEVEL SECURITY",
                "ALTER TABLE surveys_survey DISABLE ROW LEVEL SECURITY",
            ],
        ),
        migrations.RunSQL(
            [
                "ALTER TABLE surveys_surveyhistory ENABLE ROW LEVEL SECURITY",
                "ALTER TABLE surveys_surveyhistory FORCE ROW LEVEL SECURITY",
                "CREATE POLICY may_read ON surveys_surveyhistory FOR SELECT USING (((SELECT esfportal_scope()) IN ('operator') OR project_id = ANY ((SELECT esfportal_ids('projects'))::bigint[])))",
                "CREATE POLICY owner_reads ON surveys_surveyhistory FOR SELECT TO CURRENT_USER USING (true)",
                "CREATE POLICY may_add ON surveys_surveyhistory FOR INSERT TO CURRENT_USER WITH CHECK (true)",
                "REVOKE INSERT, UPDATE, DELETE ON surveys_surveyhistory FROM esfportal_application",
            ],
            [
                "GRANT INSERT, UPDATE, DELETE ON surveys_surveyhistory TO esfportal_application",
                "DROP POLICY may_read ON surveys_surveyhistory",
                "DROP POLICY owner_reads ON surveys_surveyhistory",
                "DROP POLICY may_add ON surveys_surveyhistory",
                "ALTER TABLE surveys_surveyhistory NO FORCE ROW LEVEL SECURITY",
                "ALTER TABLE surveys_surveyhistory DISABLE ROW LEVEL SECURITY",
            ],
        ),
        migrations.RunSQL(
            [
                "ALTER TABLE surveys_question ENABLE ROW LEVEL SECURITY",
                "ALTER TABLE surveys_question FORCE ROW LEVEL SECURITY",
                "CREATE POLICY may_read ON surveys_question FOR SELECT USING ((((SELECT esfportal_scope()) IN ('operator', 'system') OR project_id = ANY ((SELECT esfportal_ids('projects'))::bigint[])) OR ((SELECT esfportal_scope()) IN ('operator') OR EXISTS (SELECT FROM surveys_invitation AS seen WHERE seen.survey_id = surveys_question.survey_id AND ((SELECT esfportal_scope()) = 'respondent' AND seen.id = ANY ((SELECT esfportal_ids('linked'))::bigint[]))))))",
                "CREATE POLICY may_add ON surveys_question FOR INSERT WITH CHECK (((SELECT esfportal_scope()) IN ('operator') OR project_id = ANY ((SELECT esfportal_ids('manages_whole_project'))::bigint[])))",
                "CREATE POLICY may_change ON surveys_question FOR UPDATE USING ((((SELECT esfportal_scope()) IN ('operator', 'system') OR project_id = ANY ((SELECT esfportal_ids('projects'))::bigint[])) OR ((SELECT esfportal_scope()) IN ('operator') OR EXISTS (SELECT FROM surveys_invitation AS seen WHERE seen.survey_id = surveys_question.survey_id AND ((SELECT esfportal_scope()) = 'respondent' AND seen.id = ANY ((SELECT esfportal_ids('linked'))::bigint[])))))) WITH CHECK (((SELECT esfportal_scope()) IN ('operator') OR project_id = ANY ((SELECT esfportal_ids('manages_whole_project'))::bigint[])))",
                "CREATE POLICY may_remove ON surveys_question FOR DELETE USING (((SELECT esfportal_scope()) IN ('operator') OR project_id = ANY ((SELECT esfportal_ids('manages_whole_project'))::bigint[])))",
            ],
            [
                "DROP POLICY may_read ON surveys_question",
                "DROP POLICY may_add ON surveys_question",
                "DROP POLICY may_change ON surveys_question",
                "DROP POLICY may_remove ON surveys_question",
                "ALTER TABLE surveys_question NO FORCE ROW LEVEL SECURITY",
                "ALTER TABLE surveys_question DISABLE ROW LEVEL SECURITY",
            ],
        ),
        migrations.RunSQL(
            [
                "ALTER TABLE surveys_questionhistory ENABLE ROW LEVEL SECURITY",
                "ALTER TABLE surveys_questionhistory FORCE ROW LEVEL SECURITY",
                "CREATE POLICY may_read ON surveys_questionhistory FOR SELECT USING (((SELECT esfportal_scope()) IN ('operator') OR project_id = ANY ((SELECT esfportal_ids('projects'))::bigint[])))",
                "CREATE POLICY owner_reads ON surveys_questionhistory FOR SELECT TO CURRENT_USER USING (true)",
                "CREATE POLICY may_add ON surveys_questionhistory FOR INSERT TO CURRENT_USER WITH CHECK (true)",
                "REVOKE INSERT, UPDATE, DELETE ON surveys_questionhistory FROM esfportal_application",
            ],
            [
                "GRANT INSERT, UPDATE, DELETE ON surveys_questionhistory TO esfportal_application",
                "DROP POLICY may_read ON surveys_questionhistory",
                "DROP POLICY owner_reads ON surveys_questionhistory",
                "DROP POLICY may_add ON surveys_questionhistory",
                "ALTER TABLE surveys_questionhistory NO FORCE ROW LEVEL SECURITY",
                "ALTER TABLE surveys_questionhistory DISABLE ROW LEVEL SECURITY",
            ],
        ),
        migrations.RunSQL(
            [
                "ALTER TABLE surveys_invitation ENABLE ROW LEVEL SECURITY",
                "ALTER TABLE surveys_invitation FORCE ROW LEVEL SECURITY",
                "CREATE POLICY may_read ON surveys_invitation FOR SELECT USING (((SELECT esfportal_scope()) IN ('operator', 'system') OR ((SELECT esfportal_scope()) = 'respondent' AND id = ANY ((SELECT esfportal_ids('linked'))::bigint[])) OR (((SELECT esfportal_scope()) IN ('operator') OR participation_id IN (SELECT unnest(esfportal_ids('visible_participations'))) OR ((SELECT esfportal_scope()) IN ('operator') OR EXISTS (SELECT FROM register_participation AS seen WHERE seen.id = participation_id AND true))) OR (participation_id IS NULL AND (project_id = ANY ((SELECT esfportal_ids('people'))::bigint[]) OR project_id = ANY ((SELECT esfportal_ids('part_projects'))::bigint[]))))))",
                "CREATE POLICY may_add ON surveys_invitation FOR INSERT WITH CHECK ((((SELECT esfportal_scope()) IN ('operator') OR participation_id IN (SELECT unnest(esfportal_ids('visible_participations'))) OR ((SELECT esfportal_scope()) IN ('operator') OR EXISTS (SELECT FROM register_participation AS seen WHERE seen.id = participation_id AND true))) OR (participation_id IS NULL AND (project_id = ANY ((SELECT esfportal_ids('people'))::bigint[]) OR project_id = ANY ((SELECT esfportal_ids('part_projects'))::bigint[])))))",
                "CREATE POLICY may_change ON surveys_invitation FOR UPDATE USING (((SELECT esfportal_scope()) IN ('operator', 'system') OR ((SELECT esfportal_scope()) = 'respondent' AND id = ANY ((SELECT esfportal_ids('linked'))::bigint[])) OR (((SELECT esfportal_scope()) IN ('operator') OR participation_id IN (SELECT unnest(esfportal_ids('visible_participations'))) OR ((SELECT esfportal_scope()) IN ('operator') OR EXISTS (SELECT FROM register_participation AS seen WHERE seen.id = participation_id AND true))) OR (participation_id IS NULL AND (project_id = ANY ((SELECT esfportal_ids('people'))::bigint[]) OR project_id = ANY ((SELECT esfportal_ids('part_projects'))::bigint[])))))) WITH CHECK (((SELECT esfportal_scope()) IN ('operator', 'system') OR (((SELECT esfportal_scope()) IN ('operator') OR participation_id IN (SELECT unnest(esfportal_ids('visible_participations'))) OR ((SELECT esfportal_scope()) IN ('operator') OR EXISTS (SELECT FROM register_participation AS seen WHERE seen.id = participation_id AND true))) OR (participation_id IS NULL AND (project_id = ANY ((SELECT esfportal_ids('people'))::bigint[]) OR project_id = ANY ((SELECT esfportal_ids('part_projects'))::bigint[]))))))",
                "CREATE POLICY may_remove ON surveys_invitation FOR DELETE USING ((SELECT esfportal_scope()) IN ('operator'))",
            ],
            [
                "DROP POLICY may_read ON surveys_invitation",
                "DROP POLICY may_add ON surveys_invitation",
                "DROP POLICY may_change ON surveys_invitation",
                "DROP POLICY may_remove ON surveys_invitation",
                "ALTER TABLE surveys_invitation NO FORCE ROW LEVEL SECURITY",
                "ALTER TABLE surveys_invitation DISABLE ROW LEVEL SECURITY",
            ],
        ),
        migrations.RunSQL(
            [
                "ALTER TABLE surveys_response ENABLE ROW LEVEL SECURITY",
                "ALTER TABLE surveys_response FORCE ROW LEVEL SECURITY",
                "CREATE POLICY may_read ON surveys_response FOR SELECT USING (((SELECT esfportal_scope()) IN ('operator', 'system') OR ((SELECT esfportal_scope()) IN ('operator', 'project') AND ((SELECT esfportal_scope()) IN ('operator') OR project_id = ANY ((SELECT esfportal_ids('manages_whole_project'))::bigint[])))))",
                "CREATE POLICY may_add ON surveys_response FOR INSERT WITH CHECK ((SELECT esfportal_scope()) IN ('operator', 'system'))",
                "CREATE POLICY may_change ON surveys_response FOR UPDATE USING (((SELECT esfportal_scope()) IN ('operator', 'system') OR ((SELECT esfportal_scope()) IN ('operator', 'project') AND ((SELECT esfportal_scope()) IN ('operator') OR project_id = ANY ((SELECT esfportal_ids('manages_whole_project'))::bigint[]))))) WITH CHECK ((SELECT esfportal_scope()) IN ('operator', 'system'))",
                "CREATE POLICY may_remove ON surveys_response FOR DELETE USING ((SELECT esfportal_scope()) IN ('operator', 'system'))",
            ],
            [
                "DROP POLICY may_read ON surveys_response",
                "DROP POLICY may_add ON surveys_response",
                "DROP POLICY may_change ON surveys_response",
                "DROP POLICY may_remove ON surveys_response",
                "ALTER TABLE surveys_response NO FORCE ROW LEVEL SECURITY",
                "ALTER TABLE surveys_response DISABLE ROW LEVEL SECURITY",
            ],
        ),
    ]
