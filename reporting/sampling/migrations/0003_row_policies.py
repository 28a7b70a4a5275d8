"""Policies of row-level security, written by `manage.py make_row_policies`."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("sampling", "0002_kept_samples")]

    operations = [
        migrations.RunSQL(
            [
                "ALTER TABLE sampling_sample ENABLE ROW LEVEL SECURITY",
                "ALTER TABLE sampling_sample FORCE ROW LEVEL SECURITY",
                "CREATE POLICY may_read ON sampling_sample FOR SELECT USING (((SELECT esfportal_scope() IN ('operator')) OR project_id = ANY ((SELECT esfportal_ids('projects'))::bigint[])))",
                "CREATE POLICY may_add ON sampling_sample FOR INSERT WITH CHECK (((SELECT esfportal_scope() IN ('operator')) OR project_id IN (SELECT held.project_id FROM team_membership AS held WHERE held.user_id = (SELECT esfportal_user()) AND held.role = 'auditor' AND held.ended_at IS NULL AND held.starts_on <= (now() AT TIME ZONE 'Europe/Stockholm')::date AND (held.ends_on IS NULL OR held.ends_on >= (now() AT TIME ZONE 'Europe/Stockholm')::date))))",
                "CREATE POLICY may_change ON sampling_sample FOR UPDATE USING (((SELECT esfportal_scope() IN ('operator')) OR project_id = ANY ((SELECT esfportal_ids('projects'))::bigint[]))) WITH CHECK (((SELECT esfportal_scope() IN ('operator')) OR project_id IN (SELECT held.project_id FROM team_membership AS held WHERE held.user_id = (SELECT esfportal_user()) AND held.role = 'auditor' AND held.ended_at IS NULL AND held.starts_on <= (now() AT TIME ZONE 'Europe/Stockholm')::date AND (held.ends_on IS NULL OR held.ends_on >= (now() AT TIME ZONE 'Europe/Stockholm')::date))))",
                "CREATE POLICY may_remove ON sampling_sample FOR DELETE USING (false)",
            ],
            [
                "DROP POLICY may_read ON sampling_sample",
                "DROP POLICY may_add ON sampling_sample",
                "DROP POLICY may_change ON sampling_sample",
                "DROP POLICY may_remove ON sampling_sample",
                "ALTER TABLE sampling_sample NO FORCE ROW LEVEL SECURITY",
                "ALTER TABLE sampling_sample DISABLE ROW LEVEL SECURITY",
            ],
        ),
        migrations.RunSQL(
            [
                "ALTER TABLE sampling_samplehistory ENABLE ROW LEVEL SECURITY",
                "ALTER TABLE sampling_samplehistory FORCE ROW LEVEL SECURITY",
                "CREATE POLICY may_read ON sampling_samplehistory FOR SELECT USING (((SELECT esfportal_scope() IN ('operator')) OR project_id = ANY ((SELECT esfportal_ids('projects'))::bigint[])))",
                "CREATE POLICY owner_reads ON sampling_samplehistory FOR SELECT TO CURRENT_USER USING (true)",
                "CREATE POLICY may_add ON sampling_samplehistory FOR INSERT TO CURRENT_USER WITH CHECK (true)",
                "REVOKE INSERT, UPDATE, DELETE ON sampling_samplehistory FROM esfportal_application",
            ],
            [
                "GRANT INSERT, UPDATE, DELETE ON sampling_samplehistory TO esfportal_application",
                "DROP POLICY may_read ON sampling_samplehistory",
                "DROP POLICY owner_reads ON sampling_samplehistory",
                "DROP POLICY may_add ON sampling_samplehistory",
                "ALTER TABLE sampling_samplehistory NO FORCE ROW LEVEL SECURITY",
                "ALTER TABLE sampling_samplehistory DISABLE ROW LEVEL SECURITY",
            ],
        ),
        migrations.RunSQL(
            [
                "ALTER TABLE sampling_sampleitem ENABLE ROW LEVEL SECURITY",
                "ALTER TABLE sampling_sampleitem FORCE ROW LEVEL SECURITY",
                "CREATE POLICY may_read ON sampling_sampleitem FOR SELECT USING ((((SELECT esfportal_scope() IN ('operator')) OR EXISTS (SELECT FROM sampling_sample AS seen WHERE seen.id = sample_id AND seen.project_id IN (SELECT held.project_id FROM team_membership AS held WHERE held.user_id = (SELECT esfportal_user()) AND held.role = 'auditor' AND held.ended_at IS NULL AND held.starts_on <= (now() AT TIME ZONE 'Europe/Stockholm')::date AND (held.ends_on IS NULL OR held.ends_on >= (now() AT TIME ZONE 'Europe/Stockholm')::date)))) OR (((SELECT esfportal_scope() IN ('operator')) OR EXISTS (SELECT FROM sampling_sample AS seen WHERE seen.id = sample_id AND seen.state = 'closed')) AND (((SELECT esfportal_scope() IN ('operator')) OR EXISTS (SELECT FROM sampling_sample AS seen WHERE seen.id = sample_id AND seen.project_id = ANY ((SELECT esfportal_ids('manages_whole_project'))::bigint[]))) OR ((SELECT esfportal_scope() IN ('operator')) OR EXISTS (SELECT FROM register_participation AS seen WHERE seen.id = participation_id AND true))))))",
                "CREATE POLICY may_add ON sampling_sampleitem FOR INSERT WITH CHECK (((SELECT esfportal_scope() IN ('operator')) OR EXISTS (SELECT FROM sampling_sample AS seen WHERE seen.id = sample_id AND (seen.state = 'open' AND seen.project_id IN (SELECT held.project_id FROM team_membership AS held WHERE held.user_id = (SELECT esfportal_user()) AND held.role = 'auditor' AND held.ended_at IS NULL AND held.starts_on <= (now() AT TIME ZONE 'Europe/Stockholm')::date AND (held.ends_on IS NULL OR held.ends_on >= (now() AT TIME ZONE 'Europe/Stockholm')::date))))))",
                "CREATE POLICY may_change ON sampling_sampleitem FOR UPDATE USING ((((SELECT esfportal_scope() IN ('operator')) OR EXISTS (SELECT FROM sampling_sample AS seen WHERE seen.id = sample_id AND seen.project_id IN (SELECT held.project_id FROM team_membership AS held WHERE held.user_id = (SELECT esfportal_user()) AND held.role = 'auditor' AND held.ended_at IS NULL AND held.starts_on <= (now() AT TIME ZONE 'Europe/Stockholm')::date AND (held.ends_on IS NULL OR held.ends_on >= (now() AT TIME ZONE 'Europe/Stockholm')::date)))) OR (((SELECT esfportal_scope() IN ('operator')) OR EXISTS (SELECT FROM sampling_sample AS seen WHERE seen.id = sample_id AND seen.state = 'closed')) AND (((SELECT esfportal_scope() IN ('operator')) OR EXISTS (SELECT FROM sampling_sample AS seen WHERE seen.id = sample_id AND seen.project_id = ANY ((SELECT esfportal_ids('manages_whole_project'))::bigint[]))) OR ((SELECT esfportal_scope() IN ('operator')) OR EXISTS (SELECT FROM register_participation AS seen WHERE seen.id = participation_id AND true)))))) WITH CHECK (((SELECT esfportal_scope() IN ('operator')) OR EXISTS (SELECT FROM sampling_sample AS seen WHERE seen.id = sample_id AND (seen.state = 'open' AND seen.project_id IN (SELECT held.project_id FROM team_membership AS held WHERE held.user_id = (SELECT esfportal_user()) AND held.role = 'auditor' AND held.ended_at IS NULL AND held.starts_on <= (now() AT TIME ZONE 'Europe/Stockholm')::date AND (held.ends_on IS NULL OR held.ends_on >= (now() AT TIME ZONE 'Europe/Stockholm')::date))))))",
                "CREATE POLICY may_remove ON sampling_sampleitem FOR DELETE USING (false)",
            ],
            [
                "DROP POLICY may_read ON sampling_sampleitem",
                "DROP POLICY may_add ON sampling_sampleitem",
                "DROP POLICY may_change ON sampling_sampleitem",
                "DROP POLICY may_remove ON sampling_sampleitem",
                "ALTER TABLE sampling_sampleitem NO FORCE ROW LEVEL SECURITY",
                "ALTER TABLE sampling_sampleitem DISABLE ROW LEVEL SECURITY",
            ],
        ),
        migrations.RunSQL(
            [
                "ALTER TABLE sampling_sampleitemhistory ENABLE ROW LEVEL SECURITY",
                "ALTER TABLE sampling_sampleitemhistory FORCE ROW LEVEL SECURITY",
                "CREATE POLICY may_read ON sampling_sampleitemhistory FOR SELECT USING (((SELECT esfportal_scope() IN ('operator')) OR EXISTS (SELECT FROM sampling_sample AS seen WHERE seen.id = sample_id AND seen.project_id IN (SELECT held.project_id FROM team_membership AS held WHERE held.user_id = (SELECT esfportal_user()) AND held.role = 'auditor' AND held.ended_at IS NULL AND held.starts_on <= (now() AT TIME ZONE 'Europe/Stockholm')::date AND (held.ends_on IS NULL OR held.ends_on >= (now() AT TIME ZONE 'Europe/Stockholm')::date)))))",
                "CREATE POLICY owner_reads ON sampling_sampleitemhistory FOR SELECT TO CURRENT_USER USING (true)",
                "CREATE POLICY may_add ON sampling_sampleitemhistory FOR INSERT TO CURRENT_USER WITH CHECK (true)",
                "REVOKE INSERT, UPDATE, DELETE ON sampling_sampleitemhistory FROM esfportal_application",
            ],
            [
                "GRANT INSERT, UPDATE, DELETE ON sampling_sampleitemhistory TO esfportal_application",
                "DROP POLICY may_read ON sampling_sampleitemhistory",
                "DROP POLICY owner_reads ON sampling_sampleitemhistory",
                "DROP POLICY may_add ON sampling_sampleitemhistory",
                "ALTER TABLE sampling_sampleitemhistory NO FORCE ROW LEVEL SECURITY",
                "ALTER TABLE sampling_sampleitemhistory DISABLE ROW LEVEL SECURITY",
            ],
        ),
    ]
