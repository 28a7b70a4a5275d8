"""Benchmark: the figures of a project of 5,000 people compared with hand-written SQL (figures.sql).

ESFPORTAL_VAR=/tmp/benchmarks .venv/bin/python -m benchmarks.figures
"""

import os
import time
from collections import Counter
from datetime import date
from pathlib import Path

from esfportal.embedded import servers, stop_on_signals
from esfportal.environment import var_folder

SMALL, LARGE = 10_000, 1_000_000
RUNS = 21
STARTS_ON, ENDS_ON = date(2017, 1, 1), date(2019, 6, 30)

UNEMPLOYED, INACTIVE = "at_entry = 'unemployed'", "at_entry = 'inactive'"
NOT_EMPLOYED = "at_entry IN ('unemployed', 'inactive')"
OLDER, NOT_STUDYING = "age >= 55", "in_education IS NOT TRUE"
LONG = "entry > unemployed_since + CASE WHEN age < 25 THEN interval '6 months' ELSE interval '12 months' END"
DISADVANTAGED = "(jobless OR single_parent OR migrant OR disability OR other_disadvantage OR isced = 0)"
IN_WORK = "status IN ('employment', 'self_employment')"
NOT_IN_WORK = f"(status IS NULL OR NOT {IN_WORK})"
SEEKING = f"{INACTIVE} AND status IN ('job_search', 'unemployed')"
STUDIES = f"education AND {NOT_STUDYING}"
LATER = f"{NOT_EMPLOYED} AND follow_up IN ('follow_up_employed', 'follow_up_self_employed')"

BY_ENTRY = {
    "CO01": UNEMPLOYED,
    "CO02": f"{UNEMPLOYED} AND {LONG}",
    "CO03": INACTIVE,
    "CO04": f"{INACTIVE} AND {NOT_STUDYING}",
    "CO05": "at_entry = 'employed'",
    "CO06": "age < 25",
    "CO07": OLDER,
    "CO08": f"{OLDER} AND ({UNEMPLOYED} OR {INACTIVE} AND {NOT_STUDYING})",
    "CO09": "isced IN (1, 2)",
    "CO10": "isced IN (3, 4)",
    "CO11": "isced >= 5",
    "CO12": "jobless",
    "CO13": "jobless AND dependent_children",
    "CO14": "single_parent",
    "CO15": "migrant",
    "CO16": "disability",
    "CO17": "(other_disadvantage OR isced = 0)",
    "CO18": "homeless",
    "CO19": "rural",
    "TOTAL": "true",
}
BY_EXIT = {
    "CR01": SEEKING,
    "CR02": STUDIES,
    "CR03": "qualification",
    "CR04": f"{NOT_EMPLOYED} AND {IN_WORK}",
    "CR05": f"{DISADVANTAGED} AND ({SEEKING} OR {STUDIES} OR qualification OR {NOT_EMPLOYED} AND {IN_WORK})",
    "CR06": LATER,
    "CR07": "at_entry = 'employed' AND follow_up IN ('follow_up_employed', 'follow_up_self_employed')"
    " AND improvement <> ''",
    "CR08": f"{OLDER} AND {LATER}",
    "CR09": f"{DISADVANTAGED} AND {LATER}",
}
EVERYBODY_BY_EXIT = {
    "leavers": "true",
    "work": IN_WORK,
    "self_employment": "status = 'self_employment'",
    "studies": f"(education AND {NOT_IN_WORK})",
    "internship": f"(internship AND NOT education AND {NOT_IN_WORK})",
    "occupation": f"({IN_WORK} OR education OR internship)",
    "progression": f"({IN_WORK} OR education OR internship OR closer)",
}

# What is missing or wrong with records, which a report counts too: the rules that a record can break.
BROKEN = {
    "V-R02": "at_entry = ''",
    "V-R04": "isced IS NULL",
    "V-R05": "entry < '2018-08-02' AND (jobless_household IS NULL OR dependent_children IS NULL"
    " OR single_adult IS NULL)",
    "V-R07": f"at_entry IN ('inactive', 'employed') AND {LONG}",
    "V-R08": f"{INACTIVE} AND in_education IS NULL",
    "V-R09": "unemployed_since > entry",
    "V-R10": "(entry < '2016-01-01' OR last_entry > '2020-12-31')",
    "V-R12": "(last_entry > %(to)s OR leaving > %(to)s)",
    "V-R13": "leaving IS NULL AND last_follow_up >= last_entry",
    "V-R15": "early_follow_up",
    "V-R18": "improvement <> '' AND at_entry IN ('', 'unemployed', 'inactive')",
    "V-R24": "in_education AND education",
    "V-R25": "(age < 15 OR age > 74)",
    "V-R26": "age < 18 AND isced >= 5",
    "V-R28": "jobless AND at_entry = 'employed'",
}


