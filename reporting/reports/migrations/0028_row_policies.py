"""Policies of row-level security, written by `manage.py make_row_policies`."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("reports", "0027_notes")]

    operations = [
        migrations.RunSQL(
            [
                "ALTER TABLE reports_reportnote ENABLE ROW LEVEL SECURITY",
                "ALTER TABLE reports_reportnote FORCE ROW LEVEL SECURITY",
                "CREATE POLICY may_read ON reports_reportnote FOR SELECT USING (((SELECT esfportal_scope()) IN ('operator') OR (project_id = ANY ((SELECT esfportal_ids('funds'))::bigint[]) AND project_id = ANY ((SELECT esfportal_ids('manages_any_part'))::bigint[]) IS NOT TRUE AND (organisation_id = (SELECT reader.organisation_id FROM accounts_user AS reader WHERE reader.id = (SELECT esfportal_user()) AND reader.is_active) OR (organisation_id IS NULL AND written_by_id = (SELECT esfportal_user()))))))",
                "CREATE POLICY may_add ON reports_reportnote FOR INSERT WITH CHECK (((SELECT esfportal_scope()) IN ('operator') OR (((SELECT esfportal_scope()) IN ('operator') OR (project_id = ANY ((SELECT esfportal_ids('funds'))::bigint[]) AND project_id = ANY ((SELECT esfportal_ids('manages_any_part'))::bigint[]) IS NOT TRUE AND (organisation_id = (SELECT reader.organisation_id FROM accounts_user AS reader WHERE reader.id = (SELECT esfportal_user()) AND reader.is_active) OR (organisation_id IS NULL AND written_by_id = (SELECT esfportal_user()))))) AND written_by_id = (SELECT esfportal_user()))))",
                "CREATE POLICY may_change ON reports_reportnote FOR UPDATE USING (((SELECT esfportal_scope()) IN ('operator') OR (project_id = ANY ((SELECT esfportal_ids('funds'))::bigint[]) AND project_id = ANY ((SELECT esfportal_ids('manages_any_part'))::bigint[]) IS NOT TRUE AND (organisation_id = (SELECT reader.organisation_id FROM accounts_user AS reader WHERE reader.id = (SELECT esfportal_user()) AND reader.is_active) OR (organisation_id IS NULL AND written_by_id = (SELECT esfportal_user())))))) WITH CHECK (((SELECT esfportal_scope()) IN ('operator') OR (((SELECT esfportal_scope()) IN ('operator') OR (project_id = ANY ((SELECT esfportal_ids('funds'))::bigint[]) AND project_id = ANY ((SELECT esfportal_ids('manages_any_part'))::bigint[]) IS NOT TRUE AND (organisation_id = (SELECT reader.organisation_id FROM accounts_user AS reader WHERE reader.id = (SELECT esfportal_user()) AND reader.is_active) OR (organisation_id IS NULL AND written_by_id = (SELECT esfportal_user()))))) AND written_by_id = (SELECT esfportal_user()))))",
                "CREATE POLICY may_remove ON reports_reportnote FOR DELETE USING (((SELECT esfportal_scope()) IN ('operator') OR (((SELECT esfportal_scope()) IN ('operator') OR (project_id = ANY ((SELECT esfportal_ids('funds'))::bigint[]) AND project_id = ANY ((SELECT esfportal_ids('manages_any_part'))::bigint[]) IS NOT TRUE AND (organisation_id = (SELECT reader.organisation_id FROM accounts_user AS reader WHERE reader.id = (SELECT esfportal_user()) AND reader.is_active) OR (organisation_id IS NULL AND written_by_id = (SELECT esfportal_user()))))) AND written_by_id = (SELECT esfportal_user()))))",
            ],
            [
                "DROP POLICY may_read ON reports_reportnote",
                "DROP POLICY may_add ON reports_reportnote",
                "DROP POLICY may_change ON reports_reportnote",
                "DROP POLICY may_remove ON reports_reportnote",
                "ALTER TABLE reports_reportnote NO FORCE ROW LEVEL SECURITY",
                "ALTER TABLE reports_reportnote DISABLE ROW LEVEL SECURITY",
            ],
        ),
        migrations.RunSQL(
            [
                "ALTER TABLE reports_reportnotehistory ENABLE ROW LEVEL SECURITY",
                "ALTER TABLE reports_reportnotehistory FORCE ROW LEVEL SECURITY",
                "CREATE POLICY may_read ON reports_reportnotehistory FOR SELECT USING (((SELECT esfportal_scope()) IN ('operator') OR (project_id = ANY ((SELECT esfportal_ids('funds'))::bigint[]) AND project_id = ANY ((SELECT esfportal_ids('manages_any_part'))::bigint[]) IS NOT TRUE AND (organisation_id = (SELECT reader.organisation_id FROM accounts_user AS reader WHERE reader.id = (SELECT esfportal_user()) AND reader.is_active) OR (organisation_id IS NULL AND written_by_id = (SELECT esfportal_user()))))))",
                "CREATE POLICY owner_reads ON reports_reportnotehistory FOR SELECT TO CURRENT_USER USING (true)",
                "CREATE POLICY may_add ON reports_reportnotehistory FOR INSERT TO CURRENT_USER WITH CHECK (true)",
                "REVOKE INSERT, UPDATE, DELETE ON reports_reportnotehistory FROM esfportal_application",
            ],
            [
                "GRANT INSERT, UPDATE, DELETE ON reports_reportnotehistory TO esfportal_application",
                "DROP POLICY may_read ON reports_reportnotehistory",
                "DROP POLICY owner_reads ON reports_reportnotehistory",
                "DROP POLICY may_add ON reports_reportnotehistory",
                "ALTER TABLE reports_reportnotehistory NO FORCE ROW LEVEL SECURITY",
                "ALTER TABLE reports_reportnotehistory DISABLE ROW LEVEL SECURITY",
            ],
        ),
    ]
