"""Policies of row-level security, written by `manage.py make_row_policies`."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("plans", "0001_initial")]

    operations = [
        migrations.RunSQL(
            [
                "ALTER TABLE plans_plan ENABLE ROW LEVEL SECURITY",
                "ALTER TABLE plans_plan FORCE ROW LEVEL SECURITY",
                "CREATE POLICY may_read ON plans_plan FOR SELECT USING (((SELECT esfportal_scope()) IN ('operator') OR participation_id IN (SELECT unnest(esfportal_ids('visible_participations'))) OR ((SELECT esfportal_scope()) IN ('operator') OR EXISTS (SELECT FROM register_participation AS seen WHERE seen.id = participation_id AND true))))",
                "CREATE POLICY may_add ON plans_plan FOR INSERT WITH CHECK (((SELECT esfportal_scope()) IN ('operator') OR participation_id IN (SELECT unnest(esfportal_ids('visible_participations'))) OR ((SELECT esfportal_scope()) IN ('operator') OR EXISTS (SELECT FROM register_participation AS seen WHERE seen.id = participation_id AND true))))",
                "CREATE POLICY may_change ON plans_plan FOR UPDATE USING (((SELECT esfportal_scope()) IN ('operator') OR participation_id IN (SELECT unnest(esfportal_ids('visible_participations'))) OR ((SELECT esfportal_scope()) IN ('operator') OR EXISTS (SELECT FROM register_participation AS seen WHERE seen.id = participation_id AND true)))) WITH CHECK (((SELECT esfportal_scope()) IN ('operator') OR participation_id IN (SELECT unnest(esfportal_ids('visible_participations'))) OR ((SELECT esfportal_scope()) IN ('operator') OR EXISTS (SELECT FROM register_participation AS seen WHERE seen.id = participation_id AND true))))",
                "CREATE POLICY may_remove ON plans_plan FOR DELETE USING (((SELECT esfportal_scope()) IN ('operator') OR participation_id IN (SELECT unnest(esfportal_ids('visible_participations'))) OR ((SELECT esfportal_scope()) IN ('operator') OR EXISTS (SELECT FROM register_participation AS seen WHERE seen.id = participation_id AND true))))",
            ],
            [
                "DROP POLICY may_read ON plans_plan",
                "DROP POLICY may_add ON plans_plan",
                "DROP POLICY may_change ON plans_plan",
                "DROP POLICY may_remove ON plans_plan",
                "ALTER TABLE plans_plan NO FORCE ROW LEVEL SECURITY",
                "ALTER TABLE plans_plan DISABLE ROW LEVEL SECURITY",
            ],
        ),
        migrations.RunSQL(
            [
                "ALTER TABLE plans_step ENABLE ROW LEVEL SECURITY",
                "ALTER TABLE plans_step FORCE ROW LEVEL SECURITY",
                "CREATE POLICY may_read ON plans_step FOR SELECT USING (((SELECT esfportal_scope()) IN ('operator') OR participation_id IN (SELECT unnest(esfportal_ids('visible_participations'))) OR ((SELECT esfportal_scope()) IN ('operator') OR EXISTS (SELECT FROM register_participation AS seen WHERE seen.id = participation_id AND true))))",
                "CREATE POLICY may_add ON plans_step FOR INSERT WITH CHECK (((SELECT esfportal_scope()) IN ('operator') OR participation_id IN (SELECT unnest(esfportal_ids('visible_participations'))) OR ((SELECT esfportal_scope()) IN ('operator') OR EXISTS (SELECT FROM register_participation AS seen WHERE seen.id = participation_id AND true))))",
                "CREATE POLICY may_change ON plans_step FOR UPDATE USING (((SELECT esfportal_scope()) IN ('operator') OR participation_id IN (SELECT unnest(esfportal_ids('visible_participations'))) OR ((SELECT esfportal_scope()) IN ('operator') OR EXISTS (SELECT FROM register_participation AS seen WHERE seen.id = participation_id AND true)))) WITH CHECK (((SELECT esfportal_scope()) IN ('operator') OR participation_id IN (SELECT unnest(esfportal_ids('visible_participations'))) OR ((SELECT esfportal_scope()) IN ('operator') OR EXISTS (SELECT FROM register_participation AS seen WHERE seen.id = participation_id AND true))))",
                "CREATE POLICY may_remove ON plans_step FOR DELETE USING (((SELECT esfportal_scope()) IN ('operator') OR participation_id IN (SELECT unnest(esfportal_ids('visible_participations'))) OR ((SELECT esfportal_scope()) IN ('operator') OR EXISTS (SELECT FROM register_participation AS seen WHERE seen.id = participation_id AND true))))",
            ],
            [
                "DROP POLICY may_read ON plans_step",
                "DROP POLICY may_add ON plans_step",
                "DROP POLICY may_change ON plans_step",
                "DROP POLICY may_remove ON plans_step",
                "ALTER TABLE plans_step NO FORCE ROW LEVEL SECURITY",
                "ALTER TABLE plans_step DISABLE ROW LEVEL SECURITY",
            ],
        ),
        migrations.RunSQL(
            [
                "ALTER TABLE plans_planhistory ENABLE ROW LEVEL SECURITY",
                "ALTER TABLE plans_planhistory FORCE ROW LEVEL SECURITY",
                "CREATE POLICY may_read ON plans_planhistory FOR SELECT USING (((SELECT esfportal_scope()) IN ('operator') OR EXISTS (SELECT FROM register_participation AS seen WHERE seen.id = participation_id AND true)))",
                "CREATE POLICY owner_reads ON plans_planhistory FOR SELECT TO CURRENT_USER USING (true)",
                "CREATE POLICY may_add ON plans_planhistory FOR INSERT TO CURRENT_USER WITH CHECK (true)",
                "REVOKE INSERT, UPDATE, DELETE ON plans_planhistory FROM esfportal_application",
            ],
            [
                "GRANT INSERT, UPDATE, DELETE ON plans_planhistory TO esfportal_application",
                "DROP POLICY may_read ON plans_planhistory",
                "DROP POLICY owner_reads ON plans_planhistory",
                "DROP POLICY may_add ON plans_planhistory",
                "ALTER TABLE plans_planhistory NO FORCE ROW LEVEL SECURITY",
                "ALTER TABLE plans_planhistory DISABLE ROW LEVEL SECURITY",
            ],
        ),
        migrations.RunSQL(
            [
                "ALTER TABLE plans_stephistory ENABLE ROW LEVEL SECURITY",
                "ALTER TABLE plans_stephistory FORCE ROW LEVEL SECURITY",
                "CREATE POLICY may_read ON plans_stephistory FOR SELECT USING (((SELECT esfportal_scope()) IN ('operator') OR EXISTS (SELECT FROM register_participation AS seen WHERE seen.id = participation_id AND true)))",
                "CREATE POLICY owner_reads ON plans_stephistory FOR SELECT TO CURRENT_USER USING (true)",
                "CREATE POLICY may_add ON plans_stephistory FOR INSERT TO CURRENT_USER WITH CHECK (true)",
                "REVOKE INSERT, UPDATE, DELETE ON plans_stephistory FROM esfportal_application",
            ],
            [
                "GRANT INSERT, UPDATE, DELETE ON plans_stephistory TO esfportal_application",
                "DROP POLICY may_read ON plans_stephistory",
                "DROP POLICY owner_reads ON plans_stephistory",
                "DROP POLICY may_add ON plans_stephistory",
                "ALTER TABLE plans_stephistory NO FORCE ROW LEVEL SECURITY",
                "ALTER TABLE plans_stephistory DISABLE ROW LEVEL SECURITY",
            ],
        ),
    ]
