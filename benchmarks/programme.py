"""Benchmark: the figures of all projects of a programme up to a cut-off, compared with one hand-written statement.

ESFPORTAL_VAR=/tmp/benchmarks .venv/bin/python -m benchmarks.programme [PARTICIPATIONS]
"""

import os
import sys
import time
from collections import Counter
from datetime import date
from pathlib import Path

PEOPLE, RUNS = 1_000_000, 3
CUTOFF = date(2019, 6, 30)


def main(people):
    from esfportal.embedded import servers, stop_on_signals
    from esfportal.environment import var_folder

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "esfportal.settings")
    os.environ.setdefault("ESFPORTAL_ENV", "test")
    with stop_on_signals(), servers(var_folder()):
        import django

        django.setup()
        from django.db import connection

        from benchmarks.database import own_database
        from benchmarks.register import build

        with own_database("benchmark_programme"):
            build(connection, people)
            measure(connection)


def measure(connection):
    from accounts.database_access import operator_scope, whole_project_access
    from projects.models import Project
    from reporting.programme.cutoffs.counting import figures_of

    # The fields that counting reads.
    entities = ("by_social_partners", "for_women_in_employment", "for_public_services")
    with operator_scope("benchmark"):
        projects = list(Project.objects.only("programme_period", *entities).order_by("pk"))
    by_hand = hand_written()

    def one_by_one():
        counted = {}
        for project in projects:
            with whole_project_access(project):
                counted[project.pk] = figures_of(project, CUTOFF)
        return counted

    def run_by_hand():
        with operator_scope("benchmark", again=True), connection.cursor() as cursor:
            cursor.execute(by_hand, {"to": CUTOFF})
            return cursor.fetchall()

    seconds = {}
    for _run in range(RUNS):
        for name, work in (("by hand", run_by_hand), ("the portal", one_by_one)):
            began = time.perf_counter()
            found = work()
            seconds.setdefault(name, []).append((time.perf_counter() - began, found))
    check_that_they_agree(seconds["by hand"][0][1], seconds["the portal"][0][1])
    fastest = {name: min(taken for taken, _found in runs) for name, runs in seconds.items()}
    for name, taken in fastest.items():
        print(f"{name:<12} {taken:7.2f} s   / by hand: {taken / fastest['by hand']:.2f}")
    print(f"{len(projects)} projects")


def counts():
    from benchmarks.figures import columns

    return {code: sql for (code, span), sql in columns().items() if span == "cumulative"}


def hand_written():
    """Return figures.sql for all projects at once, by project and sex, with the counts since the start alone."""
    from benchmarks import figures

    sql = Path(figures.__file__).with_suffix(".sql").read_text()
    facts, _rest = sql.split("SELECT sex, first_place")
    facts = facts.replace("WHERE p.project_id = %(project)s", "WHERE true")
    facts = facts.replace("SELECT p.id, person.sex,", "SELECT p.project_id, p.id, person.sex,")
    columns = {code: one for code, one in counts().items() if not code.startswith("V-")}
    return f"{facts} SELECT project_id, sex, {', '.join(columns.values())} FROM people GROUP BY 1, 2"


def check_that_they_agree(rows, counted):
    codes = [code for code in counts() if not code.startswith("V-")]
    by_hand = Counter()
    for project, sex, *numbers in rows:
        for code, number in zip(codes, numbers, strict=True):
            by_hand[project, code, sex] += number
    for (project, code, sex), number in by_hand.items():
        if code in counted[project]:
            assert number == counted[project][code][sex != "woman"], (project, code, sex)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else PEOPLE)
