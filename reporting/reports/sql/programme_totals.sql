-- Programme totals for the role esfportal_reporting, which reads nothing else: no names, numbers or birth dates.
-- The view counts with the rights of its reader, who has rights on the counted columns only.
GRANT USAGE ON SCHEMA public TO esfportal_reporting;

GRANT SELECT (id, slug, programme_period, region) ON projects_project TO esfportal_reporting;
GRANT SELECT (id, project_id, person_id, labour_market_status) ON register_participation TO esfportal_reporting;
GRANT SELECT (id, sex) ON register_person TO esfportal_reporting;
GRANT SELECT (participation_id, entry_date, exit_date) ON register_spell TO esfportal_reporting;
CREATE POLICY totals ON projects_project FOR SELECT TO esfportal_reporting USING (true);
CREATE POLICY totals ON register_participation FOR SELECT TO esfportal_reporting USING (true);
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

-- Reverse
DROP VIEW reporting_programme_totals;
DROP POLICY totals ON register_spell;
DROP POLICY totals ON register_person;
DROP POLICY totals ON register_participation;
DROP POLICY totals ON projects_project;
REVOKE SELECT (participation_id, entry_date, exit_date) ON register_spell FROM esfportal_reporting;
REVOKE SELECT (id, sex) ON register_person FROM esfportal_reporting;
REVOKE SELECT (id, project_id, person_id, labour_market_status) ON register_participation FROM esfportal_reporting;
REVOKE SELECT (id, slug, programme_period, region) ON projects_project FROM esfportal_reporting;
REVOKE USAGE ON SCHEMA public FROM esfportal_reporting;
