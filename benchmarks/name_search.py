"""Benchmark: search for a misspelt name in a project, compared with its list, by role.

.venv/bin/python -m benchmarks.name_search [PARTICIPATIONS [IN EACH PROJECT]]
"""

import os
import sys
import time

from esfportal.embedded import servers, stop_on_signals
from esfportal.environment import var_folder

PEOPLE, SIZE = 100_000, 100_000
RUNS = 25
SLUG = "bench-1"
FAMILIES = (
    "Andersson",
    "Ericsson",
    "Eriksson",
    "Lindqvist",
    "Wallin",
    "Öberg",
    "Carlsson",
    "Thörn",
    "Philipsson",
)
GIVEN = ("Anna", "Carl", "Kristina", "Christer", "Viktor", "Wilhelm", "Filip", "Zara", "Åsa", "Johan", "Per")
NAMES = """
UPDATE register_participation SET
    family_name = (%(families)s::text[])[1 + id %% cardinality(%(families)s::text[])] || ' ' || id %% 97,
    given_name = (%(given)s::text[])[1 + id / 11 %% cardinality(%(given)s::text[])]
"""
SOUGHT = "karl erikson 41"


def main(people, size):
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "esfportal.settings")
    os.environ["ESFPORTAL_ENV"] = "test"
    with stop_on_signals(), servers(var_folder()):
        import django

        django.setup()
        measure(people, size)


def measure(people, size):
    from django.db import connection

    from accounts.database_access import operator_scope
    from benchmarks.database import own_database
    from benchmarks.pages import clients
    from benchmarks.register import build

    with own_database("benchmark_name_search"):
        build(connection, people, size=size)
        with operator_scope("benchmark", again=True), connection.cursor() as cursor:
            cursor.execute(NAMES, {"families": list(FAMILIES), "given": list(GIVEN)})
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE register_participation")
        list(clients())  # makes a leader and a case worker of a part
        print(f"{people:,} people, {size:,} in the project; “{SOUGHT}”; the fastest of {RUNS} runs, in ms")
        print(f"{'':28}{'found':>8}{'search':>9}{'of':>9}{'list':>9}{'share':>8}")
        for role in ("project_leader", "case_worker"):
            report(role)


def report(role):
    from accounts.database_access import user_scope
    from accounts.models import User
    from participants.register.access import participations_in
    from participants.register.pages.search import SearchTerm
    from projects.models import Project

    user = User.objects.get(email=f"{role}@example.org")
    term = SearchTerm(words=tuple(SOUGHT.split()))
    with user_scope(user):
        project = Project.objects.get(slug=SLUG)
        people = participations_in(project, user)
        searched = keys_of(term.apply(people, user))
        listed = keys_of(people)
        found, of = len(searched()), len(listed())
        search, whole = fastest(searched), fastest(listed)
    print(f"{role.replace('_', ' '):28}{found:8}{search:9.1f}{of:9}{whole:9.1f}{search / whole:8.2f}")


def keys_of(people):
    return lambda: list(people.in_list_order().values_list("pk", flat=True))


def fastest(work):
    found = []
    for _run in range(RUNS):
        began = time.perf_counter()
        work()
        found.append(time.perf_counter() - began)
    return min(found) * 1000


if __name__ == "__main__":
    main(*[*map(int, sys.argv[1:]), *(PEOPLE, SIZE)[len(sys.argv) - 1 :]])
