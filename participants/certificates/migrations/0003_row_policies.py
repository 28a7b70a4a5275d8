"""Policies of row-level security, written by `manage.py make_row_policies`."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("certificates", "0002_closed_months")]

    operations = [
        migrations.RunSQL(
            [
                "ALTER TABLE certificates_certificate ENABLE ROW LEVEL SECURITY",
                "ALTER TABLE certificates_certificate FORCE ROW LEVEL SECURITY",
                "CREATE POLICY may_read ON certificates_certificate FOR SELECT USING (((SELECT esfportal_scope()) IN ('operator') OR project_id = ANY ((SELECT esfportal_ids('people'))::bigint[]) OR (project_id = ANY ((SELECT esfportal_ids('part_projects'))::bigint[]) AND participation_id IN (SELECT unnest(esfportal_ids('visible_participations'))))))",
                "CREATE POLICY may_add ON certificates_certificate FOR INSERT WITH CHECK (((SELECT esfportal_scope()) IN ('operator') OR project_id = ANY ((SELECT esfportal_ids('people'))::bigint[]) OR (project_id = ANY ((SELECT esfportal_ids('part_projects'))::bigint[]) AND participation_id IN (SELECT unnest(esfportal_ids('visible_participations'))))))",
                "CREATE POLICY may_change ON certificates_certificate FOR UPDATE USING (((SELECT esfportal_scope()) IN ('operator') OR project_id = ANY ((SELECT esfportal_ids('people'))::bigint[]) OR (project_id = ANY ((SELECT esfportal_ids('part_projects'))::bigint[]) AND participation_id IN (SELECT unnest(esfportal_ids('visible_participations')))))) WITH CHECK (((SELECT esfportal_scope()) IN ('operator') OR project_id = ANY ((SELECT esfportal_ids('people'))::bigint[]) OR (project_id = ANY ((SELECT esfportal_ids('part_projects'))::bigint[]) AND participation_id IN (SELECT unnest(esfportal_ids('visible_participations'))))))",
                "CREATE POLICY may_remove ON certificates_certificate FOR DELETE USING (false)",
            ],
            [
                "DROP POLICY may_read ON certificates_certificate",
                "DROP POLICY may_add ON certificates_certificate",
                "DROP POLICY may_change ON certificates_certificate",
                "DROP POLICY may_remove ON certificates_certificate",
                "ALTER TABLE certificates_certificate NO FORCE ROW LEVEL SECURITY",
                "ALTER TABLE certificates_certificate DISABLE ROW LEVEL SECURITY",
            ],
        ),
        migrations.RunSQL(
            [
                "ALTER TABLE certificates_certificatehistory ENABLE ROW LEVEL SECURITY",
                "ALTER TABLE certificates_certificatehistory FORCE ROW LEVEL SECURITY",
                "CREATE POLICY may_read ON certificates_certificatehistory FOR SELECT USING (((SELECT esfportal_scope()) IN ('operator') OR EXISTS (SELECT FROM register_participation AS seen WHERE seen.id = participation_id AND true)))",
                "CREATE POLICY owner_reads ON certificates_certificatehistory FOR SELECT TO CURRENT_USER USING (true)",
                "CREATE POLICY may_add ON certificates_certificatehistory FOR INSERT TO CURRENT_USER WITH CHECK (true)",
                "REVOKE INSERT, UPDATE, DELETE ON certificates_certificatehistory FROM esfportal_application",
            ],
            [
                "GRANT INSERT, UPDATE, DELETE ON certificates_certificatehistory TO esfportal_application",
                "DROP POLICY may_read ON certificates_certificatehistory",
                "DROP POLICY owner_reads ON certificates_certificatehistory",
                "DROP POLICY may_add ON certificates_certificatehistory",
                "ALTER TABLE certificates_certificatehistory NO FORCE ROW LEVEL SECURITY",
                "ALTER TABLE certificates_certificatehistory DISABLE ROW LEVEL SECURITY",
            ],
        ),
        migrations.RunSQL(
            [
                "ALTER TABLE certificates_certificateevent ENABLE ROW LEVEL SECURITY",
                "ALTER TABLE certificates_certificateevent FORCE ROW LEVEL SECURITY",
                "CREATE POLICY may_read ON certificates_certificateevent FOR SELECT USING (((SELECT esfportal_scope()) IN ('operator') OR EXISTS (SELECT FROM certificates_certificate AS seen WHERE seen.id = certificate_id AND true)))",
                "CREATE POLICY may_add ON certificates_certificateevent FOR INSERT WITH CHECK (((SELECT esfportal_scope()) IN ('operator') OR EXISTS (SELECT FROM certificates_certificate AS seen WHERE seen.id = certificate_id AND true)))",
                "CREATE POLICY may_change ON certificates_certificateevent FOR UPDATE USING (((SELECT esfportal_scope()) IN ('operator') OR EXISTS (SELECT FROM certificates_certificate AS seen WHERE seen.id = certificate_id AND true))) WITH CHECK (((SELECT esfportal_scope()) IN ('operator') OR EXISTS (SELECT FROM certificates_certificate AS seen WHERE seen.id = certificate_id AND true)))",
                "CREATE POLICY may_remove ON certificates_certificateevent FOR DELETE USING (false)",
            ],
            [
                "DROP POLICY may_read ON certificates_certificateevent",
                "DROP POLICY may_add ON certificates_certificateevent",
                "DROP POLICY may_change ON certificates_certificateevent",
                "DROP POLICY may_remove ON certificates_certificateevent",
                "ALTER TABLE certificates_certificateevent NO FORCE ROW LEVEL SECURITY",
                "ALTER TABLE certificates_certificateevent DISABLE ROW LEVEL SECURITY",
            ],
        ),
    ]
