"""Policies of row-level security, written by `manage.py make_row_policies`."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("register", "0014_signed_visible_participations")]

    operations = [
        migrations.RunSQL(
            [
                "ALTER TABLE register_changenote ENABLE ROW LEVEL SECURITY",
                "ALTER TABLE register_changenote FORCE ROW LEVEL SECURITY",
                "DROP POLICY may_add ON register_changenote",
                "DROP POLICY may_read ON register_changenote",
                "DROP POLICY owner_reads ON register_changenote",
                "CREATE POLICY may_read ON register_changenote FOR SELECT USING (((SELECT esfportal_scope()) IN ('operator') OR EXISTS (SELECT FROM register_participation AS seen WHERE seen.id = participation_id AND true)))",
                "CREATE POLICY owner_reads ON register_changenote FOR SELECT TO CURRENT_USER USING (true)",
                "CREATE POLICY may_add ON register_changenote FOR INSERT WITH CHECK ((((SELECT esfportal_scope()) IN ('operator') OR EXISTS (SELECT FROM register_participation AS seen WHERE seen.id = participation_id AND true)) AND ((SELECT esfportal_scope()) IN ('operator') OR recorded_by_id = (SELECT esfportal_user()) OR ((SELECT esfportal_scope()) <> '' AND (SELECT esfportal_user()) IS NULL))))",
                "REVOKE UPDATE, DELETE ON register_changenote FROM esfportal_application",
            ],
            [
                "DROP POLICY may_read ON register_changenote",
                "DROP POLICY owner_reads ON register_changenote",
                "DROP POLICY may_add ON register_changenote",
                "CREATE POLICY may_add ON register_changenote FOR INSERT TO public WITH CHECK ((((( SELECT esfportal_scope() AS esfportal_scope) = 'operator'::text) OR (EXISTS ( SELECT\n   FROM register_participation seen\n  WHERE ((seen.id = register_changenote.participation_id) AND true)))) AND ((( SELECT esfportal_scope() AS esfportal_scope) = 'operator'::text) OR (recorded_by_id = ( SELECT esfportal_user() AS esfportal_user)) OR (( SELECT esfportal_user() AS esfportal_user) IS NULL))))",
                "CREATE POLICY may_read ON register_changenote FOR SELECT TO public USING (((( SELECT esfportal_scope() AS esfportal_scope) = 'operator'::text) OR (EXISTS ( SELECT\n   FROM register_participation seen\n  WHERE ((seen.id = register_changenote.participation_id) AND true)))))",
                "CREATE POLICY owner_reads ON register_changenote FOR SELECT TO esfportal USING (true)",
            ],
        ),
    ]
