"""Policies of row-level security, written by `manage.py make_row_policies`."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("identity_providers", "0001_initial")]

    operations = [
        migrations.RunSQL(
            [
                "ALTER TABLE identity_providers_identityprovider ENABLE ROW LEVEL SECURITY",
                "ALTER TABLE identity_providers_identityprovider FORCE ROW LEVEL SECURITY",
                "CREATE POLICY may_read ON identity_providers_identityprovider FOR SELECT USING ((SELECT esfportal_scope()) IN ('operator', 'system'))",
                "CREATE POLICY may_add ON identity_providers_identityprovider FOR INSERT WITH CHECK ((SELECT esfportal_scope()) IN ('operator'))",
                "CREATE POLICY may_change ON identity_providers_identityprovider FOR UPDATE USING ((SELECT esfportal_scope()) IN ('operator', 'system')) WITH CHECK ((SELECT esfportal_scope()) IN ('operator'))",
                "CREATE POLICY may_remove ON identity_providers_identityprovider FOR DELETE USING ((SELECT esfportal_scope()) IN ('operator'))",
            ],
            [
                "DROP POLICY may_read ON identity_providers_identityprovider",
                "DROP POLICY may_add ON identity_providers_identityprovider",
                "DROP POLICY may_change ON identity_providers_identityprovider",
                "DROP POLICY may_remove ON identity_providers_identityprovider",
                "ALTER TABLE identity_providers_identityprovider NO FORCE ROW LEVEL SECURITY",
                "ALTER TABLE identity_providers_identityprovider DISABLE ROW LEVEL SECURITY",
            ],
        ),
        migrations.RunSQL(
            [
                "ALTER TABLE identity_providers_identityproviderhistory ENABLE ROW LEVEL SECURITY",
                "ALTER TABLE identity_providers_identityproviderhistory FORCE ROW LEVEL SECURITY",
                "CREATE POLICY may_read ON identity_providers_identityproviderhistory FOR SELECT USING ((SELECT esfportal_scope()) IN ('operator'))",
                "CREATE POLICY owner_reads ON identity_providers_identityproviderhistory FOR SELECT TO CURRENT_USER USING (true)",
                "CREATE POLICY may_add ON identity_providers_identityproviderhistory FOR INSERT TO CURRENT_USER WITH CHECK (true)",
                "REVOKE INSERT, UPDATE, DELETE ON identity_providers_identityproviderhistory FROM esfportal_application",
            ],
            [
                "GRANT INSERT, UPDATE, DELETE ON identity_providers_identityproviderhistory TO esfportal_application",
                "DROP POLICY may_read ON identity_providers_identityproviderhistory",
                "DROP POLICY owner_reads ON identity_providers_identityproviderhistory",
                "DROP POLICY may_add ON identity_providers_identityproviderhistory",
                "ALTER TABLE identity_providers_identityproviderhistory NO FORCE ROW LEVEL SECURITY",
                "ALTER TABLE identity_providers_identityproviderhistory DISABLE ROW LEVEL SECURITY",
            ],
        ),
    ]
