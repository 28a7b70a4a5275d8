"""Policies of row-level security, written by `manage.py make_row_policies`."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("register", "0009_merges")]

    operations = [
        migrations.RunSQL(
            [
                "ALTER TABLE register_merge ENABLE ROW LEVEL SECURITY",
                "ALTER TABLE register_merge FORCE ROW LEVEL SECURITY",
                "CREATE POLICY may_read ON register_merge FOR SELECT USING (((SELECT esfportal_scope()) IN ('operator') OR EXISTS (SELECT FROM register_participation AS seen WHERE seen.id = merged_id AND true)))",
                "CREATE POLICY may_add ON register_merge FOR INSERT WITH CHECK (((SELECT esfportal_scope()) IN ('operator') OR EXISTS (SELECT FROM register_participation AS seen WHERE seen.id = merged_id AND true)))",
                "CREATE POLICY may_change ON register_merge FOR UPDATE USING (((SELECT esfportal_scope()) IN ('operator') OR EXISTS (SELECT FROM register_participation AS seen WHERE seen.id = merged_id AND true))) WITH CHECK (((SELECT esfportal_scope()) IN ('operator') OR EXISTS (SELECT FROM register_participation AS seen WHERE seen.id = merged_id AND true)))",
                "CREATE POLICY may_remove ON register_merge FOR DELETE USING (((SELECT esfportal_scope()) IN ('operator') OR EXISTS (SELECT FROM register_participation AS seen WHERE seen.id = merged_id AND true)))",
            ],
            [
                "DROP POLICY may_read ON register_merge",
                "DROP POLICY may_add ON register_merge",
                "DROP POLICY may_change ON register_merge",
                "DROP POLICY may_remove ON register_merge",
                "ALTER TABLE register_merge NO FORCE ROW LEVEL SECURITY",
                "ALTER TABLE register_merge DISABLE ROW LEVEL SECURITY",
            ],
        ),
        migrations.RunSQL(
            [
                "ALTER TABLE register_mergehistory ENABLE ROW LEVEL SECURITY",
                "ALTER TABLE register_mergehistory FORCE ROW LEVEL SECURITY",
                "CREATE POLICY may_read ON register_mergehistory FOR SELECT USING (((SELECT esfportal_scope()) IN ('operator') OR EXISTS (SELECT FROM register_participation AS seen WHERE seen.id = merged_id AND true)))",
                "CREATE POLICY owner_reads ON register_mergehistory FOR SELECT TO CURRENT_USER USING (true)",
                "CREATE POLICY may_add ON register_mergehistory FOR INSERT TO CURRENT_USER WITH CHECK (true)",
                "REVOKE INSERT, UPDATE, DELETE ON register_mergehistory FROM esfportal_application",
            ],
            [
                "GRANT INSERT, UPDATE, DELETE ON register_mergehistory TO esfportal_application",
                "DROP POLICY may_read ON register_mergehistory",
                "DROP POLICY owner_reads ON register_mergehistory",
                "DROP POLICY may_add ON register_mergehistory",
                "ALTER TABLE register_mergehistory NO FORCE ROW LEVEL SECURITY",
                "ALTER TABLE register_mergehistory DISABLE ROW LEVEL SECURITY",
            ],
        ),
    ]
