"""Policies of row-level security, written by `manage.py make_row_policies`."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("evidence", "0002_reviews")]

    operations = [
        migrations.RunSQL(
            [
                "ALTER TABLE evidence_proofrequirement ENABLE ROW LEVEL SECURITY",
                "ALTER TABLE evidence_proofrequirement FORCE ROW LEVEL SECURITY",
                "CREATE POLICY may_read ON evidence_proofrequirement FOR SELECT USING (((SELECT esfportal_scope()) IN ('operator') OR project_id = ANY ((SELECT esfportal_ids('projects'))::bigint[])))",
                "CREATE POLICY may_add ON evidence_proofrequirement FOR INSERT WITH CHECK (((SELECT esfportal_scope()) IN ('operator') OR project_id = ANY ((SELECT esfportal_ids('manages_whole_project'))::bigint[])))",
                "CREATE POLICY may_change ON evidence_proofrequirement FOR UPDATE USING (((SELECT esfportal_scope()) IN ('operator') OR project_id = ANY ((SELECT esfportal_ids('projects'))::bigint[]))) WITH CHECK (((SELECT esfportal_scope()) IN ('operator') OR project_id = ANY ((SELECT esfportal_ids('manages_whole_project'))::bigint[])))",
                "CREATE POLICY may_remove ON evidence_proofrequirement FOR DELETE USING (((SELECT esfportal_scope()) IN ('operator') OR project_id = ANY ((SELECT esfportal_ids('manages_whole_project'))::bigint[])))",
            ],
            [
                "DROP POLICY may_read ON evidence_proofrequirement",
                "DROP POLICY may_add ON evidence_proofrequirement",
                "DROP POLICY may_change ON evidence_proofrequirement",
                "DROP POLICY may_remove ON evidence_proofrequirement",
                "ALTER TABLE evidence_proofrequirement NO FORCE ROW LEVEL SECURITY",
                "ALTER TABLE evidence_proofrequirement DISABLE ROW LEVEL SECURITY",
            ],
        ),
        migrations.RunSQL(
            [
                "ALTER TABLE evidence_proofrequirementhistory ENABLE ROW LEVEL SECURITY",
                "ALTER TABLE evidence_proofrequirementhistory FORCE ROW LEVEL SECURITY",
                "CREATE POLICY may_read ON evidence_proofrequirementhistory FOR SELECT USING (((SELECT esfportal_scope()) IN ('operator') OR project_id = ANY ((SELECT esfportal_ids('projects'))::bigint[])))",
                "CREATE POLICY owner_reads ON evidence_proofrequirementhistory FOR SELECT TO CURRENT_USER USING (true)",
                "CREATE POLICY may_add ON evidence_proofrequirementhistory FOR INSERT TO CURRENT_USER WITH CHECK (true)",
                "REVOKE INSERT, UPDATE, DELETE ON evidence_proofrequirementhistory FROM esfportal_application",
            ],
            [
                "GRANT INSERT, UPDATE, DELETE ON evidence_proofrequirementhistory TO esfportal_application",
                "DROP POLICY may_read ON evidence_proofrequirementhistory",
                "DROP POLICY owner_reads ON evidence_proofrequirementhistory",
                "DROP POLICY may_add ON evidence_proofrequirementhistory",
                "ALTER TABLE evidence_proofrequirementhistory NO FORCE ROW LEVEL SECURITY",
                "ALTER TABLE evidence_proofrequirementhistory DISABLE ROW LEVEL SECURITY",
            ],
        ),
        migrations.RunSQL(
            [
                "ALTER TABLE evidence_proof ENABLE ROW LEVEL SECURITY",
                "ALTER TABLE evidence_proof FORCE ROW LEVEL SECURITY",
                "CREATE POLICY may_read ON evidence_proof FOR SELECT USING (((SELECT esfportal_scope()) IN ('operator') OR participation_id IN (SELECT unnest(esfportal_ids('visible_participations'))) OR ((SELECT esfportal_scope()) IN ('operator') OR EXISTS (SELECT FROM register_participation AS seen WHERE seen.id = participation_id AND true))))",
                "CREATE POLICY may_add ON evidence_proof FOR INSERT WITH CHECK (((SELECT esfportal_scope()) IN ('operator') OR participation_id IN (SELECT unnest(esfportal_ids('visible_participations'))) OR ((SELECT esfportal_scope()) IN ('operator') OR EXISTS (SELECT FROM register_participation AS seen WHERE seen.id = participation_id AND true))))",
                "CREATE POLICY may_change ON evidence_proof FOR UPDATE USING (((SELECT esfportal_scope()) IN ('operator') OR participation_id IN (SELECT unnest(esfportal_ids('visible_participations'))) OR ((SELECT esfportal_scope()) IN ('operator') OR EXISTS (SELECT FROM register_participation AS seen WHERE seen.id = participation_id AND true)))) WITH CHECK (((SELECT esfportal_scope()) IN ('operator') OR participation_id IN (SELECT unnest(esfportal_ids('visible_participations'))) OR ((SELECT esfportal_scope()) IN ('operator') OR EXISTS (SELECT FROM register_participation AS seen WHERE seen.id = participation_id AND true))))",
                "CREATE POLICY may_remove ON evidence_proof FOR DELETE USING (false)",
            ],
            [
                "DROP POLICY may_read ON evidence_proof",
                "DROP POLICY may_add ON evidence_proof",
                "DROP POLICY may_change ON evidence_proof",
                "DROP POLICY may_remove ON evidence_proof",
                "ALTER TABLE evidence_proof NO FORCE ROW LEVEL SECURITY",
                "ALTER TABLE evidence_proof DISABLE ROW LEVEL SECURITY",
            ],
        ),
        migrations.RunSQL(
            [
                "ALTER TABLE evidence_proofhistory ENABLE ROW LEVEL SECURITY",
                "ALTER TABLE evidence_proofhistory FORCE ROW LEVEL SECURITY",
                "CREATE POLICY may_read ON evidence_proofhistory FOR SELECT USING (((SELECT esfportal_scope()) IN ('operator') OR EXISTS (SELECT FROM register_participation AS seen WHERE seen.id = participation_id AND true)))",
                "CREATE POLICY owner_reads ON evidence_proofhistory FOR SELECT TO CURRENT_USER USING (true)",
                "CREATE POLICY may_add ON evidence_proofhistory FOR INSERT TO CURRENT_USER WITH CHECK (true)",
                "REVOKE INSERT, UPDATE, DELETE ON evidence_proofhistory FROM esfportal_application",
            ],
            [
                "GRANT INSERT, UPDATE, DELETE ON evidence_proofhistory TO esfportal_application",
                "DROP POLICY may_read ON evidence_proofhistory",
                "DROP POLICY owner_reads ON evidence_proofhistory",
                "DROP POLICY may_add ON evidence_proofhistory",
                "ALTER TABLE evidence_proofhistory NO FORCE ROW LEVEL SECURITY",
                "ALTER TABLE evidence_proofhistory DISABLE ROW LEVEL SECURITY",
            ],
        ),
        migrations.RunSQL(
            [
                "ALTER TABLE evidence_proofitem ENABLE ROW LEVEL SECURITY",
                "ALTER TABLE evidence_proofitem FORCE ROW LEVEL SECURITY",
                "CREATE POLICY may_read ON evidence_proofitem FOR SELECT USING (((SELECT esfportal_scope()) IN ('operator') OR participation_id IN (SELECT unnest(esfportal_ids('visible_participations'))) OR ((SELECT esfportal_scope()) IN ('operator') OR EXISTS (SELECT FROM register_participation AS seen WHERE seen.id = participation_id AND true))))",
                "CREATE POLICY may_add ON evidence_proofitem FOR INSERT WITH CHECK (((SELECT esfportal_scope()) IN ('operator') OR participation_id IN (SELECT unnest(esfportal_ids('visible_participations'))) OR ((SELECT esfportal_scope()) IN ('operator') OR EXISTS (SELECT FROM register_participation AS seen WHERE seen.id = participation_id AND true))))",
                "CREATE POLICY may_change ON evidence_proofitem FOR UPDATE USING (((SELECT esfportal_scope()) IN ('operator') OR participation_id IN (SELECT unnest(esfportal_ids('visible_participations'))) OR ((SELECT esfportal_scope()) IN ('operator') OR EXISTS (SELECT FROM register_participation AS seen WHERE seen.id = participation_id AND true)))) WITH CHECK (((SELECT esfportal_scope()) IN ('operator') OR participation_id IN (SELECT unnest(esfportal_ids('visible_participations'))) OR ((SELECT esfportal_scope()) IN ('operator') OR EXISTS (SELECT FROM register_participation AS seen WHERE seen.id = participation_id AND true))))",
                "CREATE POLICY may_remove ON evidence_proofitem FOR DELETE USING (false)",
            ],
            [
                "DROP POLICY may_read ON evidence_proofitem",
                "DROP POLICY may_add ON evidence_proofitem",
                "DROP POLICY may_change ON evidence_proofitem",
                "DROP POLICY may_remove ON evidence_proofitem",
                "ALTER TABLE evidence_proofitem NO FORCE ROW LEVEL SECURITY",
                "ALTER TABLE evidence_proofitem DISABLE ROW LEVEL SECURITY",
            ],
        ),
        migrations.RunSQL(
            [
                "ALTER TABLE evidence_proofitemhistory ENABLE ROW LEVEL SECURITY",
                "ALTER TABLE evidence_proofitemhistory FORCE ROW LEVEL SECURITY",
                "CREATE POLICY may_read ON evidence_proofitemhistory FOR SELECT USING (((SELECT esfportal_scope()) IN ('operator') OR EXISTS (SELECT FROM register_participation AS seen WHERE seen.id = participation_id AND true)))",
                "CREATE POLICY owner_reads ON evidence_proofitemhistory FOR SELECT TO CURRENT_USER USING (true)",
                "CREATE POLICY may_add ON evidence_proofitemhistory FOR INSERT TO CURRENT_USER WITH CHECK (true)",
                "REVOKE INSERT, UPDATE, DELETE ON evidence_proofitemhistory FROM esfportal_application",
            ],
            [
                "GRANT INSERT, UPDATE, DELETE ON evidence_proofitemhistory TO esfportal_application",
                "DROP POLICY may_read ON evidence_proofitemhistory",
                "DROP POLICY owner_reads ON evidence_proofitemhistory",
                "DROP POLICY may_add ON evidence_proofitemhistory",
                "ALTER TABLE evidence_proofitemhistory NO FORCE ROW LEVEL SECURITY",
                "ALTER TABLE evidence_proofitemhistory DISABLE ROW LEVEL SECURITY",
            ],
        ),
        migrations.RunSQL(
            [
                "ALTER TABLE evidence_prooffile ENABLE ROW LEVEL SECURITY",
                "ALTER TABLE evidence_prooffile FORCE ROW LEVEL SECURITY",
                "CREATE POLICY may_read ON evidence_prooffile FOR SELECT USING (((SELECT esfportal_scope()) IN ('operator', 'system') OR ((SELECT esfportal_scope()) IN ('operator') OR EXISTS (SELECT FROM evidence_proof AS seen WHERE seen.id = proof_id AND true))))",
                "CREATE POLICY may_add ON evidence_prooffile FOR INSERT WITH CHECK (((SELECT esfportal_scope()) IN ('operator') OR EXISTS (SELECT FROM evidence_proof AS seen WHERE seen.id = proof_id AND true)))",
                "CREATE POLICY may_change ON evidence_prooffile FOR UPDATE USING (((SELECT esfportal_scope()) IN ('operator', 'system') OR ((SELECT esfportal_scope()) IN ('operator') OR EXISTS (SELECT FROM evidence_proof AS seen WHERE seen.id = proof_id AND true)))) WITH CHECK (((SELECT esfportal_scope()) IN ('operator') OR EXISTS (SELECT FROM evidence_proof AS seen WHERE seen.id = proof_id AND true)))",
                "CREATE POLICY may_remove ON evidence_prooffile FOR DELETE USING (((SELECT esfportal_scope()) IN ('operator') OR EXISTS (SELECT FROM evidence_proof AS seen WHERE seen.id = proof_id AND true)))",
            ],
            [
                "DROP POLICY may_read ON evidence_prooffile",
                "DROP POLICY may_add ON evidence_prooffile",
                "DROP POLICY may_change ON evidence_prooffile",
                "DROP POLICY may_remove ON evidence_prooffile",
                "ALTER TABLE evidence_prooffile NO FORCE ROW LEVEL SECURITY",
                "ALTER TABLE evidence_prooffile DISABLE ROW LEVEL SECURITY",
            ],
        ),
    ]
