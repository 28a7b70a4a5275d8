"""Policies of row-level security, written by `manage.py make_row_policies`."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("register", "0023_registration_draft")]

    operations = [
        migrations.RunSQL(
            [
                "ALTER TABLE register_registrationdraft ENABLE ROW LEVEL SECURITY",
                "ALTER TABLE register_registrationdraft FORCE ROW LEVEL SECURITY",
                "CREATE POLICY may_read ON register_registrationdraft FOR SELECT USING (((SELECT esfportal_scope()) IN ('operator', 'system') OR (created_by_id = (SELECT esfportal_user()) AND (project_id = ANY ((SELECT esfportal_ids('people'))::bigint[]) OR project_id = ANY ((SELECT esfportal_ids('part_projects'))::bigint[])))))",
                "CREATE POLICY may_add ON register_registrationdraft FOR INSERT WITH CHECK (((SELECT esfportal_scope()) IN ('operator', 'system') OR (created_by_id = (SELECT esfportal_user()) AND (project_id = ANY ((SELECT esfportal_ids('people'))::bigint[]) OR project_id = ANY ((SELECT esfportal_ids('part_projects'))::bigint[])))))",
                "CREATE POLICY may_change ON register_registrationdraft FOR UPDATE USING (((SELECT esfportal_scope()) IN ('operator', 'system') OR (created_by_id = (SELECT esfportal_user()) AND (project_id = ANY ((SELECT esfportal_ids('people'))::bigint[]) OR project_id = ANY ((SELECT esfportal_ids('part_projects'))::bigint[]))))) WITH CHECK (((SELECT esfportal_scope()) IN ('operator', 'system') OR (created_by_id = (SELECT esfportal_user()) AND (project_id = ANY ((SELECT esfportal_ids('people'))::bigint[]) OR project_id = ANY ((SELECT esfportal_ids('part_projects'))::bigint[])))))",
                "CREATE POLICY may_remove ON register_registrationdraft FOR DELETE USING (((SELECT esfportal_scope()) IN ('operator', 'system') OR (created_by_id = (SELECT esfportal_user()) AND (project_id = ANY ((SELECT esfportal_ids('people'))::bigint[]) OR project_id = ANY ((SELECT esfportal_ids('part_projects'))::bigint[])))))",
            ],
            [
                "DROP POLICY may_read ON register_registrationdraft",
                "DROP POLICY may_add ON register_registrationdraft",
                "DROP POLICY may_change ON register_registrationdraft",
                "DROP POLICY may_remove ON register_registrationdraft",
                "ALTER TABLE register_registrationdraft NO FORCE ROW LEVEL SECURITY",
                "ALTER TABLE register_registrationdraft DISABLE ROW LEVEL SECURITY",
            ],
        ),
    ]