def main():
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "esfportal.settings")
    os.environ.setdefault("ESFPORTAL_ENV", "test")
    with stop_on_signals(), servers(var_folder()):
        import django

        django.setup()
        measured = {people: in_register_of(people) for people in (SMALL, LARGE)}
    small, large = (measured[people]["compute"] for people in (SMALL, LARGE))
    print(f"compute in the large register / in the small one: {large / small:.2f}")


def in_register_of(people):
    """Build a register of this size. Return {name: seconds}."""
    from django.db import connection

    from benchmarks.database import own_database
    from benchmarks.register import build

    with own_database(f"benchmark_{people}"):
        began = time.perf_counter()
        build(connection, people)
        print(f"\n{people:,} participations (built in {time.perf_counter() - began:.0f} s)")
        return measure(connection)


def measure(connection):
    """Return {name: seconds} of the hand-written SQL and of three stages of the portal's figures."""
    from projects.models import Project
    from reporting.indicators.counting import Period, count
    from reporting.indicators.figures import compute, count_statement

    project = Project.objects.order_by("pk").first()
    period = Period(STARTS_ON, ENDS_ON)
    prepared = count_statement(project.programme_period, True, True)
    given = {"project_starts_on": project.starts_on, "project_ends_on": project.ends_on, "today": ENDS_ON}
    by_hand = hand_written()

    def run_by_hand():
        with connection.cursor() as cursor:
            cursor.execute(by_hand, {"project": project.pk, "from": STARTS_ON, "to": ENDS_ON})
            return cursor.fetchall()

    ways = {
        "hand-written SQL": run_by_hand,
        "statement": lambda: prepared.run(project=project.pk, starts_on=STARTS_ON, ends_on=ENDS_ON, **given),
        "count": lambda: count(prepared, project, period, **given),
        "compute": lambda: compute(project, starts_on=STARTS_ON, ends_on=ENDS_ON),
    }
    check_that_they_agree(ways)
    seconds = interleaved(ways)
    base = seconds["hand-written SQL"]
    for way, fastest in seconds.items():
        print(f"{way:<17} {fastest * 1000:7.1f} ms   / hand-written: {fastest / base:.2f}")
    return seconds


def interleaved(ways):
    """Return {name: seconds} of the fastest of several interleaved runs."""
    taken = {way: [] for way in ways}
    for _ in range(RUNS):
        for way, run in ways.items():
            began = time.perf_counter()
            run()
            taken[way].append(time.perf_counter() - began)
    return {way: min(seconds) for way, seconds in taken.items()}


def hand_written():
    return Path(__file__).with_suffix(".sql").read_text().replace("{counts}", ",\n".join(columns().values()))


def columns():
    """Return {(code, span): SQL} of the counts in the hand-written statement."""
    found = {}
    for span in ("cumulative", "period"):
        entered = "entry <= %(to)s" if span == "cumulative" else "entry BETWEEN %(from)s AND %(to)s"
        left = "leaving <= %(to)s" if span == "cumulative" else "leaving BETWEEN %(from)s AND %(to)s"
        found["participants", span] = _count(entered)
        found |= {(code, span): _count(f"{entered} AND complete AND {q}") for code, q in BY_ENTRY.items()}
        found |= {(code, span): _count(f"{left} AND complete AND {q}") for code, q in BY_EXIT.items()}
        found |= {(code, span): _count(f"{left} AND {q}") for code, q in EVERYBODY_BY_EXIT.items()}
    found |= {(code, "cumulative"): _count(f"entry <= %(to)s AND {q}") for code, q in BROKEN.items()}
    return found


def _count(condition):
    return f"count(*) FILTER (WHERE {condition})"


def check_that_they_agree(ways):
    by_hand = Counter()
    for sex, _, _, _, _, _ids, *numbers in ways["hand-written SQL"]():
        for (code, span), number in zip(columns(), numbers, strict=True):
            by_hand[code, span, sex] += number
    counts = ways["count"]()
    for (code, span, sex), number in by_hand.items():
        total = counts.total(code, span)
        assert number == (total.women if sex == "woman" else total.men), (code, span, sex)


if __name__ == "__main__":
    main()
