"""Policies of row-level security, written by `manage.py make_row_policies`."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("accounts", "0018_link_scopes"), ("week_sheets", "0002_project_of_week_sheets")]

    operations = [
        migrations.RunSQL(
            [
                "ALTER TABLE week_sheets_weeksheet ENABLE ROW LEVEL SECURITY",
                "ALTER TABLE week_sheets_weeksheet FORCE ROW LEVEL SECURITY",
                "CREATE POLICY may_read ON week_sheets_weeksheet FOR SELECT USING (((SELECT esfportal_scope()) IN ('operator', 'system') OR ((SELECT esfportal_scope()) IN ('operator') OR project_id = ANY ((SELECT esfportal_ids('people'))::bigint[]) OR (project_id = ANY ((SELECT esfportal_ids('part_projects'))::bigint[]) AND participation_id IN (SELECT unnest(esfportal_ids('visible_participations'))))) OR ((SELECT esfportal_scope()) = 'tutor' AND id = ANY ((SELECT esfportal_ids('linked'))::bigint[]))))",
                "CREATE POLICY may_add ON week_sheets_weeksheet FOR INSERT WITH CHECK (((SELECT esfportal_scope()) IN ('operator') OR project_id = ANY ((SELECT esfportal_ids('people'))::bigint[]) OR (project_id = ANY ((SELECT esfportal_ids('part_projects'))::bigint[]) AND participation_id IN (SELECT unnest(esfportal_ids('visible_participations'))))))",
                "CREATE POLICY may_change ON week_sheets_weeksheet FOR UPDATE USING (((SELECT esfportal_scope()) IN ('operator', 'system') OR ((SELECT esfportal_scope()) IN ('operator') OR project_id = ANY ((SELECT esfportal_ids('people'))::bigint[]) OR (project_id = ANY ((SELECT esfportal_ids('part_projects'))::bigint[]) AND participation_id IN (SELECT unnest(esfportal_ids('visible_participations'))))) OR ((SELECT esfportal_scope()) = 'tutor' AND id = ANY ((SELECT esfportal_ids('linked'))::bigint[])))) WITH CHECK ((((SELECT esfportal_scope()) IN ('operator') OR project_id = ANY ((SELECT esfportal_ids('people'))::bigint[]) OR (project_id = ANY ((SELECT esfportal_ids('part_projects'))::bigint[]) AND participation_id IN (SELECT unnest(esfportal_ids('visible_participations'))))) OR ((SELECT esfportal_scope()) = 'tutor' AND id = ANY ((SELECT esfportal_ids('linked'))::bigint[]))))",
                "CREATE POLICY may_remove ON week_sheets_weeksheet FOR DELETE USING (false)",
            ],
            [
                "DROP POLICY may_read ON week_sheets_weeksheet",
                "DROP POLICY may_add ON week_sheets_weeksheet",
                "DROP POLICY may_change ON week_sheets_weeksheet",
                "DROP POLICY may_remove ON week_sheets_weeksheet",
                "ALTER TABLE week_sheets_weeksheet NO FORCE ROW LEVEL SECURITY",
                "ALTER TABLE week_sheets_weeksheet DISABLE ROW LEVEL SECURITY",
            ],
        ),
        migrations.RunSQL(
            [
                "ALTER TABLE week_sheets_weeksheethistory ENABLE ROW LEVEL SECURITY",
                "ALTER TABLE week_sheets_weeksheethistory FORCE ROW LEVEL SECURITY",
                "CREATE POLICY may_read ON week_sheets_weeksheethistory FOR SELECT USING (((SELECT esfportal_scope()) IN ('operator') OR EXISTS (SELECT FROM register_participation AS seen WHERE seen.id = participation_id AND true)))",
                "CREATE POLICY owner_reads ON week_sheets_weeksheethistory FOR SELECT TO CURRENT_USER USING (true)",
                "CREATE POLICY may_add ON week_sheets_weeksheethistory FOR INSERT TO CURRENT_USER WITH CHECK (true)",
                "REVOKE INSERT, UPDATE, DELETE ON week_sheets_weeksheethistory FROM esfportal_application",
            ],
            [
                "GRANT INSERT, UPDATE, DELETE ON week_sheets_weeksheethistory TO esfportal_application",
                "DROP POLICY may_read ON week_sheets_weeksheethistory",
                "DROP POLICY owner_reads ON week_sheets_weeksheethistory",
                "DROP POLICY may_add ON week_sheets_weeksheethistory",
                "ALTER TABLE week_sheets_weeksheethistory NO FORCE ROW LEVEL SECURITY",
                "ALTER TABLE week_sheets_weeksheethistory DISABLE ROW LEVEL SECURITY",
            ],
        ),
    ]
