"""Policies of row-level security, written by `manage.py make_row_policies`."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("imports", "0022_remembered_headings")]

    operations = [
        migrations.RunSQL(
            [
                "ALTER TABLE imports_rememberedheadings ENABLE ROW LEVEL SECURITY",
                "ALTER TABLE imports_rememberedheadings FORCE ROW LEVEL SECURITY",
                "CREATE POLICY may_read ON imports_rememberedheadings FOR SELECT USING ((SELECT esfportal_scope() IN ('operator', 'system')))",
                "CREATE POLICY may_add ON imports_rememberedheadings FOR INSERT WITH CHECK ((SELECT esfportal_scope() IN ('operator', 'system')))",
                "CREATE POLICY may_change ON imports_rememberedheadings FOR UPDATE USING ((SELECT esfportal_scope() IN ('operator', 'system'))) WITH CHECK ((SELECT esfportal_scope() IN ('operator', 'system')))",
                "CREATE POLICY may_remove ON imports_rememberedheadings FOR DELETE USING ((SELECT esfportal_scope() IN ('operator', 'system')))",
            ],
            [
                "DROP POLICY may_read ON imports_rememberedheadings",
                "DROP POLICY may_add ON imports_rememberedheadings",
                "DROP POLICY may_change ON imports_rememberedheadings",
                "DROP POLICY may_remove ON imports_rememberedheadings",
                "ALTER TABLE imports_rememberedheadings NO FORCE ROW LEVEL SECURITY",
                "ALTER TABLE imports_rememberedheadings DISABLE ROW LEVEL SECURITY",
            ],
        ),
    ]
