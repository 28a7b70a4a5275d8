"""Policies of row-level security, written by `manage.py make_row_policies`."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("imports", "0020_checking_jobs")]

    operations = [
        migrations.RunSQL(
            [
                "ALTER TABLE imports_checkingjob ENABLE ROW LEVEL SECURITY",
                "ALTER TABLE imports_checkingjob FORCE ROW LEVEL SECURITY",
                "CREATE POLICY may_read ON imports_checkingjob FOR SELECT USING (((SELECT esfportal_scope() IN ('operator', 'system')) OR (created_by_id = (SELECT esfportal_user()) AND (project_id = ANY ((SELECT esfportal_ids('people'))::bigint[]) OR project_id = ANY ((SELECT esfportal_ids('part_projects'))::bigint[])))))",
                "CREATE POLICY may_add ON imports_checkingjob FOR INSERT WITH CHECK (((SELECT esfportal_scope() IN ('operator', 'system')) OR (created_by_id = (SELECT esfportal_user()) AND (project_id = ANY ((SELECT esfportal_ids('people'))::bigint[]) OR project_id = ANY ((SELECT esfportal_ids('part_projects'))::bigint[])))))",
                "CREATE POLICY may_change ON imports_checkingjob FOR UPDATE USING (((SELECT esfportal_scope() IN ('operator', 'system')) OR (created_by_id = (SELECT esfportal_user()) AND (project_id = ANY ((SELECT esfportal_ids('people'))::bigint[]) OR project_id = ANY ((SELECT esfportal_ids('part_projects'))::bigint[]))))) WITH CHECK (((SELECT esfportal_scope() IN ('operator', 'system')) OR (created_by_id = (SELECT esfportal_user()) AND (project_id = ANY ((SELECT esfportal_ids('people'))::bigint[]) OR project_id = ANY ((SELECT esfportal_ids('part_projects'))::bigint[])))))",
                "CREATE POLICY may_remove ON imports_checkingjob FOR DELETE USING (((SELECT esfportal_scope() IN ('operator', 'system')) OR (created_by_id = (SELECT esfportal_user()) AND (project_id = ANY ((SELECT esfportal_ids('people'))::bigint[]) OR project_id = ANY ((SELECT esfportal_ids('part_projects'))::bigint[])))))",
            ],
            [
                "DROP POLICY may_read ON imports_checkingjob",
                "DROP POLICY may_add ON imports_checkingjob",
                "DROP POLICY may_change ON imports_checkingjob",
                "DROP POLICY may_remove ON imports_checkingjob",
                "ALTER TABLE imports_checkingjob NO FORCE ROW LEVEL SECURITY",
                "ALTER TABLE imports_checkingjob DISABLE ROW LEVEL SECURITY",
            ],
        ),
    ]
