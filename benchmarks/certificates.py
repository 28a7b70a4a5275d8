"""Benchmark: close a month of 5,000 participants and print their certificates, compared with the bare work.

ESFPORTAL_VAR=/tmp/benchmarks .venv/bin/python -m benchmarks.certificates [PEOPLE]
"""

# The bare work: one query of the rows, and Typst with the finished content. The portal also locks each participant,
# freezes, encrypts and audits what is closed, keeps its history, and reads it again to print it.

import os
import resource
import sys
import time
from collections import defaultdict
from datetime import date
from datetime import time as clock
from itertools import batched

from esfportal.embedded import servers, stop_on_signals
from esfportal.environment import var_folder

PEOPLE, SESSIONS = 5_000, 8
MONTH = date(2018, 3, 1)
ATTENDANCE = """
INSERT INTO attendance_attendance (participation_id, project_id, session_id, state, reason, missed_minutes, minutes,
    is_stated, recorded_at)
SELECT p.id, p.project_id, s.id, 'present', '', 0, 180, false, now()
FROM register_participation p, attendance_session s WHERE p.project_id = s.project_id
"""
ROWS = """
SELECT a.participation_id, p.given_name, p.family_name, s.held_on, s.starts_at, s.ends_at, t.name, a.state, a.minutes
FROM attendance_attendance a
JOIN attendance_session s ON s.id = a.session_id
JOIN attendance_activity t ON t.id = s.activity_id
JOIN register_participation p ON p.id = a.participation_id
WHERE p.project_id = %s AND s.held_on BETWEEN '2018-03-01' AND '2018-03-31'
ORDER BY p.name_order, s.held_on
"""


def main(people):
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "esfportal.settings")
    os.environ.setdefault("ESFPORTAL_ENV", "test")
    with stop_on_signals(), servers(var_folder()):
        import django

        django.setup()
        from django.db import connection

        from benchmarks.database import own_database
        from benchmarks.register import build

        with own_database("benchmark_certificates"):
            build(connection, people, size=people)
            measure(attend(connection))


def attend(connection):
    """Give each participant the same sessions in the month, and return the project."""
    from participants.attendance.models import Activity, Session
    from projects.models import Project

    project = Project.objects.order_by("pk").first()
    activity = Activity.objects.create(project=project, name="Jobbsökargruppen", kind="group")
    for day in range(1, SESSIONS + 1):
        times = {"starts_at": clock(9), "ends_at": clock(12), "held_on": MONTH.replace(day=day)}
        Session.objects.create(project=project, activity=activity, **times)
    with connection.cursor() as cursor:
        cursor.execute(ATTENDANCE)
        cursor.execute("ANALYZE")
    return project


def measure(project):
    """Print the seconds of the job's work and of the bare work, and their ratios."""
    from django.db import transaction
    from django.utils import timezone, translation

    from accounts.models import User
    from esfportal.pdf.apart import compile_apart
    from participants.certificates.closing import close_months
    from participants.certificates.document import pdf
    from participants.certificates.group.actions import certificates_of
    from participants.certificates.group.jobs import IN_FILE, TOGETHER
    from participants.register.models import Participation

    user, now = User.objects.create(email="benchmark@example.org"), timezone.now().replace(microsecond=0)
    people = Participation.objects.filter(project=project).select_related("person", "project").order_by("pk")
    keys = list(people.values_list("pk", flat=True))
    seconds = defaultdict(float)
    for some in progress(keys, TOGETHER, "closed"):
        with Timed(seconds, "close"), transaction.atomic():
            close_months(list(people.filter(pk__in=some)), MONTH, by=user)
    with Timed(seconds, "one query"):
        read_bare(project)
    # File by file, so that the memory does not grow with the number of participants.
    with translation.override("sv"):
        for some in progress(keys, IN_FILE, "printed"):
            with Timed(seconds, "describe"):
                found = [
                    each for few in batched(some, TOGETHER) for each in certificates_of(few, MONTH).values()
                ]
                documents = [pdf.describe(each, each.content, None, "sv") for each in found]
            with Timed(seconds, "print"):
                pdf.render_many(documents, MONTH, now)
            with Timed(seconds, "Typst alone"):
                compile_apart({"title": "x", "author": "x", "language": "sv", "documents": documents}, now)
    for name, taken in seconds.items():
        print(f"{name:<24} {taken:7.2f} s, {1000 * taken / len(keys):6.2f} ms each")
    made = seconds["close"] + seconds["describe"] + seconds["print"]
    bare = seconds["one query"] + seconds["Typst alone"]
    print(f"{len(keys):,} certificates: {made:.1f} s, {made / bare:.2f} times the bare work")
    print(f"memory: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:,.0f} MB")


def progress(keys, number, done):
    """Yield the keys some at a time, and print how far it is."""
    for place, some in enumerate(batched(keys, number), 1):
        yield some
        print(f"{done} {min(place * number, len(keys)):,} of {len(keys):,}", end="\r", file=sys.stderr)
    print(file=sys.stderr)


class Timed:
    """Adds the seconds of its block to a dictionary."""

    def __init__(self, seconds, name):
        self.seconds, self.name = seconds, name

    def __enter__(self):
        self.began = time.perf_counter()

    def __exit__(self, *error):
        self.seconds[self.name] += time.perf_counter() - self.began


def read_bare(project):
    """Read what the certificates say of their rows in one query."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(ROWS, [project.pk])
        return cursor.fetchall()


if __name__ == "__main__":
    main(int(sys.argv[1]) if sys.argv[1:] else PEOPLE)
