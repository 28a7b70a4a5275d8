-- Access scopes: settings of the transaction that the row-level security policies compare columns with (ADR 70).
-- accounts/database_access.py calls these functions. The scope "user" is derived from the memberships in force:
-- projects               the projects that the user may open
-- people                 those whose participants the user works with, all of them
-- part_projects          those in which the user works with the participants of a part
-- part_memberships       the memberships that are limited to a part
-- visible_participations the participations of these parts
-- manages_any_part       the projects that the user leads, or a part of them
-- manages_whole_project  those that the user leads without a limit

-- Every setting of a scope, in the order in which the functions below save and restore them.
CREATE OR REPLACE FUNCTION esfportal_scope_settings()
RETURNS text[]
LANGUAGE sql
IMMUTABLE
SET search_path = pg_catalog, pg_temp
AS $$
    SELECT ARRAY['scope','user','administers','projects','people','part_memberships','part_projects',
        'visible_participations','manages_any_part','manages_whole_project','source']
$$;

-- The settings in force.
CREATE OR REPLACE FUNCTION esfportal_save_scope()
RETURNS text[]
LANGUAGE sql
STABLE
SET search_path = pg_catalog, public, pg_temp
AS $$
    SELECT array_agg(coalesce(current_setting('esfportal.' || name, true), '') ORDER BY place)
    FROM unnest(esfportal_scope_settings()) WITH ORDINALITY AS setting (name, place)
$$;

CREATE OR REPLACE FUNCTION esfportal_restore_scope(kept text[])
RETURNS void
LANGUAGE sql
SET search_path = pg_catalog, public, pg_temp
AS $$
    SELECT set_config('esfportal.' || name, kept[place], true)
    FROM unnest(esfportal_scope_settings()) WITH ORDINALITY AS setting (name, place)
$$;

-- The roles here are those of accounts/permissions.py; a test compares the two.
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
            FILTER (WHERE m.role = 'project_leader' AND NOT m.limited), '{}') AS manages_whole_project
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
    PERFORM esfportal_restore_scope(ARRAY[
        'user', who::text, CASE WHEN access.administers THEN 'on' ELSE '' END, access.projects::text,
        access.people::text, access.part_memberships::text, access.part_projects::text, visible_participations::text,
        access.manages_any_part::text, access.manages_whole_project::text, ''
    ]);
END
$$;

-- One whole project, for code that has checked the access.
CREATE OR REPLACE FUNCTION esfportal_enter_project_scope(project bigint)
RETURNS void
LANGUAGE sql
SET search_path = pg_catalog, public, pg_temp
AS $$
    SELECT esfportal_restore_scope(ARRAY[
        'project', coalesce(current_setting('esfportal.user', true), ''), '', one, one, '', '', '', one, one,
        coalesce(current_setting('esfportal.source', true), '')
    ]) FROM (SELECT ARRAY[project]::text AS one) AS single
$$;

-- A scope without a user, such as "registry". The operator's scope includes them all.
CREATE OR REPLACE FUNCTION esfportal_enter_named_scope(scope_name text)
RETURNS void
LANGUAGE sql
SET search_path = pg_catalog, public, pg_temp
AS $$
    SELECT set_config('esfportal.scope', scope_name, true) WHERE esfportal_scope() <> 'operator'
$$;

-- Everything, for a management command.
CREATE OR REPLACE FUNCTION esfportal_enter_operator_scope(command text)
RETURNS void
LANGUAGE sql
SET search_path = pg_catalog, public, pg_temp
AS $$
    SELECT set_config('esfportal.scope', 'operator', true), set_config('esfportal.source', command, true)
$$;

CREATE OR REPLACE FUNCTION esfportal_administers()
RETURNS boolean
LANGUAGE sql
STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
    SELECT coalesce(current_setting('esfportal.administers', true), '') = 'on'
$$;

-- Reverse
DROP FUNCTION esfportal_administers();
DROP FUNCTION esfportal_enter_operator_scope(text);
DROP FUNCTION esfportal_enter_named_scope(text);
DROP FUNCTION esfportal_enter_project_scope(bigint);
DROP FUNCTION esfportal_enter_user_scope(bigint);
DROP FUNCTION esfportal_restore_scope(text[]);
DROP FUNCTION esfportal_save_scope();
DROP FUNCTION esfportal_scope_settings();
