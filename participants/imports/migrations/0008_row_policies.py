"""Policies of row-level security, written by `manage.py make_row_policies`."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("imports", "0007_marked_copies")]

    operations = [
        migrations.RunSQL(
            [
                "ALTER TABLE imports_markingjob ENABLE ROW LEVEL SECURITY",
                "ALTER TABLE imports_markingjob FORCE ROW LEVEL SECURITY",
                "CREATE POLICY may_read ON imports_markingjob FOR SELECT USING (((SELECT esfportal_scope()) IN ('operator', 'system') OR (created_by_id = (SELECT esfportal_user()) AND (project_id = ANY ((SELECT esfportal_ids('people'))::bigint[]) OR project_id = ANY ((SELECT esfportal_ids('part_projects'))::bigint[])))))",
                "CREATE POLICY may_add ON imports_markingjob FOR INSERT WITH CHECK (((SELECT esfportal_scope()) IN ('operator', 'system') OR (created_by_id = (SELECT esfportal_user()) AND (project_id = ANY ((SELECT esfportal_ids('people'))::bigint[]) OR project_id = ANY ((SELECT esfportal_ids('part_projects'))::bigint[])))))",
                "CREATE POLICY may_change ON imports_markingjob FOR UPDATE USING (((SELECT esfportal_scope()) IN ('operator', 'system') OR (created_by_id = (SELECT esfportal_user()) AND (project_id = ANY ((SELECT esfportal_ids('people'))::bigint[]) OR project_id = ANY ((SELECT esfportal_ids('part_projects'))::bigint[]))))) WITH CHECK (((SELECT esfportal_scope()) IN ('operator', 'system') OR (created_by_id = (SELECT esfportal_user()) AND (project_id = ANY ((SELECT esfportal_ids('people'))::bigint[]) OR project_id = ANY ((SELECT esfportal_ids('part_projects'))::bigint[])))))",
                "CREATE POLICY may_remove ON imports_markingjob FOR DELETE USING (((SELECT esfportal_scope()) IN ('operator', 'system') OR (created_by_id = (SELECT esfportal_user()) AND (project_id = ANY ((SELECT esfportal_ids('people'))::bigint[]) OR project_id = ANY ((SELECT esfportal_ids('part_projects'))::bigint[])))))",
            ],
            [
                "DROP POLICY may_read ON imports_markingjob",
                "DROP POLICY may_add ON imports_markingjob",
                "DROP POLICY may_change ON imports_markingjob",
                "DROP POLICY may_remove ON imports_markingjob",
                "ALTER TABLE imports_markingjob NO FORCE ROW LEVEL SECURITY",
                "ALTER TABLE imports_markingjob DISABLE ROW LEVEL SECURITY",
            ],
        ),
        migrations.RunSQL(
            [
                "ALTER TABLE imports_markedcopy ENABLE ROW LEVEL SECURITY",
                "ALTER TABLE imports_markedcopy FORCE ROW LEVEL SECURITY",
                "CREATE POLICY may_read ON imports_markedcopy FOR SELECT USING (((SELECT esfportal_scope()) IN ('operator', 'system') OR (created_by_id = (SELECT esfportal_user()) AND (project_id = ANY ((SELECT esfportal_ids('people'))::bigint[]) OR project_id = ANY ((SELECT esfportal_ids('part_projects'))::bigint[])))))",
                "CREATE POLICY may_add ON imports_markedcopy FOR INSERT WITH CHECK (((SELECT esfportal_scope()) IN ('operator', 'system') OR (created_by_id = (SELECT esfportal_user()) AND (project_id = ANY ((SELECT esfportal_ids('people'))::bigint[]) OR project_id = ANY ((SELECT esfportal_ids('part_projects'))::bigint[])))))",
                "CREATE POLICY may_change ON imports_markedcopy FOR UPDATE USING (((SELECT esfportal_scope()) IN ('operator', 'system') OR (created_by_id = (SELECT esfportal_user()) AND (project_id = ANY ((SELECT esfportal_ids('people'))::bigint[]) OR project_id = ANY ((SELECT esfportal_ids('part_projects'))::bigint[]))))) WITH CHECK (((SELECT esfportal_scope()) IN ('operator', 'system') OR (created_by_id = (SELECT esfportal_user()) AND (project_id = ANY ((SELECT esfportal_ids('people'))::bigint[]) OR project_id = ANY ((SELECT esfportal_ids('part_projects'))::bigint[])))))",
                "CREATE POLICY may_remove ON imports_markedcopy FOR DELETE USING (((SELECT esfportal_scope()) IN ('operator', 'system') OR (created_by_id = (SELECT esfportal_user()) AND (project_id = ANY ((SELECT esfportal_ids('people'))::bigint[]) OR project_id = ANY ((SELECT esfportal_ids('part_projects'))::bigint[])))))",
            ],
            [
                "DROP POLICY may_read ON imports_markedcopy",
                "DROP POLICY may_add ON imports_markedcopy",
                "DROP POLICY may_change ON imports_markedcopy",
                "DROP POLICY may_remove ON imports_markedcopy",
                "ALTER TABLE imports_markedcopy NO FORCE ROW LEVEL SECURITY",
                "ALTER TABLE imports_markedcopy DISABLE ROW LEVEL SECURITY",
            ],
        ),
    ]
