"""Policies of row-level security, written by `manage.py make_row_policies`."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("evidence", "0005_retention")]

    operations = [
        migrations.RunSQL(
            [
                "ALTER TABLE evidence_proofretention ENABLE ROW LEVEL SECURITY",
                "ALTER TABLE evidence_proofretention FORCE ROW LEVEL SECURITY",
                "CREATE POLICY may_read ON evidence_proofretention FOR SELECT USING (((SELECT esfportal_scope()) IN ('operator', 'system') OR project_id = ANY ((SELECT esfportal_ids('projects'))::bigint[])))",
                "CREATE POLICY may_add ON evidence_proofretention FOR INSERT WITH CHECK (((SELECT esfportal_scope()) IN ('operator') OR project_id = ANY ((SELECT esfportal_ids('manages_whole_project'))::bigint[])))",
                "CREATE POLICY may_change ON evidence_proofretention FOR UPDATE USING (((SELECT esfportal_scope()) IN ('operator', 'system') OR project_id = ANY ((SELECT esfportal_ids('projects'))::bigint[]))) WITH CHECK (((SELECT esfportal_scope()) IN ('operator') OR project_id = ANY ((SELECT esfportal_ids('manages_whole_project'))::bigint[])))",
                "CREATE POLICY may_remove ON evidence_proofretention FOR DELETE USING (false)",
            ],
            [
                "DROP POLICY may_read ON evidence_proofretention",
                "DROP POLICY may_add ON evidence_proofretention",
                "DROP POLICY may_change ON evidence_proofretention",
                "DROP POLICY may_remove ON evidence_proofretention",
                "ALTER TABLE evidence_proofretention NO FORCE ROW LEVEL SECURITY",
                "ALTER TABLE evidence_proofretention DISABLE ROW LEVEL SECURITY",
            ],
        ),
        migrations.RunSQL(
            [
                "ALTER TABLE evidence_proofretentionhistory ENABLE ROW LEVEL SECURITY",
                "ALTER TABLE evidence_proofretentionhistory FORCE ROW LEVEL SECURITY",
                "CREATE POLICY may_read ON evidence_proofretentionhistory FOR SELECT USING (((SELECT esfportal_scope()) IN ('operator') OR project_id = ANY ((SELECT esfportal_ids('projects'))::bigint[])))",
                "CREATE POLICY owner_reads ON evidence_proofretentionhistory FOR SELECT TO CURRENT_USER USING (true)",
                "CREATE POLICY may_add ON evidence_proofretentionhistory FOR INSERT TO CURRENT_USER WITH CHECK (true)",
                "REVOKE INSERT, UPDATE, DELETE ON evidence_proofretentionhistory FROM esfportal_application",
            ],
            [
                "GRANT INSERT, UPDATE, DELETE ON evidence_proofretentionhistory TO esfportal_application",
                "DROP POLICY may_read ON evidence_proofretentionhistory",
                "DROP POLICY owner_reads ON evidence_proofretentionhistory",
                "DROP POLICY may_add ON evidence_proofretentionhistory",
                "ALTER TABLE evidence_proofretentionhistory NO FORCE ROW LEVEL SECURITY",
                "ALTER TABLE evidence_proofretentionhistory DISABLE ROW LEVEL SECURITY",
            ],
        ),
    ]
