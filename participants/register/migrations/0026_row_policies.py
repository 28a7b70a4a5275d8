"""Policies of row-level security, written by `manage.py make_row_policies`."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("register", "0025_chosen_columns")]

    operations = [
        migrations.RunSQL(
            [
                "ALTER TABLE register_chosencolumns ENABLE ROW LEVEL SECURITY",
                "ALTER TABLE register_chosencolumns FORCE ROW LEVEL SECURITY",
                "CREATE POLICY may_read ON register_chosencolumns FOR SELECT USING (((SELECT esfportal_scope()) IN ('operator') OR user_id = (SELECT esfportal_user())))",
                "CREATE POLICY may_add ON register_chosencolumns FOR INSERT WITH CHECK (((SELECT esfportal_scope()) IN ('operator') OR user_id = (SELECT esfportal_user())))",
                "CREATE POLICY may_change ON register_chosencolumns FOR UPDATE USING (((SELECT esfportal_scope()) IN ('operator') OR user_id = (SELECT esfportal_user()))) WITH CHECK (((SELECT esfportal_scope()) IN ('operator') OR user_id = (SELECT esfportal_user())))",
                "CREATE POLICY may_remove ON register_chosencolumns FOR DELETE USING (((SELECT esfportal_scope()) IN ('operator') OR user_id = (SELECT esfportal_user())))",
            ],
            [
                "DROP POLICY may_read ON register_chosencolumns",
                "DROP POLICY may_add ON register_chosencolumns",
                "DROP POLICY may_change ON register_chosencolumns",
                "DROP POLICY may_remove ON register_chosencolumns",
                "ALTER TABLE register_chosencolumns NO FORCE ROW LEVEL SECURITY",
                "ALTER TABLE register_chosencolumns DISABLE ROW LEVEL SECURITY",
            ],
        ),
    ]
