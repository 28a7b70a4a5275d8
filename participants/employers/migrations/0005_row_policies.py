"""Policies of row-level security, written by `manage.py make_row_policies`."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("employers", "0004_project_of_placement")]

    operations = [
        migrations.RunSQL(
            [
                "ALTER TABLE employers_offer ENABLE ROW LEVEL SECURITY",
                "ALTER TABLE employers_offer FORCE ROW LEVEL SECURITY",
                "CREATE POLICY may_read ON employers_offer FOR SELECT USING (((SELECT esfportal_scope()) IN ('operator') OR project_id = ANY ((SELECT esfportal_ids('projects'))::bigint[])))",
                "CREATE POLICY may_add ON employers_offer FOR INSERT WITH CHECK (((SELECT esfportal_scope()) IN ('operator') OR project_id = ANY ((SELECT esfportal_ids('people'))::bigint[]) OR project_id = ANY ((SELECT esfportal_ids('part_projects'))::bigint[])))",
                "CREATE POLICY may_change ON employers_offer FOR UPDATE USING (((SELECT esfportal_scope()) IN ('operator') OR project_id = ANY ((SELECT esfportal_ids('projects'))::bigint[]))) WITH CHECK (((SELECT esfportal_scope()) IN ('operator') OR project_id = ANY ((SELECT esfportal_ids('people'))::bigint[]) OR project_id = ANY ((SELECT esfportal_ids('part_projects'))::bigint[])))",
                "CREATE POLICY may_remove ON employers_offer FOR DELETE USING (((SELECT esfportal_scope()) IN ('operator') OR project_id = ANY ((SELECT esfportal_ids('people'))::bigint[]) OR project_id = ANY ((SELECT esfportal_ids('part_projects'))::bigint[])))",
            ],
            [
                "DROP POLICY may_read ON employers_offer",
                "DROP POLICY may_add ON employers_offer",
                "DROP POLICY may_change ON employers_offer",
                "DROP POLICY may_remove ON employers_offer",
                "ALTER TABLE employers_offer NO FORCE ROW LEVEL SECURITY",
                "ALTER TABLE employers_offer DISABLE ROW LEVEL SECURITY",
            ],
        ),
        migrations.RunSQL(
            [
                "ALTER TABLE employers_offerhistory ENABLE ROW LEVEL SECURITY",
                "ALTER TABLE employers_offerhistory FORCE ROW LEVEL SECURITY",
                "CREATE POLICY may_read ON employers_offerhistory FOR SELECT USING (((SELECT esfportal_scope()) IN ('operator') OR project_id = ANY ((SELECT esfportal_ids('projects'))::bigint[])))",
                "CREATE POLICY owner_reads ON employers_offerhistory FOR SELECT TO CURRENT_USER USING (true)",
                "CREATE POLICY may_add ON employers_offerhistory FOR INSERT TO CURRENT_USER WITH CHECK (true)",
                "REVOKE INSERT, UPDATE, DELETE ON employers_offerhistory FROM esfportal_application",
            ],
            [
                "GRANT INSERT, UPDATE, DELETE ON employers_offerhistory TO esfportal_application",
                "DROP POLICY may_read ON employers_offerhistory",
                "DROP POLICY owner_reads ON employers_offerhistory",
                "DROP POLICY may_add ON employers_offerhistory",
                "ALTER TABLE employers_offerhistory NO FORCE ROW LEVEL SECURITY",
                "ALTER TABLE employers_offerhistory DISABLE ROW LEVEL SECURITY",
            ],
        ),
        migrations.RunSQL(
            [
                "ALTER TABLE employers_placement ENABLE ROW LEVEL SECURITY",
                "ALTER TABLE employers_placement FORCE ROW LEVEL SECURITY",
                "CREATE POLICY may_read ON employers_placement FOR SELECT USING (((SELECT esfportal_scope()) IN ('operator') OR project_id = ANY ((SELECT esfportal_ids('people'))::bigint[]) OR (project_id = ANY ((SELECT esfportal_ids('part_projects'))::bigint[]) AND participation_id IN (SELECT unnest(esfportal_ids('visible_participations'))))))",
                "CREATE POLICY may_add ON employers_placement FOR INSERT WITH CHECK (((SELECT esfportal_scope()) IN ('operator') OR project_id = ANY ((SELECT esfportal_ids('people'))::bigint[]) OR (project_id = ANY ((SELECT esfportal_ids('part_projects'))::bigint[]) AND participation_id IN (SELECT unnest(esfportal_ids('visible_participations'))))))",
                "CREATE POLICY may_change ON employers_placement FOR UPDATE USING (((SELECT esfportal_scope()) IN ('operator') OR project_id = ANY ((SELECT esfportal_ids('people'))::bigint[]) OR (project_id = ANY ((SELECT esfportal_ids('part_projects'))::bigint[]) AND participation_id IN (SELECT unnest(esfportal_ids('visible_participations')))))) WITH CHECK (((SELECT esfportal_scope()) IN ('operator') OR project_id = ANY ((SELECT esfportal_ids('people'))::bigint[]) OR (project_id = ANY ((SELECT esfportal_ids('part_projects'))::bigint[]) AND participation_id IN (SELECT unnest(esfportal_ids('visible_participations'))))))",
                "CREATE POLICY may_remove ON employers_placement FOR DELETE USING (((SELECT esfportal_scope()) IN ('operator') OR project_id = ANY ((SELECT esfportal_ids('people'))::bigint[]) OR (project_id = ANY ((SELECT esfportal_ids('part_projects'))::bigint[]) AND participation_id IN (SELECT unnest(esfportal_ids('visible_participations'))))))",
            ],
            [
                "DROP POLICY may_read ON employers_placement",
                "DROP POLICY may_add ON employers_placement",
                "DROP POLICY may_change ON employers_placement",
                "DROP POLICY may_remove ON employers_placement",
                "ALTER TABLE employers_placement NO FORCE ROW LEVEL SECURITY",
                "ALTER TABLE employers_placement DISABLE ROW LEVEL SECURITY",
            ],
        ),
        migrations.RunSQL(
            [
                "ALTER TABLE employers_outcomeemployer ENABLE ROW LEVEL SECURITY",
                "ALTER TABLE employers_outcomeemployer FORCE ROW LEVEL SECURITY",
                "CREATE POLICY may_read ON employers_outcomeemployer FOR SELECT USING (((SELECT esfportal_scope()) IN ('operator') OR project_id = ANY ((SELECT esfportal_ids('people'))::bigint[]) OR (project_id = ANY ((SELECT esfportal_ids('part_projects'))::bigint[]) AND participation_id IN (SELECT unnest(esfportal_ids('visible_participations'))))))",
                "CREATE POLICY may_add ON employers_outcomeemployer FOR INSERT WITH CHECK (((SELECT esfportal_scope()) IN ('operator') OR project_id = ANY ((SELECT esfportal_ids('people'))::bigint[]) OR (project_id = ANY ((SELECT esfportal_ids('part_projects'))::bigint[]) AND participation_id IN (SELECT unnest(esfportal_ids('visible_participations'))))))",
                "CREATE POLICY may_change ON employers_outcomeemployer FOR UPDATE USING (((SELECT esfportal_scope()) IN ('operator') OR project_id = ANY ((SELECT esfportal_ids('people'))::bigint[]) OR (project_id = ANY ((SELECT esfportal_ids('part_projects'))::bigint[]) AND participation_id IN (SELECT unnest(esfportal_ids('visible_participations')))))) WITH CHECK (((SELECT esfportal_scope()) IN ('operator') OR project_id = ANY ((SELECT esfportal_ids('people'))::bigint[]) OR (project_id = ANY ((SELECT esfportal_ids('part_projects'))::bigint[]) AND participation_id IN (SELECT unnest(esfportal_ids('visible_participations'))))))",
                "CREATE POLICY may_remove ON employers_outcomeemployer FOR DELETE USING (((SELECT esfportal_scope()) IN ('operator') OR project_id = ANY ((SELECT esfportal_ids('people'))::bigint[]) OR (project_id = ANY ((SELECT esfportal_ids('part_projects'))::bigint[]) AND participation_id IN (SELECT unnest(esfportal_ids('visible_participations'))))))",
            ],
            [
                "DROP POLICY may_read ON employers_outcomeemployer",
                "DROP POLICY may_add ON employers_outcomeemployer",
                "DROP POLICY may_change ON employers_outcomeemployer",
                "DROP POLICY may_remove ON employers_outcomeemployer",
                "ALTER TABLE employers_outcomeemployer NO FORCE ROW LEVEL SECURITY",
                "ALTER TABLE employers_outcomeemployer DISABLE ROW LEVEL SECURITY",
            ],
        ),
        migrations.RunSQL(
            [
                "ALTER TABLE employers_placementhistory ENABLE ROW LEVEL SECURITY",
                "ALTER TABLE employers_placementhistory FORCE ROW LEVEL SECURITY",
                "CREATE POLICY may_read ON employers_placementhistory FOR SELECT USING (((SELECT esfportal_scope()) IN ('operator') OR EXISTS (SELECT FROM register_participation AS seen WHERE seen.id = participation_id AND true)))",
                "CREATE POLICY owner_reads ON employers_placementhistory FOR SELECT TO CURRENT_USER USING (true)",
                "CREATE POLICY may_add ON employers_placementhistory FOR INSERT TO CURRENT_USER WITH CHECK (true)",
                "REVOKE INSERT, UPDATE, DELETE ON employers_placementhistory FROM esfportal_application",
            ],
            [
                "GRANT INSERT, UPDATE, DELETE ON employers_placementhistory TO esfportal_application",
                "DROP POLICY may_read ON employers_placementhistory",
                "DROP POLICY owner_reads ON employers_placementhistory",
                "DROP POLICY may_add ON employers_placementhistory",
                "ALTER TABLE employers_placementhistory NO FORCE ROW LEVEL SECURITY",
                "ALTER TABLE employers_placementhistory DISABLE ROW LEVEL SECURITY",
            ],
        ),
        migrations.RunSQL(
            [
                "ALTER TABLE employers_outcomeemployerhistory ENABLE ROW LEVEL SECURITY",
                "ALTER TABLE employers_outcomeemployerhistory FORCE ROW LEVEL SECURITY",
                "CREATE POLICY may_read ON employers_outcomeemployerhistory FOR SELECT USING (((SELECT esfportal_scope()) IN ('operator') OR EXISTS (SELECT FROM register_participation AS seen WHERE seen.id = participation_id AND true)))",
                "CREATE POLICY owner_reads ON employers_outcomeemployerhistory FOR SELECT TO CURRENT_USER USING (true)",
                "CREATE POLICY may_add ON employers_outcomeemployerhistory FOR INSERT TO CURRENT_USER WITH CHECK (true)",
                "REVOKE INSERT, UPDATE, DELETE ON employers_outcomeemployerhistory FROM esfportal_application",
            ],
            [
                "GRANT INSERT, UPDATE, DELETE ON employers_outcomeemployerhistory TO esfportal_application",
                "DROP POLICY may_read ON employers_outcomeemployerhistory",
                "DROP POLICY owner_reads ON employers_outcomeemployerhistory",
                "DROP POLICY may_add ON employers_outcomeemployerhistory",
                "ALTER TABLE employers_outcomeemployerhistory NO FORCE ROW LEVEL SECURITY",
                "ALTER TABLE employers_outcomeemployerhistory DISABLE ROW LEVEL SECURITY",
            ],
        ),
    ]
