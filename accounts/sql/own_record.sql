-- A participant's scopes include the records that were merged into the participation. One of them reads all that is
-- registered about it, with the project's facts, and writes nothing (ADR 170).

CREATE OR REPLACE FUNCTION esfportal_enter_link_scope(scope_name text, linked_row bigint)
RETURNS void
LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp
AS $$
DECLARE
    names text[] := esfportal_scope_settings();
    scope_values text[] := array_fill(''::text, ARRAY[cardinality(names)]);
    linked bigint[] := ARRAY[linked_row];
BEGIN
    IF scope_name NOT IN ('participant', 'own_record', 'tutor', 'respondent') THEN
        RAISE EXCEPTION 'no links have the scope %', scope_name USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF scope_name IN ('participant', 'own_record') THEN
        PERFORM esfportal_private.put('scope', 'operator');  -- to find merged records; replaced below
        SELECT linked || coalesce(array_agg(id ORDER BY id), '{}') INTO linked
        FROM register_participation WHERE merged_into_id = linked_row;
    END IF;
    IF scope_name = 'own_record' THEN
        scope_values[array_position(names, 'projects')] :=
            (SELECT ARRAY[project_id]::text FROM register_participation WHERE id = linked_row);
        -- Until the end of the scope, whose savepoint ends it. Most tables about people are written by those who read them.
        PERFORM set_config('transaction_read_only', 'on', true);
    END IF;
    scope_values[array_position(names, 'scope')] := scope_name;
    scope_values[array_position(names, 'source')] := scope_name;  -- for the row history, which names no user
    scope_values[array_position(names, 'linked')] := linked::text;
    PERFORM esfportal_private.put_scope(scope_values);
END
$$;

-- Reverse
CREATE OR REPLACE FUNCTION esfportal_enter_link_scope(scope_name text, linked_row bigint)
RETURNS void
LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp
AS $$
DECLARE
    names text[] := esfportal_scope_settings();
    scope_values text[] := array_fill(''::text, ARRAY[cardinality(names)]);
BEGIN
    IF scope_name NOT IN ('participant', 'tutor', 'respondent') THEN
        RAISE EXCEPTION 'no links have the scope %', scope_name USING ERRCODE = 'insufficient_privilege';
    END IF;
    scope_values[array_position(names, 'scope')] := scope_name;
    scope_values[array_position(names, 'source')] := scope_name;  -- for the row history, which names no user
    scope_values[array_position(names, 'linked')] := ARRAY[linked_row]::text;
    PERFORM esfportal_private.put_scope(scope_values);
END
$$;
