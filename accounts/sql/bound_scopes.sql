-- A scope is entered with a proof, which only processes that hold a key of ESFPORTAL_SCOPE_KEYS can make, and its
-- settings are signed (esfportal/sql/bound_scopes.sql, ADR 110).

-- All settings of a scope, signed except the source, which only names a command in the row history.
CREATE FUNCTION esfportal_private.put_scope(scope_values text[]) RETURNS void LANGUAGE plpgsql VOLATILE AS $$
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

-- What a proof is bound to: this backend and this transaction, so that one that was read elsewhere is worth nothing.
CREATE FUNCTION esfportal_private.challenge() RETURNS text LANGUAGE sql STABLE AS $$
    SELECT pg_backend_pid() || '.' || (extract(epoch FROM now()) * 1000000)::bigint
$$;

CREATE OR REPLACE FUNCTION esfportal_enter_user_scope(who bigint)
RETURNS void
LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp
AS $$
DECLARE
    is_known boolean := false;
    is_superuser boolean := false;
    today date := (now() AT TIME ZONE 'Europe/Stockholm')::date;
    access record;
    visible_participations bigint[] := '{}';
    kept_reports bigint[];
    kept_projects bigint[];
BEGIN
    IF who IS NULL THEN  -- signed, too: SQL in a user's scope can not pass for a visitor
        PERFORM esfportal_private.put_scope(
            ARRAY['visitor'] || array_fill(''::text, ARRAY[cardinality(esfportal_scope_settings()) - 1])
        );
        RETURN;
    END IF;
    PERFORM esfportal_private.put('scope', 'operator');  -- to read all memberships; replaced below
    SELECT true, u.is_superuser INTO is_known, is_superuser
    FROM accounts_user u WHERE u.id = who AND u.is_active;
    IF is_known IS NULL THEN
        PERFORM esfportal_private.put_scope(array_fill(''::text, ARRAY[cardinality(esfportal_scope_settings())]));
        RETURN;
    END IF;
    SELECT
        coalesce(bool_or(m.role = 'administrator'), false) OR is_superuser AS administers,
        coalesce(array_agg(DISTINCT m.project_id) FILTER (WHERE m.project_id IS NOT NULL), '{}') AS projects,
        coalesce(array_agg(DISTINCT m.project_id) FILTER (WHERE m.works AND NOT m.limited), '{}') AS people,
        coalesce(array_agg(DISTINCT m.id) FILTER (WHERE m.works AND m.limited), '{}') AS part_memberships,
        coalesce(array_agg(DISTINCT m.project_id) FILTER (WHERE m.works AND m.limited), '{}') AS part_projects,
        coalesce(array_agg(DISTINCT m.project_id) FILTER (WHERE m.role = 'project_leader'), '{}') AS manages_any_part,
        coalesce(array_agg(DISTINCT m.project_id)
            FILTER (WHERE m.role = 'project_leader' AND NOT m.limited), '{}') AS manages_whole_project,
        coalesce(array_agg(DISTINCT m.project_id) FILTER (WHERE m.role = 'funder'), '{}') AS funds
    INTO access
    FROM (
        SELECT *, role IN ('project_leader', 'case_worker') AS works,
            num_nonnulls(sub_project_id, municipality_id, intervention_id) > 0 AS limited
        FROM team_membership
        WHERE user_id = who AND starts_on <= today AND (ends_on IS NULL OR ends_on >= today) AND ended_at IS NULL
    ) m;
    IF access.administers THEN
        SELECT coalesce(array_agg(id), '{}') INTO access.projects FROM projects_project;
    END IF;
    IF access.part_memberships <> '{}' THEN
        visible_participations := esfportal_visible_participations(access.part_memberships);
    END IF;
    SELECT coalesce(array_agg(DISTINCT report.id), '{}'), coalesce(array_agg(DISTINCT report.project_id), '{}')
    INTO kept_reports, kept_projects
    FROM team_membership m
    JOIN reports_report report ON report.project_id = m.project_id AND report.status = 'submitted'
    WHERE m.user_id = who AND m.role = 'funder' AND (m.ends_on < today OR m.ended_at IS NOT NULL)
        AND m.starts_on <= (coalesce(m.ended_at, now()) AT TIME ZONE 'Europe/Stockholm')::date
        AND m.ends_on >= (report.submitted_at AT TIME ZONE 'Europe/Stockholm')::date
        AND (m.ended_at IS NULL OR m.ended_at >= report.submitted_at);
    PERFORM esfportal_private.put_scope(ARRAY[
        'user', who::text, CASE WHEN access.administers THEN 'on' ELSE '' END, access.projects::text,
        access.people::text, access.part_memberships::text, access.part_projects::text, visible_participations::text,
        access.manages_any_part::text, access.manages_whole_project::text, '',
        kept_reports::text, kept_projects::text, access.funds::text
    ]);
