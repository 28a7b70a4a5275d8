"""Policies of row-level security, written by `manage.py make_row_policies`."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("accounts", "0003_access_scopes"), ("privacy", "0002_triggers")]

    operations = [
        migrations.RunSQL(
            [
                "ALTER TABLE privacy_logreview ENABLE ROW LEVEL SECURITY",
                "ALTER TABLE privacy_logreview FORCE ROW LEVEL SECURITY",
                "CREATE POLICY may_read ON privacy_logreview FOR SELECT USING ((((SELECT esfportal_scope()) IN ('operator', 'system') OR project_id = ANY ((SELECT esfportal_ids('manages_any_part'))::bigint[])) OR (SELECT esfportal_administers())))",
                "CREATE POLICY may_add ON privacy_logreview FOR INSERT WITH CHECK (((SELECT esfportal_scope()) IN ('operator', 'system') OR project_id = ANY ((SELECT esfportal_ids('manages_whole_project'))::bigint[])))",
                "CREATE POLICY may_change ON privacy_logreview FOR UPDATE USING ((((SELECT esfportal_scope()) IN ('operator', 'system') OR project_id = ANY ((SELECT esfportal_ids('manages_any_part'))::bigint[])) OR (SELECT esfportal_administers()))) WITH CHECK (((SELECT esfportal_scope()) IN ('operator', 'system') OR project_id = ANY ((SELECT esfportal_ids('manages_whole_project'))::bigint[])))",
                "CREATE POLICY may_remove ON privacy_logreview FOR DELETE USING (((SELECT esfportal_scope()) IN ('operator', 'system') OR project_id = ANY ((SELECT esfportal_ids('manages_whole_project'))::bigint[])))",
            ],
            [
                "DROP POLICY may_read ON privacy_logreview",
                "DROP POLICY may_add ON privacy_logreview",
                "DROP POLICY may_change ON privacy_logreview",
                "DROP POLICY may_remove ON privacy_logreview",
                "ALTER TABLE privacy_logreview NO FORCE ROW LEVEL SECURITY",
                "ALTER TABLE privacy_logreview DISABLE ROW LEVEL SECURITY",
            ],
        ),
        migrations.RunSQL(
            [
                "ALTER TABLE privacy_logreviewhistory ENABLE ROW LEVEL SECURITY",
                "ALTER TABLE privacy_logreviewhistory FORCE ROW LEVEL SECURITY",
                "CREATE POLICY may_read ON privacy_logreviewhistory FOR SELECT USING ((((SELECT esfportal_scope()) IN ('operator') OR project_id = ANY ((SELECT esfportal_ids('manages_any_part'))::bigint[])) OR (SELECT esfportal_administers())))",
                "CREATE POLICY owner_reads ON privacy_logreviewhistory FOR SELECT TO CURRENT_USER USING (true)",
                "CREATE POLICY may_add ON privacy_logreviewhistory FOR INSERT TO CURRENT_USER WITH CHECK (true)",
                "REVOKE INSERT, UPDATE, DELETE ON privacy_logreviewhistory FROM esfportal_application",
            ],
            [
                "GRANT INSERT, UPDATE, DELETE ON privacy_logreviewhistory TO esfportal_application",
                "DROP POLICY may_read ON privacy_logreviewhistory",
                "DROP POLICY owner_reads ON privacy_logreviewhistory",
                "DROP POLICY may_add ON privacy_logreviewhistory",
                "ALTER TABLE privacy_logreviewhistory NO FORCE ROW LEVEL SECURITY",
                "ALTER TABLE privacy_logreviewhistory DISABLE ROW LEVEL SECURITY",
            ],
        ),
        migrations.RunSQL(
            [
                "ALTER TABLE privacy_lognote ENABLE ROW LEVEL SECURITY",
                "ALTER TABLE privacy_lognote FORCE ROW LEVEL SECURITY",
                "CREATE POLICY may_read ON privacy_lognote FOR SELECT USING (((SELECT esfportal_scope()) IN ('operator') OR EXISTS (SELECT FROM privacy_logreview AS seen WHERE seen.id = review_id AND true)))",
                "CREATE POLICY may_add ON privacy_lognote FOR INSERT WITH CHECK (((SELECT esfportal_scope()) IN ('operator') OR EXISTS (SELECT FROM privacy_logreview AS seen WHERE seen.id = review_id AND seen.project_id = ANY ((SELECT esfportal_ids('manages_whole_project'))::bigint[]))))",
                "CREATE POLICY may_change ON privacy_lognote FOR UPDATE USING (((SELECT esfportal_scope()) IN ('operator') OR EXISTS (SELECT FROM privacy_logreview AS seen WHERE seen.id = review_id AND true))) WITH CHECK (((SELECT esfportal_scope()) IN ('operator') OR EXISTS (SELECT FROM privacy_logreview AS seen WHERE seen.id = review_id AND seen.project_id = ANY ((SELECT esfportal_ids('manages_whole_project'))::bigint[]))))",
                "CREATE POLICY may_remove ON privacy_lognote FOR DELETE USING (((SELECT esfportal_scope()) IN ('operator') OR EXISTS (SELECT FROM privacy_logreview AS seen WHERE seen.id = review_id AND seen.project_id = ANY ((SELECT esfportal_ids('manages_whole_project'))::bigint[]))))",
            ],
            [
                "DROP POLICY may_read ON privacy_lognote",
                "DROP POLICY may_add ON privacy_lognote",
                "DROP POLICY may_change ON privacy_lognote",
                "DROP POLICY may_remove ON privacy_lognote",
                "ALTER TABLE privacy_lognote NO FORCE ROW LEVEL SECURITY",
                "ALTER TABLE privacy_lognote DISABLE ROW LEVEL SECURITY",
            ],
        ),
    ]
