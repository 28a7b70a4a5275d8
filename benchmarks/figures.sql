-- The figures of one project of 2014-2020, as somebody who knows PostgreSQL would write them by hand:
-- one pass over the same four tables, every indicator and measure by sex, cumulative and in a period,
-- and every rule that a record can break, by the place of the first spell and of the last. The benchmark checks that the numbers agree.
WITH spells AS MATERIALIZED (
    SELECT s.participation_id,
        min(entry_date) AS entry,
        max(entry_date) AS last_entry,
        CASE WHEN bool_or(exit_date IS NULL) THEN NULL ELSE max(exit_date) END AS leaving,
        (array_agg(municipality_id ORDER BY entry_date))[1] AS first_place,
        (array_agg(intervention_id ORDER BY entry_date))[1] AS first_course,
        (array_agg(municipality_id ORDER BY entry_date DESC))[1] AS last_place,
        (array_agg(intervention_id ORDER BY entry_date DESC))[1] AS last_course
    FROM register_spell s
    JOIN register_participation p ON p.id = s.participation_id
    WHERE p.project_id = %(project)s
    GROUP BY s.participation_id
), outcomes AS MATERIALIZED (
    SELECT o.participation_id,
        (array_agg(kind ORDER BY happened_on DESC, place DESC) FILTER (
            WHERE kind IN ('employment', 'self_employment', 'job_search', 'unemployed', 'inactive')
            AND happened_on <= leaving + 28 AND happened_on > last_entry))[1] AS status,
        coalesce(bool_or(kind = 'education' AND happened_on <= leaving + 28 AND happened_on > last_entry), false) AS education,
        coalesce(bool_or(kind = 'qualification' AND happened_on <= leaving + 28), false) AS qualification,
        coalesce(bool_or(kind = 'internship' AND happened_on <= leaving + 28 AND happened_on > last_entry), false) AS internship,
        coalesce(bool_or(kind = 'closer_to_labour_market' AND happened_on <= leaving + 28 AND happened_on > last_entry), false) AS closer,
        (array_agg(kind ORDER BY happened_on DESC, place DESC) FILTER (
            WHERE kind LIKE 'follow%%' AND happened_on >= leaving + interval '6 months'))[1] AS follow_up,
        (array_agg(improvement ORDER BY happened_on DESC, place DESC) FILTER (
            WHERE kind LIKE 'follow%%' AND happened_on >= leaving + interval '6 months'))[1] AS improvement,
        max(happened_on) FILTER (WHERE kind LIKE 'follow%%') AS last_follow_up,
        bool_or(kind LIKE 'follow%%' AND happened_on >= leaving AND happened_on < leaving + interval '6 months')
            AS early_follow_up
    FROM spells s
    JOIN register_outcomeevent o ON o.participation_id = s.participation_id
    WHERE happened_on > entry AND NOT is_withdrawal
        AND NOT EXISTS (SELECT FROM register_outcomeevent c WHERE c.supersedes_id = o.id)
    GROUP BY o.participation_id
), people AS MATERIALIZED (
    SELECT p.id, person.sex, s.*, p.in_education, p.education_level AS isced, p.dependent_children,
        p.homeless, p.rural, p.labour_market_status AS at_entry,
        extract(year FROM age(entry, birth_date)) AS age, unemployed_since,
        foreign_background = 'yes' OR third_country_national = 'yes' OR minority = 'yes' AS migrant,
        disability = 'yes' AS disability, other_disadvantage = 'yes' AS other_disadvantage,
        jobless_household AND entry < '2018-08-02' AS jobless,
        single_adult AND dependent_children AND entry < '2018-08-02' AS single_parent,
        labour_market_status <> '' AND education_level IS NOT NULL AND (entry >= '2018-08-02' OR
            jobless_household IS NOT NULL AND dependent_children IS NOT NULL AND single_adult IS NOT NULL)
            AS complete,
        status, coalesce(education, false) AS education, coalesce(qualification, false) AS qualification,
        coalesce(internship, false) AS internship, coalesce(closer, false) AS closer,
        follow_up, improvement, last_follow_up, early_follow_up, jobless_household, single_adult
    FROM register_participation p
    JOIN register_person person ON person.id = p.person_id
    JOIN spells s ON s.participation_id = p.id
    LEFT JOIN outcomes o ON o.participation_id = p.id
    WHERE p.project_id = %(project)s
)
SELECT sex, first_place, first_course, last_place, last_course, array_agg(id) FILTER (WHERE entry <= %(to)s),
{counts}
FROM people GROUP BY 1, 2, 3, 4, 5
