"""Benchmark: pages compared with a bare Django view of the same bytes, and with their SQL alone.

.venv/bin/python -m benchmarks.pages [PARTICIPATIONS [IN EACH PROJECT]]
"""

import os
import sys
import time
from datetime import date, timedelta

from django.db import transaction
from django.http import HttpResponse
from django.urls import path

from esfportal.embedded import servers, stop_on_signals
from esfportal.environment import var_folder

PEOPLE, SIZE = 100_000, 500
RUNS = 25
SLUG, STEERED = "bench-1", "bench-2"

# The view to compare with: it sends the bytes of a page, without middleware, template or database.
BYTES = {}


def bare(request, page):
    return HttpResponse(BYTES[page])


urlpatterns = [path("<page>/", bare)]


def main(people, size):
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "esfportal.settings")
    os.environ["ESFPORTAL_ENV"] = "test"
    with stop_on_signals(), servers(var_folder()):
        import django

        django.setup()
        measure(people, size)


def measure(people, size):
    from django.db import connection

    from benchmarks.database import own_database
    from benchmarks.register import build

    with own_database("benchmark_pages"):
        build(connection, people, size=size)
        print(f"{people:,} people, {size:,} in each project; the fastest of {RUNS} runs, in ms")
        print(f"{'':34}{'statements':>11}{'core':>8}{'wall':>8}{'bare':>8}{'times':>8}{'its SQL':>9}")
        for role, client, pages in clients():
            for name, address in pages.items():
                report(f"{name}, {role}", client, address)


def clients():
    """Yield (role, its client, {page: address}) of a leader and of a case worker in one municipality."""
    from accounts.database_access import operator_scope
    from accounts.models import User
    from participants.register.models import Participation
    from projects.models import Project
    from projects.team.models import Membership
    from tests.signing_in import record_session, signed_in

    with operator_scope("benchmark"):
        project = Project.objects.get(slug=SLUG)
        place = project.interventions.order_by("pk").first().municipality_id
        project.project_municipalities.create(municipality_id=place)
        person = (
            Participation.objects.filter(project=project, spells__municipality=place).order_by("pk").first()
        )
        users = {}
        for role, part in (("project_leader", {}), ("case_worker", {"municipality_id": place})):
            users[role] = User.objects.create_user(f"{role}@example.org", full_name=role)
            Membership.objects.create(user=users[role], role=role, project=project, **part)
    home = f"/projects/{SLUG}/"
    pages = {
        "list": f"{home}participants/",
        "follow-ups due": f"{home}participants/?status=follow-up",
        "person": f"{home}participants/{person.public_id}/",
        "overview": home,
        "register": f"{home}participants/register/",
        "reports": f"{home}reports/",
    }
    users["leader of targets"], of_targets = steered(STEERED)
    for role, user in users.items():
        client = signed_in(user, HTTP_HOST="localhost")
        record_session(client, user)
        yield role.replace("_", " "), client, of_targets if role == "leader of targets" else pages


def steered(slug):
    """Return the leader of a project that runs, has targets and target groups, and {page: address}."""
    from accounts.database_access import operator_scope
    from accounts.models import User
    from projects.models import Measure, Project
    from projects.team.models import Membership

    with operator_scope("benchmark"):
        project = Project.objects.get(slug=slug)
        today = date.today()
        project.ends_on = today + timedelta(400)
        project.save()
        for number, measure in enumerate(
            (Measure.PARTICIPANTS, Measure.LEAVERS, Measure.WORK, Measure.OCCUPATION)
        ):
            path = {"path": ["2018-12-31 1000"], "path_planned_on": today} if number == 0 else {}
            goal = {"comparison": "at_least", "unit": "number", "value": 6000, "denominator": "target"}
            project.targets.create(code=measure, measure=measure, position=number, **goal, **path)
        for number, code in enumerate(("unemployed", "disability")):
            project.target_groups.create(code=code, name=code, all_of=[code], position=number)
        user = User.objects.create_user("steers@example.org", full_name="Steers")
        Membership.objects.create(user=user, role="project_leader", project=project)
    home = f"/projects/{slug}/targets/"
    pages = {"targets over time": f"{home}forecast/", "side by side": f"{home}comparison/"}
    return user, pages | {"side by side, target groups": f"{home}comparison/?by=target_group"}


def report(name, client, address):
    from django.db import connection
    from django.test import Client, override_settings
    from django.test.utils import CaptureQueriesContext

    def shown():
        response = client.get(address)
        assert response.status_code == 200, response.status_code
        return response

    for _warm in range(3):
        BYTES["page"] = shown().content
    with CaptureQueriesContext(connection) as captured:
        shown()
    statements = captured.captured_queries
    core, wall = fastest(shown)
    with override_settings(MIDDLEWARE=[], ROOT_URLCONF=__name__):
        other = Client(HTTP_HOST="localhost")
        other.get("/page/")
        bare_core, _wall = fastest(lambda: other.get("/page/"))
    _core, sql = fastest(lambda: run_again(statements))
    print(
        f"{name:34}{len(statements):11}{core:8.1f}{wall:8.1f}{bare_core:8.2f}{core / bare_core:8.0f}{sql:9.1f}"
    )


def run_again(statements):
    """Run the statements of a request, and take back what they write."""
    from django.db import connection

    with transaction.atomic(), connection.cursor() as cursor:
        for statement in statements:
            if statement["sql"] not in ("BEGIN", "COMMIT"):
                cursor.execute(statement["sql"])
        transaction.set_rollback(True)


def fastest(work):
    """Return the milliseconds of this process's core and of the clock, of the fastest run."""
    cores, walls = [], []
    for _run in range(RUNS):
        core, wall = time.process_time(), time.perf_counter()
        work()
        cores.append(time.process_time() - core)
        walls.append(time.perf_counter() - wall)
    return min(cores) * 1000, min(walls) * 1000


if __name__ == "__main__":
    main(*[*map(int, sys.argv[1:]), *(PEOPLE, SIZE)[len(sys.argv) - 1 :]])
