"""Benchmark: pages and statements with row-level security in force and switched off.

.venv/bin/python -m benchmarks.row_level_security [PARTICIPATIONS]
"""

import os
import sys
import time
from collections import defaultdict

PEOPLE, PROJECTS_RUNS, TOTAL_RUNS = 1_000_000, 41, 7
SLUG = "bench-3"
REPORTING = "esfportal_reporting"  # the group of the role for totals
TOTAL = """
SELECT person.sex, count(*), count(*) FILTER (WHERE entered.has_left)
FROM (
    SELECT participation_id, bool_and(exit_date IS NOT NULL) AS has_left
    FROM register_spell GROUP BY participation_id
) entered
JOIN register_participation taking_part ON taking_part.id = entered.participation_id
JOIN register_person person ON person.id = taking_part.person_id
GROUP BY person.sex
"""
# The reporting role reads sums only, from a function of the owner (ADR 110).
TOTALS_OF_PROGRAMMES = "SELECT * FROM reporting_programme_totals"


def main(people):
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "esfportal.settings")
    os.environ["ESFPORTAL_ENV"] = "test"
    from esfportal.embedded import servers
    from esfportal.environment import var_folder

    with servers(var_folder()):
        import django

        django.setup()
        measure(people)


def measure(people):
    from django.db import connection
    from django.test.utils import setup_test_environment

    from benchmarks import register
    from benchmarks.database import own_database

    setup_test_environment()
    with own_database("benchmark_rls"):
        register.build(connection, people)
        grant_roles()
        report("fastest of", measured(signed_in(), tables_with_rls()))


def grant_roles():
    """Grant the roles of reporting and application to the owner, for the totals."""
    from esfportal.database.row_level_security import APPLICATION
    from esfportal.embedded.postgres import NAME, Postgres
    from esfportal.environment import var_folder

    with Postgres(var_folder()).as_superuser() as cursor:
        cursor.execute(f"GRANT {APPLICATION}, {REPORTING} TO {NAME} WITH INHERIT FALSE")


def signed_in():
    """Return {role: client} of a project leader and of a case worker in one municipality."""
    from accounts.database_access import operator_scope
    from accounts.models import User
    from projects.models import Project
    from projects.team.models import Membership
    from tests.signing_in import signed_in

    with operator_scope("benchmark"):
        project = Project.objects.get(slug=SLUG)
        place = project.interventions.order_by("pk").first().municipality_id
        project.project_municipalities.create(municipality_id=place)
        found = {}
        for role, part in (("project_leader", {}), ("case_worker", {"municipality_id": place})):
            user = User.objects.create_user(f"{role}@example.org", full_name=role)
            Membership.objects.create(user=user, role=role, project=project, **part)
            found[role] = signed_in(user)
    return found


def tables_with_rls():
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT relname FROM pg_class WHERE relforcerowsecurity")
        return [name for (name,) in cursor.fetchall()]


def switch(tables, on):
    from django.db import connection

    with connection.cursor() as cursor:
        for table in tables:
            cursor.execute(f"ALTER TABLE {table} {'ENABLE' if on else 'DISABLE'} ROW LEVEL SECURITY")


def measured(clients, tables):
    found = defaultdict(lambda: defaultdict(list))
    for _round in range(3):
        for on in (True, False):
            switch(tables, on)
            for what, work, runs in works(clients):
                work()
                found[what][on] += [timed(work) for _run in range(runs)]
    return found


def works(clients):
    from django.db import connection

    from accounts.database_access import operator_scope, whole_project_access
    from esfportal.database.row_level_security import APPLICATION
    from projects.models import Project
    from reporting.indicators import figures

    leader, worker = clients["project_leader"], clients["case_worker"]
    with operator_scope("benchmark", again=True):
        project = Project.objects.get(slug=SLUG)

    def get(client, address):
        assert client.get(address).status_code == 200

    def total_as(role, statement):
        with operator_scope("benchmark", again=True), connection.cursor() as cursor:
            cursor.execute(f"SET LOCAL ROLE {role}")
            cursor.execute(statement)
            cursor.fetchall()
            cursor.execute("RESET ROLE")

    def compute():
        with whole_project_access(project):
            figures.compute(project)

    page = f"/projects/{SLUG}/"
    yield "the project's page, its leader", lambda: get(leader, page), PROJECTS_RUNS // 3
    yield "the project's page, a case worker", lambda: get(worker, page), PROJECTS_RUNS // 3
    yield (
        "the list of its people, its leader",
        lambda: get(leader, f"{page}participants/"),
        PROJECTS_RUNS // 3,
    )
    yield "the list of a part, a case worker", lambda: get(worker, f"{page}participants/"), PROJECTS_RUNS // 3
    yield "a report's figures (compute)", compute, PROJECTS_RUNS // 3
    yield (
        "totals of all programmes, for reporting",
        lambda: total_as(REPORTING, TOTALS_OF_PROGRAMMES),
        TOTAL_RUNS // 3,
    )
    yield "a total in the operator's scope", lambda: total_as(APPLICATION, TOTAL), TOTAL_RUNS // 3


def timed(work):
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def report(title, found):
    print(f"{'':40}{'without':>10}{'with':>10}{'times':>8}   ({title} several, in ms)")
    for what, runs in found.items():
        without, with_rls = min(runs[False]) * 1000, min(runs[True]) * 1000
        print(f"{what:40}{without:10.1f}{with_rls:10.1f}{with_rls / without:8.2f}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else PEOPLE)
