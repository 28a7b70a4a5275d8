"""Policies of row-level security, written by `manage.py make_row_policies`."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("statistics", "0002_kept_files")]

    operations = [
        migrations.RunSQL(
            [
                "ALTER TABLE statistics_monthlyfile ENABLE ROW LEVEL SECURITY",
                "ALTER TABLE statistics_monthlyfile FORCE ROW LEVEL SECURITY",
                "CREATE POLICY may_read ON statistics_monthlyfile FOR SELECT USING (((SELECT esfportal_scope() IN ('operator', 'system')) OR project_id = ANY ((SELECT esfportal_ids('manages_whole_project'))::bigint[])))",
                "CREATE POLICY may_add ON statistics_monthlyfile FOR INSERT WITH CHECK (((SELECT esfportal_scope() IN ('operator')) OR project_id = ANY ((SELECT esfportal_ids('manages_whole_project'))::bigint[])))",
                "CREATE POLICY may_change ON statistics_monthlyfile FOR UPDATE USING (((SELECT esfportal_scope() IN ('operator', 'system')) OR project_id = ANY ((SELECT esfportal_ids('manages_whole_project'))::bigint[]))) WITH CHECK (((SELECT esfportal_scope() IN ('operator')) OR project_id = ANY ((SELECT esfportal_ids('manages_whole_project'))::bigint[])))",
                "CREATE POLICY may_remove ON statistics_monthlyfile FOR DELETE USING (false)",
            ],
            [
                "DROP POLICY may_read ON statistics_monthlyfile",
                "DROP POLICY may_add ON statistics_monthlyfile",
                "DROP POLICY may_change ON statistics_monthlyfile",
                "DROP POLICY may_remove ON statistics_monthlyfile",
                "ALTER TABLE statistics_monthlyfile NO FORCE ROW LEVEL SECURITY",
                "ALTER TABLE statistics_monthlyfile DISABLE ROW LEVEL SECURITY",
            ],
        ),
        migrations.RunSQL(
            [
                "ALTER TABLE statistics_monthlyfilehistory ENABLE ROW LEVEL SECURITY",
                "ALTER TABLE statistics_monthlyfilehistory FORCE ROW LEVEL SECURITY",
                "CREATE POLICY may_read ON statistics_monthlyfilehistory FOR SELECT USING (((SELECT esfportal_scope() IN ('operator')) OR project_id = ANY ((SELECT esfportal_ids('manages_whole_project'))::bigint[])))",
                "CREATE POLICY owner_reads ON statistics_monthlyfilehistory FOR SELECT TO CURRENT_USER USING (true)",
                "CREATE POLICY may_add ON statistics_monthlyfilehistory FOR INSERT TO CURRENT_USER WITH CHECK (true)",
                "REVOKE INSERT, UPDATE, DELETE ON statistics_monthlyfilehistory FROM esfportal_application",
            ],
            [
                "GRANT INSERT, UPDATE, DELETE ON statistics_monthlyfilehistory TO esfportal_application",
                "DROP POLICY may_read ON statistics_monthlyfilehistory",
                "DROP POLICY owner_reads ON statistics_monthlyfilehistory",
                "DROP POLICY may_add ON statistics_monthlyfilehistory",
                "ALTER TABLE statistics_monthlyfilehistory NO FORCE ROW LEVEL SECURITY",
                "ALTER TABLE statistics_monthlyfilehistory DISABLE ROW LEVEL SECURITY",
            ],
        ),
        migrations.RunSQL(
            [
                "ALTER TABLE statistics_monthlysettings ENABLE ROW LEVEL SECURITY",
                "ALTER TABLE statistics_monthlysettings FORCE ROW LEVEL SECURITY",
                "CREATE POLICY may_read ON statistics_monthlysettings FOR SELECT USING (((SELECT esfportal_scope() IN ('operator', 'system')) OR project_id = ANY ((SELECT esfportal_ids('manages_whole_project'))::bigint[])))",
                "CREATE POLICY may_add ON statistics_monthlysettings FOR INSERT WITH CHECK (((SELECT esfportal_scope() IN ('operator')) OR project_id = ANY ((SELECT esfportal_ids('manages_whole_project'))::bigint[])))",
                "CREATE POLICY may_change ON statistics_monthlysettings FOR UPDATE USING (((SELECT esfportal_scope() IN ('operator', 'system')) OR project_id = ANY ((SELECT esfportal_ids('manages_whole_project'))::bigint[]))) WITH CHECK (((SELECT esfportal_scope() IN ('operator')) OR project_id = ANY ((SELECT esfportal_ids('manages_whole_project'))::bigint[])))",
                "CREATE POLICY may_remove ON statistics_monthlysettings FOR DELETE USING (((SELECT esfportal_scope() IN ('operator')) OR project_id = ANY ((SELECT esfportal_ids('manages_whole_project'))::bigint[])))",
            ],
            [
                "DROP POLICY may_read ON statistics_monthlysettings",
                "DROP POLICY may_add ON statistics_monthlysettings",
                "DROP POLICY may_change ON statistics_monthlysettings",
                "DROP POLICY may_remove ON statistics_monthlysettings",
                "ALTER TABLE statistics_monthlysettings NO FORCE ROW LEVEL SECURITY",
                "ALTER TABLE statistics_monthlysettings DISABLE ROW LEVEL SECURITY",
            ],
        ),
        migrations.RunSQL(
            [
                "ALTER TABLE statistics_monthlysettingshistory ENABLE ROW LEVEL SECURITY",
                "ALTER TABLE statistics_monthlysettingshistory FORCE ROW LEVEL SECURITY",
                "CREATE POLICY may_read ON statistics_monthlysettingshistory FOR SELECT USING (((SELECT esfportal_scope() IN ('operator')) OR project_id = ANY ((SELECT esfportal_ids('manages_whole_project'))::bigint[])))",
                "CREATE POLICY owner_reads ON statistics_monthlysettingshistory FOR SELECT TO CURRENT_USER USING (true)",
                "CREATE POLICY may_add ON statistics_monthlysettingshistory FOR INSERT TO CURRENT_USER WITH CHECK (true)",
                "REVOKE INSERT, UPDATE, DELETE ON statistics_monthlysettingshistory FROM esfportal_application",
            ],
            [
                "GRANT INSERT, UPDATE, DELETE ON statistics_monthlysettingshistory TO esfportal_application",
                "DROP POLICY may_read ON statistics_monthlysettingshistory",
                "DROP POLICY owner_reads ON statistics_monthlysettingshistory",
                "DROP POLICY may_add ON statistics_monthlysettingshistory",
                "ALTER TABLE statistics_monthlysettingshistory NO FORCE ROW LEVEL SECURITY",
                "ALTER TABLE statistics_monthlysettingshistory DISABLE ROW LEVEL SECURITY",
            ],
        ),
    ]
