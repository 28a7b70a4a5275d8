-- A link without an account reaches one row, and rows about it (ADR 162). The scope gets:
-- linked   the key of that row: a participation, or what else the scope's name says

CREATE OR REPLACE FUNCTION esfportal_scope_settings()
RETURNS text[]
LANGUAGE sql
IMMUTABLE
SET search_path = pg_catalog, pg_temp
AS $$
    SELECT ARRAY['scope','user','administers','projects','people','part_memberships','part_projects',
        'visible_participations','manages_any_part','manages_whole_project','source',
        'kept_reports','kept_projects','funds','appoints','linked']
$$;

-- As before, and a list that is shorter than that of the settings leaves the rest empty.
CREATE OR REPLACE FUNCTION esfportal_private.put_scope(scope_values text[]) RETURNS void LANGUAGE plpgsql VOLATILE AS $$
DECLARE
    names text[] := public.esfportal_scope_settings();
BEGIN
    -- first, because the signatures of the others are for this user
    PERFORM esfportal_private.put('user', scope_values[array_position(names, 'user')]);
    FOR place IN 1 .. cardinality(names) LOOP
        IF names[place] = 'source' THEN
            PERFORM set_config('esfportal.source', scope_values[place], true);
        ELSIF names[place] <> 'user' THEN
            PERFORM esfportal_private.put(names[place], coalesce(scope_values[place], ''));
        END IF;
    END LOOP;
END
$$;

-- Without a user, so that nothing of a user who is signed in with the same browser is in the scope.
CREATE FUNCTION esfportal_enter_link_scope(scope_name text, linked_row bigint)
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
REVOKE ALL ON FUNCTION esfportal_enter_link_scope(text, bigint) FROM PUBLIC, esfportal_application;

CREATE OR REPLACE FUNCTION esfportal_enter_scope(
    kind text, argument text, known_challenge text, proof text, OUT kept text[], OUT challenge text
)
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp
AS $$
DECLARE
    message bytea;
BEGIN
    challenge := esfportal_private.challenge();
    IF known_challenge <> challenge THEN
        RETURN;
    END IF;
    message := convert_to(challenge || ':' || kind || ':' || coalesce(argument, ''), 'UTF8');
    IF NOT EXISTS (
        SELECT FROM esfportal_private.proof_keys
        WHERE encode(sha256(outer_pad || sha256(inner_pad || message)), 'hex') = proof
    ) THEN
        RAISE EXCEPTION 'the proof for the access scope is not valid' USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF kind = 'operator' AND NOT esfportal_private.may_operate() THEN
        RAISE EXCEPTION 'the role % may not enter the scope of the operator', session_user
            USING ERRCODE = 'insufficient_privilege';
    END IF;
    kept := esfportal_save_scope();
    PERFORM esfportal_private.ensure_session_key();
    CASE kind
        WHEN 'user' THEN PERFORM esfportal_enter_user_scope(nullif(argument, '')::bigint);
        WHEN 'project' THEN PERFORM esfportal_enter_project_scope(argument::bigint);
        WHEN 'operator' THEN PERFORM esfportal_enter_operator_scope(argument);
        WHEN 'named' THEN PERFORM esfportal_enter_named_scope(argument);
        WHEN 'link' THEN
            PERFORM esfportal_enter_link_scope(split_part(argument, ':', 1), split_part(argument, ':', 2)::bigint);
    END CASE;
END
$$;

-- Reverse
CREATE OR REPLACE FUNCTION esfportal_enter_scope(
    kind text, argument text, known_challenge text, proof text, OUT kept text[], OUT challenge text
)
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp
AS $$
DECLARE
    message bytea;
BEGIN
    challenge := esfportal_private.challenge();
    IF known_challenge <> challenge THEN
        RETURN;
    END IF;
    message := convert_to(challenge || ':' || kind || ':' || coalesce(argument, ''), 'UTF8');
    IF NOT EXISTS (
        SELECT FROM esfportal_private.proof_keys
        WHERE encode(sha256(outer_pad || sha256(inner_pad || message)), 'hex') = proof
    ) THEN
        RAISE EXCEPTION 'the proof for the access scope is not valid' USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF kind = 'operator' AND NOT esfportal_private.may_operate() THEN
        RAISE EXCEPTION 'the role % may not enter the scope of the operator', session_user
            USING ERRCODE = 'insufficient_privilege';
    END IF;
    kept := esfportal_save_scope();
    PERFORM esfportal_private.ensure_session_key();
    CASE kind
        WHEN 'user' THEN PERFORM esfportal_enter_user_scope(nullif(argument, '')::bigint);
        WHEN 'project' THEN PERFORM esfportal_enter_project_scope(argument::bigint);
        WHEN 'operator' THEN PERFORM esfportal_enter_operator_scope(argument);
        WHEN 'named' THEN PERFORM esfportal_enter_named_scope(argument);
    END CASE;
END
$$;
DROP FUNCTION esfportal_enter_link_scope(text, bigint);
CREATE OR REPLACE FUNCTION esfportal_private.put_scope(scope_values text[]) RETURNS void LANGUAGE plpgsql VOLATILE AS $$
DECLARE
    names text[] := public.esfportal_scope_settings();
BEGIN
    -- first, because the signatures of the others are for this user
    PERFORM esfportal_private.put('user', scope_values[array_position(names, 'user')]);
    FOR place IN 1 .. cardinality(names) LOOP
        IF names[place] = 'source' THEN
            PERFORM set_config('esfportal.source', scope_values[place], true);
        ELSIF names[place] <> 'user' THEN
            PERFORM esfportal_private.put(names[place], scope_values[place]);
        END IF;
    END LOOP;
END
$$;
CREATE OR REPLACE FUNCTION esfportal_scope_settings()
RETURNS text[]
LANGUAGE sql
IMMUTABLE
SET search_path = pg_catalog, pg_temp
AS $$
    SELECT ARRAY['scope','user','administers','projects','people','part_memberships','part_projects',
        'visible_participations','manages_any_part','manages_whole_project','source',
        'kept_reports','kept_projects','funds','appoints']
$$;
