"""Policies of row-level security, written by `manage.py make_row_policies`."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("own_page", "0002_project_of_link")]

    operations = [
        migrations.RunSQL(
            [
                "ALTER TABLE own_page_ownpagelink ENABLE ROW LEVEL SECURITY",
                "ALTER TABLE own_page_ownpagelink FORCE ROW LEVEL SECURITY",
                "CREATE POLICY may_read ON own_page_ownpagelink FOR SELECT USING (((SELECT esfportal_scope()) IN ('operator', 'system') OR ((SELECT esfportal_scope()) IN ('operator') OR project_id = ANY ((SELECT esfportal_ids('people'))::bigint[]) OR (project_id = ANY ((SELECT esfportal_ids('part_projects'))::bigint[]) AND participation_id IN (SELECT unnest(esfportal_ids('visible_participations')))))))",
                "CREATE POLICY may_add ON own_page_ownpagelink FOR INSERT WITH CHECK (((SELECT esfportal_scope()) IN ('operator') OR project_id = ANY ((SELECT esfportal_ids('people'))::bigint[]) OR (project_id = ANY ((SELECT esfportal_ids('part_projects'))::bigint[]) AND participation_id IN (SELECT unnest(esfportal_ids('visible_participations'))))))",
                "CREATE POLICY may_change ON own_page_ownpagelink FOR UPDATE USING (((SELECT esfportal_scope()) IN ('operator', 'system') OR ((SELECT esfportal_scope()) IN ('operator') OR project_id = ANY ((SELECT esfportal_ids('people'))::bigint[]) OR (project_id = ANY ((SELECT esfportal_ids('part_projects'))::bigint[]) AND participation_id IN (SELECT unnest(esfportal_ids('visible_participations'))))))) WITH CHECK (((SELECT esfportal_scope()) IN ('operator', 'system') OR ((SELECT esfportal_scope()) IN ('operator') OR project_id = ANY ((SELECT esfportal_ids('people'))::bigint[]) OR (project_id = ANY ((SELECT esfportal_ids('part_projects'))::bigint[]) AND participation_id IN (SELECT unnest(esfportal_ids('visible_participations')))))))",
                "CREATE POLICY may_remove ON own_page_ownpagelink FOR DELETE USING (false)",
            ],
            [
                "DROP POLICY may_read ON own_page_ownpagelink",
                "DROP POLICY may_add ON own_page_ownpagelink",
                "DROP POLICY may_change ON own_page_ownpagelink",
                "DROP POLICY may_remove ON own_page_ownpagelink",
                "ALTER TABLE own_page_ownpagelink NO FORCE ROW LEVEL SECURITY",
                "ALTER TABLE own_page_ownpagelink DISABLE ROW LEVEL SECURITY",
            ],
        ),
    ]
