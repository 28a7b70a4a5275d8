"""Policies of row-level security, written by `manage.py make_row_policies`."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("employers", "0001_initial")]

    operations = [
        migrations.RunSQL(
            [
                "ALTER TABLE employers_employer ENABLE ROW LEVEL SECURITY",
                "ALTER TABLE employers_employer FORCE ROW LEVEL SECURITY",
                "CREATE POLICY may_read ON employers_employer FOR SELECT USING (((SELECT esfportal_scope()) IN ('operator') OR project_id = ANY ((SELECT esfportal_ids('projects'))::bigint[])))",
                "CREATE POLICY may_add ON employers_employer FOR INSERT WITH CHECK (((SELECT esfportal_scope()) IN ('operator') OR project_id = ANY ((SELECT esfportal_ids('people'))::bigint[]) OR project_id = ANY ((SELECT esfportal_ids('part_projects'))::bigint[])))",
                "CREATE POLICY may_change ON employers_employer FOR UPDATE USING (((SELECT esfportal_scope()) IN ('operator') OR project_id = ANY ((SELECT esfportal_ids('projects'))::bigint[]))) WITH CHECK (((SELECT esfportal_scope()) IN ('operator') OR project_id = ANY ((SELECT esfportal_ids('people'))::bigint[]) OR project_id = ANY ((SELECT esfportal_ids('part_projects'))::bigint[])))",
                "CREATE POLICY may_remove ON employers_employer FOR DELETE USING (((SELECT esfportal_scope()) IN ('operator') OR project_id = ANY ((SELECT esfportal_ids('people'))::bigint[]) OR project_id = ANY ((SELECT esfportal_ids('part_projects'))::bigint[])))",
            ],
            [
                "DROP POLICY may_read ON employers_employer",
                "DROP POLICY may_add ON employers_employer",
                "DROP POLICY may_change ON employers_employer",
                "DROP POLICY may_remove ON employers_employer",
                "ALTER TABLE employers_employer NO FORCE ROW LEVEL SECURITY",
                "ALTER TABLE employers_employer DISABLE ROW LEVEL SECURITY",
            ],
        ),
        migrations.RunSQL(
            [
                "ALTER TABLE employers_workplace ENABLE ROW LEVEL SECURITY",
                "ALTER TABLE employers_workplace FORCE ROW LEVEL SECURITY",
                "CREATE POLICY may_read ON employers_workplace FOR SELECT USING (((SELECT esfportal_scope()) IN ('operator') OR project_id = ANY ((SELECT esfportal_ids('projects'))::bigint[])))",
                "CREATE POLICY may_add ON employers_workplace FOR INSERT WITH CHECK (((SELECT esfportal_scope()) IN ('operator') OR project_id = ANY ((SELECT esfportal_ids('people'))::bigint[]) OR project_id = ANY ((SELECT esfportal_ids('part_projects'))::bigint[])))",
                "CREATE POLICY may_change ON employers_workplace FOR UPDATE USING (((SELECT esfportal_scope()) IN ('operator') OR project_id = ANY ((SELECT esfportal_ids('projects'))::bigint[]))) WITH CHECK (((SELECT esfportal_scope()) IN ('operator') OR project_id = ANY ((SELECT esfportal_ids('people'))::bigint[]) OR project_id = ANY ((SELECT esfportal_ids('part_projects'))::bigint[])))",
                "CREATE POLICY may_remove ON employers_workplace FOR DELETE USING (((SELECT esfportal_scope()) IN ('operator') OR project_id = ANY ((SELECT esfportal_ids('people'))::bigint[]) OR project_id = ANY ((SELECT esfportal_ids('part_projects'))::bigint[])))",
            ],
            [
                "DROP POLICY may_read ON employers_workplace",
                "DROP POLICY may_add ON employers_workplace",
                "DROP POLICY may_change ON employers_workplace",
                "DROP POLICY may_remove ON employers_workplace",
                "ALTER TABLE employers_workplace NO FORCE ROW LEVEL SECURITY",
                "ALTER TABLE employers_workplace DISABLE ROW LEVEL SECURITY",
            ],
        ),
        migrations.RunSQL(
            [
                "ALTER TABLE employers_employerhistory ENABLE ROW LEVEL SECURITY",
                "ALTER TABLE employers_employerhistory FORCE ROW LEVEL SECURITY",
                "CREATE POLICY may_read ON employers_employerhistory FOR SELECT USING (((SELECT esfportal_scope()) IN ('operator') OR project_id = ANY ((SELECT esfportal_ids('projects'))::bigint[])))",
                "CREATE POLICY owner_reads ON employers_employerhistory FOR SELECT TO CURRENT_USER USING (true)",
                "CREATE POLICY may_add ON employers_employerhistory FOR INSERT TO CURRENT_USER WITH CHECK (true)",
                "REVOKE INSERT, UPDATE, DELETE ON employers_employerhistory FROM esfportal_application",
            ],
            [
                "GRANT INSERT, UPDATE, DELETE ON employers_employerhistory TO esfportal_application",
                "DROP POLICY may_read ON employers_employerhistory",
                "DROP POLICY owner_reads ON employers_employerhistory",
                "DROP POLICY may_add ON employers_employerhistory",
                "ALTER TABLE employers_employerhistory NO FORCE ROW LEVEL SECURITY",
                "ALTER TABLE employers_employerhistory DISABLE ROW LEVEL SECURITY",
            ],
        ),
        migrations.RunSQL(
            [
                "ALTER TABLE employers_workplacehistory ENABLE ROW LEVEL SECURITY",
                "ALTER TABLE employers_workplacehistory FORCE ROW LEVEL SECURITY",
                "CREATE POLICY may_read ON employers_workplacehistory FOR SELECT USING (((SELECT esfportal_scope()) IN ('operator') OR project_id = ANY ((SELECT esfportal_ids('projects'))::bigint[])))",
                "CREATE POLICY owner_reads ON employers_workplacehistory FOR SELECT TO CURRENT_USER USING (true)",
                "CREATE POLICY may_add ON employers_workplacehistory FOR INSERT TO CURRENT_USER WITH CHECK (true)",
                "REVOKE INSERT, UPDATE, DELETE ON employers_workplacehistory FROM esfportal_application",
            ],
            [
                "GRANT INSERT, UPDATE, DELETE ON employers_workplacehistory TO esfportal_application",
                "DROP POLICY may_read ON employers_workplacehistory",
                "DROP POLICY owner_reads ON employers_workplacehistory",
                "DROP POLICY may_add ON employers_workplacehistory",
                "ALTER TABLE employers_workplacehistory NO FORCE ROW LEVEL SECURITY",
                "ALTER TABLE employers_workplacehistory DISABLE ROW LEVEL SECURITY",
            ],
        ),
        migrations.RunSQL(
            [
                "ALTER TABLE employers_contact ENABLE ROW LEVEL SECURITY",
                "ALTER TABLE employers_contact FORCE ROW LEVEL SECURITY",
                "CREATE POLICY may_read ON employers_contact FOR SELECT USING (((SELECT esfportal_scope()) IN ('operator') OR project_id = ANY ((SELECT esfportal_ids('people'))::bigint[]) OR project_id = ANY ((SELECT esfportal_ids('part_projects'))::bigint[])))",
                "CREATE POLICY may_add ON employers_contact FOR INSERT WITH CHECK (((SELECT esfportal_scope()) IN ('operator') OR project_id = ANY ((SELECT esfportal_ids('people'))::bigint[]) OR project_id = ANY ((SELECT esfportal_ids('part_projects'))::bigint[])))",
                "CREATE POLICY may_change ON employers_contact FOR UPDATE USING (((SELECT esfportal_scope()) IN ('operator') OR project_id = ANY ((SELECT esfportal_ids('people'))::bigint[]) OR project_id = ANY ((SELECT esfportal_ids('part_projects'))::bigint[]))) WITH CHECK (((SELECT esfportal_scope()) IN ('operator') OR project_id = ANY ((SELECT esfportal_ids('people'))::bigint[]) OR project_id = ANY ((SELECT esfportal_ids('part_projects'))::bigint[])))",
                "CREATE POLICY may_remove ON employers_contact FOR DELETE USING (((SELECT esfportal_scope()) IN ('operator') OR project_id = ANY ((SELECT esfportal_ids('people'))::bigint[]) OR project_id = ANY ((SELECT esfportal_ids('part_projects'))::bigint[])))",
            ],
            [
                "DROP POLICY may_read ON employers_contact",
                "DROP POLICY may_add ON employers_contact",
                "DROP POLICY may_change ON employers_contact",
                "DROP POLICY may_remove ON employers_contact",
                "ALTER TABLE employers_contact NO FORCE ROW LEVEL SECURITY",
                "ALTER TABLE employers_contact DISABLE ROW LEVEL SECURITY",
            ],
        ),
        migrations.RunSQL(
            [
                "ALTER TABLE employers_contactconsent ENABLE ROW LEVEL SECURITY",
                "ALTER TABLE employers_contactconsent FORCE ROW LEVEL SECURITY",
                "CREATE POLICY may_read ON employers_contactconsent FOR SELECT USING (((SELECT esfportal_scope()) IN ('operator') OR project_id = ANY ((SELECT esfportal_ids('people'))::bigint[]) OR project_id = ANY ((SELECT esfportal_ids('part_projects'))::bigint[])))",
                "CREATE POLICY may_add ON employers_contactconsent FOR INSERT WITH CHECK (((SELECT esfportal_scope()) IN ('operator') OR project_id = ANY ((SELECT esfportal_ids('people'))::bigint[]) OR project_id = ANY ((SELECT esfportal_ids('part_projects'))::bigint[])))",
                "CREATE POLICY may_change ON employers_contactconsent FOR UPDATE USING (((SELECT esfportal_scope()) IN ('operator') OR project_id = ANY ((SELECT esfportal_ids('people'))::bigint[]) OR project_id = ANY ((SELECT esfportal_ids('part_projects'))::bigint[]))) WITH CHECK (((SELECT esfportal_scope()) IN ('operator') OR project_id = ANY ((SELECT esfportal_ids('people'))::bigint[]) OR project_id = ANY ((SELECT esfportal_ids('part_projects'))::bigint[])))",
                "CREATE POLICY may_remove ON employers_contactconsent FOR DELETE USING (((SELECT esfportal_scope()) IN ('operator') OR project_id = ANY ((SELECT esfportal_ids('people'))::bigint[]) OR project_id = ANY ((SELECT esfportal_ids('part_projects'))::bigint[])))",
            ],
            [
                "DROP POLICY may_read ON employers_contactconsent",
                "DROP POLICY may_add ON employers_contactconsent",
                "DROP POLICY may_change ON employers_contactconsent",
                "DROP POLICY may_remove ON employers_contactconsent",
                "ALTER TABLE employers_contactconsent NO FORCE ROW LEVEL SECURITY",
                "ALTER TABLE employers_contactconsent DISABLE ROW LEVEL SECURITY",
            ],
        ),
        migrations.RunSQL(
            [
                "ALTER TABLE employers_contacthistory ENABLE ROW LEVEL SECURITY",
                "ALTER TABLE employers_contacthistory FORCE ROW LEVEL SECURITY",
                "CREATE POLICY may_read ON employers_contacthistory FOR SELECT USING (((SELECT esfportal_scope()) IN ('operator') OR project_id = ANY ((SELECT esfportal_ids('people'))::bigint[]) OR project_id = ANY ((SELECT esfportal_ids('part_projects'))::bigint[])))",
                "CREATE POLICY owner_reads ON employers_contacthistory FOR SELECT TO CURRENT_USER USING (true)",
                "CREATE POLICY may_add ON employers_contacthistory FOR INSERT TO CURRENT_USER WITH CHECK (true)",
                "REVOKE INSERT, UPDATE, DELETE ON employers_contacthistory FROM esfportal_application",
            ],
            [
                "GRANT INSERT, UPDATE, DELETE ON employers_contacthistory TO esfportal_application",
                "DROP POLICY may_read ON employers_contacthistory",
                "DROP POLICY owner_reads ON employers_contacthistory",
                "DROP POLICY may_add ON employers_contacthistory",
                "ALTER TABLE employers_contacthistory NO FORCE ROW LEVEL SECURITY",
                "ALTER TABLE employers_contacthistory DISABLE ROW LEVEL SECURITY",
            ],
        ),
        migrations.RunSQL(
            [
                "ALTER TABLE employers_contactconsenthistory ENABLE ROW LEVEL SECURITY",
                "ALTER TABLE employers_contactconsenthistory FORCE ROW LEVEL SECURITY",
                "CREATE POLICY may_read ON employers_contactconsenthistory FOR SELECT USING (((SELECT esfportal_scope()) IN ('operator') OR project_id = ANY ((SELECT esfportal_ids('people'))::bigint[]) OR project_id = ANY ((SELECT esfportal_ids('part_projects'))::bigint[])))",
                "CREATE POLICY owner_reads ON employers_contactconsenthistory FOR SELECT TO CURRENT_USER USING (true)",
                "CREATE POLICY may_add ON employers_contactconsenthistory FOR INSERT TO CURRENT_USER WITH CHECK (true)",
                "REVOKE INSERT, UPDATE, DELETE ON employers_contactconsenthistory FROM esfportal_application",
            ],
            [
                "GRANT INSERT, UPDATE, DELETE ON employers_contactconsenthistory TO esfportal_application",
                "DROP POLICY may_read ON employers_contactconsenthistory",
                "DROP POLICY owner_reads ON employers_contactconsenthistory",
                "DROP POLICY may_add ON employers_contactconsenthistory",
                "ALTER TABLE employers_contactconsenthistory NO FORCE ROW LEVEL SECURITY",
                "ALTER TABLE employers_contactconsenthistory DISABLE ROW LEVEL SECURITY",
            ],
        ),
    ]
