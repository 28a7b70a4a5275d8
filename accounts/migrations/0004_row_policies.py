"""Policies of row-level security, written by `manage.py make_row_policies`."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("accounts", "0003_access_scopes")]

    operations = [
        migrations.RunSQL(
            [
                "ALTER TABLE accounts_accesslogentry ENABLE ROW LEVEL SECURITY",
                "ALTER TABLE accounts_accesslogentry FORCE ROW LEVEL SECURITY",
                "CREATE POLICY may_read ON accounts_accesslogentry FOR SELECT USING ((((SELECT esfportal_scope()) IN ('operator', 'system') OR project_id = ANY ((SELECT esfportal_ids('manages_any_part'))::bigint[])) OR actor_id = (SELECT esfportal_user()) OR (SELECT esfportal_administers()) OR project_id = ANY ((SELECT esfportal_ids('people'))::bigint[]) OR (project_id = ANY ((SELECT esfportal_ids('part_projects'))::bigint[]) AND subjects && (SELECT esfportal_ids('visible_participations')))))",
                "CREATE POLICY owner_reads ON accounts_accesslogentry FOR SELECT TO CURRENT_USER USING (true)",
                "CREATE POLICY may_add ON accounts_accesslogentry FOR INSERT WITH CHECK (((SELECT esfportal_scope()) IN ('operator', 'project') OR actor_id = (SELECT esfportal_user())))",
                "REVOKE UPDATE, DELETE ON accounts_accesslogentry FROM esfportal_application",
            ],
            [
                "GRANT UPDATE, DELETE ON accounts_accesslogentry TO esfportal_application",
                "DROP POLICY may_read ON accounts_accesslogentry",
                "DROP POLICY owner_reads ON accounts_accesslogentry",
                "DROP POLICY may_add ON accounts_accesslogentry",
                "ALTER TABLE accounts_accesslogentry NO FORCE ROW LEVEL SECURITY",
                "ALTER TABLE accounts_accesslogentry DISABLE ROW LEVEL SECURITY",
            ],
        ),
        migrations.RunSQL(
            [
                "ALTER TABLE accounts_userhistory ENABLE ROW LEVEL SECURITY",
                "ALTER TABLE accounts_userhistory FORCE ROW LEVEL SECURITY",
                "CREATE POLICY may_read ON accounts_userhistory FOR SELECT USING (((SELECT esfportal_scope()) IN ('operator') OR (SELECT esfportal_administers()) OR accounts_userhistory.id = (SELECT esfportal_user())))",
                "CREATE POLICY owner_reads ON accounts_userhistory FOR SELECT TO CURRENT_USER USING (true)",
                "CREATE POLICY may_add ON accounts_userhistory FOR INSERT TO CURRENT_USER WITH CHECK (true)",
                "REVOKE INSERT, UPDATE, DELETE ON accounts_userhistory FROM esfportal_application",
            ],
            [
                "GRANT INSERT, UPDATE, DELETE ON accounts_userhistory TO esfportal_application",
                "DROP POLICY may_read ON accounts_userhistory",
                "DROP POLICY owner_reads ON accounts_userhistory",
                "DROP POLICY may_add ON accounts_userhistory",
                "ALTER TABLE accounts_userhistory NO FORCE ROW LEVEL SECURITY",
                "ALTER TABLE accounts_userhistory DISABLE ROW LEVEL SECURITY",
            ],
        ),
        migrations.RunSQL(
            [
                "ALTER TABLE accounts_organisationhistory ENABLE ROW LEVEL SECURITY",
                "ALTER TABLE accounts_organisationhistory FORCE ROW LEVEL SECURITY",
                "CREATE POLICY may_read ON accounts_organisationhistory FOR SELECT USING (((SELECT esfportal_scope()) IN ('operator') OR (SELECT esfportal_administers())))",
                "CREATE POLICY owner_reads ON accounts_organisationhistory FOR SELECT TO CURRENT_USER USING (true)",
                "CREATE POLICY may_add ON accounts_organisationhistory FOR INSERT TO CURRENT_USER WITH CHECK (true)",
                "REVOKE INSERT, UPDATE, DELETE ON accounts_organisationhistory FROM esfportal_application",
            ],
            [
                "GRANT INSERT, UPDATE, DELETE ON accounts_organisationhistory TO esfportal_application",
                "DROP POLICY may_read ON accounts_organisationhistory",
                "DROP POLICY owner_reads ON accounts_organisationhistory",
                "DROP POLICY may_add ON accounts_organisationhistory",
                "ALTER TABLE accounts_organisationhistory NO FORCE ROW LEVEL SECURITY",
                "ALTER TABLE accounts_organisationhistory DISABLE ROW LEVEL SECURITY",
            ],
        ),
    ]
