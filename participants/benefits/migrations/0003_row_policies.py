"""Policies of row-level security, written by `manage.py make_row_policies`."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("benefits", "0002_project_of_benefits")]

    operations = [
        migrations.RunSQL(
            [
                "ALTER TABLE benefits_benefitperiod ENABLE ROW LEVEL SECURITY",
                "ALTER TABLE benefits_benefitperiod FORCE ROW LEVEL SECURITY",
                "CREATE POLICY may_read ON benefits_benefitperiod FOR SELECT USING (((SELECT esfportal_scope()) IN ('operator') OR project_id = ANY ((SELECT esfportal_ids('people'))::bigint[]) OR (project_id = ANY ((SELECT esfportal_ids('part_projects'))::bigint[]) AND participation_id IN (SELECT unnest(esfportal_ids('visible_participations'))))))",
                "CREATE POLICY may_add ON benefits_benefitperiod FOR INSERT WITH CHECK (((SELECT esfportal_scope()) IN ('operator') OR project_id = ANY ((SELECT esfportal_ids('people'))::bigint[]) OR (project_id = ANY ((SELECT esfportal_ids('part_projects'))::bigint[]) AND participation_id IN (SELECT unnest(esfportal_ids('visible_participations'))))))",
                "CREATE POLICY may_change ON benefits_benefitperiod FOR UPDATE USING (((SELECT esfportal_scope()) IN ('operator') OR project_id = ANY ((SELECT esfportal_ids('people'))::bigint[]) OR (project_id = ANY ((SELECT esfportal_ids('part_projects'))::bigint[]) AND participation_id IN (SELECT unnest(esfportal_ids('visible_participations')))))) WITH CHECK (((SELECT esfportal_scope()) IN ('operator') OR project_id = ANY ((SELECT esfportal_ids('people'))::bigint[]) OR (project_id = ANY ((SELECT esfportal_ids('part_projects'))::bigint[]) AND participation_id IN (SELECT unnest(esfportal_ids('visible_participations'))))))",
                "CREATE POLICY may_remove ON benefits_benefitperiod FOR DELETE USING (((SELECT esfportal_scope()) IN ('operator') OR project_id = ANY ((SELECT esfportal_ids('people'))::bigint[]) OR (project_id = ANY ((SELECT esfportal_ids('part_projects'))::bigint[]) AND participation_id IN (SELECT unnest(esfportal_ids('visible_participations'))))))",
            ],
            [
                "DROP POLICY may_read ON benefits_benefitperiod",
                "DROP POLICY may_add ON benefits_benefitperiod",
                "DROP POLICY may_change ON benefits_benefitperiod",
                "DROP POLICY may_remove ON benefits_benefitperiod",
                "ALTER TABLE benefits_benefitperiod NO FORCE ROW LEVEL SECURITY",
                "ALTER TABLE benefits_benefitperiod DISABLE ROW LEVEL SECURITY",
            ],
        ),
        migrations.RunSQL(
            [
                "ALTER TABLE benefits_benefitperiodhistory ENABLE ROW LEVEL SECURITY",
                "ALTER TABLE benefits_benefitperiodhistory FORCE ROW LEVEL SECURITY",
                "CREATE POLICY may_read ON benefits_benefitperiodhistory FOR SELECT USING (((SELECT esfportal_scope()) IN ('operator') OR EXISTS (SELECT FROM register_participation AS seen WHERE seen.id = participation_id AND true)))",
                "CREATE POLICY owner_reads ON benefits_benefitperiodhistory FOR SELECT TO CURRENT_USER USING (true)",
                "CREATE POLICY may_add ON benefits_benefitperiodhistory FOR INSERT TO CURRENT_USER WITH CHECK (true)",
                "REVOKE INSERT, UPDATE, DELETE ON benefits_benefitperiodhistory FROM esfportal_application",
            ],
            [
                "GRANT INSERT, UPDATE, DELETE ON benefits_benefitperiodhistory TO esfportal_application",
                "DROP POLICY may_read ON benefits_benefitperiodhistory",
                "DROP POLICY owner_reads ON benefits_benefitperiodhistory",
                "DROP POLICY may_add ON benefits_benefitperiodhistory",
                "ALTER TABLE benefits_benefitperiodhistory NO FORCE ROW LEVEL SECURITY",
                "ALTER TABLE benefits_benefitperiodhistory DISABLE ROW LEVEL SECURITY",
            ],
        ),
    ]
