"""Policies of row-level security, written by `manage.py make_row_policies`."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("plans", "0003_notes")]

    operations = [
        migrations.RunSQL(
            [
                "ALTER TABLE plans_note ENABLE ROW LEVEL SECURITY",
                "ALTER TABLE plans_note FORCE ROW LEVEL SECURITY",
                "CREATE POLICY may_read ON plans_note FOR SELECT USING (((readers = 'all' AND ((SELECT esfportal_scope()) IN ('operator') OR participation_id IN (SELECT unnest(esfportal_ids('visible_participations'))) OR ((SELECT esfportal_scope()) IN ('operator') OR EXISTS (SELECT FROM register_participation AS seen WHERE seen.id = participation_id AND true)))) OR (((SELECT esfportal_scope()) IN ('operator') OR EXISTS (SELECT FROM register_participation AS seen WHERE seen.id = participation_id AND true)) AND written_by_id = (SELECT esfportal_user())) OR (readers = 'case_worker' AND ((SELECT esfportal_scope()) IN ('operator') OR EXISTS (SELECT FROM register_spell AS seen WHERE seen.participation_id = participation_id AND seen.case_worker_id = (SELECT esfportal_user())))) OR ((SELECT esfportal_scope()) IN ('operator') OR EXISTS (SELECT FROM register_participation AS seen WHERE seen.id = participation_id AND seen.project_id = ANY ((SELECT esfportal_ids('manages_any_part'))::bigint[])))))",
                "CREATE POLICY may_add ON plans_note FOR INSERT WITH CHECK (((SELECT esfportal_scope()) IN ('operator') OR (((SELECT esfportal_scope()) IN ('operator') OR EXISTS (SELECT FROM register_participation AS seen WHERE seen.id = participation_id AND true)) AND written_by_id = (SELECT esfportal_user()))))",
                "CREATE POLICY may_change ON plans_note FOR UPDATE USING (((readers = 'all' AND ((SELECT esfportal_scope()) IN ('operator') OR participation_id IN (SELECT unnest(esfportal_ids('visible_participations'))) OR ((SELECT esfportal_scope()) IN ('operator') OR EXISTS (SELECT FROM register_participation AS seen WHERE seen.id = participation_id AND true)))) OR (((SELECT esfportal_scope()) IN ('operator') OR EXISTS (SELECT FROM register_participation AS seen WHERE seen.id = participation_id AND true)) AND written_by_id = (SELECT esfportal_user())) OR (readers = 'case_worker' AND ((SELECT esfportal_scope()) IN ('operator') OR EXISTS (SELECT FROM register_spell AS seen WHERE seen.participation_id = participation_id AND seen.case_worker_id = (SELECT esfportal_user())))) OR ((SELECT esfportal_scope()) IN ('operator') OR EXISTS (SELECT FROM register_participation AS seen WHERE seen.id = participation_id AND seen.project_id = ANY ((SELECT esfportal_ids('manages_any_part'))::bigint[]))))) WITH CHECK (((readers = 'all' AND ((SELECT esfportal_scope()) IN ('operator') OR participation_id IN (SELECT unnest(esfportal_ids('visible_participations'))) OR ((SELECT esfportal_scope()) IN ('operator') OR EXISTS (SELECT FROM register_participation AS seen WHERE seen.id = participation_id AND true)))) OR (((SELECT esfportal_scope()) IN ('operator') OR EXISTS (SELECT FROM register_participation AS seen WHERE seen.id = participation_id AND true)) AND written_by_id = (SELECT esfportal_user())) OR (readers = 'case_worker' AND ((SELECT esfportal_scope()) IN ('operator') OR EXISTS (SELECT FROM register_spell AS seen WHERE seen.participation_id = participation_id AND seen.case_worker_id = (SELECT esfportal_user())))) OR ((SELECT esfportal_scope()) IN ('operator') OR EXISTS (SELECT FROM register_participation AS seen WHERE seen.id = participation_id AND seen.project_id = ANY ((SELECT esfportal_ids('manages_any_part'))::bigint[])))))",
                "CREATE POLICY may_remove ON plans_note FOR DELETE USING ((SELECT esfportal_scope()) IN ('operator'))",
            ],
            [
                "DROP POLICY may_read ON plans_note",
                "DROP POLICY may_add ON plans_note",
                "DROP POLICY may_change ON plans_note",
                "DROP POLICY may_remove ON plans_note",
                "ALTER TABLE plans_note NO FORCE ROW LEVEL SECURITY",
                "ALTER TABLE plans_note DISABLE ROW LEVEL SECURITY",
            ],
        ),
        migrations.RunSQL(
            [
                "ALTER TABLE plans_notehistory ENABLE ROW LEVEL SECURITY",
                "ALTER TABLE plans_notehistory FORCE ROW LEVEL SECURITY",
                "CREATE POLICY may_read ON plans_notehistory FOR SELECT USING (((readers = 'all' AND ((SELECT esfportal_scope()) IN ('operator') OR participation_id IN (SELECT unnest(esfportal_ids('visible_participations'))) OR ((SELECT esfportal_scope()) IN ('operator') OR EXISTS (SELECT FROM register_participation AS seen WHERE seen.id = participation_id AND true)))) OR (((SELECT esfportal_scope()) IN ('operator') OR EXISTS (SELECT FROM register_participation AS seen WHERE seen.id = participation_id AND true)) AND written_by_id = (SELECT esfportal_user())) OR (readers = 'case_worker' AND ((SELECT esfportal_scope()) IN ('operator') OR EXISTS (SELECT FROM register_spell AS seen WHERE seen.participation_id = participation_id AND seen.case_worker_id = (SELECT esfportal_user())))) OR ((SELECT esfportal_scope()) IN ('operator') OR EXISTS (SELECT FROM register_participation AS seen WHERE seen.id = participation_id AND seen.project_id = ANY ((SELECT esfportal_ids('manages_any_part'))::bigint[])))))",
                "CREATE POLICY owner_reads ON plans_notehistory FOR SELECT TO CURRENT_USER USING (true)",
                "CREATE POLICY may_add ON plans_notehistory FOR INSERT TO CURRENT_USER WITH CHECK (true)",
                "REVOKE INSERT, UPDATE, DELETE ON plans_notehistory FROM esfportal_application",
            ],
            [
                "GRANT INSERT, UPDATE, DELETE ON plans_notehistory TO esfportal_application",
                "DROP POLICY may_read ON plans_notehistory",
                "DROP POLICY owner_reads ON plans_notehistory",
                "DROP POLICY may_add ON plans_notehistory",
                "ALTER TABLE plans_notehistory NO FORCE ROW LEVEL SECURITY",
                "ALTER TABLE plans_notehistory DISABLE ROW LEVEL SECURITY",
            ],
        ),
    ]
