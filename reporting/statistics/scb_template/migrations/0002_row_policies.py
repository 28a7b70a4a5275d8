"""Policies of row-level security, written by `manage.py make_row_policies`."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("scb_template", "0001_initial")]

    operations = [
        migrations.RunSQL(
            [
                "ALTER TABLE scb_template_scbtemplate ENABLE ROW LEVEL SECURITY",
                "ALTER TABLE scb_template_scbtemplate FORCE ROW LEVEL SECURITY",
                "CREATE POLICY may_read ON scb_template_scbtemplate FOR SELECT USING ((((SELECT esfportal_scope() IN ('operator', 'system')) OR project_id = ANY ((SELECT esfportal_ids('manages_whole_project'))::bigint[])) OR (project_id IS NULL AND ((SELECT esfportal_scope() IN ('operator', 'project', 'own_record')) OR (SELECT esfportal_user()) IS NOT NULL))))",
                "CREATE POLICY may_add ON scb_template_scbtemplate FOR INSERT WITH CHECK ((((SELECT esfportal_scope() IN ('operator')) OR project_id = ANY ((SELECT esfportal_ids('manages_whole_project'))::bigint[])) OR (project_id IS NULL AND (SELECT esfportal_administers()))))",
                "CREATE POLICY may_change ON scb_template_scbtemplate FOR UPDATE USING ((((SELECT esfportal_scope() IN ('operator', 'system')) OR project_id = ANY ((SELECT esfportal_ids('manages_whole_project'))::bigint[])) OR (project_id IS NULL AND ((SELECT esfportal_scope() IN ('operator', 'project', 'own_record')) OR (SELECT esfportal_user()) IS NOT NULL)))) WITH CHECK ((((SELECT esfportal_scope() IN ('operator')) OR project_id = ANY ((SELECT esfportal_ids('manages_whole_project'))::bigint[])) OR (project_id IS NULL AND (SELECT esfportal_administers()))))",
                "CREATE POLICY may_remove ON scb_template_scbtemplate FOR DELETE USING (((SELECT esfportal_scope() IN ('operator')) OR (used_at IS NULL AND (((SELECT esfportal_scope() IN ('operator')) OR project_id = ANY ((SELECT esfportal_ids('manages_whole_project'))::bigint[])) OR (project_id IS NULL AND (SELECT esfportal_administers()))))))",
            ],
            [
                "DROP POLICY may_read ON scb_template_scbtemplate",
                "DROP POLICY may_add ON scb_template_scbtemplate",
                "DROP POLICY may_change ON scb_template_scbtemplate",
                "DROP POLICY may_remove ON scb_template_scbtemplate",
                "ALTER TABLE scb_template_scbtemplate NO FORCE ROW LEVEL SECURITY",
                "ALTER TABLE scb_template_scbtemplate DISABLE ROW LEVEL SECURITY",
            ],
        ),
    ]
