"""Policies of row-level security, written by `manage.py make_row_policies`."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("own_page", "0005_links_by_mail")]

    operations = [
        migrations.RunSQL(
            [
                "ALTER TABLE own_page_linkrequest ENABLE ROW LEVEL SECURITY",
                "ALTER TABLE own_page_linkrequest FORCE ROW LEVEL SECURITY",
                "CREATE POLICY may_read ON own_page_linkrequest FOR SELECT USING ((SELECT esfportal_scope() IN ('operator', 'system')))",
                "CREATE POLICY may_add ON own_page_linkrequest FOR INSERT WITH CHECK ((SELECT esfportal_scope() IN ('operator', 'system')))",
                "CREATE POLICY may_change ON own_page_linkrequest FOR UPDATE USING ((SELECT esfportal_scope() IN ('operator', 'system'))) WITH CHECK ((SELECT esfportal_scope() IN ('operator', 'system')))",
                "CREATE POLICY may_remove ON own_page_linkrequest FOR DELETE USING ((SELECT esfportal_scope() IN ('operator', 'system')))",
            ],
            [
                "DROP POLICY may_read ON own_page_linkrequest",
                "DROP POLICY may_add ON own_page_linkrequest",
                "DROP POLICY may_change ON own_page_linkrequest",
                "DROP POLICY may_remove ON own_page_linkrequest",
                "ALTER TABLE own_page_linkrequest NO FORCE ROW LEVEL SECURITY",
                "ALTER TABLE own_page_linkrequest DISABLE ROW LEVEL SECURITY",
            ],
        ),
    ]
