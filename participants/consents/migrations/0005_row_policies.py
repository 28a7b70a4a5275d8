"""Policies of row-level security, written by `manage.py make_row_policies`."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("consents", "0004_row_policies")]

    operations = [
        migrations.RunSQL(
            [
                "ALTER TABLE consents_privacyentry ENABLE ROW LEVEL SECURITY",
                "ALTER TABLE consents_privacyentry FORCE ROW LEVEL SECURITY",
                "DROP POLICY may_add ON consents_privacyentry",
                "DROP POLICY may_change ON consents_privacyentry",
                "DROP POLICY may_read ON consents_privacyentry",
                "DROP POLICY may_remove ON consents_privacyentry",
                "CREATE POLICY may_read ON consents_privacyentry FOR SELECT USING ((((SELECT esfportal_scope()) IN ('operator') OR participation_id IN (SELECT unnest(esfportal_ids('visible_participations'))) OR ((SELECT esfportal_scope()) IN ('operator') OR EXISTS (SELECT FROM register_participation AS seen WHERE seen.id = participation_id AND true))) OR ((SELECT esfportal_scope()) = 'participant' AND participation_id = ANY ((SELECT esfportal_ids('linked'))::bigint[]))))",
                "CREATE POLICY may_add ON consents_privacyentry FOR INSERT WITH CHECK (((SELECT esfportal_scope()) IN ('operator') OR participation_id IN (SELECT unnest(esfportal_ids('visible_participations'))) OR ((SELECT esfportal_scope()) IN ('operator') OR EXISTS (SELECT FROM register_participation AS seen WHERE seen.id = participation_id AND true))))",
                "CREATE POLICY may_change ON consents_privacyentry FOR UPDATE USING ((((SELECT esfportal_scope()) IN ('operator') OR participation_id IN (SELECT unnest(esfportal_ids('visible_participations'))) OR ((SELECT esfportal_scope()) IN ('operator') OR EXISTS (SELECT FROM register_participation AS seen WHERE seen.id = participation_id AND true))) OR ((SELECT esfportal_scope()) = 'participant' AND participation_id = ANY ((SELECT esfportal_ids('linked'))::bigint[])))) WITH CHECK (((SELECT esfportal_scope()) IN ('operator') OR participation_id IN (SELECT unnest(esfportal_ids('visible_participations'))) OR ((SELECT esfportal_scope()) IN ('operator') OR EXISTS (SELECT FROM register_participation AS seen WHERE seen.id = participation_id AND true))))",
                "CREATE POLICY may_remove ON consents_privacyentry FOR DELETE USING (((SELECT esfportal_scope()) IN ('operator') OR participation_id IN (SELECT unnest(esfportal_ids('visible_participations'))) OR ((SELECT esfportal_scope()) IN ('operator') OR EXISTS (SELECT FROM register_participation AS seen WHERE seen.id = participation_id AND true))))",
            ],
            [
                "DROP POLICY may_read ON consents_privacyentry",
                "DROP POLICY may_add ON consents_privacyentry",
                "DROP POLICY may_change ON consents_privacyentry",
                "DROP POLICY may_remove ON consents_privacyentry",
                "CREATE POLICY may_add ON consents_privacyentry FOR INSERT TO public WITH CHECK (((( SELECT esfportal_scope() AS esfportal_scope) = 'operator'::text) OR (participation_id IN ( SELECT unnest(esfportal_ids('visible_participations'::text)) AS unnest)) OR ((( SELECT esfportal_scope() AS esfportal_scope) = 'operator'::text) OR (EXISTS ( SELECT\n   FROM register_participation seen\n  WHERE ((seen.id = consents_privacyentry.participation_id) AND true))))))",
                "CREATE POLICY may_change ON consents_privacyentry FOR UPDATE TO public USING (((( SELECT esfportal_scope() AS esfportal_scope) = 'operator'::text) OR (participation_id IN ( SELECT unnest(esfportal_ids('visible_participations'::text)) AS unnest)) OR ((( SELECT esfportal_scope() AS esfportal_scope) = 'operator'::text) OR (EXISTS ( SELECT\n   FROM register_participation seen\n  WHERE ((seen.id = consents_privacyentry.participation_id) AND true)))))) WITH CHECK (((( SELECT esfportal_scope() AS esfportal_scope) = 'operator'::text) OR (participation_id IN ( SELECT unnest(esfportal_ids('visible_participations'::text)) AS unnest)) OR ((( SELECT esfportal_scope() AS esfportal_scope) = 'operator'::text) OR (EXISTS ( SELECT\n   FROM register_participation seen\n  WHERE ((seen.id = consents_privacyentry.participation_id) AND true))))))",
                "CREATE POLICY may_read ON consents_privacyentry FOR SELECT TO public USING (((( SELECT esfportal_scope() AS esfportal_scope) = 'operator'::text) OR (participation_id IN ( SELECT unnest(esfportal_ids('visible_participations'::text)) AS unnest)) OR ((( SELECT esfportal_scope() AS esfportal_scope) = 'operator'::text) OR (EXISTS ( SELECT\n   FROM register_participation seen\n  WHERE ((seen.id = consents_privacyentry.participation_id) AND true))))))",
                "CREATE POLICY may_remove ON consents_privacyentry FOR DELETE TO public USING (((( SELECT esfportal_scope() AS esfportal_scope) = 'operator'::text) OR (participation_id IN ( SELECT unnest(esfportal_ids('visible_participations'::text)) AS unnest)) OR ((( SELECT esfportal_scope() AS esfportal_scope) = 'operator'::text) OR (EXISTS ( SELECT\n   FROM register_participation seen\n  WHERE ((seen.id = consents_privacyentry.participation_id) AND true))))))",
            ],
        ),
    ]
