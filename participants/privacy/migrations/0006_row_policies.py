"""Policies of row-level security, written by `manage.py make_row_policies`."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("privacy", "0005_project_of_request")]

    operations = [
        migrations.RunSQL(
            [
                "ALTER TABLE privacy_extractrequest ENABLE ROW LEVEL SECURITY",
                "ALTER TABLE privacy_extractrequest FORCE ROW LEVEL SECURITY",
                "CREATE POLICY may_read ON privacy_extractrequest FOR SELECT USING (((((SELECT esfportal_scope() IN ('operator')) OR project_id = ANY ((SELECT esfportal_ids('people'))::bigint[]) OR (project_id = ANY ((SELECT esfportal_ids('part_projects'))::bigint[]) AND participation_id IN (SELECT unnest(esfportal_ids('visible_participations'))))) OR ((SELECT esfportal_scope() = 'own_record') AND participation_id = ANY ((SELECT esfportal_ids('linked'))::bigint[]))) OR ((SELECT esfportal_scope() = 'participant') AND participation_id = ANY ((SELECT esfportal_ids('linked'))::bigint[]))))",
                "CREATE POLICY may_add ON privacy_extractrequest FOR INSERT WITH CHECK (((SELECT esfportal_scope() IN ('operator')) OR project_id = ANY ((SELECT esfportal_ids('people'))::bigint[]) OR (project_id = ANY ((SELECT esfportal_ids('part_projects'))::bigint[]) AND participation_id IN (SELECT unnest(esfportal_ids('visible_participations'))))))",
                "CREATE POLICY may_change ON privacy_extractrequest FOR UPDATE USING (((((SELECT esfportal_scope() IN ('operator')) OR project_id = ANY ((SELECT esfportal_ids('people'))::bigint[]) OR (project_id = ANY ((SELECT esfportal_ids('part_projects'))::bigint[]) AND participation_id IN (SELECT unnest(esfportal_ids('visible_participations'))))) OR ((SELECT esfportal_scope() = 'own_record') AND participation_id = ANY ((SELECT esfportal_ids('linked'))::bigint[]))) OR ((SELECT esfportal_scope() = 'participant') AND participation_id = ANY ((SELECT esfportal_ids('linked'))::bigint[])))) WITH CHECK (((SELECT esfportal_scope() IN ('operator')) OR project_id = ANY ((SELECT esfportal_ids('people'))::bigint[]) OR (project_id = ANY ((SELECT esfportal_ids('part_projects'))::bigint[]) AND participation_id IN (SELECT unnest(esfportal_ids('visible_participations'))))))",
                "CREATE POLICY may_remove ON privacy_extractrequest FOR DELETE USING (false)",
            ],
            [
                "DROP POLICY may_read ON privacy_extractrequest",
                "DROP POLICY may_add ON privacy_extractrequest",
                "DROP POLICY may_change ON privacy_extractrequest",
                "DROP POLICY may_remove ON privacy_extractrequest",
                "ALTER TABLE privacy_extractrequest NO FORCE ROW LEVEL SECURITY",
                "ALTER TABLE privacy_extractrequest DISABLE ROW LEVEL SECURITY",
            ],
        ),
    ]
