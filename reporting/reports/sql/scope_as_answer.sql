-- PostgreSQL expects one row in 200 of a comparison with the scope's name, and half the rows of a sub-select that
-- answers true or false (docs/adr/0157). What the policies of all tables allow stays the same.
DO $$
DECLARE
    policy record;
BEGIN
    FOR policy IN
        SELECT tablename, policyname, clause, stated,
            regexp_replace(regexp_replace(stated, '\(\( SELECT esfportal_scope\(\) AS esfportal_scope\) = (''\w+''::text)\)',
                '( SELECT (esfportal_scope() = \1))', 'g'),
                '\(\( SELECT esfportal_scope\(\) AS esfportal_scope\) = ANY \((ARRAY\[[^\]]*\])\)\)',
                '( SELECT (esfportal_scope() = ANY (\1)))', 'g') AS wanted
        FROM pg_policies, LATERAL (VALUES ('USING', qual), ('WITH CHECK', with_check)) AS clauses (clause, stated)
        WHERE schemaname = 'public'
    LOOP
        CONTINUE WHEN policy.wanted IS NOT DISTINCT FROM policy.stated;
        EXECUTE format(
            'ALTER POLICY %I ON %I %s (%s)', policy.policyname, policy.tablename, policy.clause, policy.wanted);
    END LOOP;
END
$$;

-- Reverse
DO $$
DECLARE
    policy record;
BEGIN
    FOR policy IN
        SELECT tablename, policyname, clause, stated,
            regexp_replace(regexp_replace(stated, '\( SELECT \(esfportal_scope\(\) = (''\w+''::text)\)[^)]*\)',
                '((SELECT esfportal_scope()) = \1)', 'g'),
                '\( SELECT \(esfportal_scope\(\) = ANY \((ARRAY\[[^\]]*\])\)\)[^)]*\)',
                '((SELECT esfportal_scope()) = ANY (\1))', 'g') AS wanted
        FROM pg_policies, LATERAL (VALUES ('USING', qual), ('WITH CHECK', with_check)) AS clauses (clause, stated)
        WHERE schemaname = 'public'
    LOOP
        CONTINUE WHEN policy.wanted IS NOT DISTINCT FROM policy.stated;
        EXECUTE format(
            'ALTER POLICY %I ON %I %s (%s)', policy.policyname, policy.tablename, policy.clause, policy.wanted);
    END LOOP;
END
$$;
