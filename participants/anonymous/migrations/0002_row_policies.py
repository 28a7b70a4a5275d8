"""Policies of row-level security, written by `manage.py make_row_policies`."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("anonymous", "0001_anonymous_counts")]

    operations = [
        migrations.RunSQL(
            [
                "ALTER TABLE anonymous_anonymouscount ENABLE ROW LEVEL SECURITY",
                "ALTER TABLE anonymous_anonymouscount FORCE ROW LEVEL SECURITY",
                "CREATE POLICY may_read ON anonymous_anonymouscount FOR SELECT USING (((SELECT esfportal_scope()) IN ('operator') OR (project_id = ANY ((SELECT esfportal_ids('people'))::bigint[]) OR project_id = ANY ((SELECT esfportal_ids('part_projects'))::bigint[]))))",
                "CREATE POLICY may_add ON anonymous_anonymouscount FOR INSERT WITH CHECK (((SELECT esfportal_scope()) IN ('operator') OR (project_id = ANY ((SELECT esfportal_ids('people'))::bigint[]) OR project_id = ANY ((SELECT esfportal_ids('part_projects'))::bigint[]))))",
                "CREATE POLICY may_change ON anonymous_anonymouscount FOR UPDATE USING (((SELECT esfportal_scope()) IN ('operator') OR (project_id = ANY ((SELECT esfportal_ids('people'))::bigint[]) OR project_id = ANY ((SELECT esfportal_ids('part_projects'))::bigint[])))) WITH CHECK (((SELECT esfportal_scope()) IN ('operator') OR (project_id = ANY ((SELECT esfportal_ids('people'))::bigint[]) OR project_id = ANY ((SELECT esfportal_ids('part_projects'))::bigint[]))))",
                "CREATE POLICY may_remove ON anonymous_anonymouscount FOR DELETE USING (((SELECT esfportal_scope()) IN ('operator') OR (project_id = ANY ((SELECT esfportal_ids('people'))::bigint[]) OR project_id = ANY ((SELECT esfportal_ids('part_projects'))::bigint[]))))",
            ],
            [
                "DROP POLICY may_read ON anonymous_anonymouscount",
                "DROP POLICY may_add ON anonymous_anonymouscount",
                "DROP POLICY may_change ON anonymous_anonymouscount",
                "DROP POLICY may_remove ON anonymous_anonymouscount",
                "ALTER TABLE anonymous_anonymouscount NO FORCE ROW LEVEL SECURITY",
                "ALTER TABLE anonymous_anonymouscount DISABLE ROW LEVEL SECURITY",
            ],
        ),
        migrations.RunSQL(
            [
                "ALTER TABLE anonymous_anonymouscounthistory ENABLE ROW LEVEL SECURITY",
                "ALTER TABLE anonymous_anonymouscounthistory FORCE ROW LEVEL SECURITY",
                "CREATE POLICY may_read ON anonymous_anonymouscounthistory FOR SELECT USING (((SELECT esfportal_scope()) IN ('operator') OR (project_id = ANY ((SELECT esfportal_ids('people'))::bigint[]) OR project_id = ANY ((SELECT esfportal_ids('part_projects'))::bigint[]))))",
                "CREATE POLICY owner_reads ON anonymous_anonymouscounthistory FOR SELECT TO CURRENT_USER USING (true)",
                "CREATE POLICY may_add ON anonymous_anonymouscounthistory FOR INSERT TO CURRENT_USER WITH CHECK (true)",
                "REVOKE INSERT, UPDATE, DELETE ON anonymous_anonymouscounthistory FROM esfportal_application",
            ],
            [
                "GRANT INSERT, UPDATE, DELETE ON anonymous_anonymouscounthistory TO esfportal_application",
                "DROP POLICY may_read ON anonymous_anonymouscounthistory",
                "DROP POLICY owner_reads ON anonymous_anonymouscounthistory",
                "DROP POLICY may_add ON anonymous_anonymouscounthistory",
                "ALTER TABLE anonymous_anonymouscounthistory NO FORCE ROW LEVEL SECURITY",
                "ALTER TABLE anonymous_anonymouscounthistory DISABLE ROW LEVEL SECURITY",
            ],
        ),
    ]