END
$$;

CREATE OR REPLACE FUNCTION esfportal_enter_project_scope(project bigint)
RETURNS void
LANGUAGE sql
SET search_path = pg_catalog, public, pg_temp
AS $$
    SELECT esfportal_private.put_scope(ARRAY[
        'project', esfportal_private.verified('user'), '', one, one, '', '', '', one, one,
        coalesce(current_setting('esfportal.source', true), ''), '', '', ''
    ]) FROM (SELECT ARRAY[project]::text AS one) AS single
$$;

CREATE OR REPLACE FUNCTION esfportal_enter_named_scope(scope_name text)
RETURNS void
LANGUAGE sql
SET search_path = pg_catalog, public, pg_temp
AS $$
    SELECT esfportal_private.put('scope', scope_name) WHERE esfportal_scope() <> 'operator'
$$;

CREATE OR REPLACE FUNCTION esfportal_enter_operator_scope(command text)
RETURNS void
LANGUAGE sql
SET search_path = pg_catalog, public, pg_temp
AS $$
    SELECT esfportal_private.put('scope', 'operator'), set_config('esfportal.source', command, true)
$$;

CREATE OR REPLACE FUNCTION esfportal_administers()
RETURNS boolean
LANGUAGE plpgsql
STABLE PARALLEL RESTRICTED
SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp
AS $$
BEGIN
    RETURN esfportal_private.verified('administers') = 'on';
END
$$;

-- Commands and workers sign in as members of this group, the web server does not. SQL cannot change session_user.
CREATE FUNCTION esfportal_private.may_operate() RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT esfportal_private.is_owners_session() OR EXISTS (
        SELECT FROM pg_roles WHERE rolname = 'esfportal_operator' AND pg_has_role(session_user, oid, 'MEMBER')
    )
$$;

