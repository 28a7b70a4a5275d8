"""Policies of row-level security, written by `manage.py make_row_policies`."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("accounts", "0003_access_scopes"), ("audit", "0002_hash_chain")]

    operations = [
        migrations.RunSQL(
            [
                "ALTER TABLE audit_auditentry ENABLE ROW LEVEL SECURITY",
                "ALTER TABLE audit_auditentry FORCE ROW LEVEL SECURITY",
                "CREATE POLICY may_read ON audit_auditentry FOR SELECT USING ((((SELECT esfportal_scope()) IN ('operator') OR project_id = ANY ((SELECT esfportal_ids('manages_any_part'))::bigint[])) OR actor_id = (SELECT esfportal_user()) OR (((SELECT esfportal_scope()) IN ('operator', 'system') OR (SELECT esfportal_administers())) AND (object_type LIKE 'accounts.%' OR object_type = 'team.membership')) OR ((project_id = ANY ((SELECT esfportal_ids('people'))::bigint[]) OR project_id = ANY ((SELECT esfportal_ids('part_projects'))::bigint[])) AND action IN ('number_unreadable', 'number_readable'))))",
                "CREATE POLICY owner_reads ON audit_auditentry FOR SELECT TO CURRENT_USER USING (true)",
                "CREATE POLICY may_add ON audit_auditentry FOR INSERT WITH CHECK (((SELECT esfportal_scope()) IN ('operator') OR actor_id IS NULL OR actor_id = (SELECT esfportal_user()) OR (SELECT esfportal_user()) IS NULL))",
                "REVOKE UPDATE, DELETE ON audit_auditentry FROM esfportal_application",
            ],
            [
                "GRANT UPDATE, DELETE ON audit_auditentry TO esfportal_application",
                "DROP POLICY may_read ON audit_auditentry",
                "DROP POLICY owner_reads ON audit_auditentry",
                "DROP POLICY may_add ON audit_auditentry",
                "ALTER TABLE audit_auditentry NO FORCE ROW LEVEL SECURITY",
                "ALTER TABLE audit_auditentry DISABLE ROW LEVEL SECURITY",
            ],
        ),
    ]
