"""Policies of row-level security, written by `manage.py make_row_policies`."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("casework", "0006_absence_covers")]

    operations = [
        migrations.RunSQL(
            [
                "ALTER TABLE casework_absencecover ENABLE ROW LEVEL SECURITY",
                "ALTER TABLE casework_absencecover FORCE ROW LEVEL SECURITY",
                "CREATE POLICY may_read ON casework_absencecover FOR SELECT USING (((SELECT esfportal_scope()) IN ('operator', 'system') OR (project_id = ANY ((SELECT esfportal_ids('people'))::bigint[]) OR project_id = ANY ((SELECT esfportal_ids('part_projects'))::bigint[]))))",
                "CREATE POLICY may_add ON casework_absencecover FOR INSERT WITH CHECK (((SELECT esfportal_scope()) IN ('operator') OR ((project_id = ANY ((SELECT esfportal_ids('people'))::bigint[]) OR project_id = ANY ((SELECT esfportal_ids('part_projects'))::bigint[])) AND recorded_by_id = (SELECT esfportal_user()))))",
                "CREATE POLICY may_change ON casework_absencecover FOR UPDATE USING (((SELECT esfportal_scope()) IN ('operator', 'system') OR (project_id = ANY ((SELECT esfportal_ids('people'))::bigint[]) OR project_id = ANY ((SELECT esfportal_ids('part_projects'))::bigint[])))) WITH CHECK (((SELECT esfportal_scope()) IN ('operator') OR (project_id = ANY ((SELECT esfportal_ids('people'))::bigint[]) OR project_id = ANY ((SELECT esfportal_ids('part_projects'))::bigint[]))))",
                "CREATE POLICY may_remove ON casework_absencecover FOR DELETE USING ((SELECT esfportal_scope()) IN ('operator'))",
            ],
            [
                "DROP POLICY may_read ON casework_absencecover",
                "DROP POLICY may_add ON casework_absencecover",
                "DROP POLICY may_change ON casework_absencecover",
                "DROP POLICY may_remove ON casework_absencecover",
                "ALTER TABLE casework_absencecover NO FORCE ROW LEVEL SECURITY",
                "ALTER TABLE casework_absencecover DISABLE ROW LEVEL SECURITY",
            ],
        ),
        migrations.RunSQL(
            [
                "ALTER TABLE casework_absencecoverhistory ENABLE ROW LEVEL SECURITY",
                "ALTER TABLE casework_absencecoverhistory FORCE ROW LEVEL SECURITY",
                "CREATE POLICY may_read ON casework_absencecoverhistory FOR SELECT USING (((SELECT esfportal_scope()) IN ('operator') OR (project_id = ANY ((SELECT esfportal_ids('people'))::bigint[]) OR project_id = ANY ((SELECT esfportal_ids('part_projects'))::bigint[]))))",
                "CREATE POLICY owner_reads ON casework_absencecoverhistory FOR SELECT TO CURRENT_USER USING (true)",
                "CREATE POLICY may_add ON casework_absencecoverhistory FOR INSERT TO CURRENT_USER WITH CHECK (true)",
                "REVOKE INSERT, UPDATE, DELETE ON casework_absencecoverhistory FROM esfportal_application",
            ],
            [
                "GRANT INSERT, UPDATE, DELETE ON casework_absencecoverhistory TO esfportal_application",
                "DROP POLICY may_read ON casework_absencecoverhistory",
                "DROP POLICY owner_reads ON casework_absencecoverhistory",
                "DROP POLICY may_add ON casework_absencecoverhistory",
                "ALTER TABLE casework_absencecoverhistory NO FORCE ROW LEVEL SECURITY",
                "ALTER TABLE casework_absencecoverhistory DISABLE ROW LEVEL SECURITY",
            ],
        ),
    ]
