"""Policies of row-level security, written by `manage.py make_row_policies`."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("casework", "0001_casework")]

    operations = [
        migrations.RunSQL(
            [
                "ALTER TABLE casework_postponement ENABLE ROW LEVEL SECURITY",
                "ALTER TABLE casework_postponement FORCE ROW LEVEL SECURITY",
                "CREATE POLICY may_read ON casework_postponement FOR SELECT USING (((SELECT esfportal_scope()) IN ('operator') OR EXISTS (SELECT FROM register_participation AS seen WHERE seen.id = participation_id AND true)))",
                "CREATE POLICY owner_reads ON casework_postponement FOR SELECT TO CURRENT_USER USING (true)",
                "CREATE POLICY may_add ON casework_postponement FOR INSERT WITH CHECK ((((SELECT esfportal_scope()) IN ('operator') OR EXISTS (SELECT FROM register_participation AS seen WHERE seen.id = participation_id AND true)) AND ((SELECT esfportal_scope()) IN ('operator') OR recorded_by_id = (SELECT esfportal_user()))))",
                "REVOKE UPDATE, DELETE ON casework_postponement FROM esfportal_application",
            ],
            [
                "GRANT UPDATE, DELETE ON casework_postponement TO esfportal_application",
                "DROP POLICY may_read ON casework_postponement",
                "DROP POLICY owner_reads ON casework_postponement",
                "DROP POLICY may_add ON casework_postponement",
                "ALTER TABLE casework_postponement NO FORCE ROW LEVEL SECURITY",
                "ALTER TABLE casework_postponement DISABLE ROW LEVEL SECURITY",
            ],
        ),
        migrations.RunSQL(
            [
                "ALTER TABLE casework_weeklymail ENABLE ROW LEVEL SECURITY",
                "ALTER TABLE casework_weeklymail FORCE ROW LEVEL SECURITY",
                "CREATE POLICY may_read ON casework_weeklymail FOR SELECT USING (((SELECT esfportal_scope()) IN ('operator', 'system') OR user_id = (SELECT esfportal_user())))",
                "CREATE POLICY may_add ON casework_weeklymail FOR INSERT WITH CHECK (((SELECT esfportal_scope()) IN ('operator', 'system') OR user_id = (SELECT esfportal_user())))",
                "CREATE POLICY may_change ON casework_weeklymail FOR UPDATE USING (((SELECT esfportal_scope()) IN ('operator', 'system') OR user_id = (SELECT esfportal_user()))) WITH CHECK (((SELECT esfportal_scope()) IN ('operator', 'system') OR user_id = (SELECT esfportal_user())))",
                "CREATE POLICY may_remove ON casework_weeklymail FOR DELETE USING (((SELECT esfportal_scope()) IN ('operator', 'system') OR user_id = (SELECT esfportal_user())))",
            ],
            [
                "DROP POLICY may_read ON casework_weeklymail",
                "DROP POLICY may_add ON casework_weeklymail",
                "DROP POLICY may_change ON casework_weeklymail",
                "DROP POLICY may_remove ON casework_weeklymail",
                "ALTER TABLE casework_weeklymail NO FORCE ROW LEVEL SECURITY",
                "ALTER TABLE casework_weeklymail DISABLE ROW LEVEL SECURITY",
            ],
        ),
    ]
