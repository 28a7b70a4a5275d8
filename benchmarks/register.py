"""A made-up register of any size, written by PostgreSQL itself, always with the same people."""

from datetime import date

from projects.models import Intervention, Municipality, Project

SIZE = 5_000  # participations in a project

PERSONS = """
INSERT INTO register_person (id, number_kind, birth_date, sex, protection, created_at)
SELECT gen_random_uuid(), 'none', date '1950-01-01' + (random() * 18000)::int,
    CASE WHEN random() < 0.5 THEN 'woman' ELSE 'man' END, 'none', now()
FROM generate_series(1, %(people)s)
"""

# The projects run at the same time and register people by lists of twenty, so that a project's rows lie
# scattered over the tables, and people of one list beside each other.
PARTICIPATIONS = """
INSERT INTO register_participation (
    public_id, project_id, person_id, given_name, family_name, labour_market_status, unemployed_since,
    in_education, self_employed, education_level, jobless_household, dependent_children, single_adult,
    foreign_background, third_country_national, minority, disability, other_disadvantage, homeless,
    rural, refugee, admission_ground, void_reason, created_at)
SELECT gen_random_uuid(), projects[1 + (n / 20) %% cardinality(projects)], person.id, 'Person', 'No. ' || n,
    (ARRAY['unemployed','unemployed','inactive','employed',''])[1 + (random() * 4.2)::int],
    CASE WHEN random() < 0.5 THEN date '2014-01-01' + (random() * 1000)::int END,
    random() < 0.2, random() < 0.1, CASE WHEN random() < 0.97 THEN (random() * 8)::int END,
    random() < 0.3, random() < 0.4, random() < 0.2,
    CASE WHEN random() < 0.3 THEN 'yes' ELSE 'no' END, CASE WHEN random() < 0.2 THEN 'yes' ELSE '' END,
    CASE WHEN random() < 0.1 THEN 'yes' ELSE 'refused' END, CASE WHEN random() < 0.2 THEN 'yes' ELSE 'no' END,
    CASE WHEN random() < 0.1 THEN 'yes' ELSE 'no' END, random() < 0.05, random() < 0.3, '', '', '', now()
FROM (SELECT row_number() OVER () AS n, id FROM register_person) person,
    (SELECT array_agg(id ORDER BY id) AS projects FROM projects_project) p
"""

SPELLS = """
INSERT INTO register_spell (
    participation_id, entry_date, exit_date, exit_reason, municipality_id, intervention_id, recorded_at)
SELECT id, entry, CASE WHEN left_again THEN entry + days END,
    CASE WHEN left_again THEN 'completed' ELSE '' END, municipality_id, intervention_id, now()
FROM (
    SELECT a.id, date '2016-01-01' + (random() * 1000)::int AS entry, 30 + (random() * 300)::int AS days,
        random() < 0.75 AS left_again, i.municipality_id, i.id AS intervention_id
    FROM register_participation a
    JOIN projects_intervention i ON i.project_id = a.project_id AND i.code = 'i' || (1 + (a.id / 7) %% 10)
) drawn
"""

RE_ENTRIES = """
INSERT INTO register_spell (
    participation_id, entry_date, exit_date, exit_reason, municipality_id, intervention_id, recorded_at)
SELECT participation_id, exit_date + 60, exit_date + 160, 'completed', municipality_id, intervention_id, now()
FROM register_spell WHERE exit_date IS NOT NULL AND random() < 0.1
"""

OUTCOMES = """
INSERT INTO register_outcomeevent (
    participation_id, happened_on, kind, improvement, evidence, is_withdrawal, correction_reason, recorded_at)
SELECT participation_id, exit_date + n * 10 - 15,
    (ARRAY['employment','job_search','education','qualification','internship','closer_to_labour_market',
           'self_employment','inactive'])[1 + (random() * 7)::int], '', '', false, '', now()
FROM register_spell, generate_series(1, 2) n WHERE exit_date IS NOT NULL
UNION ALL
SELECT participation_id, exit_date + 200,
    (ARRAY['follow_up_employed','follow_up_unemployed'])[1 + (random())::int], '', '', false, '', now()
FROM register_spell WHERE exit_date IS NOT NULL AND random() < 0.3
"""

CORRECTIONS = """
INSERT INTO register_outcomeevent (
    participation_id, happened_on, kind, improvement, evidence, is_withdrawal, correction_reason,
    supersedes_id, recorded_at)
SELECT participation_id, happened_on, 'employment', '', '', random() < 0.5, 'Written down wrongly', id, now()
FROM register_outcomeevent WHERE random() < 0.02 AND kind NOT LIKE 'follow%%'
"""


def build(connection, people, *, size=SIZE):
    """Fill the empty database with `people` participations, `size` in each project."""
    fill(connection, people, size=size)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


def fill(connection, people, *, size=SIZE):
    _projects(max(1, people // size))
    with connection.cursor() as cursor:
        cursor.execute("SELECT setseed(0.238)")
        for statement in (PERSONS, PARTICIPATIONS, SPELLS, RE_ENTRIES, OUTCOMES, CORRECTIONS):
            cursor.execute(statement, {"people": people})
            cursor.execute("ANALYZE")  # the next statement joins what this one wrote


def _projects(number):
    codes = list(Municipality.objects.order_by("code").values_list("code", flat=True)[:8])
    projects = Project.objects.bulk_create(
        Project(
            slug=f"bench-{n}",
            name=f"Benchmark {n}",
            programme_period="2014-2020",
            region="smaland_och_oarna",
            starts_on=date(2016, 1, 1),
            ends_on=date(2020, 12, 31),
        )
        for n in range(1, number + 1)
    )
    Intervention.objects.bulk_create(
        Intervention(project=project, code=f"i{n}", name=f"Insats {n}", municipality_id=codes[n % 8])
        for project in projects
        for n in range(1, 11)
    )
