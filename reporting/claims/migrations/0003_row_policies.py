"""Policies of row-level security, written by `manage.py make_row_policies`."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("claims", "0002_submitted_claims")]

    operations = [
        migrations.RunSQL(
            [
                "ALTER TABLE claims_claim ENABLE ROW LEVEL SECURITY",
                "ALTER TABLE claims_claim FORCE ROW LEVEL SECURITY",
                "CREATE POLICY may_read ON claims_claim FOR SELECT USING (((SELECT esfportal_scope() IN ('operator')) OR project_id = ANY ((SELECT esfportal_ids('projects'))::bigint[])))",
                "CREATE POLICY may_add ON claims_claim FOR INSERT WITH CHECK (((SELECT esfportal_scope() IN ('operator')) OR project_id = ANY ((SELECT esfportal_ids('manages_whole_project'))::bigint[])))",
                "CREATE POLICY may_change ON claims_claim FOR UPDATE USING (((SELECT esfportal_scope() IN ('operator')) OR project_id = ANY ((SELECT esfportal_ids('projects'))::bigint[]))) WITH CHECK (((SELECT esfportal_scope() IN ('operator')) OR project_id = ANY ((SELECT esfportal_ids('manages_whole_project'))::bigint[])))",
                "CREATE POLICY may_remove ON claims_claim FOR DELETE USING (false)",
            ],
            [
                "DROP POLICY may_read ON claims_claim",
                "DROP POLICY may_add ON claims_claim",
                "DROP POLICY may_change ON claims_claim",
                "DROP POLICY may_remove ON claims_claim",
                "ALTER TABLE claims_claim NO FORCE ROW LEVEL SECURITY",
                "ALTER TABLE claims_claim DISABLE ROW LEVEL SECURITY",
            ],
        ),
        migrations.RunSQL(
            [
                "ALTER TABLE claims_claimhistory ENABLE ROW LEVEL SECURITY",
                "ALTER TABLE claims_claimhistory FORCE ROW LEVEL SECURITY",
                "CREATE POLICY may_read ON claims_claimhistory FOR SELECT USING (((SELECT esfportal_scope() IN ('operator')) OR project_id = ANY ((SELECT esfportal_ids('projects'))::bigint[])))",
                "CREATE POLICY owner_reads ON claims_claimhistory FOR SELECT TO CURRENT_USER USING (true)",
                "CREATE POLICY may_add ON claims_claimhistory FOR INSERT TO CURRENT_USER WITH CHECK (true)",
                "REVOKE INSERT, UPDATE, DELETE ON claims_claimhistory FROM esfportal_application",
            ],
            [
                "GRANT INSERT, UPDATE, DELETE ON claims_claimhistory TO esfportal_application",
                "DROP POLICY may_read ON claims_claimhistory",
                "DROP POLICY owner_reads ON claims_claimhistory",
                "DROP POLICY may_add ON claims_claimhistory",
                "ALTER TABLE claims_claimhistory NO FORCE ROW LEVEL SECURITY",
                "ALTER TABLE claims_claimhistory DISABLE ROW LEVEL SECURITY",
            ],
        ),
        migrations.RunSQL(
            [
                "ALTER TABLE claims_claimline ENABLE ROW LEVEL SECURITY",
                "ALTER TABLE claims_claimline FORCE ROW LEVEL SECURITY",
                "CREATE POLICY may_read ON claims_claimline FOR SELECT USING (((SELECT esfportal_scope() IN ('operator')) OR EXISTS (SELECT FROM claims_claim AS seen WHERE seen.id = claim_id AND true)))",
                "CREATE POLICY owner_reads ON claims_claimline FOR SELECT TO CURRENT_USER USING (true)",
                "CREATE POLICY may_add ON claims_claimline FOR INSERT WITH CHECK (((SELECT esfportal_scope() IN ('operator')) OR EXISTS (SELECT FROM claims_claim AS seen WHERE seen.id = claim_id AND seen.project_id = ANY ((SELECT esfportal_ids('manages_whole_project'))::bigint[]))))",
                "REVOKE UPDATE, DELETE ON claims_claimline FROM esfportal_application",
            ],
            [
                "GRANT UPDATE, DELETE ON claims_claimline TO esfportal_application",
                "DROP POLICY may_read ON claims_claimline",
                "DROP POLICY owner_reads ON claims_claimline",
                "DROP POLICY may_add ON claims_claimline",
                "ALTER TABLE claims_claimline NO FORCE ROW LEVEL SECURITY",
                "ALTER TABLE claims_claimline DISABLE ROW LEVEL SECURITY",
            ],
        ),
    ]
