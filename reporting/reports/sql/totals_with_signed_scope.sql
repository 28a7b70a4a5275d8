-- The function enters the operator's scope with a signature (ADR 110).
CREATE OR REPLACE FUNCTION reporting_count_programme_totals()
RETURNS TABLE (programme_period text, region text, project text, sex text, year integer, participants bigint,
    unemployed bigint, inactive bigint, employed bigint, left_the_project bigint)
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp
AS $$
#variable_conflict use_column
DECLARE
    kept text[] := esfportal_save_scope();
BEGIN
    PERFORM esfportal_private.ensure_session_key();
    PERFORM esfportal_private.put('scope', 'operator');  -- row-level security binds the owner, too
    RETURN QUERY SELECT project.programme_period::text, project.region::text, project.slug::text, person.sex::text, entered.year,
        count(*),
        count(*) FILTER (WHERE taking_part.labour_market_status = 'unemployed'),
        count(*) FILTER (WHERE taking_part.labour_market_status = 'inactive'),
        count(*) FILTER (WHERE taking_part.labour_market_status = 'employed'),
        count(*) FILTER (WHERE entered.has_left)
    FROM (
        SELECT participation_id, extract(year FROM min(entry_date))::int AS year,
            bool_and(exit_date IS NOT NULL) AS has_left
        FROM register_spell GROUP BY participation_id
    ) entered
    JOIN register_participation taking_part ON taking_part.id = entered.participation_id
    JOIN register_person person ON person.id = taking_part.person_id
    JOIN projects_project project ON project.id = taking_part.project_id
    WHERE taking_part.voided_at IS NULL
    GROUP BY project.programme_period, project.region, project.slug, person.sex, entered.year;
    PERFORM esfportal_restore_scope(kept);
END
$$;

-- Reverse
CREATE OR REPLACE FUNCTION reporting_count_programme_totals()
RETURNS TABLE (programme_period text, region text, project text, sex text, year integer, participants bigint,
    unemployed bigint, inactive bigint, employed bigint, left_the_project bigint)
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp
AS $$
#variable_conflict use_column
DECLARE
    kept text[] := esfportal_save_scope();
BEGIN
    PERFORM set_config('esfportal.scope', 'operator', true);  -- row-level security binds the owner, too
    RETURN QUERY SELECT project.programme_period::text, project.region::text, project.slug::text, person.sex::text, entered.year,
        count(*),
        count(*) FILTER (WHERE taking_part.labour_market_status = 'unemployed'),
        count(*) FILTER (WHERE taking_part.labour_market_status = 'inactive'),
        count(*) FILTER (WHERE taking_part.labour_market_status = 'employed'),
        count(*) FILTER (WHERE entered.has_left)
    FROM (
        SELECT participation_id, extract(year FROM min(entry_date))::int AS year,
            bool_and(exit_date IS NOT NULL) AS has_left
        FROM register_spell GROUP BY participation_id
    ) entered
    JOIN register_participation taking_part ON taking_part.id = entered.participation_id
    JOIN register_person person ON person.id = taking_part.person_id
    JOIN projects_project project ON project.id = taking_part.project_id
    WHERE taking_part.voided_at IS NULL
    GROUP BY project.programme_period, project.region, project.slug, person.sex, entered.year;
    PERFORM esfportal_restore_scope(kept);
END
$$;
