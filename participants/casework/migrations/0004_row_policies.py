"""Policies of row-level security, written by `manage.py make_row_policies`."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("casework", "0003_handovers")]

    operations = [
        migrations.RunSQL(
            [
                "ALTER TABLE casework_handover ENABLE ROW LEVEL SECURITY",
                "ALTER TABLE casework_handover FORCE ROW LEVEL SECURITY",
                "CREATE POLICY may_read ON casework_handover FOR SELECT USING ((((SELECT esfportal_scope()) IN ('operator') OR EXISTS (SELECT FROM register_participation AS seen WHERE seen.id = participation_id AND true)) OR to_worker_id = (SELECT esfportal_user())))",
                "CREATE POLICY may_add ON casework_handover FOR INSERT WITH CHECK ((((SELECT esfportal_scope()) IN ('operator') OR EXISTS (SELECT FROM register_participation AS seen WHERE seen.id = participation_id AND true)) AND ((SELECT esfportal_scope()) IN ('operator') OR sent_by_id = (SELECT esfportal_user()))))",
                "CREATE POLICY may_change ON casework_handover FOR UPDATE USING ((((SELECT esfportal_scope()) IN ('operator') OR EXISTS (SELECT FROM register_participation AS seen WHERE seen.id = participation_id AND true)) OR to_worker_id = (SELECT esfportal_user()))) WITH CHECK ((((SELECT esfportal_scope()) IN ('operator') OR EXISTS (SELECT FROM register_participation AS seen WHERE seen.id = participation_id AND true)) OR to_worker_id = (SELECT esfportal_user())))",
                "CREATE POLICY may_remove ON casework_handover FOR DELETE USING ((SELECT esfportal_scope()) IN ('operator'))",
            ],
            [
                "DROP POLICY may_read ON casework_handover",
                "DROP POLICY may_add ON casework_handover",
                "DROP POLICY may_change ON casework_handover",
                "DROP POLICY may_remove ON casework_handover",
                "ALTER TABLE casework_handover NO FORCE ROW LEVEL SECURITY",
                "ALTER TABLE casework_handover DISABLE ROW LEVEL SECURITY",
            ],
        ),
        migrations.RunSQL(
            [
                "ALTER TABLE casework_handoverhistory ENABLE ROW LEVEL SECURITY",
                "ALTER TABLE casework_handoverhistory FORCE ROW LEVEL SECURITY",
                "CREATE POLICY may_read ON casework_handoverhistory FOR SELECT USING (((SELECT esfportal_scope()) IN ('operator') OR EXISTS (SELECT FROM register_participation AS seen WHERE seen.id = participation_id AND true)))",
                "CREATE POLICY owner_reads ON casework_handoverhistory FOR SELECT TO CURRENT_USER USING (true)",
                "CREATE POLICY may_add ON casework_handoverhistory FOR INSERT TO CURRENT_USER WITH CHECK (true)",
                "REVOKE INSERT, UPDATE, DELETE ON casework_handoverhistory FROM esfportal_application",
            ],
            [
                "GRANT INSERT, UPDATE, DELETE ON casework_handoverhistory TO esfportal_application",
                "DROP POLICY may_read ON casework_handoverhistory",
                "DROP POLICY owner_reads ON casework_handoverhistory",
                "DROP POLICY may_add ON casework_handoverhistory",
                "ALTER TABLE casework_handoverhistory NO FORCE ROW LEVEL SECURITY",
                "ALTER TABLE casework_handoverhistory DISABLE ROW LEVEL SECURITY",
            ],
        ),
    ]
