"""Policies of row-level security, written by `manage.py make_row_policies`."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("funders", "0001_preferences"), ("reports", "0036_scope_as_answer")]

    operations = [
        migrations.RunSQL(
            [
                "ALTER TABLE funders_funderpreference ENABLE ROW LEVEL SECURITY",
                "ALTER TABLE funders_funderpreference FORCE ROW LEVEL SECURITY",
                "CREATE POLICY may_read ON funders_funderpreference FOR SELECT USING (((SELECT esfportal_scope() IN ('operator')) OR user_id = (SELECT esfportal_user())))",
                "CREATE POLICY may_add ON funders_funderpreference FOR INSERT WITH CHECK (((SELECT esfportal_scope() IN ('operator')) OR user_id = (SELECT esfportal_user())))",
                "CREATE POLICY may_change ON funders_funderpreference FOR UPDATE USING (((SELECT esfportal_scope() IN ('operator')) OR user_id = (SELECT esfportal_user()))) WITH CHECK (((SELECT esfportal_scope() IN ('operator')) OR user_id = (SELECT esfportal_user())))",
                "CREATE POLICY may_remove ON funders_funderpreference FOR DELETE USING (((SELECT esfportal_scope() IN ('operator')) OR user_id = (SELECT esfportal_user())))",
            ],
            [
                "DROP POLICY may_read ON funders_funderpreference",
                "DROP POLICY may_add ON funders_funderpreference",
                "DROP POLICY may_change ON funders_funderpreference",
                "DROP POLICY may_remove ON funders_funderpreference",
                "ALTER TABLE funders_funderpreference NO FORCE ROW LEVEL SECURITY",
                "ALTER TABLE funders_funderpreference DISABLE ROW LEVEL SECURITY",
            ],
        ),
    ]
