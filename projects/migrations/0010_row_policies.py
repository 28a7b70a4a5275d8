"""Policies of row-level security, written by `manage.py make_row_policies`."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("projects", "0009_report_duties")]

    operations = [
        migrations.RunSQL(
            [
                "ALTER TABLE projects_reportduty ENABLE ROW LEVEL SECURITY",
                "ALTER TABLE projects_reportduty FORCE ROW LEVEL SECURITY",
                "CREATE POLICY may_read ON projects_reportduty FOR SELECT USING (((SELECT esfportal_scope()) IN ('operator', 'system') OR project_id = ANY ((SELECT esfportal_ids('projects'))::bigint[])))",
                "CREATE POLICY may_add ON projects_reportduty FOR INSERT WITH CHECK ((((SELECT esfportal_scope()) IN ('operator') OR project_id = ANY ((SELECT esfportal_ids('manages_whole_project'))::bigint[])) OR project_id = ANY ((SELECT esfportal_ids('funds'))::bigint[])))",
                "CREATE POLICY may_change ON projects_reportduty FOR UPDATE USING (((SELECT esfportal_scope()) IN ('operator', 'system') OR project_id = ANY ((SELECT esfportal_ids('projects'))::bigint[]))) WITH CHECK ((((SELECT esfportal_scope()) IN ('operator') OR project_id = ANY ((SELECT esfportal_ids('manages_whole_project'))::bigint[])) OR project_id = ANY ((SELECT esfportal_ids('funds'))::bigint[])))",
                "CREATE POLICY may_remove ON projects_reportduty FOR DELETE USING ((((SELECT esfportal_scope()) IN ('operator') OR project_id = ANY ((SELECT esfportal_ids('manages_whole_project'))::bigint[])) OR project_id = ANY ((SELECT esfportal_ids('funds'))::bigint[])))",
            ],
            [
                "DROP POLICY may_read ON projects_reportduty",
                "DROP POLICY may_add ON projects_reportduty",
                "DROP POLICY may_change ON projects_reportduty",
                "DROP POLICY may_remove ON projects_reportduty",
                "ALTER TABLE projects_reportduty NO FORCE ROW LEVEL SECURITY",
                "ALTER TABLE projects_reportduty DISABLE ROW LEVEL SECURITY",
            ],
        ),
        migrations.RunSQL(
            [
                "ALTER TABLE projects_reportdutyhistory ENABLE ROW LEVEL SECURITY",
                "ALTER TABLE projects_reportdutyhistory FORCE ROW LEVEL SECURITY",
                "CREATE POLICY may_read ON projects_reportdutyhistory FOR SELECT USING (((SELECT esfportal_scope()) IN ('operator') OR project_id = ANY ((SELECT esfportal_ids('projects'))::bigint[])))",
                "CREATE POLICY owner_reads ON projects_reportdutyhistory FOR SELECT TO CURRENT_USER USING (true)",
                "CREATE POLICY may_add ON projects_reportdutyhistory FOR INSERT TO CURRENT_USER WITH CHECK (true)",
                "REVOKE INSERT, UPDATE, DELETE ON projects_reportdutyhistory FROM esfportal_application",
            ],
            [
                "GRANT INSERT, UPDATE, DELETE ON projects_reportdutyhistory TO esfportal_application",
                "DROP POLICY may_read ON projects_reportdutyhistory",
                "DROP POLICY owner_reads ON projects_reportdutyhistory",
                "DROP POLICY may_add ON projects_reportdutyhistory",
                "ALTER TABLE projects_reportdutyhistory NO FORCE ROW LEVEL SECURITY",
                "ALTER TABLE projects_reportdutyhistory DISABLE ROW LEVEL SECURITY",
            ],
        ),
    ]
