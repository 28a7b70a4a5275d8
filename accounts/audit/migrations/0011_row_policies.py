"""Policies of row-level security, written by `manage.py make_row_policies`."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("audit", "0010_row_policies")]

    operations = [
        migrations.RunSQL(
            [
                "ALTER TABLE audit_auditentry ENABLE ROW LEVEL SECURITY",
                "ALTER TABLE audit_auditentry FORCE ROW LEVEL SECURITY",
                "DROP POLICY may_add ON audit_auditentry",
                "DROP POLICY may_read ON audit_auditentry",
                "DROP POLICY owner_reads ON audit_auditentry",
                "CREATE POLICY may_read ON audit_auditentry FOR SELECT USING (((((SELECT esfportal_scope() IN ('operator')) OR project_id = ANY ((SELECT esfportal_ids('manages_any_part'))::bigint[])) AND ((SELECT esfportal_scope() IN ('operator')) OR object_type <> 'reports.reportnote')) OR actor_id = (SELECT esfportal_user()) OR (((SELECT esfportal_scope() IN ('operator', 'system')) OR (SELECT esfportal_administers())) AND (object_type LIKE 'accounts.%' OR object_type = 'team.membership')) OR ((SELECT esfportal_administers()) AND action IN ('report_submitted', 'report_downloaded')) OR (project_id = ANY ((SELECT esfportal_ids('funds'))::bigint[]) AND action = 'report_downloaded' AND details ->> 'audience' <> 'full' AND details ->> 'status' = 'submitted') OR ((project_id = ANY ((SELECT esfportal_ids('people'))::bigint[]) OR project_id = ANY ((SELECT esfportal_ids('part_projects'))::bigint[])) AND action IN ('number_unreadable', 'number_readable')) OR ((SELECT esfportal_scope() = 'own_record') AND object_type = 'register.participation' AND object_id = ANY ((SELECT esfportal_ids('linked'))::text[]))))",
                "CREATE POLICY owner_reads ON audit_auditentry FOR SELECT TO CURRENT_USER USING (true)",
                "CREATE POLICY may_add ON audit_auditentry FOR INSERT WITH CHECK (((SELECT esfportal_scope() IN ('operator')) OR actor_id = (SELECT esfportal_user()) OR ((SELECT esfportal_scope()) <> '' AND (SELECT esfportal_user()) IS NULL) OR (actor_id IS NULL AND action IN ('sign_in_failed', 'sign_in_paused', 'protection_lowered_elsewhere', 'contact_details_removed'))))",
                "REVOKE UPDATE, DELETE ON audit_auditentry FROM esfportal_application",
            ],
            [
                "DROP POLICY may_read ON audit_auditentry",
                "DROP POLICY owner_reads ON audit_auditentry",
                "DROP POLICY may_add ON audit_auditentry",
                "CREATE POLICY may_add ON audit_auditentry FOR INSERT TO public WITH CHECK ((( SELECT (esfportal_scope() = 'operator'::text)) OR (actor_id = ( SELECT esfportal_user() AS esfportal_user)) OR ((( SELECT esfportal_scope() AS esfportal_scope) <> ''::text) AND (( SELECT esfportal_user() AS esfportal_user) IS NULL)) OR ((actor_id IS NULL) AND ((action)::text = ANY ((ARRAY['sign_in_failed'::character varying, 'sign_in_paused'::character varying, 'protection_lowered_elsewhere'::character varying])::text[])))))",
                "CREATE POLICY may_read ON audit_auditentry FOR SELECT TO public USING ((((( SELECT (esfportal_scope() = 'operator'::text)) OR (project_id = ANY (( SELECT esfportal_ids('manages_any_part'::text) AS esfportal_ids)::bigint[]))) AND (( SELECT (esfportal_scope() = 'operator'::text)) OR ((object_type)::text <> 'reports.reportnote'::text))) OR (actor_id = ( SELECT esfportal_user() AS esfportal_user)) OR ((( SELECT (esfportal_scope() = ANY (ARRAY['operator'::text, 'system'::text]))) OR ( SELECT esfportal_administers() AS esfportal_administers)) AND (((object_type)::text ~~ 'accounts.%'::text) OR ((object_type)::text = 'team.membership'::text))) OR (( SELECT esfportal_administers() AS esfportal_administers) AND ((action)::text = ANY ((ARRAY['report_submitted'::character varying, 'report_downloaded'::character varying])::text[]))) OR ((project_id = ANY (( SELECT esfportal_ids('funds'::text) AS esfportal_ids)::bigint[])) AND ((action)::text = 'report_downloaded'::text) AND ((details ->> 'audience'::text) <> 'full'::text) AND ((details ->> 'status'::text) = 'submitted'::text)) OR (((project_id = ANY (( SELECT esfportal_ids('people'::text) AS esfportal_ids)::bigint[])) OR (project_id = ANY (( SELECT esfportal_ids('part_projects'::text) AS esfportal_ids)::bigint[]))) AND ((action)::text = ANY ((ARRAY['number_unreadable'::character varying, 'number_readable'::character varying])::text[]))) OR (( SELECT (esfportal_scope() = 'own_record'::text)) AND ((object_type)::text = 'register.participation'::text) AND ((object_id)::text = ANY ((( SELECT esfportal_ids('linked'::text) AS esfportal_ids))::text[])))))",
                "CREATE POLICY owner_reads ON audit_auditentry FOR SELECT TO esfportal USING (true)",
            ],
        ),
    ]
