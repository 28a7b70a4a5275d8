"""Policies of row-level security, written by `manage.py make_row_policies`."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("register", "0027_saved_filters")]

    operations = [
        migrations.RunSQL(
            [
                "ALTER TABLE register_savedfilter ENABLE ROW LEVEL SECURITY",
                "ALTER TABLE register_savedfilter FORCE ROW LEVEL SECURITY",
                "CREATE POLICY may_read ON register_savedfilter FOR SELECT USING (((SELECT esfportal_scope()) IN ('operator') OR ((project_id = ANY ((SELECT esfportal_ids('people'))::bigint[]) OR project_id = ANY ((SELECT esfportal_ids('part_projects'))::bigint[])) AND (created_by_id = (SELECT esfportal_user()) OR is_shared))))",
                "CREATE POLICY may_add ON register_savedfilter FOR INSERT WITH CHECK (((SELECT esfportal_scope()) IN ('operator') OR ((project_id = ANY ((SELECT esfportal_ids('people'))::bigint[]) OR project_id = ANY ((SELECT esfportal_ids('part_projects'))::bigint[])) AND created_by_id = (SELECT esfportal_user()))))",
                "CREATE POLICY may_change ON register_savedfilter FOR UPDATE USING (((SELECT esfportal_scope()) IN ('operator') OR ((project_id = ANY ((SELECT esfportal_ids('people'))::bigint[]) OR project_id = ANY ((SELECT esfportal_ids('part_projects'))::bigint[])) AND (created_by_id = (SELECT esfportal_user()) OR is_shared)))) WITH CHECK ((((SELECT esfportal_scope()) IN ('operator') OR ((project_id = ANY ((SELECT esfportal_ids('people'))::bigint[]) OR project_id = ANY ((SELECT esfportal_ids('part_projects'))::bigint[])) AND (created_by_id = (SELECT esfportal_user()) OR is_shared))) AND (created_by_id = (SELECT esfportal_user()) OR ((SELECT esfportal_scope()) IN ('operator') OR project_id = ANY ((SELECT esfportal_ids('manages_whole_project'))::bigint[])))))",
                "CREATE POLICY may_remove ON register_savedfilter FOR DELETE USING ((((SELECT esfportal_scope()) IN ('operator') OR ((project_id = ANY ((SELECT esfportal_ids('people'))::bigint[]) OR project_id = ANY ((SELECT esfportal_ids('part_projects'))::bigint[])) AND (created_by_id = (SELECT esfportal_user()) OR is_shared))) AND (created_by_id = (SELECT esfportal_user()) OR ((SELECT esfportal_scope()) IN ('operator') OR project_id = ANY ((SELECT esfportal_ids('manages_whole_project'))::bigint[])))))",
            ],
            [
                "DROP POLICY may_read ON register_savedfilter",
                "DROP POLICY may_add ON register_savedfilter",
                "DROP POLICY may_change ON register_savedfilter",
                "DROP POLICY may_remove ON register_savedfilter",
                "ALTER TABLE register_savedfilter NO FORCE ROW LEVEL SECURITY",
                "ALTER TABLE register_savedfilter DISABLE ROW LEVEL SECURITY",
            ],
        ),
        migrations.RunSQL(
            [
                "ALTER TABLE register_savedfilterhistory ENABLE ROW LEVEL SECURITY",
                "ALTER TABLE register_savedfilterhistory FORCE ROW LEVEL SECURITY",
                "CREATE POLICY may_read ON register_savedfilterhistory FOR SELECT USING (((SELECT esfportal_scope()) IN ('operator') OR ((project_id = ANY ((SELECT esfportal_ids('people'))::bigint[]) OR project_id = ANY ((SELECT esfportal_ids('part_projects'))::bigint[])) AND (created_by_id = (SELECT esfportal_user()) OR is_shared))))",
                "CREATE POLICY owner_reads ON register_savedfilterhistory FOR SELECT TO CURRENT_USER USING (true)",
                "CREATE POLICY may_add ON register_savedfilterhistory FOR INSERT TO CURRENT_USER WITH CHECK (true)",
                "REVOKE INSERT, UPDATE, DELETE ON register_savedfilterhistory FROM esfportal_application",
            ],
            [
                "GRANT INSERT, UPDATE, DELETE ON register_savedfilterhistory TO esfportal_application",
                "DROP POLICY may_read ON register_savedfilterhistory",
                "DROP POLICY owner_reads ON register_savedfilterhistory",
                "DROP POLICY may_add ON register_savedfilterhistory",
                "ALTER TABLE register_savedfilterhistory NO FORCE ROW LEVEL SECURITY",
                "ALTER TABLE register_savedfilterhistory DISABLE ROW LEVEL SECURITY",
            ],
        ),
    ]
