-- An organisation that funds projects gives and ends the roles of its officers there (ADR 120). The scope gets:
-- appoints   the projects that the user's organisation funds, for users who manage its officers

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
    employer bigint;
    appoints bigint[] := '{}';
BEGIN
    IF who IS NULL THEN  -- signed, too: SQL in a user's scope can not pass for a visitor
        PERFORM esfportal_private.put_scope(
            ARRAY['visitor'] || array_fill(''::text, ARRAY[cardinality(esfportal_scope_settings()) - 1])
        );
        RETURN;
    END IF;
    PERFORM esfportal_private.put('scope', 'operator');  -- to read all memberships; replaced below
    SELECT true, u.is_superuser, CASE WHEN u.manages_officers THEN u.organisation_id END
    INTO is_known, is_superuser, employer
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
    IF employer IS NOT NULL THEN
        SELECT coalesce(array_agg(DISTINCT partner.project_id), '{}') INTO appoints
        FROM projects_projectorganisation partner
        WHERE partner.organisation_id = employer AND partner.role = 'funder';
    END IF;
    PERFORM esfportal_private.put_scope(ARRAY[
        'user', who::text, CASE WHEN access.administers THEN 'on' ELSE '' END, access.projects::text,
        access.people::text, access.part_memberships::text, access.part_projects::text, visible_participations::text,
        access.manages_any_part::text, access.manages_whole_project::text, '',
        kept_reports::text, kept_projects::text, access.funds::text, appoints::text
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
        coalesce(current_setting('esfportal.source', true), ''), '', '', '', ''
    ]) FROM (SELECT ARRAY[project]::text AS one) AS single
$$;

-- Only an administrator marks a user who manages an organisation's officers, or moves such a user to another one.
CREATE FUNCTION accounts_guard_manager()
RETURNS trigger
LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp
AS $$
BEGIN
    IF NOT accounts_may_change_sign_in(NULL) THEN
        RAISE EXCEPTION 'only an administrator says who manages officers' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
END
$$;

CREATE TRIGGER accounts_guard_manager_added BEFORE INSERT ON accounts_user
    FOR EACH ROW WHEN (NEW.manages_officers) EXECUTE FUNCTION accounts_guard_manager();
CREATE TRIGGER accounts_guard_manager BEFORE UPDATE ON accounts_user
    FOR EACH ROW WHEN (NEW.manages_officers AND (OLD.manages_officers, OLD.organisation_id)
        IS DISTINCT FROM (NEW.manages_officers, NEW.organisation_id))
    EXECUTE FUNCTION accounts_guard_manager();

-- Reverse
DROP TRIGGER accounts_guard_manager ON accounts_user;
DROP TRIGGER accounts_guard_manager_added ON accounts_user;
DROP FUNCTION accounts_guard_manager();
CREATE OR REPLACE FUNCTION esfportal_scope_settings()
RETURNS text[]
LANGUAGE sql
IMMUTABLE
SET search_path = pg_catalog, pg_temp
AS $$
    SELECT ARRAY['scope','user','administers','projects','people','part_memberships','part_projects',
        'visible_participations','manages_any_part','manages_whole_project','source',
        'kept_reports','kept_projects','funds']
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
