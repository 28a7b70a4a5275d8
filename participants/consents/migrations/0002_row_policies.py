"""Policies of row-level security, written by `manage.py make_row_policies`."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("consents", "0001_initial")]

    operations = [
        migrations.RunSQL(
            [
                "ALTER TABLE consents_privacyentry ENABLE ROW LEVEL SECURITY",
                "ALTER TABLE consents_privacyentry FORCE ROW LEVEL SECURITY",
                "CREATE POLICY may_read ON consents_privacyentry FOR SELECT USING (((SELECT esfportal_scope()) IN ('operator') OR participation_id IN (SELECT unnest(esfportal_ids('visible_participations'))) OR ((SELECT esfportal_scope()) IN ('operator') OR EXISTS (SELECT FROM register_participation AS seen WHERE seen.id = participation_id AND true))))",
                "CREATE POLICY may_add ON consents_privacyentry FOR INSERT WITH CHECK (((SELECT esfportal_scope()) IN ('operator') OR participation_id IN (SELECT unnest(esfportal_ids('visible_participations'))) OR ((SELECT esfportal_scope()) IN ('operator') OR EXISTS (SELECT FROM register_participation AS seen WHERE seen.id = participation_id AND true))))",
                "CREATE POLICY may_change ON consents_privacyentry FOR UPDATE USING (((SELECT esfportal_scope()) IN ('operator') OR participation_id IN (SELECT unnest(esfportal_ids('visible_participations'))) OR ((SELECT esfportal_scope()) IN ('operator') OR EXISTS (SELECT FROM register_participation AS seen WHERE seen.id = participation_id AND true)))) WITH CHECK (((SELECT esfportal_scope()) IN ('operator') OR participation_id IN (SELECT unnest(esfportal_ids('visible_participations'))) OR ((SELECT esfportal_scope()) IN ('operator') OR EXISTS (SELECT FROM register_participation AS seen WHERE seen.id = participation_id AND true))))",
                "CREATE POLICY may_remove ON consents_privacyentry FOR DELETE USING (((SELECT esfportal_scope()) IN ('operator') OR participation_id IN (SELECT unnest(esfportal_ids('visible_participations'))) OR ((SELECT esfportal_scope()) IN ('operator') OR EXISTS (SELECT FROM register_participation AS seen WHERE seen.id = participation_id AND true))))",
            ],
            [
                "DROP POLICY may_read ON consents_privacyentry",
                "DROP POLICY may_add ON consents_privacyentry",
                "DROP POLICY may_change ON consents_privacyentry",
                "DROP POLICY may_remove ON consents_privacyentry",
                "ALTER TABLE consents_privacyentry NO FORCE ROW LEVEL SECURITY",
                "ALTER TABLE consents_privacyentry DISABLE ROW LEVEL SECURITY",
            ],
        ),
        migrations.RunSQL(
            [
                "ALTER TABLE consents_privacyentryhistory ENABLE ROW LEVEL SECURITY",
                "ALTER TABLE consents_privacyentryhistory FORCE ROW LEVEL SECURITY",
                "CREATE POLICY may_read ON consents_privacyentryhistory FOR SELECT USING (((SELECT esfportal_scope()) IN ('operator') OR EXISTS (SELECT FROM register_participation AS seen WHERE seen.id = participation_id AND true)))",
                "CREATE POLICY owner_reads ON consents_privacyentryhistory FOR SELECT TO CURRENT_USER USING (true)",
                "CREATE POLICY may_add ON consents_privacyentryhistory FOR INSERT TO CURRENT_USER WITH CHECK (true)",
                "REVOKE INSERT, UPDATE, DELETE ON consents_privacyentryhistory FROM esfportal_application",
            ],
            [
                "GRANT INSERT, UPDATE, DELETE ON consents_privacyentryhistory TO esfportal_application",
                "DROP POLICY may_read ON consents_privacyentryhistory",
                "DROP POLICY owner_reads ON consents_privacyentryhistory",
                "DROP POLICY may_add ON consents_privacyentryhistory",
                "ALTER TABLE consents_privacyentryhistory NO FORCE ROW LEVEL SECURITY",
                "ALTER TABLE consents_privacyentryhistory DISABLE ROW LEVEL SECURITY",
            ],
        ),
    ]
