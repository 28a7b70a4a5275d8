"""Policies of row-level security, written by `manage.py make_row_policies`."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("imports", "0018_undone_imports")]

    operations = [
        migrations.RunSQL(
            [
                "ALTER TABLE imports_undoneimport ENABLE ROW LEVEL SECURITY",
                "ALTER TABLE imports_undoneimport FORCE ROW LEVEL SECURITY",
                "CREATE POLICY may_read ON imports_undoneimport FOR SELECT USING ((((SELECT esfportal_scope() IN ('operator', 'system')) OR (created_by_id = (SELECT esfportal_user()) AND (project_id = ANY ((SELECT esfportal_ids('people'))::bigint[]) OR project_id = ANY ((SELECT esfportal_ids('part_projects'))::bigint[])))) OR project_id = ANY ((SELECT esfportal_ids('people'))::bigint[])))",
                "CREATE POLICY may_add ON imports_undoneimport FOR INSERT WITH CHECK (((SELECT esfportal_scope() IN ('operator', 'system')) OR (created_by_id = (SELECT esfportal_user()) AND (project_id = ANY ((SELECT esfportal_ids('people'))::bigint[]) OR project_id = ANY ((SELECT esfportal_ids('part_projects'))::bigint[])))))",
                "CREATE POLICY may_change ON imports_undoneimport FOR UPDATE USING ((((SELECT esfportal_scope() IN ('operator', 'system')) OR (created_by_id = (SELECT esfportal_user()) AND (project_id = ANY ((SELECT esfportal_ids('people'))::bigint[]) OR project_id = ANY ((SELECT esfportal_ids('part_projects'))::bigint[])))) OR project_id = ANY ((SELECT esfportal_ids('people'))::bigint[]))) WITH CHECK ((SELECT esfportal_scope() IN ('operator', 'system')))",
                "CREATE POLICY may_remove ON imports_undoneimport FOR DELETE USING ((SELECT esfportal_scope() IN ('operator', 'system')))",
            ],
            [
                "DROP POLICY may_read ON imports_undoneimport",
                "DROP POLICY may_add ON imports_undoneimport",
                "DROP POLICY may_change ON imports_undoneimport",
                "DROP POLICY may_remove ON imports_undoneimport",
                "ALTER TABLE imports_undoneimport NO FORCE ROW LEVEL SECURITY",
                "ALTER TABLE imports_undoneimport DISABLE ROW LEVEL SECURITY",
            ],
        ),
    ]
