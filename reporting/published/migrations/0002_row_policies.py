"""Policies of row-level security, written by `manage.py make_row_policies`."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("published", "0001_initial")]

    operations = [
        migrations.RunSQL(
            [
                "ALTER TABLE published_publishedresults ENABLE ROW LEVEL SECURITY",
                "ALTER TABLE published_publishedresults FORCE ROW LEVEL SECURITY",
                "CREATE POLICY may_read ON published_publishedresults FOR SELECT USING (((SELECT esfportal_scope() IN ('operator', 'published')) OR project_id = ANY ((SELECT esfportal_ids('projects'))::bigint[])))",
                "CREATE POLICY may_add ON published_publishedresults FOR INSERT WITH CHECK (((SELECT esfportal_scope() IN ('operator')) OR ((SELECT esfportal_scope() = 'project') AND project_id = ANY ((SELECT esfportal_ids('projects'))::bigint[]))))",
                "CREATE POLICY may_change ON published_publishedresults FOR UPDATE USING (((SELECT esfportal_scope() IN ('operator', 'published')) OR project_id = ANY ((SELECT esfportal_ids('projects'))::bigint[]))) WITH CHECK (((SELECT esfportal_scope() IN ('operator')) OR ((SELECT esfportal_scope() = 'project') AND project_id = ANY ((SELECT esfportal_ids('projects'))::bigint[]))))",
                "CREATE POLICY may_remove ON published_publishedresults FOR DELETE USING (((SELECT esfportal_scope() IN ('operator')) OR ((SELECT esfportal_scope() = 'project') AND project_id = ANY ((SELECT esfportal_ids('projects'))::bigint[]))))",
            ],
            [
                "DROP POLICY may_read ON published_publishedresults",
                "DROP POLICY may_add ON published_publishedresults",
                "DROP POLICY may_change ON published_publishedresults",
                "DROP POLICY may_remove ON published_publishedresults",
                "ALTER TABLE published_publishedresults NO FORCE ROW LEVEL SECURITY",
                "ALTER TABLE published_publishedresults DISABLE ROW LEVEL SECURITY",
            ],
        ),
    ]
