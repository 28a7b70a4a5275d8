"""Policies of row-level security, written by `manage.py make_row_policies`."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("accounts", "0012_managing_authority"), ("reports", "0019_releases_by_audience")]

    operations = [
        migrations.RunSQL(
            [
                "ALTER TABLE reports_reportfile ENABLE ROW LEVEL SECURITY",
                "ALTER TABLE reports_reportfile FORCE ROW LEVEL SECURITY",
                "DROP POLICY may_add ON reports_reportfile",
                "DROP POLICY may_change ON reports_reportfile",
                "DROP POLICY may_read ON reports_reportfile",
                "DROP POLICY may_remove ON reports_reportfile",
                "CREATE POLICY may_read ON reports_reportfile FOR SELECT USING (((SELECT esfportal_scope()) IN ('operator', 'system') OR EXISTS (SELECT FROM reports_report AS seen WHERE seen.id = report_id AND (seen.project_id = ANY ((SELECT esfportal_ids('manages_any_part'))::bigint[]) OR (seen.project_id = ANY ((SELECT esfportal_ids('funds'))::bigint[]) OR seen.id = ANY ((SELECT esfportal_ids('kept_reports'))::bigint[])) IS NOT TRUE OR (audience <> 'full' AND audience IN ('released', (SELECT CASE WHEN EXISTS (SELECT FROM accounts_user AS reader JOIN accounts_organisation AS employer ON employer.id = reader.organisation_id WHERE reader.id = (SELECT esfportal_user()) AND reader.is_active AND employer.is_managing_authority) THEN 'authority' ELSE 'funders' END)))))))",
                "CREATE POLICY may_add ON reports_reportfile FOR INSERT WITH CHECK (((SELECT esfportal_scope()) IN ('operator', 'system') OR EXISTS (SELECT FROM reports_report AS seen WHERE seen.id = report_id AND seen.project_id = ANY ((SELECT esfportal_ids('manages_whole_project'))::bigint[]))))",
                "CREATE POLICY may_change ON reports_reportfile FOR UPDATE USING (((SELECT esfportal_scope()) IN ('operator', 'system') OR EXISTS (SELECT FROM reports_report AS seen WHERE seen.id = report_id AND (seen.project_id = ANY ((SELECT esfportal_ids('manages_any_part'))::bigint[]) OR (seen.project_id = ANY ((SELECT esfportal_ids('funds'))::bigint[]) OR seen.id = ANY ((SELECT esfportal_ids('kept_reports'))::bigint[])) IS NOT TRUE OR (audience <> 'full' AND audience IN ('released', (SELECT CASE WHEN EXISTS (SELECT FROM accounts_user AS reader JOIN accounts_organisation AS employer ON employer.id = reader.organisation_id WHERE reader.id = (SELECT esfportal_user()) AND reader.is_active AND employer.is_managing_authority) THEN 'authority' ELSE 'funders' END))))))) WITH CHECK (((SELECT esfportal_scope()) IN ('operator', 'system') OR EXISTS (SELECT FROM reports_report AS seen WHERE seen.id = report_id AND seen.project_id = ANY ((SELECT esfportal_ids('manages_whole_project'))::bigint[]))))",
                "CREATE POLICY may_remove ON reports_reportfile FOR DELETE USING (((SELECT esfportal_scope()) IN ('operator', 'system') OR EXISTS (SELECT FROM reports_report AS seen WHERE seen.id = report_id AND seen.project_id = ANY ((SELECT esfportal_ids('manages_whole_project'))::bigint[]))))",
            ],
            [
                "DROP POLICY may_read ON reports_reportfile",
                "DROP POLICY may_add ON reports_reportfile",
                "DROP POLICY may_change ON reports_reportfile",
                "DROP POLICY may_remove ON reports_reportfile",
                "CREATE POLICY may_add ON reports_reportfile FOR INSERT TO public WITH CHECK (((( SELECT esfportal_scope() AS esfportal_scope) = ANY (ARRAY['operator'::text, 'system'::text])) OR (EXISTS ( SELECT\n   FROM reports_report seen\n  WHERE ((seen.id = reports_reportfile.report_id) AND (seen.project_id = ANY (( SELECT esfportal_ids('manages_whole_project'::text) AS esfportal_ids)::bigint[])))))))",
                "CREATE POLICY may_change ON reports_reportfile FOR UPDATE TO public USING (((( SELECT esfportal_scope() AS esfportal_scope) = ANY (ARRAY['operator'::text, 'system'::text])) OR (EXISTS ( SELECT\n   FROM reports_report seen\n  WHERE ((seen.id = reports_reportfile.report_id) AND true))))) WITH CHECK (((( SELECT esfportal_scope() AS esfportal_scope) = ANY (ARRAY['operator'::text, 'system'::text])) OR (EXISTS ( SELECT\n   FROM reports_report seen\n  WHERE ((seen.id = reports_reportfile.report_id) AND (seen.project_id = ANY (( SELECT esfportal_ids('manages_whole_project'::text) AS esfportal_ids)::bigint[])))))))",
                "CREATE POLICY may_read ON reports_reportfile FOR SELECT TO public USING (((( SELECT esfportal_scope() AS esfportal_scope) = ANY (ARRAY['operator'::text, 'system'::text])) OR (EXISTS ( SELECT\n   FROM reports_report seen\n  WHERE ((seen.id = reports_reportfile.report_id) AND true)))))",
                "CREATE POLICY may_remove ON reports_reportfile FOR DELETE TO public USING (((( SELECT esfportal_scope() AS esfportal_scope) = ANY (ARRAY['operator'::text, 'system'::text])) OR (EXISTS ( SELECT\n   FROM reports_report seen\n  WHERE ((seen.id = reports_reportfile.report_id) AND (seen.project_id = ANY (( SELECT esfportal_ids('manages_whole_project'::text) AS esfportal_ids)::bigint[])))))))",
            ],
        ),
        migrations.RunSQL(
            [
                "ALTER TABLE reports_reportrelease ENABLE ROW LEVEL SECURITY",
                "ALTER TABLE reports_reportrelease FORCE ROW LEVEL SECURITY",
                "DROP POLICY may_add ON reports_reportrelease",
                "DROP POLICY may_change ON reports_reportrelease",
                "DROP POLICY may_read ON reports_reportrelease",
                "DROP POLICY may_remove ON reports_reportrelease",
                "CREATE POLICY may_read ON reports_reportrelease FOR SELECT USING (((SELECT esfportal_scope()) IN ('operator', 'system') OR EXISTS (SELECT FROM reports_report AS seen WHERE seen.id = report_id AND (seen.project_id = ANY ((SELECT esfportal_ids('manages_any_part'))::bigint[]) OR (seen.project_id = ANY ((SELECT esfportal_ids('funds'))::bigint[]) OR seen.id = ANY ((SELECT esfportal_ids('kept_reports'))::bigint[])) IS NOT TRUE OR (audience <> 'full' AND audience IN ('released', (SELECT CASE WHEN EXISTS (SELECT FROM accounts_user AS reader JOIN accounts_organisation AS employer ON employer.id = reader.organisation_id WHERE reader.id = (SELECT esfportal_user()) AND reader.is_active AND employer.is_managing_authority) THEN 'authority' ELSE 'funders' END)))))))",
                "CREATE POLICY may_add ON reports_reportrelease FOR INSERT WITH CHECK (((SELECT esfportal_scope()) IN ('operator', 'system') OR EXISTS (SELECT FROM reports_report AS seen WHERE seen.id = report_id AND seen.project_id = ANY ((SELECT esfportal_ids('manages_whole_project'))::bigint[]))))",
                "CREATE POLICY may_change ON reports_reportrelease FOR UPDATE USING (((SELECT esfportal_scope()) IN ('operator', 'system') OR EXISTS (SELECT FROM reports_report AS seen WHERE seen.id = report_id AND (seen.project_id = ANY ((SELECT esfportal_ids('manages_any_part'))::bigint[]) OR (seen.project_id = ANY ((SELECT esfportal_ids('funds'))::bigint[]) OR seen.id = ANY ((SELECT esfportal_ids('kept_reports'))::bigint[])) IS NOT TRUE OR (audience <> 'full' AND audience IN ('released', (SELECT CASE WHEN EXISTS (SELECT FROM accounts_user AS reader JOIN accounts_organisation AS employer ON employer.id = reader.organisation_id WHERE reader.id = (SELECT esfportal_user()) AND reader.is_active AND employer.is_managing_authority) THEN 'authority' ELSE 'funders' END))))))) WITH CHECK (((SELECT esfportal_scope()) IN ('operator', 'system') OR EXISTS (SELECT FROM reports_report AS seen WHERE seen.id = report_id AND seen.project_id = ANY ((SELECT esfportal_ids('manages_whole_project'))::bigint[]))))",
                "CREATE POLICY may_remove ON reports_reportrelease FOR DELETE USING (((SELECT esfportal_scope()) IN ('operator', 'system') OR EXISTS (SELECT FROM reports_report AS seen WHERE seen.id = report_id AND seen.project_id = ANY ((SELECT esfportal_ids('manages_whole_project'))::bigint[]))))",
            ],
            [
                "DROP POLICY may_read ON reports_reportrelease",
                "DROP POLICY may_add ON reports_reportrelease",
                "DROP POLICY may_change ON reports_reportrelease",
                "DROP POLICY may_remove ON reports_reportrelease",
                "CREATE POLICY may_add ON reports_reportrelease FOR INSERT TO public WITH CHECK (((( SELECT esfportal_scope() AS esfportal_scope) = ANY (ARRAY['operator'::text, 'system'::text])) OR (EXISTS ( SELECT\n   FROM reports_report seen\n  WHERE ((seen.id = reports_reportrelease.report_id) AND (seen.project_id = ANY (( SELECT esfportal_ids('manages_whole_project'::text) AS esfportal_ids)::bigint[])))))))",
                "CREATE POLICY may_change ON reports_reportrelease FOR UPDATE TO public USING (((( SELECT esfportal_scope() AS esfportal_scope) = ANY (ARRAY['operator'::text, 'system'::text])) OR (EXISTS ( SELECT\n   FROM reports_report seen\n  WHERE ((seen.id = reports_reportrelease.report_id) AND true))))) WITH CHECK (((( SELECT esfportal_scope() AS esfportal_scope) = ANY (ARRAY['operator'::text, 'system'::text])) OR (EXISTS ( SELECT\n   FROM reports_report seen\n  WHERE ((seen.id = reports_reportrelease.report_id) AND (seen.project_id = ANY (( SELECT esfportal_ids('manages_whole_project'::text) AS esfportal_ids)::bigint[])))))))",
                "CREATE POLICY may_read ON reports_reportrelease FOR SELECT TO public USING (((( SELECT esfportal_scope() AS esfportal_scope) = ANY (ARRAY['operator'::text, 'system'::text])) OR (EXISTS ( SELECT\n   FROM reports_report seen\n  WHERE ((seen.id = reports_reportrelease.report_id) AND true)))))",
                "CREATE POLICY may_remove ON reports_reportrelease FOR DELETE TO public USING (((( SELECT esfportal_scope() AS esfportal_scope) = ANY (ARRAY['operator'::text, 'system'::text])) OR (EXISTS ( SELECT\n   FROM reports_report seen\n  WHERE ((seen.id = reports_reportrelease.report_id) AND (seen.project_id = ANY (( SELECT esfportal_ids('manages_whole_project'::text) AS esfportal_ids)::bigint[])))))))",
            ],
        ),
        migrations.RunSQL(
            [
                "ALTER TABLE reports_reportfilehistory ENABLE ROW LEVEL SECURITY",
                "ALTER TABLE reports_reportfilehistory FORCE ROW LEVEL SECURITY",
                "DROP POLICY may_add ON reports_reportfilehistory",
                "DROP POLICY may_read ON reports_reportfilehistory",
                "DROP POLICY owner_reads ON reports_reportfilehistory",
                "CREATE POLICY may_read ON reports_reportfilehistory FOR SELECT USING (((SELECT esfportal_scope()) IN ('operator', 'system') OR EXISTS (SELECT FROM reports_report AS seen WHERE seen.id = report_id AND (seen.project_id = ANY ((SELECT esfportal_ids('manages_any_part'))::bigint[]) OR (seen.project_id = ANY ((SELECT esfportal_ids('funds'))::bigint[]) OR seen.id = ANY ((SELECT esfportal_ids('kept_reports'))::bigint[])) IS NOT TRUE OR (audience <> 'full' AND audience IN ('released', (SELECT CASE WHEN EXISTS (SELECT FROM accounts_user AS reader JOIN accounts_organisation AS employer ON employer.id = reader.organisation_id WHERE reader.id = (SELECT esfportal_user()) AND reader.is_active AND employer.is_managing_authority) THEN 'authority' ELSE 'funders' END)))))))",
                "CREATE POLICY owner_reads ON reports_reportfilehistory FOR SELECT TO CURRENT_USER USING (true)",
                "CREATE POLICY may_add ON reports_reportfilehistory FOR INSERT TO CURRENT_USER WITH CHECK (true)",
                "REVOKE INSERT, UPDATE, DELETE ON reports_reportfilehistory FROM esfportal_application",
            ],
            [
                "DROP POLICY may_read ON reports_reportfilehistory",
                "DROP POLICY owner_reads ON reports_reportfilehistory",
                "DROP POLICY may_add ON reports_reportfilehistory",
                "CREATE POLICY may_add ON reports_reportfilehistory FOR INSERT TO CURRENT_USER WITH CHECK (true)",
                "CREATE POLICY may_read ON reports_reportfilehistory FOR SELECT TO public USING (((( SELECT esfportal_scope() AS esfportal_scope) = ANY (ARRAY['operator'::text, 'system'::text])) OR (EXISTS ( SELECT\n   FROM reports_report seen\n  WHERE ((seen.id = reports_reportfilehistory.report_id) AND true)))))",
                "CREATE POLICY owner_reads ON reports_reportfilehistory FOR SELECT TO CURRENT_USER USING (true)",
            ],
        ),
    ]
