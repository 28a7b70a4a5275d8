"""Policies of row-level security, written by `manage.py make_row_policies`."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("imports", "0025_lists_of_employers")]

    operations = [
        migrations.RunSQL(
            [
                "ALTER TABLE imports_replacedcontact ENABLE ROW LEVEL SECURITY",
                "ALTER TABLE imports_replacedcontact FORCE ROW LEVEL SECURITY",
                "CREATE POLICY may_read ON imports_replacedcontact FOR SELECT USING ((((SELECT esfportal_scope() IN ('operator')) OR project_id = ANY ((SELECT esfportal_ids('people'))::bigint[]) OR project_id = ANY ((SELECT esfportal_ids('part_projects'))::bigint[])) OR (SELECT esfportal_scope() IN ('operator', 'system'))))",
                "CREATE POLICY may_add ON imports_replacedcontact FOR INSERT WITH CHECK ((((SELECT esfportal_scope() IN ('operator')) OR project_id = ANY ((SELECT esfportal_ids('people'))::bigint[]) OR project_id = ANY ((SELECT esfportal_ids('part_projects'))::bigint[])) OR (SELECT esfportal_scope() IN ('operator', 'system'))))",
                "CREATE POLICY may_change ON imports_replacedcontact FOR UPDATE USING ((((SELECT esfportal_scope() IN ('operator')) OR project_id = ANY ((SELECT esfportal_ids('people'))::bigint[]) OR project_id = ANY ((SELECT esfportal_ids('part_projects'))::bigint[])) OR (SELECT esfportal_scope() IN ('operator', 'system')))) WITH CHECK ((((SELECT esfportal_scope() IN ('operator')) OR project_id = ANY ((SELECT esfportal_ids('people'))::bigint[]) OR project_id = ANY ((SELECT esfportal_ids('part_projects'))::bigint[])) OR (SELECT esfportal_scope() IN ('operator', 'system'))))",
                "CREATE POLICY may_remove ON imports_replacedcontact FOR DELETE USING ((((SELECT esfportal_scope() IN ('operator')) OR project_id = ANY ((SELECT esfportal_ids('people'))::bigint[]) OR project_id = ANY ((SELECT esfportal_ids('part_projects'))::bigint[])) OR (SELECT esfportal_scope() IN ('operator', 'system'))))",
            ],
            [
                "DROP POLICY may_read ON imports_replacedcontact",
                "DROP POLICY may_add ON imports_replacedcontact",
                "DROP POLICY may_change ON imports_replacedcontact",
                "DROP POLICY may_remove ON imports_replacedcontact",
                "ALTER TABLE imports_replacedcontact NO FORCE ROW LEVEL SECURITY",
                "ALTER TABLE imports_replacedcontact DISABLE ROW LEVEL SECURITY",
            ],
        ),
    ]
