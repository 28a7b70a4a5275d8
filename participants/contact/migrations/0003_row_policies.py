"""Policies of row-level security, written by `manage.py make_row_policies`."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("contact", "0002_project_of_contact")]

    operations = [
        migrations.RunSQL(
            [
                "ALTER TABLE contact_contactdetails ENABLE ROW LEVEL SECURITY",
                "ALTER TABLE contact_contactdetails FORCE ROW LEVEL SECURITY",
                "CREATE POLICY may_read ON contact_contactdetails FOR SELECT USING ((((SELECT esfportal_scope() IN ('operator')) OR project_id = ANY ((SELECT esfportal_ids('people'))::bigint[]) OR (project_id = ANY ((SELECT esfportal_ids('part_projects'))::bigint[]) AND participation_id IN (SELECT unnest(esfportal_ids('visible_participations'))))) OR ((SELECT esfportal_scope() = 'own_record') AND participation_id = ANY ((SELECT esfportal_ids('linked'))::bigint[]))))",
                "CREATE POLICY may_add ON contact_contactdetails FOR INSERT WITH CHECK (((SELECT esfportal_scope() IN ('operator')) OR project_id = ANY ((SELECT esfportal_ids('people'))::bigint[]) OR (project_id = ANY ((SELECT esfportal_ids('part_projects'))::bigint[]) AND participation_id IN (SELECT unnest(esfportal_ids('visible_participations'))))))",
                "CREATE POLICY may_change ON contact_contactdetails FOR UPDATE USING ((((SELECT esfportal_scope() IN ('operator')) OR project_id = ANY ((SELECT esfportal_ids('people'))::bigint[]) OR (project_id = ANY ((SELECT esfportal_ids('part_projects'))::bigint[]) AND participation_id IN (SELECT unnest(esfportal_ids('visible_participations'))))) OR ((SELECT esfportal_scope() = 'own_record') AND participation_id = ANY ((SELECT esfportal_ids('linked'))::bigint[])))) WITH CHECK (((SELECT esfportal_scope() IN ('operator')) OR project_id = ANY ((SELECT esfportal_ids('people'))::bigint[]) OR (project_id = ANY ((SELECT esfportal_ids('part_projects'))::bigint[]) AND participation_id IN (SELECT unnest(esfportal_ids('visible_participations'))))))",
                "CREATE POLICY may_remove ON contact_contactdetails FOR DELETE USING (((SELECT esfportal_scope() IN ('operator')) OR project_id = ANY ((SELECT esfportal_ids('people'))::bigint[]) OR (project_id = ANY ((SELECT esfportal_ids('part_projects'))::bigint[]) AND participation_id IN (SELECT unnest(esfportal_ids('visible_participations'))))))",
            ],
            [
                "DROP POLICY may_read ON contact_contactdetails",
                "DROP POLICY may_add ON contact_contactdetails",
                "DROP POLICY may_change ON contact_contactdetails",
                "DROP POLICY may_remove ON contact_contactdetails",
                "ALTER TABLE contact_contactdetails NO FORCE ROW LEVEL SECURITY",
                "ALTER TABLE contact_contactdetails DISABLE ROW LEVEL SECURITY",
            ],
        ),
        migrations.RunSQL(
            [
                "ALTER TABLE contact_contactdetailshistory ENABLE ROW LEVEL SECURITY",
                "ALTER TABLE contact_contactdetailshistory FORCE ROW LEVEL SECURITY",
                "CREATE POLICY may_read ON contact_contactdetailshistory FOR SELECT USING (((SELECT esfportal_scope() IN ('operator')) OR EXISTS (SELECT FROM register_participation AS seen WHERE seen.id = participation_id AND true)))",
                "CREATE POLICY owner_reads ON contact_contactdetailshistory FOR SELECT TO CURRENT_USER USING (true)",
                "CREATE POLICY may_add ON contact_contactdetailshistory FOR INSERT TO CURRENT_USER WITH CHECK (true)",
                "REVOKE INSERT, UPDATE, DELETE ON contact_contactdetailshistory FROM esfportal_application",
            ],
            [
                "GRANT INSERT, UPDATE, DELETE ON contact_contactdetailshistory TO esfportal_application",
                "DROP POLICY may_read ON contact_contactdetailshistory",
                "DROP POLICY owner_reads ON contact_contactdetailshistory",
                "DROP POLICY may_add ON contact_contactdetailshistory",
                "ALTER TABLE contact_contactdetailshistory NO FORCE ROW LEVEL SECURITY",
                "ALTER TABLE contact_contactdetailshistory DISABLE ROW LEVEL SECURITY",
            ],
        ),
        migrations.RunSQL(
            [
                "ALTER TABLE contact_message ENABLE ROW LEVEL SECURITY",
                "ALTER TABLE contact_message FORCE ROW LEVEL SECURITY",
                "CREATE POLICY may_read ON contact_message FOR SELECT USING (((SELECT esfportal_scope() IN ('operator', 'system')) OR ((SELECT esfportal_scope() IN ('operator')) OR project_id = ANY ((SELECT esfportal_ids('people'))::bigint[]) OR (project_id = ANY ((SELECT esfportal_ids('part_projects'))::bigint[]) AND participation_id IN (SELECT unnest(esfportal_ids('visible_participations')))))))",
                "CREATE POLICY may_add ON contact_message FOR INSERT WITH CHECK (((SELECT esfportal_scope() IN ('operator')) OR project_id = ANY ((SELECT esfportal_ids('people'))::bigint[]) OR (project_id = ANY ((SELECT esfportal_ids('part_projects'))::bigint[]) AND participation_id IN (SELECT unnest(esfportal_ids('visible_participations'))))))",
                "CREATE POLICY may_change ON contact_message FOR UPDATE USING (((SELECT esfportal_scope() IN ('operator', 'system')) OR ((SELECT esfportal_scope() IN ('operator')) OR project_id = ANY ((SELECT esfportal_ids('people'))::bigint[]) OR (project_id = ANY ((SELECT esfportal_ids('part_projects'))::bigint[]) AND participation_id IN (SELECT unnest(esfportal_ids('visible_participations'))))))) WITH CHECK (((SELECT esfportal_scope() IN ('operator', 'system')) OR ((SELECT esfportal_scope() IN ('operator')) OR project_id = ANY ((SELECT esfportal_ids('people'))::bigint[]) OR (project_id = ANY ((SELECT esfportal_ids('part_projects'))::bigint[]) AND participation_id IN (SELECT unnest(esfportal_ids('visible_participations')))))))",
                "CREATE POLICY may_remove ON contact_message FOR DELETE USING ((SELECT esfportal_scope() IN ('operator', 'system')))",
            ],
            [
                "DROP POLICY may_read ON contact_message",
                "DROP POLICY may_add ON contact_message",
                "DROP POLICY may_change ON contact_message",
                "DROP POLICY may_remove ON contact_message",
                "ALTER TABLE contact_message NO FORCE ROW LEVEL SECURITY",
                "ALTER TABLE contact_message DISABLE ROW LEVEL SECURITY",
            ],
        ),
    ]
