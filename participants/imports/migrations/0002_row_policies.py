"""Policies of row-level security, written by `manage.py make_row_policies`."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("accounts", "0003_access_scopes"), ("imports", "0001_initial")]

    operations = [
        migrations.RunSQL(
            [
                "ALTER TABLE imports_importdraft ENABLE ROW LEVEL SECURITY",
                "ALTER TABLE imports_importdraft FORCE ROW LEVEL SECURITY",
                "CREATE POLICY may_read ON imports_importdraft FOR SELECT USING (((SELECT esfportal_scope()) IN ('operator', 'system') OR (created_by_id = (SELECT esfportal_user()) AND (project_id = ANY ((SELECT esfportal_ids('people'))::bigint[]) OR project_id = ANY ((SELECT esfportal_ids('part_projects'))::bigint[])))))",
                "CREATE POLICY may_add ON imports_importdraft FOR INSERT WITH CHECK (((SELECT esfportal_scope()) IN ('operator', 'system') OR (created_by_id = (SELECT esfportal_user()) AND (project_id = ANY ((SELECT esfportal_ids('people'))::bigint[]) OR project_id = ANY ((SELECT esfportal_ids('part_projects'))::bigint[])))))",
                "CREATE POLICY may_change ON imports_importdraft FOR UPDATE USING (((SELECT esfportal_scope()) IN ('operator', 'system') OR (created_by_id = (SELECT esfportal_user()) AND (project_id = ANY ((SELECT esfportal_ids('people'))::bigint[]) OR project_id = ANY ((SELECT esfportal_ids('part_projects'))::bigint[]))))) WITH CHECK (((SELECT esfportal_scope()) IN ('operator', 'system') OR (created_by_id = (SELECT esfportal_user()) AND (project_id = ANY ((SELECT esfportal_ids('people'))::bigint[]) OR project_id = ANY ((SELECT esfportal_ids('part_projects'))::bigint[])))))",
                "CREATE POLICY may_remove ON imports_importdraft FOR DELETE USING (((SELECT esfportal_scope()) IN ('operator', 'system') OR (created_by_id = (SELECT esfportal_user()) AND (project_id = ANY ((SELECT esfportal_ids('people'))::bigint[]) OR project_id = ANY ((SELECT esfportal_ids('part_projects'))::bigint[])))))",
            ],
            [
                "DROP POLICY may_read ON imports_importdraft",
                "DROP POLICY may_add ON imports_importdraft",
                "DROP POLICY may_change ON imports_importdraft",
                "DROP POLICY may_remove ON imports_importdraft",
                "ALTER TABLE imports_importdraft NO FORCE ROW LEVEL SECURITY",
                "ALTER TABLE imports_importdraft DISABLE ROW LEVEL SECURITY",
            ],
        ),
        migrations.RunSQL(
            [
                "ALTER TABLE imports_importjob ENABLE ROW LEVEL SECURITY",
                "ALTER TABLE imports_importjob FORCE ROW LEVEL SECURITY",
                "CREATE POLICY may_read ON imports_importjob FOR SELECT USING (((SELECT esfportal_scope()) IN ('operator', 'system') OR (created_by_id = (SELECT esfportal_user()) AND (project_id = ANY ((SELECT esfportal_ids('people'))::bigint[]) OR project_id = ANY ((SELECT esfportal_ids('part_projects'))::bigint[])))))",
                "CREATE POLICY may_add ON imports_importjob FOR INSERT WITH CHECK (((SELECT esfportal_scope()) IN ('operator', 'system') OR (created_by_id = (SELECT esfportal_user()) AND (project_id = ANY ((SELECT esfportal_ids('people'))::bigint[]) OR project_id = ANY ((SELECT esfportal_ids('part_projects'))::bigint[])))))",
                "CREATE POLICY may_change ON imports_importjob FOR UPDATE USING (((SELECT esfportal_scope()) IN ('operator', 'system') OR (created_by_id = (SELECT esfportal_user()) AND (project_id = ANY ((SELECT esfportal_ids('people'))::bigint[]) OR project_id = ANY ((SELECT esfportal_ids('part_projects'))::bigint[]))))) WITH CHECK (((SELECT esfportal_scope()) IN ('operator', 'system') OR (created_by_id = (SELECT esfportal_user()) AND (project_id = ANY ((SELECT esfportal_ids('people'))::bigint[]) OR project_id = ANY ((SELECT esfportal_ids('part_projects'))::bigint[])))))",
                "CREATE POLICY may_remove ON imports_importjob FOR DELETE USING (((SELECT esfportal_scope()) IN ('operator', 'system') OR (created_by_id = (SELECT esfportal_user()) AND (project_id = ANY ((SELECT esfportal_ids('people'))::bigint[]) OR project_id = ANY ((SELECT esfportal_ids('part_projects'))::bigint[])))))",
            ],
            [
                "DROP POLICY may_read ON imports_importjob",
                "DROP POLICY may_add ON imports_importjob",
                "DROP POLICY may_change ON imports_importjob",
                "DROP POLICY may_remove ON imports_importjob",
                "ALTER TABLE imports_importjob NO FORCE ROW LEVEL SECURITY",
                "ALTER TABLE imports_importjob DISABLE ROW LEVEL SECURITY",
            ],
        ),
    ]
