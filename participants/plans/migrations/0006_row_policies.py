"""Policies of row-level security, written by `manage.py make_row_policies`."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("plans", "0005_measurements")]

    operations = [
        migrations.RunSQL(
            [
                "ALTER TABLE plans_measurement ENABLE ROW LEVEL SECURITY",
                "ALTER TABLE plans_measurement FORCE ROW LEVEL SECURITY",
                "CREATE POLICY may_read ON plans_measurement FOR SELECT USING (((SELECT esfportal_scope()) IN ('operator') OR participation_id IN (SELECT unnest(esfportal_ids('visible_participations'))) OR ((SELECT esfportal_scope()) IN ('operator') OR EXISTS (SELECT FROM register_participation AS seen WHERE seen.id = participation_id AND true))))",
                "CREATE POLICY may_add ON plans_measurement FOR INSERT WITH CHECK (((SELECT esfportal_scope()) IN ('operator') OR participation_id IN (SELECT unnest(esfportal_ids('visible_participations'))) OR ((SELECT esfportal_scope()) IN ('operator') OR EXISTS (SELECT FROM register_participation AS seen WHERE seen.id = participation_id AND true))))",
                "CREATE POLICY may_change ON plans_measurement FOR UPDATE USING (((SELECT esfportal_scope()) IN ('operator') OR participation_id IN (SELECT unnest(esfportal_ids('visible_participations'))) OR ((SELECT esfportal_scope()) IN ('operator') OR EXISTS (SELECT FROM register_participation AS seen WHERE seen.id = participation_id AND true)))) WITH CHECK (((SELECT esfportal_scope()) IN ('operator') OR participation_id IN (SELECT unnest(esfportal_ids('visible_participations'))) OR ((SELECT esfportal_scope()) IN ('operator') OR EXISTS (SELECT FROM register_participation AS seen WHERE seen.id = participation_id AND true))))",
                "CREATE POLICY may_remove ON plans_measurement FOR DELETE USING (((SELECT esfportal_scope()) IN ('operator') OR participation_id IN (SELECT unnest(esfportal_ids('visible_participations'))) OR ((SELECT esfportal_scope()) IN ('operator') OR EXISTS (SELECT FROM register_participation AS seen WHERE seen.id = participation_id AND true))))",
            ],
            [
                "DROP POLICY may_read ON plans_measurement",
                "DROP POLICY may_add ON plans_measurement",
                "DROP POLICY may_change ON plans_measurement",
                "DROP POLICY may_remove ON plans_measurement",
                "ALTER TABLE plans_measurement NO FORCE ROW LEVEL SECURITY",
                "ALTER TABLE plans_measurement DISABLE ROW LEVEL SECURITY",
            ],
        ),
        migrations.RunSQL(
            [
                "ALTER TABLE plans_measurementhistory ENABLE ROW LEVEL SECURITY",
                "ALTER TABLE plans_measurementhistory FORCE ROW LEVEL SECURITY",
                "CREATE POLICY may_read ON plans_measurementhistory FOR SELECT USING (((SELECT esfportal_scope()) IN ('operator') OR EXISTS (SELECT FROM register_participation AS seen WHERE seen.id = participation_id AND true)))",
                "CREATE POLICY owner_reads ON plans_measurementhistory FOR SELECT TO CURRENT_USER USING (true)",
                "CREATE POLICY may_add ON plans_measurementhistory FOR INSERT TO CURRENT_USER WITH CHECK (true)",
                "REVOKE INSERT, UPDATE, DELETE ON plans_measurementhistory FROM esfportal_application",
            ],
            [
                "GRANT INSERT, UPDATE, DELETE ON plans_measurementhistory TO esfportal_application",
                "DROP POLICY may_read ON plans_measurementhistory",
                "DROP POLICY owner_reads ON plans_measurementhistory",
                "DROP POLICY may_add ON plans_measurementhistory",
                "ALTER TABLE plans_measurementhistory NO FORCE ROW LEVEL SECURITY",
                "ALTER TABLE plans_measurementhistory DISABLE ROW LEVEL SECURITY",
            ],
        ),
        migrations.RunSQL(
            [
                "ALTER TABLE plans_projectscale ENABLE ROW LEVEL SECURITY",
                "ALTER TABLE plans_projectscale FORCE ROW LEVEL SECURITY",
                "CREATE POLICY may_read ON plans_projectscale FOR SELECT USING (((SELECT esfportal_scope()) IN ('operator') OR project_id = ANY ((SELECT esfportal_ids('projects'))::bigint[])))",
                "CREATE POLICY may_add ON plans_projectscale FOR INSERT WITH CHECK (((SELECT esfportal_scope()) IN ('operator') OR project_id = ANY ((SELECT esfportal_ids('manages_whole_project'))::bigint[])))",
                "CREATE POLICY may_change ON plans_projectscale FOR UPDATE USING (((SELECT esfportal_scope()) IN ('operator') OR project_id = ANY ((SELECT esfportal_ids('projects'))::bigint[]))) WITH CHECK (((SELECT esfportal_scope()) IN ('operator') OR project_id = ANY ((SELECT esfportal_ids('manages_whole_project'))::bigint[])))",
                "CREATE POLICY may_remove ON plans_projectscale FOR DELETE USING (((SELECT esfportal_scope()) IN ('operator') OR project_id = ANY ((SELECT esfportal_ids('manages_whole_project'))::bigint[])))",
            ],
            [
                "DROP POLICY may_read ON plans_projectscale",
                "DROP POLICY may_add ON plans_projectscale",
                "DROP POLICY may_change ON plans_projectscale",
                "DROP POLICY may_remove ON plans_projectscale",
                "ALTER TABLE plans_projectscale NO FORCE ROW LEVEL SECURITY",
                "ALTER TABLE plans_projectscale DISABLE ROW LEVEL SECURITY",
            ],
        ),
        migrations.RunSQL(
            [
                "ALTER TABLE plans_projectscalehistory ENABLE ROW LEVEL SECURITY",
                "ALTER TABLE plans_projectscalehistory FORCE ROW LEVEL SECURITY",
                "CREATE POLICY may_read ON plans_projectscalehistory FOR SELECT USING (((SELECT esfportal_scope()) IN ('operator') OR project_id = ANY ((SELECT esfportal_ids('projects'))::bigint[])))",
                "CREATE POLICY owner_reads ON plans_projectscalehistory FOR SELECT TO CURRENT_USER USING (true)",
                "CREATE POLICY may_add ON plans_projectscalehistory FOR INSERT TO CURRENT_USER WITH CHECK (true)",
                "REVOKE INSERT, UPDATE, DELETE ON plans_projectscalehistory FROM esfportal_application",
            ],
            [
                "GRANT INSERT, UPDATE, DELETE ON plans_projectscalehistory TO esfportal_application",
                "DROP POLICY may_read ON plans_projectscalehistory",
                "DROP POLICY owner_reads ON plans_projectscalehistory",
                "DROP POLICY may_add ON plans_projectscalehistory",
                "ALTER TABLE plans_projectscalehistory NO FORCE ROW LEVEL SECURITY",
                "ALTER TABLE plans_projectscalehistory DISABLE ROW LEVEL SECURITY",
            ],
        ),
    ]
