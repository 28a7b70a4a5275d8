"""Policies of row-level security, written by `manage.py make_row_policies`."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("consents", "0003_asked_consents")]

    operations = [
        migrations.RunSQL(
            [
                "ALTER TABLE consents_askedconsents ENABLE ROW LEVEL SECURITY",
                "ALTER TABLE consents_askedconsents FORCE ROW LEVEL SECURITY",
                "CREATE POLICY may_read ON consents_askedconsents FOR SELECT USING (((SELECT esfportal_scope()) IN ('operator') OR project_id = ANY ((SELECT esfportal_ids('projects'))::bigint[])))",
                "CREATE POLICY may_add ON consents_askedconsents FOR INSERT WITH CHECK (((SELECT esfportal_scope()) IN ('operator') OR project_id = ANY ((SELECT esfportal_ids('manages_whole_project'))::bigint[])))",
                "CREATE POLICY may_change ON consents_askedconsents FOR UPDATE USING (((SELECT esfportal_scope()) IN ('operator') OR project_id = ANY ((SELECT esfportal_ids('projects'))::bigint[]))) WITH CHECK (((SELECT esfportal_scope()) IN ('operator') OR project_id = ANY ((SELECT esfportal_ids('manages_whole_project'))::bigint[])))",
                "CREATE POLICY may_remove ON consents_askedconsents FOR DELETE USING (((SELECT esfportal_scope()) IN ('operator') OR project_id = ANY ((SELECT esfportal_ids('manages_whole_project'))::bigint[])))",
            ],
            [
                "DROP POLICY may_read ON consents_askedconsents",
                "DROP POLICY may_add ON consents_askedconsents",
                "DROP POLICY may_change ON consents_askedconsents",
                "DROP POLICY may_remove ON consents_askedconsents",
                "ALTER TABLE consents_askedconsents NO FORCE ROW LEVEL SECURITY",
                "ALTER TABLE consents_askedconsents DISABLE ROW LEVEL SECURITY",
            ],
        ),
        migrations.RunSQL(
            [
                "ALTER TABLE consents_askedconsentshistory ENABLE ROW LEVEL SECURITY",
                "ALTER TABLE consents_askedconsentshistory FORCE ROW LEVEL SECURITY",
                "CREATE POLICY may_read ON consents_askedconsentshistory FOR SELECT USING (((SELECT esfportal_scope()) IN ('operator') OR project_id = ANY ((SELECT esfportal_ids('projects'))::bigint[])))",
                "CREATE POLICY owner_reads ON consents_askedconsentshistory FOR SELECT TO CURRENT_USER USING (true)",
                "CREATE POLICY may_add ON consents_askedconsentshistory FOR INSERT TO CURRENT_USER WITH CHECK (true)",
                "REVOKE INSERT, UPDATE, DELETE ON consents_askedconsentshistory FROM esfportal_application",
            ],
            [
                "GRANT INSERT, UPDATE, DELETE ON consents_askedconsentshistory TO esfportal_application",
                "DROP POLICY may_read ON consents_askedconsentshistory",
                "DROP POLICY owner_reads ON consents_askedconsentshistory",
                "DROP POLICY may_add ON consents_askedconsentshistory",
                "ALTER TABLE consents_askedconsentshistory NO FORCE ROW LEVEL SECURITY",
                "ALTER TABLE consents_askedconsentshistory DISABLE ROW LEVEL SECURITY",
            ],
        ),
    ]
