"""Benchmark: a person's page with and without an access log entry, and the queries of the log review.

ESFPORTAL_VAR=/tmp/benchmarks .venv/bin/python -m benchmarks.access_log
"""

import os
import time
from unittest.mock import patch

from esfportal.embedded import servers, stop_on_signals
from esfportal.environment import var_folder

ENTRIES = 300_000
PEOPLE = 10_000
RUNS = 301
GOAL = 1.05

# A year of a project's reading: fifty readers, one in ten entries a list of fifty.
LOG = """
INSERT INTO accounts_accesslogentry (at, actor_id, role, project_id, kind, purpose, subjects, count)
SELECT now() - (%(entries)s - n) * interval '105 seconds', readers[1 + n %% cardinality(readers)], 'case_worker',
    projects[1 + n %% cardinality(projects)], CASE WHEN n %% 10 = 0 THEN 'listed' ELSE 'opened' END, 'casework',
    CASE WHEN n %% 10 = 0
        THEN ARRAY(SELECT lowest + ((n + i) * 7919) %% people FROM generate_series(1, 50) i)
        ELSE ARRAY[lowest + (n * 7919) %% people] END,
    CASE WHEN n %% 10 = 0 THEN 50 ELSE 1 END
FROM generate_series(1::bigint, %(entries)s) n,
    (SELECT array_agg(id ORDER BY id) AS readers FROM accounts_user) u,
    (SELECT array_agg(id ORDER BY id) AS projects FROM projects_project) p,
    (SELECT min(id) AS lowest, count(*) AS people FROM register_participation) a
"""


def main():
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "esfportal.settings")
    os.environ.setdefault("ESFPORTAL_ENV", "test")
    with stop_on_signals(), servers(var_folder()):
        import django

        django.setup()
        in_own_database()


def in_own_database():
    from django.db import connection

    from benchmarks.database import own_database
    from benchmarks.register import build

    with own_database("benchmark_read_log"):
        build(connection, PEOPLE)
        worker = make_case_workers()
        with connection.cursor() as cursor:
            cursor.execute(LOG, {"entries": ENTRIES})
            cursor.execute("VACUUM ANALYZE accounts_accesslogentry")
        measure_page(worker)
        measure_review(worker)


def make_case_workers():
    """Return the first of fifty new case workers of a project."""
    from accounts.models import User
    from accounts.permissions import Role
    from projects.models import Project
    from projects.team.models import Membership

    project = Project.objects.order_by("pk").first()
    users = User.objects.bulk_create(
        User(email=f"reader{n}@example.org", full_name=f"Reader {n}", password="!") for n in range(50)
    )
    Membership.objects.bulk_create(
        Membership(user=user, project=project, role=Role.CASE_WORKER) for user in users
    )
    return users[0]


def measure_page(worker):
    from participants.register.models import Participation
    from tests.signing_in import signed_in

    project = worker.memberships.get().project
    people = list(Participation.objects.filter(project=project).select_related("project")[:RUNS])
    client = signed_in(worker, HTTP_HOST="localhost")
    seconds = {"with": [], "without": []}
    for number, person in enumerate(people):
        order = list(seconds) if number % 2 else list(seconds)[::-1]
        for way in order:
            seconds[way].append(timed(client, person, way))
    ways = {way: sorted(times)[len(times) // 2] for way, times in seconds.items()}
    for way, median in ways.items():
        print(f"a person's page {way} the log: {median * 1000:.2f} ms, the median of {len(people)}")
    print(f"with / without: {ways['with'] / ways['without']:.3f} (goal: at most {GOAL})")


def timed(client, person, way):
    address = person.get_absolute_url()
    began = time.perf_counter()
    if way == "with":
        response = client.get(address)
    else:
        with patch("participants.register.pages.responses.log_access"):
            response = client.get(address)
    took = time.perf_counter() - began
    assert response.status_code == 200, response.status_code
    return took


def measure_review(worker):
    from datetime import timedelta

    from django.utils import timezone

    from accounts.access_log import log_access
    from accounts.models import AccessLogEntry
    from participants.privacy.log_review import findings, unusual_days
    from participants.register.models import Participation
    from projects.models import Project

    project = Project.objects.order_by("pk").first()
    person = Participation.objects.filter(project=project).first()
    today = timezone.localdate()
    month = AccessLogEntry.objects.in_project(project).between(today - timedelta(30), today)
    questions = {
        "a line in the log": lambda: log_access(
            "opened", by=worker, project=project, participations=[person]
        ),
        "entries of a month": month.count,
        "the latest fifty": lambda: list(AccessLogEntry.objects.in_project(project).order_by("-pk")[:50]),
        "who has read about somebody": lambda: list(
            AccessLogEntry.objects.of_participations([person.pk])[:50]
        ),
        "protected identities": lambda: findings.of_protected(month, project).count(),
        "own surname": lambda: findings.of_own_surname(month, project).count(),
        "colleagues": lambda: findings.of_staff(month, project).count(),
        "outside hours": lambda: month.outside_hours().count(),
        "many in a day": lambda: unusual_days.unusual_days(month),
    }
    for name, ask in questions.items():
        times = []
        for _run in range(20):
            began = time.perf_counter()
            ask()
            times.append(time.perf_counter() - began)
        print(f"{name}: {min(times) * 1000:.1f} ms")


if __name__ == "__main__":
    main()
