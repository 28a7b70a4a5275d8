"""Policies of row-level security, written by `manage.py make_row_policies`."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("register", "0020_list_exports")]

    operations = [
        migrations.RunSQL(
            [
                "ALTER TABLE register_listexport ENABLE ROW LEVEL SECURITY",
                "ALTER TABLE register_listexport FORCE ROW LEVEL SECURITY",
                "CREATE POLICY may_read ON register_listexport FOR SELECT USING (((SELECT esfportal_scope()) IN ('operator', 'system') OR (created_by_id = (SELECT esfportal_user()) AND (project_id = ANY ((SELECT esfportal_ids('people'))::bigint[]) OR project_id = ANY ((SELECT esfportal_ids('part_projects'))::bigint[])))))",
                "CREATE POLICY may_add ON register_listexport FOR INSERT WITH CHECK (((SELECT esfportal_scope()) IN ('operator', 'system') OR (created_by_id = (SELECT esfportal_user()) AND (project_id = ANY ((SELECT esfportal_ids('people'))::bigint[]) OR project_id = ANY ((SELECT esfportal_ids('part_projects'))::bigint[])))))",
                "CREATE POLICY may_change ON register_listexport FOR UPDATE USING (((SELECT esfportal_scope()) IN ('operator', 'system') OR (created_by_id = (SELECT esfportal_user()) AND (project_id = ANY ((SELECT esfportal_ids('people'))::bigint[]) OR project_id = ANY ((SELECT esfportal_ids('part_projects'))::bigint[]))))) WITH CHECK (((SELECT esfportal_scope()) IN ('operator', 'system') OR (created_by_id = (SELECT esfportal_user()) AND (project_id = ANY ((SELECT esfportal_ids('people'))::bigint[]) OR project_id = ANY ((SELECT esfportal_ids('part_projects'))::bigint[])))))",
                "CREATE POLICY may_remove ON register_listexport FOR DELETE USING (((SELECT esfportal_scope()) IN ('operator', 'system') OR (created_by_id = (SELECT esfportal_user()) AND (project_id = ANY ((SELECT esfportal_ids('people'))::bigint[]) OR project_id = ANY ((SELECT esfportal_ids('part_projects'))::bigint[])))))",
            ],
            [
                "DROP POLICY may_read ON register_listexport",
                "DROP POLICY may_add ON register_listexport",
                "DROP POLICY may_change ON register_listexport",
                "DROP POLICY may_remove ON register_listexport",
                "ALTER TABLE register_listexport NO FORCE ROW LEVEL SECURITY",
                "ALTER TABLE register_listexport DISABLE ROW LEVEL SECURITY",
            ],
        ),
        migrations.RunSQL(
            [
                "ALTER TABLE register_exportedlist ENABLE ROW LEVEL SECURITY",
                "ALTER TABLE register_exportedlist FORCE ROW LEVEL SECURITY",
                "CREATE POLICY may_read ON register_exportedlist FOR SELECT USING (((SELECT esfportal_scope()) IN ('operator', 'system') OR (created_by_id = (SELECT esfportal_user()) AND (project_id = ANY ((SELECT esfportal_ids('people'))::bigint[]) OR project_id = ANY ((SELECT esfportal_ids('part_projects'))::bigint[])))))",
                "CREATE POLICY may_add ON register_exportedlist FOR INSERT WITH CHECK (((SELECT esfportal_scope()) IN ('operator', 'system') OR (created_by_id = (SELECT esfportal_user()) AND (project_id = ANY ((SELECT esfportal_ids('people'))::bigint[]) OR project_id = ANY ((SELECT esfportal_ids('part_projects'))::bigint[])))))",
                "CREATE POLICY may_change ON register_exportedlist FOR UPDATE USING (((SELECT esfportal_scope()) IN ('operator', 'system') OR (created_by_id = (SELECT esfportal_user()) AND (project_id = ANY ((SELECT esfportal_ids('people'))::bigint[]) OR project_id = ANY ((SELECT esfportal_ids('part_projects'))::bigint[]))))) WITH CHECK (((SELECT esfportal_scope()) IN ('operator', 'system') OR (created_by_id = (SELECT esfportal_user()) AND (project_id = ANY ((SELECT esfportal_ids('people'))::bigint[]) OR project_id = ANY ((SELECT esfportal_ids('part_projects'))::bigint[])))))",
                "CREATE POLICY may_remove ON register_exportedlist FOR DELETE USING (((SELECT esfportal_scope()) IN ('operator', 'system') OR (created_by_id = (SELECT esfportal_user()) AND (project_id = ANY ((SELECT esfportal_ids('people'))::bigint[]) OR project_id = ANY ((SELECT esfportal_ids('part_projects'))::bigint[])))))",
            ],
            [
                "DROP POLICY may_read ON register_exportedlist",
                "DROP POLICY may_add ON register_exportedlist",
                "DROP POLICY may_change ON register_exportedlist",
                "DROP POLICY may_remove ON register_exportedlist",
                "ALTER TABLE register_exportedlist NO FORCE ROW LEVEL SECURITY",
                "ALTER TABLE register_exportedlist DISABLE ROW LEVEL SECURITY",
            ],
        ),
    ]