-- Enters a scope for the rest of the transaction, and returns the settings that were in force before. A process that
-- does not know the challenge of the transaction yet gets it instead, and asks again.
CREATE FUNCTION esfportal_enter_scope(
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

-- The steps are for the function above alone.
REVOKE ALL ON FUNCTION esfportal_enter_scope(text, text, text, text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION esfportal_enter_scope(text, text, text, text) TO esfportal_application;
GRANT EXECUTE ON FUNCTION esfportal_administers() TO esfportal_application;
REVOKE ALL ON FUNCTION esfportal_enter_user_scope(bigint) FROM PUBLIC, esfportal_application;
REVOKE ALL ON FUNCTION esfportal_enter_project_scope(bigint) FROM PUBLIC, esfportal_application;
REVOKE ALL ON FUNCTION esfportal_enter_named_scope(text) FROM PUBLIC, esfportal_application;
REVOKE ALL ON FUNCTION esfportal_enter_operator_scope(text) FROM PUBLIC, esfportal_application;

-- Reverse
GRANT EXECUTE ON FUNCTION esfportal_enter_operator_scope(text) TO esfportal_application;
GRANT EXECUTE ON FUNCTION esfportal_enter_named_scope(text) TO esfportal_application;
GRANT EXECUTE ON FUNCTION esfportal_enter_project_scope(bigint) TO esfportal_application;
GRANT EXECUTE ON FUNCTION esfportal_enter_user_scope(bigint) TO esfportal_application;
DROP FUNCTION esfportal_enter_scope(text, text, text, text);
CREATE OR REPLACE FUNCTION esfportal_administers()
RETURNS boolean
LANGUAGE sql
STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
    SELECT coalesce(current_setting('esfportal.administers', true), '') = 'on'
$$;
CREATE OR REPLACE FUNCTION esfportal_enter_operator_scope(command text)
RETURNS void
LANGUAGE sql
SET search_path = pg_catalog, public, pg_temp
AS $$
    SELECT set_config('esfportal.scope', 'operator', true), set_config('esfportal.source', command, true)
$$;
CREATE OR REPLACE FUNCTION esfportal_enter_named_scope(scope_name text)
RETURNS void
LANGUAGE sql
SET search_path = pg_catalog, public, pg_temp
AS $$
    SELECT set_config('esfportal.scope', scope_name, true) WHERE esfportal_scope() <> 'operator'
$$;
CREATE OR REPLACE FUNCTION esfportal_enter_project_scope(project bigint)
RETURNS void
LANGUAGE sql
SET search_path = pg_catalog, public, pg_temp
AS $$
    SELECT esfportal_restore_scope(ARRAY[
        'project', coalesce(current_setting('esfportal.user', true), ''), '', one, one, '', '', '', one, one,
        coalesce(current_setting('esfportal.source', true), ''), '', '', ''
    ]) FROM (SELECT ARRAY[project]::text AS one) AS single
$$;
CREATE OR REPLACE FUNCTION esfportal_enter_user_scope(who bigint)
RETURNS void
LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp
AS $$
DECLARE
    is_known boolean := false;
    is_superuser boolean := false;
    today date := (now() AT TIME ZONE 'Europe/Stockholm')::date;
    access record;
    visible_participations bigint[] := '{}';
    kept_reports bigint[];
    kept_projects bigint[];
BEGIN
    PERFORM set_config('esfportal.scope', 'operator', true);  -- to read all memberships; replaced below
    SELECT true, u.is_superuser INTO is_known, is_superuser
    FROM accounts_user u WHERE u.id = who AND u.is_active;
    IF is_known IS NULL THEN
        PERFORM esfportal_restore_scope(array_fill(''::text, ARRAY[cardinality(esfportal_scope_settings())]));
        RETURN;
    END IF;
    SELECT
        coalesce(bool_or(m.role = 'administrator'), false) OR is_superuser AS administers,
        coalesce(array_agg(DISTINCT m.project_id) FILTER (WHERE m.project_id IS NOT NULL), '{}') AS projects,
        coalesce(array_agg(DISTINCT m.project_id) FILTER (WHERE m.works AND NOT m.limited), '{}') AS people,
        coalesce(array_agg(DISTINCT m.id) FILTER (WHERE m.works AND m.limited), '{}') AS part_memberships,
        coalesce(array_agg(DISTINCT m.project_id) FILTER (WHERE m.works AND m.limited), '{}') AS part_projects,
        coalesce(array_agg(DISTINCT m.project_id) FILTER (WHERE m.role = 'project_leader'), '{}') AS manages_any_part,
        coalesce(array_agg(DISTINCT m.project_id)
            FILTER (WHERE m.role = 'project_leader' AND NOT m.limited), '{}') AS manages_whole_project,
        coalesce(array_agg(DISTINCT m.project_id) FILTER (WHERE m.role = 'funder'), '{}') AS funds
    INTO access
    FROM (
        SELECT *, role IN ('project_leader', 'case_worker') AS works,
            num_nonnulls(sub_project_id, municipality_id, intervention_id) > 0 AS limited
        FROM team_membership
        WHERE user_id = who AND starts_on <= today AND (ends_on IS NULL OR ends_on >= today) AND ended_at IS NULL
    ) m;
    IF access.administers THEN
        SELECT coalesce(array_agg(id), '{}') INTO access.projects FROM projects_project;
    END IF;
    IF access.part_memberships <> '{}' THEN
        visible_participations := esfportal_visible_participations(access.part_memberships);
    END IF;
    SELECT coalesce(array_agg(DISTINCT report.id), '{}'), coalesce(array_agg(DISTINCT report.project_id), '{}')
    INTO kept_reports, kept_projects
    FROM team_membership m
    JOIN reports_report report ON report.project_id = m.project_id AND report.status = 'submitted'
    WHERE m.user_id = who AND m.role = 'funder' AND (m.ends_on < today OR m.ended_at IS NOT NULL)
        AND m.starts_on <= (coalesce(m.ended_at, now()) AT TIME ZONE 'Europe/Stockholm')::date
        AND m.ends_on >= (report.submitted_at AT TIME ZONE 'Europe/Stockholm')::date
        AND (m.ended_at IS NULL OR m.ended_at >= report.submitted_at);
    PERFORM esfportal_restore_scope(ARRAY[
        'user', who::text, CASE WHEN access.administers THEN 'on' ELSE '' END, access.projects::text,
        access.people::text, access.part_memberships::text, access.part_projects::text, visible_participations::text,
        access.manages_any_part::text, access.manages_whole_project::text, '',
        kept_reports::text, kept_projects::text, access.funds::text
    ]);
END
$$;
DROP FUNCTION esfportal_private.may_operate();
DROP FUNCTION esfportal_private.challenge();
DROP FUNCTION esfportal_private.put_scope(text[]);
