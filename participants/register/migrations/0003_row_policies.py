"""Policies of row-level security, written by `manage.py make_row_policies`."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("accounts", "0003_access_scopes"), ("register", "0002_triggers")]

    operations = [
        migrations.RunSQL(
            [
                "ALTER TABLE register_participation ENABLE ROW LEVEL SECURITY",
                "ALTER TABLE register_participation FORCE ROW LEVEL SECURITY",
                "CREATE POLICY may_read ON register_participation FOR SELECT USING ((((SELECT esfportal_scope()) IN ('operator') OR project_id = ANY ((SELECT esfportal_ids('people'))::bigint[])) OR (project_id = ANY ((SELECT esfportal_ids('part_projects'))::bigint[]) AND id IN (SELECT unnest(esfportal_ids('visible_participations'))))))",
                "CREATE POLICY may_add ON register_participation FOR INSERT WITH CHECK ((((SELECT esfportal_scope()) IN ('operator') OR project_id = ANY ((SELECT esfportal_ids('people'))::bigint[])) OR (project_id = ANY ((SELECT esfportal_ids('part_projects'))::bigint[]) AND created_by_id = (SELECT esfportal_user()))))",
                "CREATE POLICY may_change ON register_participation FOR UPDATE USING ((((SELECT esfportal_scope()) IN ('operator') OR project_id = ANY ((SELECT esfportal_ids('people'))::bigint[])) OR (project_id = ANY ((SELECT esfportal_ids('part_projects'))::bigint[]) AND id IN (SELECT unnest(esfportal_ids('visible_participations')))))) WITH CHECK ((((SELECT esfportal_scope()) IN ('operator') OR project_id = ANY ((SELECT esfportal_ids('people'))::bigint[])) OR (project_id = ANY ((SELECT esfportal_ids('part_projects'))::bigint[]) AND id IN (SELECT unnest(esfportal_ids('visible_participations'))))))",
                "CREATE POLICY may_remove ON register_participation FOR DELETE USING ((((SELECT esfportal_scope()) IN ('operator') OR project_id = ANY ((SELECT esfportal_ids('people'))::bigint[])) OR (project_id = ANY ((SELECT esfportal_ids('part_projects'))::bigint[]) AND id IN (SELECT unnest(esfportal_ids('visible_participations'))))))",
            ],
            [
                "DROP POLICY may_read ON register_participation",
                "DROP POLICY may_add ON register_participation",
                "DROP POLICY may_change ON register_participation",
                "DROP POLICY may_remove ON register_participation",
                "ALTER TABLE register_participation NO FORCE ROW LEVEL SECURITY",
                "ALTER TABLE register_participation DISABLE ROW LEVEL SECURITY",
            ],
        ),
        migrations.RunSQL(
            [
                "ALTER TABLE register_person ENABLE ROW LEVEL SECURITY",
                "ALTER TABLE register_person FORCE ROW LEVEL SECURITY",
                "CREATE POLICY may_read ON register_person FOR SELECT USING (((SELECT esfportal_scope()) IN ('operator', 'registry') OR EXISTS (SELECT FROM register_participation AS seen WHERE seen.person_id = register_person.id AND true)))",
                "CREATE POLICY may_add ON register_person FOR INSERT WITH CHECK ((SELECT esfportal_scope()) IN ('operator', 'registry'))",
                "CREATE POLICY may_change ON register_person FOR UPDATE USING (((SELECT esfportal_scope()) IN ('operator', 'registry') OR EXISTS (SELECT FROM register_participation AS seen WHERE seen.person_id = register_person.id AND true))) WITH CHECK (((SELECT esfportal_scope()) IN ('operator', 'registry') OR EXISTS (SELECT FROM register_participation AS seen WHERE seen.person_id = register_person.id AND true)))",
                "CREATE POLICY may_remove ON register_person FOR DELETE USING ((SELECT esfportal_scope()) IN ('operator'))",
            ],
            [
                "DROP POLICY may_read ON register_person",
                "DROP POLICY may_add ON register_person",
                "DROP POLICY may_change ON register_person",
                "DROP POLICY may_remove ON register_person",
                "ALTER TABLE register_person NO FORCE ROW LEVEL SECURITY",
                "ALTER TABLE register_person DISABLE ROW LEVEL SECURITY",
            ],
        ),
        migrations.RunSQL(
            [
                "ALTER TABLE register_spell ENABLE ROW LEVEL SECURITY",
                "ALTER TABLE register_spell FORCE ROW LEVEL SECURITY",
                "CREATE POLICY may_read ON register_spell FOR SELECT USING (((SELECT esfportal_scope()) IN ('operator') OR project_id = ANY ((SELECT esfportal_ids('people'))::bigint[]) OR (project_id = ANY ((SELECT esfportal_ids('part_projects'))::bigint[]) AND participation_id IN (SELECT unnest(esfportal_ids('visible_participations'))))))",
                "CREATE POLICY may_add ON register_spell FOR INSERT WITH CHECK (((SELECT esfportal_scope()) IN ('operator') OR project_id = ANY ((SELECT esfportal_ids('people'))::bigint[]) OR (project_id = ANY ((SELECT esfportal_ids('part_projects'))::bigint[]) AND participation_id IN (SELECT unnest(esfportal_ids('visible_participations'))))))",
                "CREATE POLICY may_change ON register_spell FOR UPDATE USING (((SELECT esfportal_scope()) IN ('operator') OR project_id = ANY ((SELECT esfportal_ids('people'))::bigint[]) OR (project_id = ANY ((SELECT esfportal_ids('part_projects'))::bigint[]) AND participation_id IN (SELECT unnest(esfportal_ids('visible_participations')))))) WITH CHECK (((SELECT esfportal_scope()) IN ('operator') OR project_id = ANY ((SELECT esfportal_ids('people'))::bigint[]) OR (project_id = ANY ((SELECT esfportal_ids('part_projects'))::bigint[]) AND participation_id IN (SELECT unnest(esfportal_ids('visible_participations'))))))",
                "CREATE POLICY may_remove ON register_spell FOR DELETE USING (((SELECT esfportal_scope()) IN ('operator') OR project_id = ANY ((SELECT esfportal_ids('people'))::bigint[]) OR (project_id = ANY ((SELECT esfportal_ids('part_projects'))::bigint[]) AND participation_id IN (SELECT unnest(esfportal_ids('visible_participations'))))))",
            ],
            [
                "DROP POLICY may_read ON register_spell",
                "DROP POLICY may_add ON register_spell",
                "DROP POLICY may_change ON register_spell",
                "DROP POLICY may_remove ON register_spell",
                "ALTER TABLE register_spell NO FORCE ROW LEVEL SECURITY",
                "ALTER TABLE register_spell DISABLE ROW LEVEL SECURITY",
            ],
        ),
        migrations.RunSQL(
            [
                "ALTER TABLE register_outcomeevent ENABLE ROW LEVEL SECURITY",
                "ALTER TABLE register_outcomeevent FORCE ROW LEVEL SECURITY",
                "CREATE POLICY may_read ON register_outcomeevent FOR SELECT USING (((SELECT esfportal_scope()) IN ('operator') OR project_id = ANY ((SELECT esfportal_ids('people'))::bigint[]) OR (project_id = ANY ((SELECT esfportal_ids('part_projects'))::bigint[]) AND participation_id IN (SELECT unnest(esfportal_ids('visible_participations'))))))",
                "CREATE POLICY may_add ON register_outcomeevent FOR INSERT WITH CHECK (((SELECT esfportal_scope()) IN ('operator') OR project_id = ANY ((SELECT esfportal_ids('people'))::bigint[]) OR (project_id = ANY ((SELECT esfportal_ids('part_projects'))::bigint[]) AND participation_id IN (SELECT unnest(esfportal_ids('visible_participations'))))))",
                "CREATE POLICY may_change ON register_outcomeevent FOR UPDATE USING (((SELECT esfportal_scope()) IN ('operator') OR project_id = ANY ((SELECT esfportal_ids('people'))::bigint[]) OR (project_id = ANY ((SELECT esfportal_ids('part_projects'))::bigint[]) AND participation_id IN (SELECT unnest(esfportal_ids('visible_participations')))))) WITH CHECK (((SELECT esfportal_scope()) IN ('operator') OR project_id = ANY ((SELECT esfportal_ids('people'))::bigint[]) OR (project_id = ANY ((SELECT esfportal_ids('part_projects'))::bigint[]) AND participation_id IN (SELECT unnest(esfportal_ids('visible_participations'))))))",
                "CREATE POLICY may_remove ON register_outcomeevent FOR DELETE USING (((SELECT esfportal_scope()) IN ('operator') OR project_id = ANY ((SELECT esfportal_ids('people'))::bigint[]) OR (project_id = ANY ((SELECT esfportal_ids('part_projects'))::bigint[]) AND participation_id IN (SELECT unnest(esfportal_ids('visible_participations'))))))",
            ],
            [
                "DROP POLICY may_read ON register_outcomeevent",
                "DROP POLICY may_add ON register_outcomeevent",
                "DROP POLICY may_change ON register_outcomeevent",
                "DROP POLICY may_remove ON register_outcomeevent",
                "ALTER TABLE register_outcomeevent NO FORCE ROW LEVEL SECURITY",
                "ALTER TABLE register_outcomeevent DISABLE ROW LEVEL SECURITY",
            ],
        ),
        migrations.RunSQL(
            [
                "ALTER TABLE register_authorisedcaseworker ENABLE ROW LEVEL SECURITY",
                "ALTER TABLE register_authorisedcaseworker FORCE ROW LEVEL SECURITY",
                "CREATE POLICY may_read ON register_authorisedcaseworker FOR SELECT USING (((SELECT esfportal_scope()) IN ('operator') OR participation_id IN (SELECT unnest(esfportal_ids('visible_participations'))) OR ((SELECT esfportal_scope()) IN ('operator') OR EXISTS (SELECT FROM register_participation AS seen WHERE seen.id = participation_id AND true))))",
                "CREATE POLICY may_add ON register_authorisedcaseworker FOR INSERT WITH CHECK (((SELECT esfportal_scope()) IN ('operator') OR participation_id IN (SELECT unnest(esfportal_ids('visible_participations'))) OR ((SELECT esfportal_scope()) IN ('operator') OR EXISTS (SELECT FROM register_participation AS seen WHERE seen.id = participation_id AND true))))",
                "CREATE POLICY may_change ON register_authorisedcaseworker FOR UPDATE USING (((SELECT esfportal_scope()) IN ('operator') OR participation_id IN (SELECT unnest(esfportal_ids('visible_participations'))) OR ((SELECT esfportal_scope()) IN ('operator') OR EXISTS (SELECT FROM register_participation AS seen WHERE seen.id = participation_id AND true)))) WITH CHECK (((SELECT esfportal_scope()) IN ('operator') OR participation_id IN (SELECT unnest(esfportal_ids('visible_participations'))) OR ((SELECT esfportal_scope()) IN ('operator') OR EXISTS (SELECT FROM register_participation AS seen WHERE seen.id = participation_id AND true))))",
                "CREATE POLICY may_remove ON register_authorisedcaseworker FOR DELETE USING (((SELECT esfportal_scope()) IN ('operator') OR participation_id IN (SELECT unnest(esfportal_ids('visible_participations'))) OR ((SELECT esfportal_scope()) IN ('operator') OR EXISTS (SELECT FROM register_participation AS seen WHERE seen.id = participation_id AND true))))",
            ],
            [
                "DROP POLICY may_read ON register_authorisedcaseworker",
                "DROP POLICY may_add ON register_authorisedcaseworker",
                "DROP POLICY may_change ON register_authorisedcaseworker",
                "DROP POLICY may_remove ON register_authorisedcaseworker",
                "ALTER TABLE register_authorisedcaseworker NO FORCE ROW LEVEL SECURITY",
                "ALTER TABLE register_authorisedcaseworker DISABLE ROW LEVEL SECURITY",
            ],
        ),
        migrations.RunSQL(
            [
                "ALTER TABLE register_protectedrecordaccess ENABLE ROW LEVEL SECURITY",
                "ALTER TABLE register_protectedrecordaccess FORCE ROW LEVEL SECURITY",
                "CREATE POLICY may_read ON register_protectedrecordaccess FOR SELECT USING (((SELECT esfportal_scope()) IN ('operator') OR participation_id IN (SELECT unnest(esfportal_ids('visible_participations'))) OR ((SELECT esfportal_scope()) IN ('operator') OR EXISTS (SELECT FROM register_participation AS seen WHERE seen.id = participation_id AND true))))",
                "CREATE POLICY may_add ON register_protectedrecordaccess FOR INSERT WITH CHECK (((SELECT esfportal_scope()) IN ('operator') OR participation_id IN (SELECT unnest(esfportal_ids('visible_participations'))) OR ((SELECT esfportal_scope()) IN ('operator') OR EXISTS (SELECT FROM register_participation AS seen WHERE seen.id = participation_id AND true))))",
                "CREATE POLICY may_change ON register_protectedrecordaccess FOR UPDATE USING (((SELECT esfportal_scope()) IN ('operator') OR participation_id IN (SELECT unnest(esfportal_ids('visible_participations'))) OR ((SELECT esfportal_scope()) IN ('operator') OR EXISTS (SELECT FROM register_participation AS seen WHERE seen.id = participation_id AND true)))) WITH CHECK (((SELECT esfportal_scope()) IN ('operator') OR participation_id IN (SELECT unnest(esfportal_ids('visible_participations'))) OR ((SELECT esfportal_scope()) IN ('operator') OR EXISTS (SELECT FROM register_participation AS seen WHERE seen.id = participation_id AND true))))",
                "CREATE POLICY may_remove ON register_protectedrecordaccess FOR DELETE USING (((SELECT esfportal_scope()) IN ('operator') OR participation_id IN (SELECT unnest(esfportal_ids('visible_participations'))) OR ((SELECT esfportal_scope()) IN ('operator') OR EXISTS (SELECT FROM register_participation AS seen WHERE seen.id = participation_id AND true))))",
            ],
            [
                "DROP POLICY may_read ON register_protectedrecordaccess",
                "DROP POLICY may_add ON register_protectedrecordaccess",
                "DROP POLICY may_change ON register_protectedrecordaccess",
                "DROP POLICY may_remove ON register_protectedrecordaccess",
                "ALTER TABLE register_protectedrecordaccess NO FORCE ROW LEVEL SECURITY",
                "ALTER TABLE register_protectedrecordaccess DISABLE ROW LEVEL SECURITY",
            ],
        ),
        migrations.RunSQL(
            [
                "ALTER TABLE register_spellhistory ENABLE ROW LEVEL SECURITY",
                "ALTER TABLE register_spellhistory FORCE ROW LEVEL SECURITY",
                "CREATE POLICY may_read ON register_spellhistory FOR SELECT USING (((SELECT esfportal_scope()) IN ('operator') OR EXISTS (SELECT FROM register_participation AS seen WHERE seen.id = participation_id AND true)))",
                "CREATE POLICY owner_reads ON register_spellhistory FOR SELECT TO CURRENT_USER USING (true)",
                "CREATE POLICY may_add ON register_spellhistory FOR INSERT TO CURRENT_USER WITH CHECK (true)",
                "REVOKE INSERT, UPDATE, DELETE ON register_spellhistory FROM esfportal_application",
            ],
            [
                "GRANT INSERT, UPDATE, DELETE ON register_spellhistory TO esfportal_application",
                "DROP POLICY may_read ON register_spellhistory",
                "DROP POLICY owner_reads ON register_spellhistory",
                "DROP POLICY may_add ON register_spellhistory",
                "ALTER TABLE register_spellhistory NO FORCE ROW LEVEL SECURITY",
                "ALTER TABLE register_spellhistory DISABLE ROW LEVEL SECURITY",
            ],
        ),
        migrations.RunSQL(
            [
                "ALTER TABLE register_outcomeeventhistory ENABLE ROW LEVEL SECURITY",
                "ALTER TABLE register_outcomeeventhistory FORCE ROW LEVEL SECURITY",
                "CREATE POLICY may_read ON register_outcomeeventhistory FOR SELECT USING (((SELECT esfportal_scope()) IN ('operator') OR EXISTS (SELECT FROM register_participation AS seen WHERE seen.id = participation_id AND true)))",
                "CREATE POLICY owner_reads ON register_outcomeeventhistory FOR SELECT TO CURRENT_USER USING (true)",
                "CREATE POLICY may_add ON register_outcomeeventhistory FOR INSERT TO CURRENT_USER WITH CHECK (true)",
                "REVOKE INSERT, UPDATE, DELETE ON register_outcomeeventhistory FROM esfportal_application",
            ],
            [
                "GRANT INSERT, UPDATE, DELETE ON register_outcomeeventhistory TO esfportal_application",
                "DROP POLICY may_read ON register_outcomeeventhistory",
                "DROP POLICY owner_reads ON register_outcomeeventhistory",
                "DROP POLICY may_add ON register_outcomeeventhistory",
                "ALTER TABLE register_outcomeeventhistory NO FORCE ROW LEVEL SECURITY",
                "ALTER TABLE register_outcomeeventhistory DISABLE ROW LEVEL SECURITY",
            ],
        ),
        migrations.RunSQL(
            [
                "ALTER TABLE register_authorisedcaseworkerhistory ENABLE ROW LEVEL SECURITY",
                "ALTER TABLE register_authorisedcaseworkerhistory FORCE ROW LEVEL SECURITY",
                "CREATE POLICY may_read ON register_authorisedcaseworkerhistory FOR SELECT USING (((SELECT esfportal_scope()) IN ('operator') OR EXISTS (SELECT FROM register_participation AS seen WHERE seen.id = participation_id AND true)))",
                "CREATE POLICY owner_reads ON register_authorisedcaseworkerhistory FOR SELECT TO CURRENT_USER USING (true)",
                "CREATE POLICY may_add ON register_authorisedcaseworkerhistory FOR INSERT TO CURRENT_USER WITH CHECK (true)",
                "REVOKE INSERT, UPDATE, DELETE ON register_authorisedcaseworkerhistory FROM esfportal_application",
            ],
            [
                "GRANT INSERT, UPDATE, DELETE ON register_authorisedcaseworkerhistory TO esfportal_application",
                "DROP POLICY may_read ON register_authorisedcaseworkerhistory",
                "DROP POLICY owner_reads ON register_authorisedcaseworkerhistory",
                "DROP POLICY may_add ON register_authorisedcaseworkerhistory",
                "ALTER TABLE register_authorisedcaseworkerhistory NO FORCE ROW LEVEL SECURITY",
                "ALTER TABLE register_authorisedcaseworkerhistory DISABLE ROW LEVEL SECURITY",
            ],
        ),
        migrations.RunSQL(
            [
                "ALTER TABLE register_protectedrecordaccesshistory ENABLE ROW LEVEL SECURITY",
                "ALTER TABLE register_protectedrecordaccesshistory FORCE ROW LEVEL SECURITY",
                "CREATE POLICY may_read ON register_protectedrecordaccesshistory FOR SELECT USING (((SELECT esfportal_scope()) IN ('operator') OR EXISTS (SELECT FROM register_participation AS seen WHERE seen.id = participation_id AND true)))",
                "CREATE POLICY owner_reads ON register_protectedrecordaccesshistory FOR SELECT TO CURRENT_USER USING (true)",
                "CREATE POLICY may_add ON register_protectedrecordaccesshistory FOR INSERT TO CURRENT_USER WITH CHECK (true)",
                "REVOKE INSERT, UPDATE, DELETE ON register_protectedrecordaccesshistory FROM esfportal_application",
            ],
            [
                "GRANT INSERT, UPDATE, DELETE ON register_protectedrecordaccesshistory TO esfportal_application",
                "DROP POLICY may_read ON register_protectedrecordaccesshistory",
                "DROP POLICY owner_reads ON register_protectedrecordaccesshistory",
                "DROP POLICY may_add ON register_protectedrecordaccesshistory",
                "ALTER TABLE register_protectedrecordaccesshistory NO FORCE ROW LEVEL SECURITY",
                "ALTER TABLE register_protectedrecordaccesshistory DISABLE ROW LEVEL SECURITY",
            ],
        ),
        migrations.RunSQL(
            [
                "ALTER TABLE register_participationhistory ENABLE ROW LEVEL SECURITY",
                "ALTER TABLE register_participationhistory FORCE ROW LEVEL SECURITY",
                "CREATE POLICY may_read ON register_participationhistory FOR SELECT USING (((SELECT esfportal_scope()) IN ('operator') OR EXISTS (SELECT FROM register_participation AS seen WHERE seen.id = register_participationhistory.id AND true)))",
                "CREATE POLICY owner_reads ON register_participationhistory FOR SELECT TO CURRENT_USER USING (true)",
                "CREATE POLICY may_add ON register_participationhistory FOR INSERT TO CURRENT_USER WITH CHECK (true)",
                "REVOKE INSERT, UPDATE, DELETE ON register_participationhistory FROM esfportal_application",
            ],
            [
                "GRANT INSERT, UPDATE, DELETE ON register_participationhistory TO esfportal_application",
                "DROP POLICY may_read ON register_participationhistory",
                "DROP POLICY owner_reads ON register_participationhistory",
                "DROP POLICY may_add ON register_participationhistory",
                "ALTER TABLE register_participationhistory NO FORCE ROW LEVEL SECURITY",
                "ALTER TABLE register_participationhistory DISABLE ROW LEVEL SECURITY",
            ],
        ),
        migrations.RunSQL(
            [
                "ALTER TABLE register_personhistory ENABLE ROW LEVEL SECURITY",
                "ALTER TABLE register_personhistory FORCE ROW LEVEL SECURITY",
                "CREATE POLICY may_read ON register_personhistory FOR SELECT USING (((SELECT esfportal_scope()) IN ('operator') OR EXISTS (SELECT FROM register_participation AS seen WHERE seen.person_id = register_personhistory.id AND true)))",
                "CREATE POLICY owner_reads ON register_personhistory FOR SELECT TO CURRENT_USER USING (true)",
                "CREATE POLICY may_add ON register_personhistory FOR INSERT TO CURRENT_USER WITH CHECK (true)",
                "REVOKE INSERT, UPDATE, DELETE ON register_personhistory FROM esfportal_application",
            ],
            [
                "GRANT INSERT, UPDATE, DELETE ON register_personhistory TO esfportal_application",
                "DROP POLICY may_read ON register_personhistory",
                "DROP POLICY owner_reads ON register_personhistory",
                "DROP POLICY may_add ON register_personhistory",
                "ALTER TABLE register_personhistory NO FORCE ROW LEVEL SECURITY",
                "ALTER TABLE register_personhistory DISABLE ROW LEVEL SECURITY",
            ],
        ),
    ]
