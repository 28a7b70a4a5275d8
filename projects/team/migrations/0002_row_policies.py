"""Policies of row-level security, written by `manage.py make_row_policies`."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("accounts", "0003_access_scopes"), ("team", "0001_initial")]

    operations = [
        migrations.RunSQL(
            [
                "ALTER TABLE team_membership ENABLE ROW LEVEL SECURITY",
                "ALTER TABLE team_membership FORCE ROW LEVEL SECURITY",
                "CREATE POLICY may_read ON team_membership FOR SELECT USING ((((SELECT esfportal_scope()) IN ('operator', 'system') OR project_id = ANY ((SELECT esfportal_ids('manages_any_part'))::bigint[])) OR (SELECT esfportal_administers()) OR user_id = (SELECT esfportal_user()) OR project_id = ANY ((SELECT esfportal_ids('people'))::bigint[]) OR project_id = ANY ((SELECT esfportal_ids('part_projects'))::bigint[]) OR ((SELECT esfportal_scope()) IN ('operator', 'project') AND project_id IS NULL)))",
                "CREATE POLICY may_add ON team_membership FOR INSERT WITH CHECK ((((SELECT esfportal_scope()) IN ('operator') OR project_id = ANY ((SELECT esfportal_ids('manages_whole_project'))::bigint[])) OR (SELECT esfportal_administers()) OR (((SELECT esfportal_scope()) IN ('operator') OR project_id = ANY ((SELECT esfportal_ids('manages_any_part'))::bigint[])) AND num_nonnulls(sub_project_id, municipality_id, intervention_id) > 0)))",
                "CREATE POLICY may_change ON team_membership FOR UPDATE USING ((((SELECT esfportal_scope()) IN ('operator', 'system') OR project_id = ANY ((SELECT esfportal_ids('manages_any_part'))::bigint[])) OR (SELECT esfportal_administers()) OR user_id = (SELECT esfportal_user()) OR project_id = ANY ((SELECT esfportal_ids('people'))::bigint[]) OR project_id = ANY ((SELECT esfportal_ids('part_projects'))::bigint[]) OR ((SELECT esfportal_scope()) IN ('operator', 'project') AND project_id IS NULL))) WITH CHECK ((((SELECT esfportal_scope()) IN ('operator') OR project_id = ANY ((SELECT esfportal_ids('manages_whole_project'))::bigint[])) OR (SELECT esfportal_administers()) OR (((SELECT esfportal_scope()) IN ('operator') OR project_id = ANY ((SELECT esfportal_ids('manages_any_part'))::bigint[])) AND num_nonnulls(sub_project_id, municipality_id, intervention_id) > 0)))",
                "CREATE POLICY may_remove ON team_membership FOR DELETE USING ((((SELECT esfportal_scope()) IN ('operator') OR project_id = ANY ((SELECT esfportal_ids('manages_whole_project'))::bigint[])) OR (SELECT esfportal_administers()) OR (((SELECT esfportal_scope()) IN ('operator') OR project_id = ANY ((SELECT esfportal_ids('manages_any_part'))::bigint[])) AND num_nonnulls(sub_project_id, municipality_id, intervention_id) > 0)))",
            ],
            [
                "DROP POLICY may_read ON team_membership",
                "DROP POLICY may_add ON team_membership",
                "DROP POLICY may_change ON team_membership",
                "DROP POLICY may_remove ON team_membership",
                "ALTER TABLE team_membership NO FORCE ROW LEVEL SECURITY",
                "ALTER TABLE team_membership DISABLE ROW LEVEL SECURITY",
            ],
        ),
        migrations.RunSQL(
            [
                "ALTER TABLE team_membershiphistory ENABLE ROW LEVEL SECURITY",
                "ALTER TABLE team_membershiphistory FORCE ROW LEVEL SECURITY",
                "CREATE POLICY may_read ON team_membershiphistory FOR SELECT USING ((((SELECT esfportal_scope()) IN ('operator') OR project_id = ANY ((SELECT esfportal_ids('projects'))::bigint[])) OR (SELECT esfportal_administers()) OR user_id = (SELECT esfportal_user())))",
                "CREATE POLICY owner_reads ON team_membershiphistory FOR SELECT TO CURRENT_USER USING (true)",
                "CREATE POLICY may_add ON team_membershiphistory FOR INSERT TO CURRENT_USER WITH CHECK (true)",
                "REVOKE INSERT, UPDATE, DELETE ON team_membershiphistory FROM esfportal_application",
            ],
            [
                "GRANT INSERT, UPDATE, DELETE ON team_membershiphistory TO esfportal_application",
                "DROP POLICY may_read ON team_membershiphistory",
                "DROP POLICY owner_reads ON team_membershiphistory",
                "DROP POLICY may_add ON team_membershiphistory",
                "ALTER TABLE team_membershiphistory NO FORCE ROW LEVEL SECURITY",
                "ALTER TABLE team_membershiphistory DISABLE ROW LEVEL SECURITY",
            ],
        ),
        migrations.RunSQL(
            [
                "ALTER TABLE team_invitation ENABLE ROW LEVEL SECURITY",
                "ALTER TABLE team_invitation FORCE ROW LEVEL SECURITY",
                "CREATE POLICY may_read ON team_invitation FOR SELECT USING ((((SELECT esfportal_scope()) IN ('operator', 'invited') OR project_id = ANY ((SELECT esfportal_ids('manages_any_part'))::bigint[])) OR (SELECT esfportal_administers())))",
                "CREATE POLICY may_add ON team_invitation FOR INSERT WITH CHECK (((SELECT esfportal_scope()) IN ('operator') OR project_id = ANY ((SELECT esfportal_ids('manages_any_part'))::bigint[])))",
                "CREATE POLICY may_change ON team_invitation FOR UPDATE USING ((((SELECT esfportal_scope()) IN ('operator', 'invited') OR project_id = ANY ((SELECT esfportal_ids('manages_any_part'))::bigint[])) OR (SELECT esfportal_administers()))) WITH CHECK (((SELECT esfportal_scope()) IN ('operator') OR project_id = ANY ((SELECT esfportal_ids('manages_any_part'))::bigint[])))",
                "CREATE POLICY may_remove ON team_invitation FOR DELETE USING (((SELECT esfportal_scope()) IN ('operator') OR project_id = ANY ((SELECT esfportal_ids('manages_any_part'))::bigint[])))",
            ],
            [
                "DROP POLICY may_read ON team_invitation",
                "DROP POLICY may_add ON team_invitation",
                "DROP POLICY may_change ON team_invitation",
                "DROP POLICY may_remove ON team_invitation",
                "ALTER TABLE team_invitation NO FORCE ROW LEVEL SECURITY",
                "ALTER TABLE team_invitation DISABLE ROW LEVEL SECURITY",
            ],
        ),
        migrations.RunSQL(
            [
                "ALTER TABLE team_invitationhistory ENABLE ROW LEVEL SECURITY",
                "ALTER TABLE team_invitationhistory FORCE ROW LEVEL SECURITY",
                "CREATE POLICY may_read ON team_invitationhistory FOR SELECT USING (((SELECT esfportal_scope()) IN ('operator') OR project_id = ANY ((SELECT esfportal_ids('manages_any_part'))::bigint[])))",
                "CREATE POLICY owner_reads ON team_invitationhistory FOR SELECT TO CURRENT_USER USING (true)",
                "CREATE POLICY may_add ON team_invitationhistory FOR INSERT TO CURRENT_USER WITH CHECK (true)",
                "REVOKE INSERT, UPDATE, DELETE ON team_invitationhistory FROM esfportal_application",
            ],
            [
                "GRANT INSERT, UPDATE, DELETE ON team_invitationhistory TO esfportal_application",
                "DROP POLICY may_read ON team_invitationhistory",
                "DROP POLICY owner_reads ON team_invitationhistory",
                "DROP POLICY may_add ON team_invitationhistory",
                "ALTER TABLE team_invitationhistory NO FORCE ROW LEVEL SECURITY",
                "ALTER TABLE team_invitationhistory DISABLE ROW LEVEL SECURITY",
            ],
        ),
        migrations.RunSQL(
            [
                "ALTER TABLE team_teamreview ENABLE ROW LEVEL SECURITY",
                "ALTER TABLE team_teamreview FORCE ROW LEVEL SECURITY",
                "CREATE POLICY may_read ON team_teamreview FOR SELECT USING ((((SELECT esfportal_scope()) IN ('operator', 'system') OR project_id = ANY ((SELECT esfportal_ids('manages_any_part'))::bigint[])) OR (SELECT esfportal_administers())))",
                "CREATE POLICY may_add ON team_teamreview FOR INSERT WITH CHECK (((SELECT esfportal_scope()) IN ('operator', 'system') OR project_id = ANY ((SELECT esfportal_ids('manages_whole_project'))::bigint[])))",
                "CREATE POLICY may_change ON team_teamreview FOR UPDATE USING ((((SELECT esfportal_scope()) IN ('operator', 'system') OR project_id = ANY ((SELECT esfportal_ids('manages_any_part'))::bigint[])) OR (SELECT esfportal_administers()))) WITH CHECK (((SELECT esfportal_scope()) IN ('operator', 'system') OR project_id = ANY ((SELECT esfportal_ids('manages_whole_project'))::bigint[])))",
                "CREATE POLICY may_remove ON team_teamreview FOR DELETE USING (((SELECT esfportal_scope()) IN ('operator', 'system') OR project_id = ANY ((SELECT esfportal_ids('manages_whole_project'))::bigint[])))",
            ],
            [
                "DROP POLICY may_read ON team_teamreview",
                "DROP POLICY may_add ON team_teamreview",
                "DROP POLICY may_change ON team_teamreview",
                "DROP POLICY may_remove ON team_teamreview",
                "ALTER TABLE team_teamreview NO FORCE ROW LEVEL SECURITY",
                "ALTER TABLE team_teamreview DISABLE ROW LEVEL SECURITY",
            ],
        ),
        migrations.RunSQL(
            [
                "ALTER TABLE team_teamreviewhistory ENABLE ROW LEVEL SECURITY",
                "ALTER TABLE team_teamreviewhistory FORCE ROW LEVEL SECURITY",
                "CREATE POLICY may_read ON team_teamreviewhistory FOR SELECT USING (((SELECT esfportal_scope()) IN ('operator') OR project_id = ANY ((SELECT esfportal_ids('manages_any_part'))::bigint[])))",
                "CREATE POLICY owner_reads ON team_teamreviewhistory FOR SELECT TO CURRENT_USER USING (true)",
                "CREATE POLICY may_add ON team_teamreviewhistory FOR INSERT TO CURRENT_USER WITH CHECK (true)",
                "REVOKE INSERT, UPDATE, DELETE ON team_teamreviewhistory FROM esfportal_application",
            ],
            [
                "GRANT INSERT, UPDATE, DELETE ON team_teamreviewhistory TO esfportal_application",
                "DROP POLICY may_read ON team_teamreviewhistory",
                "DROP POLICY owner_reads ON team_teamreviewhistory",
                "DROP POLICY may_add ON team_teamreviewhistory",
                "ALTER TABLE team_teamreviewhistory NO FORCE ROW LEVEL SECURITY",
                "ALTER TABLE team_teamreviewhistory DISABLE ROW LEVEL SECURITY",
            ],
        ),
        migrations.RunSQL(
            [
                "ALTER TABLE team_teamanswer ENABLE ROW LEVEL SECURITY",
                "ALTER TABLE team_teamanswer FORCE ROW LEVEL SECURITY",
                "CREATE POLICY may_read ON team_teamanswer FOR SELECT USING (((SELECT esfportal_scope()) IN ('operator', 'system') OR EXISTS (SELECT FROM team_teamreview AS seen WHERE seen.id = review_id AND true)))",
                "CREATE POLICY may_add ON team_teamanswer FOR INSERT WITH CHECK (((SELECT esfportal_scope()) IN ('operator') OR EXISTS (SELECT FROM team_teamreview AS seen WHERE seen.id = review_id AND seen.project_id = ANY ((SELECT esfportal_ids('manages_whole_project'))::bigint[]))))",
                "CREATE POLICY may_change ON team_teamanswer FOR UPDATE USING (((SELECT esfportal_scope()) IN ('operator', 'system') OR EXISTS (SELECT FROM team_teamreview AS seen WHERE seen.id = review_id AND true))) WITH CHECK (((SELECT esfportal_scope()) IN ('operator') OR EXISTS (SELECT FROM team_teamreview AS seen WHERE seen.id = review_id AND seen.project_id = ANY ((SELECT esfportal_ids('manages_whole_project'))::bigint[]))))",
                "CREATE POLICY may_remove ON team_teamanswer FOR DELETE USING (((SELECT esfportal_scope()) IN ('operator') OR EXISTS (SELECT FROM team_teamreview AS seen WHERE seen.id = review_id AND seen.project_id = ANY ((SELECT esfportal_ids('manages_whole_project'))::bigint[]))))",
            ],
            [
                "DROP POLICY may_read ON team_teamanswer",
                "DROP POLICY may_add ON team_teamanswer",
                "DROP POLICY may_change ON team_teamanswer",
                "DROP POLICY may_remove ON team_teamanswer",
                "ALTER TABLE team_teamanswer NO FORCE ROW LEVEL SECURITY",
                "ALTER TABLE team_teamanswer DISABLE ROW LEVEL SECURITY",
            ],
        ),
        migrations.RunSQL(
            [
                "ALTER TABLE team_teamanswerhistory ENABLE ROW LEVEL SECURITY",
                "ALTER TABLE team_teamanswerhistory FORCE ROW LEVEL SECURITY",
                "CREATE POLICY may_read ON team_teamanswerhistory FOR SELECT USING (((SELECT esfportal_scope()) IN ('operator') OR EXISTS (SELECT FROM team_teamreview AS seen WHERE seen.id = review_id AND true)))",
                "CREATE POLICY owner_reads ON team_teamanswerhistory FOR SELECT TO CURRENT_USER USING (true)",
                "CREATE POLICY may_add ON team_teamanswerhistory FOR INSERT TO CURRENT_USER WITH CHECK (true)",
                "REVOKE INSERT, UPDATE, DELETE ON team_teamanswerhistory FROM esfportal_application",
            ],
            [
                "GRANT INSERT, UPDATE, DELETE ON team_teamanswerhistory TO esfportal_application",
                "DROP POLICY may_read ON team_teamanswerhistory",
                "DROP POLICY owner_reads ON team_teamanswerhistory",
                "DROP POLICY may_add ON team_teamanswerhistory",
                "ALTER TABLE team_teamanswerhistory NO FORCE ROW LEVEL SECURITY",
                "ALTER TABLE team_teamanswerhistory DISABLE ROW LEVEL SECURITY",
            ],
        ),
    ]
