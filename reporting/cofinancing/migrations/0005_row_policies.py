"""Policies of row-level security, written by `manage.py make_row_policies`."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("cofinancing", "0004_row_policies")]

    operations = [
        migrations.RunSQL(
            [
                "ALTER TABLE cofinancing_rate ENABLE ROW LEVEL SECURITY",
                "ALTER TABLE cofinancing_rate FORCE ROW LEVEL SECURITY",
                "DROP POLICY may_add ON cofinancing_rate",
                "DROP POLICY may_change ON cofinancing_rate",
                "DROP POLICY may_read ON cofinancing_rate",
                "DROP POLICY may_remove ON cofinancing_rate",
                "CREATE POLICY may_read ON cofinancing_rate FOR SELECT USING (((SELECT esfportal_scope() IN ('operator', 'project', 'system', 'own_record')) OR (SELECT esfportal_user()) IS NOT NULL))",
                "CREATE POLICY may_add ON cofinancing_rate FOR INSERT WITH CHECK ((SELECT esfportal_scope() IN ('operator')))",
                "CREATE POLICY may_change ON cofinancing_rate FOR UPDATE USING (((SELECT esfportal_scope() IN ('operator', 'project', 'system', 'own_record')) OR (SELECT esfportal_user()) IS NOT NULL)) WITH CHECK ((SELECT esfportal_scope() IN ('operator')))",
                "CREATE POLICY may_remove ON cofinancing_rate FOR DELETE USING (false)",
            ],
            [
                "DROP POLICY may_read ON cofinancing_rate",
                "DROP POLICY may_add ON cofinancing_rate",
                "DROP POLICY may_change ON cofinancing_rate",
                "DROP POLICY may_remove ON cofinancing_rate",
                "CREATE POLICY may_add ON cofinancing_rate FOR INSERT TO public WITH CHECK (( SELECT (esfportal_scope() = 'operator'::text)))",
                "CREATE POLICY may_change ON cofinancing_rate FOR UPDATE TO public USING ((( SELECT (esfportal_scope() = ANY (ARRAY['operator'::text, 'project'::text, 'system'::text]))) OR (( SELECT esfportal_user() AS esfportal_user) IS NOT NULL))) WITH CHECK (( SELECT (esfportal_scope() = 'operator'::text)))",
                "CREATE POLICY may_read ON cofinancing_rate FOR SELECT TO public USING ((( SELECT (esfportal_scope() = ANY (ARRAY['operator'::text, 'project'::text, 'system'::text]))) OR (( SELECT esfportal_user() AS esfportal_user) IS NOT NULL)))",
                "CREATE POLICY may_remove ON cofinancing_rate FOR DELETE TO public USING (false)",
            ],
        ),
    ]
