-- The programme totals come from a function of the owner, so that the role esfportal_reporting reads sums and no
-- rows of people: its rights on columns let it look for a person by the day of entry.
CREATE FUNCTION reporting_count_programme_totals()
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
REVOKE ALL ON FUNCTION reporting_count_programme_totals() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION reporting_count_programme_totals() TO esfportal_reporting;

DROP VIEW reporting_programme_totals;
DROP POLICY totals ON register_spell;
DROP POLICY totals ON register_person;
DROP POLICY totals ON register_participation;
DROP POLICY totals ON projects_project;
REVOKE SELECT (participation_id, entry_date, exit_date) ON register_spell FROM esfportal_reporting;
REVOKE SELECT (id, sex) ON register_person FROM esfportal_reporting;
REVOKE SELECT (id, project_id, person_id, labour_market_status) ON register_participation FROM esfportal_reporting;
REVOKE SELECT (id, slug, programme_period, region) ON projects_project FROM esfportal_reporting;

CREATE VIEW reporting_programme_totals WITH (security_invoker = true) AS
SELECT * FROM reporting_count_programme_totals();
GRANT SELECT ON reporting_programme_totals TO esfportal_reporting;
REVOKE ALL ON reporting_programme_totals FROM esfportal_application;

-- Reverse
DROP VIEW reporting_programme_totals;
DROP FUNCTION reporting_count_programme_totals();
GRANT SELECT (id, slug, programme_period, region) ON projects_project TO esfportal_reporting;
GRANT SELECT (id, project_id, person_id, labour_market_status) ON register_participation TO esfportal_reporting;
GRANT SELECT (id, sex) ON register_person TO esfportal_reporting;
GRANT SELECT (participation_id, entry_date, exit_date) ON register_spell TO esfportal_reporting;
CREATE POLICY totals ON projects_project FOR SELECT TO esfportal_reporting USING (true);
CREATE POLICY totals ON register_participation FOR SELECT TO esfportal_reporting USING (voided_at IS NULL);
CREATE POLICY totals ON register_person FOR SELECT TO esfportal_reporting USING (true);
CREATE POLICY totals ON register_spell FOR SELECT TO esfportal_reporting USING (true);
CREATE VIEW reporting_programme_totals WITH (security_invoker = true) AS
SELECT project.programme_period, project.region, project.slug AS project, person.sex, entered.year,
    count(*) AS participants,
    count(*) FILTER (WHERE taking_part.labour_market_status = 'unemployed') AS unemployed,
    count(*) FILTER (WHERE taking_part.labour_market_status = 'inactive') AS inactive,
    count(*) FILTER (WHERE taking_part.labour_market_status = 'employed') AS employed,
    count(*) FILTER (WHERE entered.has_left) AS left_the_project
FROM (
    SELECT participation_id, extract(year FROM min(entry_date))::int AS year,
        bool_and(exit_date IS NOT NULL) AS has_left
    FROM register_spell GROUP BY participation_id
) entered
JOIN register_participation taking_part ON taking_part.id = entered.participation_id
JOIN register_person person ON person.id = taking_part.person_id
JOIN projects_project project ON project.id = taking_part.project_id
GROUP BY project.programme_period, project.region, project.slug, person.sex, entered.year;
GRANT SELECT ON reporting_programme_totals TO esfportal_reporting;
REVOKE INSERT, UPDATE, DELETE ON reporting_programme_totals FROM esfportal_application;
