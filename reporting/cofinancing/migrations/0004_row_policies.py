"""Policies of row-level security, written by `manage.py make_row_policies`."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("cofinancing", "0003_row_policies")]

    operations = [
        migrations.RunSQL(
            [
                "ALTER TABLE cofinancing_rate ENABLE ROW LEVEL SECURITY",
                "ALTER TABLE cofinancing_rate FORCE ROW LEVEL SECURITY",
                "DROP POLICY may_add ON cofinancing_rate",
                "DROP POLICY may_change ON cofinancing_rate",
                "DROP POLICY may_read ON cofinancing_rate",
                "DROP POLICY may_remove ON cofinancing_rate",
                "CREATE POLICY may_read ON cofinancing_rate FOR SELECT USING (((SELECT esfportal_scope()) IN ('operator', 'project', 'system') OR (SELECT esfportal_user()) IS NOT NULL))",
                "CREATE POLICY may_add ON cofinancing_rate FOR INSERT WITH CHECK ((SELECT esfportal_scope()) IN ('operator'))",
                "CREATE POLICY may_change ON cofinancing_rate FOR UPDATE USING (((SELECT esfportal_scope()) IN ('operator', 'project', 'system') OR (SELECT esfportal_user()) IS NOT NULL)) WITH CHECK ((SELECT esfportal_scope()) IN ('operator'))",
                "CREATE POLICY may_remove ON cofinancing_rate FOR DELETE USING (false)",
            ],
            [
                "DROP POLICY may_read ON cofinancing_rate",
                "DROP POLICY may_add ON cofinancing_rate",
                "DROP POLICY may_change ON cofinancing_rate",
                "DROP POLICY may_remove ON cofinancing_rate",
                "CREATE POLICY may_add ON cofinancing_rate FOR INSERT TO public WITH CHECK ((( SELECT esfportal_scope() AS esfportal_scope) = 'operator'::text))",
                "CREATE POLICY may_change ON cofinancing_rate FOR UPDATE TO public USING ((( SELECT esfportal_scope() AS esfportal_scope) <> ''::text)) WITH CHECK ((( SELECT esfportal_scope() AS esfportal_scope) = 'operator'::text))",
                "CREATE POLICY may_read ON cofinancing_rate FOR SELECT TO public USING ((( SELECT esfportal_scope() AS esfportal_scope) <> ''::text))",
                "CREATE POLICY may_remove ON cofinancing_rate FOR DELETE TO public USING (false)",
            ],
        ),
        migrations.RunSQL(
            [
                "ALTER TABLE cofinancing_line ENABLE ROW LEVEL SECURITY",
                "ALTER TABLE cofinancing_line FORCE ROW LEVEL SECURITY",
                "DROP POLICY may_add ON cofinancing_line",
                "DROP POLICY may_read ON cofinancing_line",
                "DROP POLICY owner_reads ON cofinancing_line",
                "CREATE POLICY may_read ON cofinancing_line FOR SELECT USING (((SELECT esfportal_scope()) <> 'participant' AND ((SELECT esfportal_scope()) IN ('operator') OR EXISTS (SELECT FROM certificates_certificate AS seen WHERE seen.id = certificate_id AND true))))",
                "CREATE POLICY owner_reads ON cofinancing_line FOR SELECT TO CURRENT_USER USING (true)",
                "CREATE POLICY may_add ON cofinancing_line FOR INSERT WITH CHECK ((((SELECT esfportal_scope()) <> 'participant' AND ((SELECT esfportal_scope()) IN ('operator') OR EXISTS (SELECT FROM certificates_certificate AS seen WHERE seen.id = certificate_id AND true))) AND ((SELECT esfportal_scope()) IN ('operator') OR EXISTS (SELECT FROM cofinancing_booking AS seen WHERE seen.id = booking_id AND seen.project_id = ANY ((SELECT esfportal_ids('manages_whole_project'))::bigint[])))))",
                "REVOKE UPDATE, DELETE ON cofinancing_line FROM esfportal_application",
            ],
            [
                "DROP POLICY may_read ON cofinancing_line",
                "DROP POLICY owner_reads ON cofinancing_line",
                "DROP POLICY may_add ON cofinancing_line",
                "CREATE POLICY may_add ON cofinancing_line FOR INSERT TO public WITH CHECK ((((( SELECT esfportal_scope() AS esfportal_scope) = 'operator'::text) OR (EXISTS ( SELECT\n   FROM certificates_certificate seen\n  WHERE ((seen.id = cofinancing_line.certificate_id) AND true)))) AND ((( SELECT esfportal_scope() AS esfportal_scope) = 'operator'::text) OR (EXISTS ( SELECT\n   FROM cofinancing_booking seen\n  WHERE ((seen.id = cofinancing_line.booking_id) AND (seen.project_id = ANY (( SELECT esfportal_ids('manages_whole_project'::text) AS esfportal_ids)::bigint[]))))))))",
                "CREATE POLICY may_read ON cofinancing_line FOR SELECT TO public USING (((( SELECT esfportal_scope() AS esfportal_scope) = 'operator'::text) OR (EXISTS ( SELECT\n   FROM certificates_certificate seen\n  WHERE ((seen.id = cofinancing_line.certificate_id) AND true)))))",
                "CREATE POLICY owner_reads ON cofinancing_line FOR SELECT TO esfportal USING (true)",
            ],
        ),
    ]
