"""Policies of row-level security, written by `manage.py make_row_policies`."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("programme", "0002_frozen_exports")]

    operations = [
        migrations.RunSQL(
            [
                "ALTER TABLE programme_cutoffexport ENABLE ROW LEVEL SECURITY",
                "ALTER TABLE programme_cutoffexport FORCE ROW LEVEL SECURITY",
                "CREATE POLICY may_read ON programme_cutoffexport FOR SELECT USING (((SELECT esfportal_scope() IN ('operator', 'system')) OR organisation_id = (SELECT reader.organisation_id FROM accounts_user AS reader JOIN accounts_organisation AS employer ON employer.id = reader.organisation_id WHERE reader.id = (SELECT esfportal_user()) AND reader.is_active AND employer.is_managing_authority) AND EXISTS (SELECT unnest(esfportal_ids('funds')))))",
                "CREATE POLICY may_add ON programme_cutoffexport FOR INSERT WITH CHECK (((SELECT esfportal_scope() IN ('operator', 'system')) OR organisation_id = (SELECT reader.organisation_id FROM accounts_user AS reader JOIN accounts_organisation AS employer ON employer.id = reader.organisation_id WHERE reader.id = (SELECT esfportal_user()) AND reader.is_active AND employer.is_managing_authority) AND EXISTS (SELECT unnest(esfportal_ids('funds')))))",
                "CREATE POLICY may_change ON programme_cutoffexport FOR UPDATE USING (((SELECT esfportal_scope() IN ('operator', 'system')) OR organisation_id = (SELECT reader.organisation_id FROM accounts_user AS reader JOIN accounts_organisation AS employer ON employer.id = reader.organisation_id WHERE reader.id = (SELECT esfportal_user()) AND reader.is_active AND employer.is_managing_authority) AND EXISTS (SELECT unnest(esfportal_ids('funds'))))) WITH CHECK (((SELECT esfportal_scope() IN ('operator', 'system')) OR organisation_id = (SELECT reader.organisation_id FROM accounts_user AS reader JOIN accounts_organisation AS employer ON employer.id = reader.organisation_id WHERE reader.id = (SELECT esfportal_user()) AND reader.is_active AND employer.is_managing_authority) AND EXISTS (SELECT unnest(esfportal_ids('funds')))))",
                "CREATE POLICY may_remove ON programme_cutoffexport FOR DELETE USING (false)",
            ],
            [
                "DROP POLICY may_read ON programme_cutoffexport",
                "DROP POLICY may_add ON programme_cutoffexport",
                "DROP POLICY may_change ON programme_cutoffexport",
                "DROP POLICY may_remove ON programme_cutoffexport",
                "ALTER TABLE programme_cutoffexport NO FORCE ROW LEVEL SECURITY",
                "ALTER TABLE programme_cutoffexport DISABLE ROW LEVEL SECURITY",
            ],
        ),
    ]
