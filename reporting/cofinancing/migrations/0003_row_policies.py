"""Policies of row-level security, written by `manage.py make_row_policies`."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("cofinancing", "0002_certificate_once")]

    operations = [
        migrations.RunSQL(
            [
                "ALTER TABLE cofinancing_rate ENABLE ROW LEVEL SECURITY",
                "ALTER TABLE cofinancing_rate FORCE ROW LEVEL SECURITY",
                "CREATE POLICY may_read ON cofinancing_rate FOR SELECT USING ((SELECT esfportal_scope()) <> '')",
                "CREATE POLICY may_add ON cofinancing_rate FOR INSERT WITH CHECK ((SELECT esfportal_scope()) IN ('operator'))",
                "CREATE POLICY may_change ON cofinancing_rate FOR UPDATE USING ((SELECT esfportal_scope()) <> '') WITH CHECK ((SELECT esfportal_scope()) IN ('operator'))",
                "CREATE POLICY may_remove ON cofinancing_rate FOR DELETE USING (false)",
            ],
            [
                "DROP POLICY may_read ON cofinancing_rate",
                "DROP POLICY may_add ON cofinancing_rate",
                "DROP POLICY may_change ON cofinancing_rate",
                "DROP POLICY may_remove ON cofinancing_rate",
                "ALTER TABLE cofinancing_rate NO FORCE ROW LEVEL SECURITY",
                "ALTER TABLE cofinancing_rate DISABLE ROW LEVEL SECURITY",
            ],
        ),
        migrations.RunSQL(
            [
                "ALTER TABLE cofinancing_booking ENABLE ROW LEVEL SECURITY",
                "ALTER TABLE cofinancing_booking FORCE ROW LEVEL SECURITY",
                "CREATE POLICY may_read ON cofinancing_booking FOR SELECT USING (((SELECT esfportal_scope()) IN ('operator') OR project_id = ANY ((SELECT esfportal_ids('projects'))::bigint[])))",
                "CREATE POLICY may_add ON cofinancing_booking FOR INSERT WITH CHECK (((SELECT esfportal_scope()) IN ('operator') OR project_id = ANY ((SELECT esfportal_ids('manages_whole_project'))::bigint[])))",
                "CREATE POLICY may_change ON cofinancing_booking FOR UPDATE USING (((SELECT esfportal_scope()) IN ('operator') OR project_id = ANY ((SELECT esfportal_ids('projects'))::bigint[]))) WITH CHECK (((SELECT esfportal_scope()) IN ('operator') OR project_id = ANY ((SELECT esfportal_ids('manages_whole_project'))::bigint[])))",
                "CREATE POLICY may_remove ON cofinancing_booking FOR DELETE USING (false)",
            ],
            [
                "DROP POLICY may_read ON cofinancing_booking",
                "DROP POLICY may_add ON cofinancing_booking",
                "DROP POLICY may_change ON cofinancing_booking",
                "DROP POLICY may_remove ON cofinancing_booking",
                "ALTER TABLE cofinancing_booking NO FORCE ROW LEVEL SECURITY",
                "ALTER TABLE cofinancing_booking DISABLE ROW LEVEL SECURITY",
            ],
        ),
        migrations.RunSQL(
            [
                "ALTER TABLE cofinancing_bookinghistory ENABLE ROW LEVEL SECURITY",
                "ALTER TABLE cofinancing_bookinghistory FORCE ROW LEVEL SECURITY",
                "CREATE POLICY may_read ON cofinancing_bookinghistory FOR SELECT USING (((SELECT esfportal_scope()) IN ('operator') OR project_id = ANY ((SELECT esfportal_ids('projects'))::bigint[])))",
                "CREATE POLICY owner_reads ON cofinancing_bookinghistory FOR SELECT TO CURRENT_USER USING (true)",
                "CREATE POLICY may_add ON cofinancing_bookinghistory FOR INSERT TO CURRENT_USER WITH CHECK (true)",
                "REVOKE INSERT, UPDATE, DELETE ON cofinancing_bookinghistory FROM esfportal_application",
            ],
            [
                "GRANT INSERT, UPDATE, DELETE ON cofinancing_bookinghistory TO esfportal_application",
                "DROP POLICY may_read ON cofinancing_bookinghistory",
                "DROP POLICY owner_reads ON cofinancing_bookinghistory",
                "DROP POLICY may_add ON cofinancing_bookinghistory",
                "ALTER TABLE cofinancing_bookinghistory NO FORCE ROW LEVEL SECURITY",
                "ALTER TABLE cofinancing_bookinghistory DISABLE ROW LEVEL SECURITY",
            ],
        ),
        migrations.RunSQL(
            [
                "ALTER TABLE cofinancing_line ENABLE ROW LEVEL SECURITY",
                "ALTER TABLE cofinancing_line FORCE ROW LEVEL SECURITY",
                "CREATE POLICY may_read ON cofinancing_line FOR SELECT USING (((SELECT esfportal_scope()) IN ('operator') OR EXISTS (SELECT FROM certificates_certificate AS seen WHERE seen.id = certificate_id AND true)))",
                "CREATE POLICY owner_reads ON cofinancing_line FOR SELECT TO CURRENT_USER USING (true)",
                "CREATE POLICY may_add ON cofinancing_line FOR INSERT WITH CHECK ((((SELECT esfportal_scope()) IN ('operator') OR EXISTS (SELECT FROM certificates_certificate AS seen WHERE seen.id = certificate_id AND true)) AND ((SELECT esfportal_scope()) IN ('operator') OR EXISTS (SELECT FROM cofinancing_booking AS seen WHERE seen.id = booking_id AND seen.project_id = ANY ((SELECT esfportal_ids('manages_whole_project'))::bigint[])))))",
                "REVOKE UPDATE, DELETE ON cofinancing_line FROM esfportal_application",
            ],
            [
                "GRANT UPDATE, DELETE ON cofinancing_line TO esfportal_application",
                "DROP POLICY may_read ON cofinancing_line",
                "DROP POLICY owner_reads ON cofinancing_line",
                "DROP POLICY may_add ON cofinancing_line",
                "ALTER TABLE cofinancing_line NO FORCE ROW LEVEL SECURITY",
                "ALTER TABLE cofinancing_line DISABLE ROW LEVEL SECURITY",
            ],
        ),
    ]
