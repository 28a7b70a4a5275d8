"""Entering a scope: what the memberships of a user reach, kept in settings that end with the transaction."""

from django.db import migrations

FUNCTIONS = """
-- Every setting of a scope, in the order in which they are kept and restored.
CREATE FUNCTION esfportal_settings() RETURNS text[] LANGUAGE sql IMMUTABLE
SET search_path = pg_catalog, pg_temp AS $$
    SELECT ARRAY['scope','user','administers','projects','people','parts','part_projects','reached',
        'leads','steers','source']
$$;

CREATE FUNCTION esfportal_kept() RETURNS text[]
LANGUAGE sql STABLE SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT array_agg(coalesce(current_setting('esfportal.' || name, true), '') ORDER BY place)
    FROM unnest(esfportal_settings()) WITH ORDINALITY AS setting (name, place)
$$;

CREATE FUNCTION esfportal_restore(kept text[]) RETURNS void
LANGUAGE sql VOLATILE SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT set_config('esfportal.' || name, kept[place], true)
    FROM unnest(esfportal_settings()) WITH ORDINALITY AS setting (name, place)
$$;

CREATE FUNCTION esfportal_enter(who bigint) RETURNS void
LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    is_known boolean := false;
    is_superuser boolean := false;
    today date := (now() AT TIME ZONE 'Europe/Stockholm')::date;
    reach record;
    reached bigint[] := '{}';
BEGIN
    PERFORM set_config('esfportal.scope', 'operator', true);  -- to see the memberships; until the end of this
    SELECT true, u.is_superuser INTO is_known, is_superuser
    FROM accounts_user u WHERE u.id = who AND u.is_active;
    IF is_known IS NULL THEN
        PERFORM esfportal_restore(array_fill(''::text, ARRAY[cardinality(esfportal_settings())]));
        RETURN;
    END IF;
    SELECT
        coalesce(bool_or(m.role = 'administrator'), false) OR is_superuser AS administers,
        coalesce(array_agg(DISTINCT m.project_id) FILTER (WHERE m.project_id IS NOT NULL), '{}') AS projects,
        coalesce(array_agg(DISTINCT m.project_id) FILTER (WHERE m.works AND NOT m.limited), '{}') AS people,
        coalesce(array_agg(DISTINCT m.id) FILTER (WHERE m.works AND m.limited), '{}') AS parts,
        coalesce(array_agg(DISTINCT m.project_id) FILTER (WHERE m.works AND m.limited), '{}') AS part_projects,
        coalesce(array_agg(DISTINCT m.project_id) FILTER (WHERE m.role = 'project_leader'), '{}') AS leads,
        coalesce(array_agg(DISTINCT m.project_id)
            FILTER (WHERE m.role = 'project_leader' AND NOT m.limited), '{}') AS steers
    INTO reach
    FROM (
        SELECT *, role IN ('project_leader', 'case_worker') AS works,
            num_nonnulls(sub_project_id, municipality_id, intervention_id) > 0 AS limited
        FROM accounts_membership
        WHERE user_id = who AND starts_on <= today AND (ends_on IS NULL OR ends_on >= today)
    ) m;
    IF reach.administers THEN
        SELECT coalesce(array_agg(id), '{}') INTO reach.projects FROM projects_project;
    END IF;
    IF reach.parts <> '{}' THEN
        reached := esfportal_reached(reach.parts);
    END IF;
    PERFORM esfportal_restore(ARRAY[
        'user', who::text, CASE WHEN reach.administers THEN 'on' ELSE '' END, reach.projects::text,
        reach.people::text, reach.parts::text, reach.part_projects::text, reached::text,
        reach.leads::text, reach.steers::text, ''
    ]);
END
$$;

CREATE FUNCTION esfportal_admit(project bigint) RETURNS void
LANGUAGE sql VOLATILE SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT esfportal_restore(ARRAY[
        'project', coalesce(current_setting('esfportal.user', true), ''), '', one, one, '', '', '', one, one, coalesce(current_setting('esfportal.source', true), '')
    ]) FROM (SELECT ARRAY[project]::text AS one) AS single
$$;

CREATE FUNCTION esfportal_open(opening text) RETURNS void
LANGUAGE sql VOLATILE SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT set_config('esfportal.scope', opening, true) WHERE esfportal_scope() <> 'operator'
$$;

CREATE FUNCTION esfportal_operate(command text) RETURNS void
LANGUAGE sql VOLATILE SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT set_config('esfportal.scope', 'operator', true), set_config('esfportal.source', command, true)
$$;

CREATE FUNCTION esfportal_administers() RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp AS $$
    SELECT coalesce(current_setting('esfportal.administers', true), '') = 'on'
$$;
"""
DROP = """
DROP FUNCTION esfportal_administers();
DROP FUNCTION esfportal_operate(text);
DROP FUNCTION esfportal_open(text);
DROP FUNCTION esfportal_admit(bigint);
DROP FUNCTION esfportal_enter(bigint);
DROP FUNCTION esfportal_restore(text[]);
DROP FUNCTION esfportal_kept();
DROP FUNCTION esfportal_settings();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0007_sign_in_guesses"),
        ("esfportal", "0003_roles_and_scope"),
        ("projects", "0001_initial"),
    ]

    operations = [migrations.RunSQL(FUNCTIONS, DROP)]
