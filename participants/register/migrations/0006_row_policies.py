"""Policies of row-level security, written by `manage.py make_row_policies`."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("register", "0005_identity_corrections")]

    operations = [
        migrations.RunSQL(
            [
                "ALTER TABLE register_formernumber ENABLE ROW LEVEL SECURITY",
                "ALTER TABLE register_formernumber FORCE ROW LEVEL SECURITY",
                "CREATE POLICY may_read ON register_formernumber FOR SELECT USING (((SELECT esfportal_scope()) IN ('operator', 'registry') OR EXISTS (SELECT FROM register_participation AS seen WHERE seen.person_id = register_formernumber.person_id AND true)))",
                "CREATE POLICY may_add ON register_formernumber FOR INSERT WITH CHECK (((SELECT esfportal_scope()) IN ('operator', 'registry') OR EXISTS (SELECT FROM register_participation AS seen WHERE seen.person_id = register_formernumber.person_id AND true)))",
                "CREATE POLICY may_change ON register_formernumber FOR UPDATE USING (((SELECT esfportal_scope()) IN ('operator', 'registry') OR EXISTS (SELECT FROM register_participation AS seen WHERE seen.person_id = register_formernumber.person_id AND true))) WITH CHECK (((SELECT esfportal_scope()) IN ('operator', 'registry') OR EXISTS (SELECT FROM register_participation AS seen WHERE seen.person_id = register_formernumber.person_id AND true)))",
                "CREATE POLICY may_remove ON register_formernumber FOR DELETE USING ((SELECT esfportal_scope()) IN ('operator', 'registry'))",
            ],
            [
                "DROP POLICY may_read ON register_formernumber",
                "DROP POLICY may_add ON register_formernumber",
                "DROP POLICY may_change ON register_formernumber",
                "DROP POLICY may_remove ON register_formernumber",
                "ALTER TABLE register_formernumber NO FORCE ROW LEVEL SECURITY",
                "ALTER TABLE register_formernumber DISABLE ROW LEVEL SECURITY",
            ],
        ),
        migrations.RunSQL(
            [
                "ALTER TABLE register_formernumberhistory ENABLE ROW LEVEL SECURITY",
                "ALTER TABLE register_formernumberhistory FORCE ROW LEVEL SECURITY",
                "CREATE POLICY may_read ON register_formernumberhistory FOR SELECT USING (((SELECT esfportal_scope()) IN ('operator') OR EXISTS (SELECT FROM register_participation AS seen WHERE seen.person_id = register_formernumberhistory.person_id AND true)))",
                "CREATE POLICY owner_reads ON register_formernumberhistory FOR SELECT TO CURRENT_USER USING (true)",
                "CREATE POLICY may_add ON register_formernumberhistory FOR INSERT TO CURRENT_USER WITH CHECK (true)",
                "REVOKE INSERT, UPDATE, DELETE ON register_formernumberhistory FROM esfportal_application",
            ],
            [
                "GRANT INSERT, UPDATE, DELETE ON register_formernumberhistory TO esfportal_application",
                "DROP POLICY may_read ON register_formernumberhistory",
                "DROP POLICY owner_reads ON register_formernumberhistory",
                "DROP POLICY may_add ON register_formernumberhistory",
                "ALTER TABLE register_formernumberhistory NO FORCE ROW LEVEL SECURITY",
                "ALTER TABLE register_formernumberhistory DISABLE ROW LEVEL SECURITY",
            ],
        ),
    ]
