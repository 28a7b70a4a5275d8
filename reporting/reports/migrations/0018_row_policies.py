"""Policies of row-level security, written by `manage.py make_row_policies`."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("reports", "0017_step_emails")]

    operations = [
        migrations.RunSQL(
            [
                "ALTER TABLE reports_reportemail ENABLE ROW LEVEL SECURITY",
                "ALTER TABLE reports_reportemail FORCE ROW LEVEL SECURITY",
                "CREATE POLICY may_read ON reports_reportemail FOR SELECT USING ((SELECT esfportal_scope()) IN ('operator', 'system'))",
                "CREATE POLICY may_add ON reports_reportemail FOR INSERT WITH CHECK ((SELECT esfportal_scope()) IN ('operator', 'system'))",
                "CREATE POLICY may_change ON reports_reportemail FOR UPDATE USING ((SELECT esfportal_scope()) IN ('operator', 'system')) WITH CHECK ((SELECT esfportal_scope()) IN ('operator', 'system'))",
                "CREATE POLICY may_remove ON reports_reportemail FOR DELETE USING ((SELECT esfportal_scope()) IN ('operator', 'system'))",
            ],
            [
                "DROP POLICY may_read ON reports_reportemail",
                "DROP POLICY may_add ON reports_reportemail",
                "DROP POLICY may_change ON reports_reportemail",
                "DROP POLICY may_remove ON reports_reportemail",
                "ALTER TABLE reports_reportemail NO FORCE ROW LEVEL SECURITY",
                "ALTER TABLE reports_reportemail DISABLE ROW LEVEL SECURITY",
            ],
        ),
    ]
