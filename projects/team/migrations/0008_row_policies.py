"""Policies of row-level security, written by `manage.py make_row_policies`."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("team", "0007_row_policies"), ("reports", "0036_scope_as_answer")]

    operations = [
        migrations.RunSQL(
            [
                "ALTER TABLE team_membership ENABLE ROW LEVEL SECURITY",
                "ALTER TABLE team_membership FORCE ROW LEVEL SECURITY",
                "DROP POLICY may_add ON team_membership",
                "DROP POLICY may_change ON team_membership",
                "DROP POLICY may_read ON team_membership",
                "DROP POLICY may_remove ON team_membership",
                "CREATE POLICY may_read ON team_membership FOR SELECT USING ((((SELECT esfportal_scope() IN ('operator', 'system')) OR project_id = ANY ((SELECT esfportal_ids('manages_any_part'))::bigint[])) OR (SELECT esfportal_administers()) OR user_id = (SELECT esfportal_user()) OR project_id = ANY ((SELECT esfportal_ids('people'))::bigint[]) OR project_id = ANY ((SELECT esfportal_ids('part_projects'))::bigint[]) OR ((SELECT esfportal_scope() IN ('operator', 'project')) AND project_id IS NULL) OR (project_id = ANY ((SELECT esfportal_ids('appoints'))::bigint[]) AND role IN ('funder', 'auditor')) OR (project_id = ANY ((SELECT esfportal_ids('funds'))::bigint[]) AND role IN ('funder', 'auditor'))))",
                "CREATE POLICY may_add ON team_membership FOR INSERT WITH CHECK ((((((SELECT esfportal_scope() IN ('operator')) OR project_id = ANY ((SELECT esfportal_ids('manages_whole_project'))::bigint[])) OR (((SELECT esfportal_scope() IN ('operator')) OR project_id = ANY ((SELECT esfportal_ids('manages_any_part'))::bigint[])) AND num_nonnulls(sub_project_id, municipality_id, intervention_id) > 0)) AND (role NOT IN ('funder', 'auditor', 'representative') OR (SELECT esfportal_scope() IN ('operator', 'project')))) OR (SELECT esfportal_administers()) OR (project_id = ANY ((SELECT esfportal_ids('appoints'))::bigint[]) AND role IN ('funder', 'auditor'))))",
                "CREATE POLICY may_change ON team_membership FOR UPDATE USING ((((SELECT esfportal_scope() IN ('operator', 'system')) OR project_id = ANY ((SELECT esfportal_ids('manages_any_part'))::bigint[])) OR (SELECT esfportal_administers()) OR user_id = (SELECT esfportal_user()) OR project_id = ANY ((SELECT esfportal_ids('people'))::bigint[]) OR project_id = ANY ((SELECT esfportal_ids('part_projects'))::bigint[]) OR ((SELECT esfportal_scope() IN ('operator', 'project')) AND project_id IS NULL) OR (project_id = ANY ((SELECT esfportal_ids('appoints'))::bigint[]) AND role IN ('funder', 'auditor')) OR (project_id = ANY ((SELECT esfportal_ids('funds'))::bigint[]) AND role IN ('funder', 'auditor')))) WITH CHECK ((((((SELECT esfportal_scope() IN ('operator')) OR project_id = ANY ((SELECT esfportal_ids('manages_whole_project'))::bigint[])) OR (((SELECT esfportal_scope() IN ('operator')) OR project_id = ANY ((SELECT esfportal_ids('manages_any_part'))::bigint[])) AND num_nonnulls(sub_project_id, municipality_id, intervention_id) > 0)) AND (role NOT IN ('funder', 'auditor', 'representative') OR (SELECT esfportal_scope() IN ('operator', 'project')))) OR (SELECT esfportal_administers()) OR (project_id = ANY ((SELECT esfportal_ids('appoints'))::bigint[]) AND role IN ('funder', 'auditor'))))",
                "CREATE POLICY may_remove ON team_membership FOR DELETE USING ((((((SELECT esfportal_scope() IN ('operator')) OR project_id = ANY ((SELECT esfportal_ids('manages_whole_project'))::bigint[])) OR (((SELECT esfportal_scope() IN ('operator')) OR project_id = ANY ((SELECT esfportal_ids('manages_any_part'))::bigint[])) AND num_nonnulls(sub_project_id, municipality_id, intervention_id) > 0)) AND (role NOT IN ('funder', 'auditor', 'representative') OR (SELECT esfportal_scope() IN ('operator', 'project')))) OR (SELECT esfportal_administers()) OR (project_id = ANY ((SELECT esfportal_ids('appoints'))::bigint[]) AND role IN ('funder', 'auditor'))))",
            ],
            [
                "DROP POLICY may_read ON team_membership",
                "DROP POLICY may_add ON team_membership",
                "DROP POLICY may_change ON team_membership",
                "DROP POLICY may_remove ON team_membership",
                "CREATE POLICY may_add ON team_membership FOR INSERT TO public WITH CHECK ((((( SELECT (esfportal_scope() = 'operator'::text)) OR (project_id = ANY (( SELECT esfportal_ids('manages_whole_project'::text) AS esfportal_ids)::bigint[])) OR ((( SELECT (esfportal_scope() = 'operator'::text)) OR (project_id = ANY (( SELECT esfportal_ids('manages_any_part'::text) AS esfportal_ids)::bigint[]))) AND (num_nonnulls(sub_project_id, municipality_id, intervention_id) > 0))) AND (((role)::text <> ALL (ARRAY[('funder'::character varying)::text, ('auditor'::character varying)::text, ('representative'::character varying)::text])) OR ( SELECT (esfportal_scope() = ANY (ARRAY['operator'::text, 'project'::text]))))) OR ( SELECT esfportal_administers() AS esfportal_administers) OR ((project_id = ANY (( SELECT esfportal_ids('appoints'::text) AS esfportal_ids)::bigint[])) AND ((role)::text = ANY (ARRAY[('funder'::character varying)::text, ('auditor'::character varying)::text])))))",
                "CREATE POLICY may_change ON team_membership FOR UPDATE TO public USING ((( SELECT (esfportal_scope() = ANY (ARRAY['operator'::text, 'system'::text]))) OR (project_id = ANY (( SELECT esfportal_ids('manages_any_part'::text) AS esfportal_ids)::bigint[])) OR ( SELECT esfportal_administers() AS esfportal_administers) OR (user_id = ( SELECT esfportal_user() AS esfportal_user)) OR (project_id = ANY (( SELECT esfportal_ids('people'::text) AS esfportal_ids)::bigint[])) OR (project_id = ANY (( SELECT esfportal_ids('part_projects'::text) AS esfportal_ids)::bigint[])) OR (( SELECT (esfportal_scope() = ANY (ARRAY['operator'::text, 'project'::text]))) AND (project_id IS NULL)) OR ((project_id = ANY (( SELECT esfportal_ids('appoints'::text) AS esfportal_ids)::bigint[])) AND ((role)::text = ANY (ARRAY[('funder'::character varying)::text, ('auditor'::character varying)::text]))) OR ((project_id = ANY (( SELECT esfportal_ids('funds'::text) AS esfportal_ids)::bigint[])) AND ((role)::text = ANY (ARRAY[('funder'::character varying)::text, ('auditor'::character varying)::text]))))) WITH CHECK ((((( SELECT (esfportal_scope() = 'operator'::text)) OR (project_id = ANY (( SELECT esfportal_ids('manages_whole_project'::text) AS esfportal_ids)::bigint[])) OR ((( SELECT (esfportal_scope() = 'operator'::text)) OR (project_id = ANY (( SELECT esfportal_ids('manages_any_part'::text) AS esfportal_ids)::bigint[]))) AND (num_nonnulls(sub_project_id, municipality_id, intervention_id) > 0))) AND (((role)::text <> ALL (ARRAY[('funder'::character varying)::text, ('auditor'::character varying)::text, ('representative'::character varying)::text])) OR ( SELECT (esfportal_scope() = ANY (ARRAY['operator'::text, 'project'::text]))))) OR ( SELECT esfportal_administers() AS esfportal_administers) OR ((project_id = ANY (( SELECT esfportal_ids('appoints'::text) AS esfportal_ids)::bigint[])) AND ((role)::text = ANY (ARRAY[('funder'::character varying)::text, ('auditor'::character varying)::text])))))",
                "CREATE POLICY may_read ON team_membership FOR SELECT TO public USING ((( SELECT (esfportal_scope() = ANY (ARRAY['operator'::text, 'system'::text]))) OR (project_id = ANY (( SELECT esfportal_ids('manages_any_part'::text) AS esfportal_ids)::bigint[])) OR ( SELECT esfportal_administers() AS esfportal_administers) OR (user_id = ( SELECT esfportal_user() AS esfportal_user)) OR (project_id = ANY (( SELECT esfportal_ids('people'::text) AS esfportal_ids)::bigint[])) OR (project_id = ANY (( SELECT esfportal_ids('part_projects'::text) AS esfportal_ids)::bigint[])) OR (( SELECT (esfportal_scope() = ANY (ARRAY['operator'::text, 'project'::text]))) AND (project_id IS NULL)) OR ((project_id = ANY (( SELECT esfportal_ids('appoints'::text) AS esfportal_ids)::bigint[])) AND ((role)::text = ANY (ARRAY[('funder'::character varying)::text, ('auditor'::character varying)::text]))) OR ((project_id = ANY (( SELECT esfportal_ids('funds'::text) AS esfportal_ids)::bigint[])) AND ((role)::text = ANY (ARRAY[('funder'::character varying)::text, ('auditor'::character varying)::text])))))",
                "CREATE POLICY may_remove ON team_membership FOR DELETE TO public USING ((((( SELECT (esfportal_scope() = 'operator'::text)) OR (project_id = ANY (( SELECT esfportal_ids('manages_whole_project'::text) AS esfportal_ids)::bigint[])) OR ((( SELECT (esfportal_scope() = 'operator'::text)) OR (project_id = ANY (( SELECT esfportal_ids('manages_any_part'::text) AS esfportal_ids)::bigint[]))) AND (num_nonnulls(sub_project_id, municipality_id, intervention_id) > 0))) AND (((role)::text <> ALL (ARRAY[('funder'::character varying)::text, ('auditor'::character varying)::text, ('representative'::character varying)::text])) OR ( SELECT (esfportal_scope() = ANY (ARRAY['operator'::text, 'project'::text]))))) OR ( SELECT esfportal_administers() AS esfportal_administers) OR ((project_id = ANY (( SELECT esfportal_ids('appoints'::text) AS esfportal_ids)::bigint[])) AND ((role)::text = ANY (ARRAY[('funder'::character varying)::text, ('auditor'::character varying)::text])))))",
            ],
        ),
        migrations.RunSQL(
            [
                "ALTER TABLE team_membershiphistory ENABLE ROW LEVEL SECURITY",
                "ALTER TABLE team_membershiphistory FORCE ROW LEVEL SECURITY",
                "DROP POLICY may_add ON team_membershiphistory",
                "DROP POLICY may_read ON team_membershiphistory",
                "DROP POLICY owner_reads ON team_membershiphistory",
                "CREATE POLICY may_read ON team_membershiphistory FOR SELECT USING ((((SELECT esfportal_scope() IN ('operator')) OR project_id = ANY ((SELECT esfportal_ids('projects'))::bigint[])) OR (SELECT esfportal_administers()) OR user_id = (SELECT esfportal_user()) OR (project_id = ANY ((SELECT esfportal_ids('appoints'))::bigint[]) AND role IN ('funder', 'auditor'))))",
                "CREATE POLICY owner_reads ON team_membershiphistory FOR SELECT TO CURRENT_USER USING (true)",
                "CREATE POLICY may_add ON team_membershiphistory FOR INSERT TO CURRENT_USER WITH CHECK (true)",
                "REVOKE INSERT, UPDATE, DELETE ON team_membershiphistory FROM esfportal_application",
            ],
            [
                "DROP POLICY may_read ON team_membershiphistory",
                "DROP POLICY owner_reads ON team_membershiphistory",
                "DROP POLICY may_add ON team_membershiphistory",
                "CREATE POLICY may_add ON team_membershiphistory FOR INSERT TO esfportal WITH CHECK (true)",
                "CREATE POLICY may_read ON team_membershiphistory FOR SELECT TO public USING ((( SELECT (esfportal_scope() = 'operator'::text)) OR (project_id = ANY (( SELECT esfportal_ids('projects'::text) AS esfportal_ids)::bigint[])) OR ( SELECT esfportal_administers() AS esfportal_administers) OR (user_id = ( SELECT esfportal_user() AS esfportal_user)) OR ((project_id = ANY (( SELECT esfportal_ids('appoints'::text) AS esfportal_ids)::bigint[])) AND ((role)::text = ANY (ARRAY[('funder'::character varying)::text, ('auditor'::character varying)::text])))))",
                "CREATE POLICY owner_reads ON team_membershiphistory FOR SELECT TO esfportal USING (true)",
            ],
        ),
        migrations.RunSQL(
            [
                "ALTER TABLE team_invitation ENABLE ROW LEVEL SECURITY",
                "ALTER TABLE team_invitation FORCE ROW LEVEL SECURITY",
                "DROP POLICY may_add ON team_invitation",
                "DROP POLICY may_change ON team_invitation",
                "DROP POLICY may_read ON team_invitation",
                "DROP POLICY may_remove ON team_invitation",
                "CREATE POLICY may_read ON team_invitation FOR SELECT USING ((((SELECT esfportal_scope() IN ('operator', 'invited')) OR project_id = ANY ((SELECT esfportal_ids('manages_any_part'))::bigint[])) OR (SELECT esfportal_administers()) OR (project_id = ANY ((SELECT esfportal_ids('appoints'))::bigint[]) AND role IN ('funder', 'auditor'))))",
                "CREATE POLICY may_add ON team_invitation FOR INSERT WITH CHECK (((((SELECT esfportal_scope() IN ('operator')) OR project_id = ANY ((SELECT esfportal_ids('manages_any_part'))::bigint[])) AND (role NOT IN ('funder', 'auditor', 'representative') OR (SELECT esfportal_scope() IN ('operator', 'project')))) OR (project_id = ANY ((SELECT esfportal_ids('appoints'))::bigint[]) AND role IN ('funder', 'auditor'))))",
                "CREATE POLICY may_change ON team_invitation FOR UPDATE USING ((((SELECT esfportal_scope() IN ('operator', 'invited')) OR project_id = ANY ((SELECT esfportal_ids('manages_any_part'))::bigint[])) OR (SELECT esfportal_administers()) OR (project_id = ANY ((SELECT esfportal_ids('appoints'))::bigint[]) AND role IN ('funder', 'auditor')))) WITH CHECK (((((SELECT esfportal_scope() IN ('operator')) OR project_id = ANY ((SELECT esfportal_ids('manages_any_part'))::bigint[])) AND (role NOT IN ('funder', 'auditor', 'representative') OR (SELECT esfportal_scope() IN ('operator', 'project')))) OR (project_id = ANY ((SELECT esfportal_ids('appoints'))::bigint[]) AND role IN ('funder', 'auditor'))))",
                "CREATE POLICY may_remove ON team_invitation FOR DELETE USING (((((SELECT esfportal_scope() IN ('operator')) OR project_id = ANY ((SELECT esfportal_ids('manages_any_part'))::bigint[])) AND (role NOT IN ('funder', 'auditor', 'representative') OR (SELECT esfportal_scope() IN ('operator', 'project')))) OR (project_id = ANY ((SELECT esfportal_ids('appoints'))::bigint[]) AND role IN ('funder', 'auditor'))))",
            ],
            [
                "DROP POLICY may_read ON team_invitation",
                "DROP POLICY may_add ON team_invitation",
                "DROP POLICY may_change ON team_invitation",
                "DROP POLICY may_remove ON team_invitation",
                "CREATE POLICY may_add ON team_invitation FOR INSERT TO public WITH CHECK ((((( SELECT (esfportal_scope() = 'operator'::text)) OR (project_id = ANY (( SELECT esfportal_ids('manages_any_part'::text) AS esfportal_ids)::bigint[]))) AND (((role)::text <> ALL (ARRAY[('funder'::character varying)::text, ('auditor'::character varying)::text, ('representative'::character varying)::text])) OR ( SELECT (esfportal_scope() = ANY (ARRAY['operator'::text, 'project'::text]))))) OR ((project_id = ANY (( SELECT esfportal_ids('appoints'::text) AS esfportal_ids)::bigint[])) AND ((role)::text = ANY (ARRAY[('funder'::character varying)::text, ('auditor'::character varying)::text])))))",
                "CREATE POLICY may_change ON team_invitation FOR UPDATE TO public USING ((( SELECT (esfportal_scope() = ANY (ARRAY['operator'::text, 'invited'::text]))) OR (project_id = ANY (( SELECT esfportal_ids('manages_any_part'::text) AS esfportal_ids)::bigint[])) OR ( SELECT esfportal_administers() AS esfportal_administers) OR ((project_id = ANY (( SELECT esfportal_ids('appoints'::text) AS esfportal_ids)::bigint[])) AND ((role)::text = ANY (ARRAY[('funder'::character varying)::text, ('auditor'::character varying)::text]))))) WITH CHECK ((((( SELECT (esfportal_scope() = 'operator'::text)) OR (project_id = ANY (( SELECT esfportal_ids('manages_any_part'::text) AS esfportal_ids)::bigint[]))) AND (((role)::text <> ALL (ARRAY[('funder'::character varying)::text, ('auditor'::character varying)::text, ('representative'::character varying)::text])) OR ( SELECT (esfportal_scope() = ANY (ARRAY['operator'::text, 'project'::text]))))) OR ((project_id = ANY (( SELECT esfportal_ids('appoints'::text) AS esfportal_ids)::bigint[])) AND ((role)::text = ANY (ARRAY[('funder'::character varying)::text, ('auditor'::character varying)::text])))))",
                "CREATE POLICY may_read ON team_invitation FOR SELECT TO public USING ((( SELECT (esfportal_scope() = ANY (ARRAY['operator'::text, 'invited'::text]))) OR (project_id = ANY (( SELECT esfportal_ids('manages_any_part'::text) AS esfportal_ids)::bigint[])) OR ( SELECT esfportal_administers() AS esfportal_administers) OR ((project_id = ANY (( SELECT esfportal_ids('appoints'::text) AS esfportal_ids)::bigint[])) AND ((role)::text = ANY (ARRAY[('funder'::character varying)::text, ('auditor'::character varying)::text])))))",
                "CREATE POLICY may_remove ON team_invitation FOR DELETE TO public USING ((((( SELECT (esfportal_scope() = 'operator'::text)) OR (project_id = ANY (( SELECT esfportal_ids('manages_any_part'::text) AS esfportal_ids)::bigint[]))) AND (((role)::text <> ALL (ARRAY[('funder'::character varying)::text, ('auditor'::character varying)::text, ('representative'::character varying)::text])) OR ( SELECT (esfportal_scope() = ANY (ARRAY['operator'::text, 'project'::text]))))) OR ((project_id = ANY (( SELECT esfportal_ids('appoints'::text) AS esfportal_ids)::bigint[])) AND ((role)::text = ANY (ARRAY[('funder'::character varying)::text, ('auditor'::character varying)::text])))))",
            ],
        ),
        migrations.RunSQL(
            [
                "ALTER TABLE team_invitationhistory ENABLE ROW LEVEL SECURITY",
                "ALTER TABLE team_invitationhistory FORCE ROW LEVEL SECURITY",
                "DROP POLICY may_add ON team_invitationhistory",
                "DROP POLICY may_read ON team_invitationhistory",
                "DROP POLICY owner_reads ON team_invitationhistory",
                "CREATE POLICY may_read ON team_invitationhistory FOR SELECT USING ((((SELECT esfportal_scope() IN ('operator')) OR project_id = ANY ((SELECT esfportal_ids('manages_any_part'))::bigint[])) OR (project_id = ANY ((SELECT esfportal_ids('appoints'))::bigint[]) AND role IN ('funder', 'auditor'))))",
                "CREATE POLICY owner_reads ON team_invitationhistory FOR SELECT TO CURRENT_USER USING (true)",
                "CREATE POLICY may_add ON team_invitationhistory FOR INSERT TO CURRENT_USER WITH CHECK (true)",
                "REVOKE INSERT, UPDATE, DELETE ON team_invitationhistory FROM esfportal_application",
            ],
            [
                "DROP POLICY may_read ON team_invitationhistory",
                "DROP POLICY owner_reads ON team_invitationhistory",
                "DROP POLICY may_add ON team_invitationhistory",
                "CREATE POLICY may_add ON team_invitationhistory FOR INSERT TO esfportal WITH CHECK (true)",
                "CREATE POLICY may_read ON team_invitationhistory FOR SELECT TO public USING ((( SELECT (esfportal_scope() = 'operator'::text)) OR (project_id = ANY (( SELECT esfportal_ids('manages_any_part'::text) AS esfportal_ids)::bigint[])) OR ((project_id = ANY (( SELECT esfportal_ids('appoints'::text) AS esfportal_ids)::bigint[])) AND ((role)::text = ANY (ARRAY[('funder'::character varying)::text, ('auditor'::character varying)::text])))))",
                "CREATE POLICY owner_reads ON team_invitationhistory FOR SELECT TO esfportal USING (true)",
            ],
        ),
    ]
