"""Policies of row-level security, written by `manage.py make_row_policies`."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("plans", "0006_row_policies")]

    operations = [
        migrations.RunSQL(
            [
                "ALTER TABLE plans_plan ENABLE ROW LEVEL SECURITY",
                "ALTER TABLE plans_plan FORCE ROW LEVEL SECURITY",
                "DROP POLICY may_add ON plans_plan",
                "DROP POLICY may_change ON plans_plan",
                "DROP POLICY may_read ON plans_plan",
                "DROP POLICY may_remove ON plans_plan",
                "CREATE POLICY may_read ON plans_plan FOR SELECT USING ((((SELECT esfportal_scope()) IN ('operator') OR participation_id IN (SELECT unnest(esfportal_ids('visible_participations'))) OR ((SELECT esfportal_scope()) IN ('operator') OR EXISTS (SELECT FROM register_participation AS seen WHERE seen.id = participation_id AND true))) OR ((SELECT esfportal_scope()) = 'participant' AND participation_id = ANY ((SELECT esfportal_ids('linked'))::bigint[]))))",
                "CREATE POLICY may_add ON plans_plan FOR INSERT WITH CHECK (((SELECT esfportal_scope()) IN ('operator') OR participation_id IN (SELECT unnest(esfportal_ids('visible_participations'))) OR ((SELECT esfportal_scope()) IN ('operator') OR EXISTS (SELECT FROM register_participation AS seen WHERE seen.id = participation_id AND true))))",
                "CREATE POLICY may_change ON plans_plan FOR UPDATE USING ((((SELECT esfportal_scope()) IN ('operator') OR participation_id IN (SELECT unnest(esfportal_ids('visible_participations'))) OR ((SELECT esfportal_scope()) IN ('operator') OR EXISTS (SELECT FROM register_participation AS seen WHERE seen.id = participation_id AND true))) OR ((SELECT esfportal_scope()) = 'participant' AND participation_id = ANY ((SELECT esfportal_ids('linked'))::bigint[])))) WITH CHECK (((SELECT esfportal_scope()) IN ('operator') OR participation_id IN (SELECT unnest(esfportal_ids('visible_participations'))) OR ((SELECT esfportal_scope()) IN ('operator') OR EXISTS (SELECT FROM register_participation AS seen WHERE seen.id = participation_id AND true))))",
                "CREATE POLICY may_remove ON plans_plan FOR DELETE USING (((SELECT esfportal_scope()) IN ('operator') OR participation_id IN (SELECT unnest(esfportal_ids('visible_participations'))) OR ((SELECT esfportal_scope()) IN ('operator') OR EXISTS (SELECT FROM register_participation AS seen WHERE seen.id = participation_id AND true))))",
            ],
            [
                "DROP POLICY may_read ON plans_plan",
                "DROP POLICY may_add ON plans_plan",
                "DROP POLICY may_change ON plans_plan",
                "DROP POLICY may_remove ON plans_plan",
                "CREATE POLICY may_add ON plans_plan FOR INSERT TO public WITH CHECK (((( SELECT esfportal_scope() AS esfportal_scope) = 'operator'::text) OR (participation_id IN ( SELECT unnest(esfportal_ids('visible_participations'::text)) AS unnest)) OR ((( SELECT esfportal_scope() AS esfportal_scope) = 'operator'::text) OR (EXISTS ( SELECT\n   FROM register_participation seen\n  WHERE ((seen.id = plans_plan.participation_id) AND true))))))",
                "CREATE POLICY may_change ON plans_plan FOR UPDATE TO public USING (((( SELECT esfportal_scope() AS esfportal_scope) = 'operator'::text) OR (participation_id IN ( SELECT unnest(esfportal_ids('visible_participations'::text)) AS unnest)) OR ((( SELECT esfportal_scope() AS esfportal_scope) = 'operator'::text) OR (EXISTS ( SELECT\n   FROM register_participation seen\n  WHERE ((seen.id = plans_plan.participation_id) AND true)))))) WITH CHECK (((( SELECT esfportal_scope() AS esfportal_scope) = 'operator'::text) OR (participation_id IN ( SELECT unnest(esfportal_ids('visible_participations'::text)) AS unnest)) OR ((( SELECT esfportal_scope() AS esfportal_scope) = 'operator'::text) OR (EXISTS ( SELECT\n   FROM register_participation seen\n  WHERE ((seen.id = plans_plan.participation_id) AND true))))))",
                "CREATE POLICY may_read ON plans_plan FOR SELECT TO public USING (((( SELECT esfportal_scope() AS esfportal_scope) = 'operator'::text) OR (participation_id IN ( SELECT unnest(esfportal_ids('visible_participations'::text)) AS unnest)) OR ((( SELECT esfportal_scope() AS esfportal_scope) = 'operator'::text) OR (EXISTS ( SELECT\n   FROM register_participation seen\n  WHERE ((seen.id = plans_plan.participation_id) AND true))))))",
                "CREATE POLICY may_remove ON plans_plan FOR DELETE TO public USING (((( SELECT esfportal_scope() AS esfportal_scope) = 'operator'::text) OR (participation_id IN ( SELECT unnest(esfportal_ids('visible_participations'::text)) AS unnest)) OR ((( SELECT esfportal_scope() AS esfportal_scope) = 'operator'::text) OR (EXISTS ( SELECT\n   FROM register_participation seen\n  WHERE ((seen.id = plans_plan.participation_id) AND true))))))",
            ],
        ),
        migrations.RunSQL(
            [
                "ALTER TABLE plans_step ENABLE ROW LEVEL SECURITY",
                "ALTER TABLE plans_step FORCE ROW LEVEL SECURITY",
                "DROP POLICY may_add ON plans_step",
                "DROP POLICY may_change ON plans_step",
                "DROP POLICY may_read ON plans_step",
                "DROP POLICY may_remove ON plans_step",
                "CREATE POLICY may_read ON plans_step FOR SELECT USING ((((SELECT esfportal_scope()) IN ('operator') OR participation_id IN (SELECT unnest(esfportal_ids('visible_participations'))) OR ((SELECT esfportal_scope()) IN ('operator') OR EXISTS (SELECT FROM register_participation AS seen WHERE seen.id = participation_id AND true))) OR ((SELECT esfportal_scope()) = 'participant' AND participation_id = ANY ((SELECT esfportal_ids('linked'))::bigint[]))))",
                "CREATE POLICY may_add ON plans_step FOR INSERT WITH CHECK (((SELECT esfportal_scope()) IN ('operator') OR participation_id IN (SELECT unnest(esfportal_ids('visible_participations'))) OR ((SELECT esfportal_scope()) IN ('operator') OR EXISTS (SELECT FROM register_participation AS seen WHERE seen.id = participation_id AND true))))",
                "CREATE POLICY may_change ON plans_step FOR UPDATE USING ((((SELECT esfportal_scope()) IN ('operator') OR participation_id IN (SELECT unnest(esfportal_ids('visible_participations'))) OR ((SELECT esfportal_scope()) IN ('operator') OR EXISTS (SELECT FROM register_participation AS seen WHERE seen.id = participation_id AND true))) OR ((SELECT esfportal_scope()) = 'participant' AND participation_id = ANY ((SELECT esfportal_ids('linked'))::bigint[])))) WITH CHECK (((SELECT esfportal_scope()) IN ('operator') OR participation_id IN (SELECT unnest(esfportal_ids('visible_participations'))) OR ((SELECT esfportal_scope()) IN ('operator') OR EXISTS (SELECT FROM register_participation AS seen WHERE seen.id = participation_id AND true))))",
                "CREATE POLICY may_remove ON plans_step FOR DELETE USING (((SELECT esfportal_scope()) IN ('operator') OR participation_id IN (SELECT unnest(esfportal_ids('visible_participations'))) OR ((SELECT esfportal_scope()) IN ('operator') OR EXISTS (SELECT FROM register_participation AS seen WHERE seen.id = participation_id AND true))))",
            ],
            [
                "DROP POLICY may_read ON plans_step",
                "DROP POLICY may_add ON plans_step",
                "DROP POLICY may_change ON plans_step",
                "DROP POLICY may_remove ON plans_step",
                "CREATE POLICY may_add ON plans_step FOR INSERT TO public WITH CHECK (((( SELECT esfportal_scope() AS esfportal_scope) = 'operator'::text) OR (participation_id IN ( SELECT unnest(esfportal_ids('visible_participations'::text)) AS unnest)) OR ((( SELECT esfportal_scope() AS esfportal_scope) = 'operator'::text) OR (EXISTS ( SELECT\n   FROM register_participation seen\n  WHERE ((seen.id = plans_step.participation_id) AND true))))))",
                "CREATE POLICY may_change ON plans_step FOR UPDATE TO public USING (((( SELECT esfportal_scope() AS esfportal_scope) = 'operator'::text) OR (participation_id IN ( SELECT unnest(esfportal_ids('visible_participations'::text)) AS unnest)) OR ((( SELECT esfportal_scope() AS esfportal_scope) = 'operator'::text) OR (EXISTS ( SELECT\n   FROM register_participation seen\n  WHERE ((seen.id = plans_step.participation_id) AND true)))))) WITH CHECK (((( SELECT esfportal_scope() AS esfportal_scope) = 'operator'::text) OR (participation_id IN ( SELECT unnest(esfportal_ids('visible_participations'::text)) AS unnest)) OR ((( SELECT esfportal_scope() AS esfportal_scope) = 'operator'::text) OR (EXISTS ( SELECT\n   FROM register_participation seen\n  WHERE ((seen.id = plans_step.participation_id) AND true))))))",
                "CREATE POLICY may_read ON plans_step FOR SELECT TO public USING (((( SELECT esfportal_scope() AS esfportal_scope) = 'operator'::text) OR (participation_id IN ( SELECT unnest(esfportal_ids('visible_participations'::text)) AS unnest)) OR ((( SELECT esfportal_scope() AS esfportal_scope) = 'operator'::text) OR (EXISTS ( SELECT\n   FROM register_participation seen\n  WHERE ((seen.id = plans_step.participation_id) AND true))))))",
                "CREATE POLICY may_remove ON plans_step FOR DELETE TO public USING (((( SELECT esfportal_scope() AS esfportal_scope) = 'operator'::text) OR (participation_id IN ( SELECT unnest(esfportal_ids('visible_participations'::text)) AS unnest)) OR ((( SELECT esfportal_scope() AS esfportal_scope) = 'operator'::text) OR (EXISTS ( SELECT\n   FROM register_participation seen\n  WHERE ((seen.id = plans_step.participation_id) AND true))))))",
            ],
        ),
    ]
