"""Policies of row-level security, written by `manage.py make_row_policies`."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("certificates", "0005_group_steps")]

    operations = [
        migrations.RunSQL(
            [
                "ALTER TABLE certificates_groupstep ENABLE ROW LEVEL SECURITY",
                "ALTER TABLE certificates_groupstep FORCE ROW LEVEL SECURITY",
                "CREATE POLICY may_read ON certificates_groupstep FOR SELECT USING (((SELECT esfportal_scope()) IN ('operator', 'system') OR (created_by_id = (SELECT esfportal_user()) AND (project_id = ANY ((SELECT esfportal_ids('people'))::bigint[]) OR project_id = ANY ((SELECT esfportal_ids('part_projects'))::bigint[])))))",
                "CREATE POLICY may_add ON certificates_groupstep FOR INSERT WITH CHECK (((SELECT esfportal_scope()) IN ('operator', 'system') OR (created_by_id = (SELECT esfportal_user()) AND (project_id = ANY ((SELECT esfportal_ids('people'))::bigint[]) OR project_id = ANY ((SELECT esfportal_ids('part_projects'))::bigint[])))))",
                "CREATE POLICY may_change ON certificates_groupstep FOR UPDATE USING (((SELECT esfportal_scope()) IN ('operator', 'system') OR (created_by_id = (SELECT esfportal_user()) AND (project_id = ANY ((SELECT esfportal_ids('people'))::bigint[]) OR project_id = ANY ((SELECT esfportal_ids('part_projects'))::bigint[]))))) WITH CHECK (((SELECT esfportal_scope()) IN ('operator', 'system') OR (created_by_id = (SELECT esfportal_user()) AND (project_id = ANY ((SELECT esfportal_ids('people'))::bigint[]) OR project_id = ANY ((SELECT esfportal_ids('part_projects'))::bigint[])))))",
                "CREATE POLICY may_remove ON certificates_groupstep FOR DELETE USING (((SELECT esfportal_scope()) IN ('operator', 'system') OR (created_by_id = (SELECT esfportal_user()) AND (project_id = ANY ((SELECT esfportal_ids('people'))::bigint[]) OR project_id = ANY ((SELECT esfportal_ids('part_projects'))::bigint[])))))",
            ],
            [
                "DROP POLICY may_read ON certificates_groupstep",
                "DROP POLICY may_add ON certificates_groupstep",
                "DROP POLICY may_change ON certificates_groupstep",
                "DROP POLICY may_remove ON certificates_groupstep",
                "ALTER TABLE certificates_groupstep NO FORCE ROW LEVEL SECURITY",
                "ALTER TABLE certificates_groupstep DISABLE ROW LEVEL SECURITY",
            ],
        ),
        migrations.RunSQL(
            [
                "ALTER TABLE certificates_groupfile ENABLE ROW LEVEL SECURITY",
                "ALTER TABLE certificates_groupfile FORCE ROW LEVEL SECURITY",
                "CREATE POLICY may_read ON certificates_groupfile FOR SELECT USING (((SELECT esfportal_scope()) IN ('operator', 'system') OR (created_by_id = (SELECT esfportal_user()) AND (project_id = ANY ((SELECT esfportal_ids('people'))::bigint[]) OR project_id = ANY ((SELECT esfportal_ids('part_projects'))::bigint[])))))",
                "CREATE POLICY may_add ON certificates_groupfile FOR INSERT WITH CHECK (((SELECT esfportal_scope()) IN ('operator', 'system') OR (created_by_id = (SELECT esfportal_user()) AND (project_id = ANY ((SELECT esfportal_ids('people'))::bigint[]) OR project_id = ANY ((SELECT esfportal_ids('part_projects'))::bigint[])))))",
                "CREATE POLICY may_change ON certificates_groupfile FOR UPDATE USING (((SELECT esfportal_scope()) IN ('operator', 'system') OR (created_by_id = (SELECT esfportal_user()) AND (project_id = ANY ((SELECT esfportal_ids('people'))::bigint[]) OR project_id = ANY ((SELECT esfportal_ids('part_projects'))::bigint[]))))) WITH CHECK (((SELECT esfportal_scope()) IN ('operator', 'system') OR (created_by_id = (SELECT esfportal_user()) AND (project_id = ANY ((SELECT esfportal_ids('people'))::bigint[]) OR project_id = ANY ((SELECT esfportal_ids('part_projects'))::bigint[])))))",
                "CREATE POLICY may_remove ON certificates_groupfile FOR DELETE USING (((SELECT esfportal_scope()) IN ('operator', 'system') OR (created_by_id = (SELECT esfportal_user()) AND (project_id = ANY ((SELECT esfportal_ids('people'))::bigint[]) OR project_id = ANY ((SELECT esfportal_ids('part_projects'))::bigint[])))))",
            ],
            [
                "DROP POLICY may_read ON certificates_groupfile",
                "DROP POLICY may_add ON certificates_groupfile",
                "DROP POLICY may_change ON certificates_groupfile",
                "DROP POLICY may_remove ON certificates_groupfile",
                "ALTER TABLE certificates_groupfile NO FORCE ROW LEVEL SECURITY",
                "ALTER TABLE certificates_groupfile DISABLE ROW LEVEL SECURITY",
            ],
        ),
    ]
