"""Policies of row-level security, written by `manage.py make_row_policies`."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("register", "0031_counted_people")]

    operations = [
        migrations.RunSQL(
            [
                "ALTER TABLE register_person ENABLE ROW LEVEL SECURITY",
                "ALTER TABLE register_person FORCE ROW LEVEL SECURITY",
                "DROP POLICY may_add ON register_person",
                "DROP POLICY may_change ON register_person",
                "DROP POLICY may_read ON register_person",
                "DROP POLICY may_remove ON register_person",
                "CREATE POLICY may_read ON register_person FOR SELECT USING ((register_person.id IN (SELECT esfportal_counted_people()) OR ((SELECT esfportal_scope() IN ('operator', 'registry')) OR EXISTS (SELECT FROM register_participation AS seen WHERE seen.person_id = register_person.id AND true))))",
                "CREATE POLICY may_add ON register_person FOR INSERT WITH CHECK ((SELECT esfportal_scope() IN ('operator', 'registry')))",
                "CREATE POLICY may_change ON register_person FOR UPDATE USING ((register_person.id IN (SELECT esfportal_counted_people()) OR ((SELECT esfportal_scope() IN ('operator', 'registry')) OR EXISTS (SELECT FROM register_participation AS seen WHERE seen.person_id = register_person.id AND true)))) WITH CHECK (((SELECT esfportal_scope() IN ('operator', 'registry')) OR EXISTS (SELECT FROM register_participation AS seen WHERE seen.person_id = register_person.id AND true)))",
                "CREATE POLICY may_remove ON register_person FOR DELETE USING ((SELECT esfportal_scope() IN ('operator')))",
            ],
            [
                "DROP POLICY may_read ON register_person",
                "DROP POLICY may_add ON register_person",
                "DROP POLICY may_change ON register_person",
                "DROP POLICY may_remove ON register_person",
                "CREATE POLICY may_add ON register_person FOR INSERT TO public WITH CHECK (( SELECT (esfportal_scope() = ANY (ARRAY['operator'::text, 'registry'::text]))))",
                "CREATE POLICY may_change ON register_person FOR UPDATE TO public USING ((( SELECT (esfportal_scope() = ANY (ARRAY['operator'::text, 'registry'::text]))) OR (EXISTS ( SELECT\n   FROM register_participation seen\n  WHERE ((seen.person_id = register_person.id) AND true))))) WITH CHECK ((( SELECT (esfportal_scope() = ANY (ARRAY['operator'::text, 'registry'::text]))) OR (EXISTS ( SELECT\n   FROM register_participation seen\n  WHERE ((seen.person_id = register_person.id) AND true)))))",
                "CREATE POLICY may_read ON register_person FOR SELECT TO public USING ((( SELECT (esfportal_scope() = ANY (ARRAY['operator'::text, 'registry'::text]))) OR (EXISTS ( SELECT\n   FROM register_participation seen\n  WHERE ((seen.person_id = register_person.id) AND true)))))",
                "CREATE POLICY may_remove ON register_person FOR DELETE TO public USING (( SELECT (esfportal_scope() = 'operator'::text)))",
            ],
        ),
    ]
