"""Benchmark: the time until an answer, while many users click at the same time.

.venv/bin/python -m benchmarks.many_users [--users 50] [--people 100000] [--size 500] [--seconds 60]
"""

import argparse
import http.client
import os
import random
import signal
import statistics
import subprocess
import sys
import threading
import time
from collections import defaultdict
from contextlib import contextmanager
from dataclasses import dataclass, field

from esfportal.embedded import servers, stop_on_signals
from esfportal.embedded.paths import LOOPBACK, new_port
from esfportal.environment import var_folder

RAMP = 20  # seconds in which the users begin, one after another; not measured
PAUSE = (2, 6)  # seconds between an answer and the next click
GOAL = 300  # milliseconds, for 95 of 100 answers
WAIT = 30  # seconds at most for an answer
START = 90  # seconds at most until the web server is ready
WEB = ("--workers", "3", "--threads", "4", "--no-control-socket")  # as in the Dockerfile
NAME = "benchmark_users"


@dataclass
class Visitor:
    """A signed-in user, who opens the pages of one project in a random order."""

    cookies: str
    pages: dict[str, str]
    random: random.Random
    port: int = 0
    answers: list[tuple[str, float, float, int]] = field(default_factory=list)  # page, start, seconds, status

    def click_until(self, begin, end):
        time.sleep(max(0, begin - time.monotonic()))
        while time.monotonic() < end:
            page = self.random.choice(list(self.pages))
            started = time.monotonic()
            self.answers.append((page, started, *self._open(self.pages[page])))
            time.sleep(self.random.uniform(*PAUSE))

    def _open(self, address):
        """Return the seconds until the whole page was read, and its status; 0 without an answer."""
        started = time.monotonic()
        # The web server closes an idle connection before the next click.
        connection = http.client.HTTPConnection(LOOPBACK, self.port, timeout=WAIT)
        try:
            connection.request("GET", address, headers={"Cookie": self.cookies, "Accept-Language": "sv"})
            response = connection.getresponse()
            response.read()
            status = response.status
        except (OSError, http.client.HTTPException):
            status = 0
        finally:
            connection.close()
        return time.monotonic() - started, status


def main(options):
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "esfportal.settings")
    os.environ["ESFPORTAL_ENV"] = "test"
    with stop_on_signals(), servers(var_folder()):
        import django

        django.setup()
        from django.db import connection

        from benchmarks.database import own_database
        from benchmarks.register import build

        with own_database(NAME):
            build(connection, options.people, size=options.size)
            visitors = signed_in_visitors(options.users)
            with web_server() as port:
                begin = time.monotonic()
                load = measure(visitors, port, begin, options.seconds)
            return report(visitors, begin + RAMP, options.seconds, load)


def signed_in_visitors(number):
    """Return project leaders and case workers of a municipality, one after the other, of different projects."""
    from accounts.database_access import operator_scope
    from accounts.models import User
    from projects.models import Project
    from projects.team.models import Membership
    from tests.signing_in import record_session, signed_in

    visitors = []
    with operator_scope("benchmark"):
        projects = list(Project.objects.order_by("pk"))
        for n in range(number):
            project = projects[n % len(projects)]
            place = project.interventions.order_by("pk").first().municipality_id
            project.project_municipalities.get_or_create(municipality_id=place)
            user = User.objects.create_user(f"user{n}@example.org", full_name=f"User {n}")
            role, part = ("case_worker", {"municipality_id": place}) if n % 5 else ("project_leader", {})
            Membership.objects.create(user=user, role=role, project=project, **part)
            client = signed_in(user)
            record_session(client, user)
            cookies = "; ".join(f"{each.key}={each.value}" for each in client.cookies.values())
            visitors.append(Visitor(cookies, pages_of(project, place), random.Random(n)))
    return visitors


def pages_of(project, place):
    from participants.register.models import Participation

    people = Participation.objects.filter(project=project, spells__municipality=place).order_by("pk")
    home = f"/projects/{project.slug}/"
    return {
        "list": f"{home}participants/",
        "follow-ups due": f"{home}participants/?status=follow-up",
        **{f"person {n}": f"{home}participants/{each.public_id}/" for n, each in enumerate(people[:3])},
        "overview": home,
        "register": f"{home}participants/register/",
    }


@contextmanager
def web_server():
    """Run the portal's web server on a free port, with the benchmark's database; yield the port."""
    port = new_port(var_folder() / "benchmark-port")
    database = os.environ["DATABASE_URL"].rsplit("/", 1)[0] + "/" + NAME
    process = subprocess.Popen(
        [sys.executable, "-m", "gunicorn", "esfportal.wsgi", "--bind", f"{LOOPBACK}:{port}", *WEB],
        env=os.environ | {"DATABASE_URL": database},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        wait_for(port, process)
        yield port
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def wait_for(port, process):
    deadline = time.monotonic() + START
    while process.poll() is None and time.monotonic() < deadline:
        connection = http.client.HTTPConnection(LOOPBACK, port, timeout=WAIT)
        try:
            connection.request("GET", "/readyz")
            if connection.getresponse().status == 200:
                return
        except OSError:
            pass
        finally:
            connection.close()
        time.sleep(0.1)
    raise SystemExit("The web server did not start.")


def measure(visitors, port, begin, seconds):
    """Let the visitors click; return the machine's load from other work just before."""
    load = os.getloadavg()[0]
    end = begin + RAMP + seconds
    threads = []
    for n, visitor in enumerate(visitors):
        visitor.port = port
        start = begin + RAMP * n / len(visitors)
        threads.append(threading.Thread(target=visitor.click_until, args=(start, end), daemon=True))
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(RAMP + seconds + 2 * WAIT)
    return load


def report(visitors, begin, seconds, load):
    """Print the times after the ramp; return whether the goal is met and every page was shown."""
    by_page, failed = defaultdict(list), 0
    for visitor in visitors:
        for page, started, taken, status in visitor.answers:
            if status != 200:
                failed += 1
            elif started >= begin:
                by_page[page.split()[0] if page.startswith("person") else page].append(taken * 1000)
    everything = sorted(each for found in by_page.values() for each in found)
    print(f"{len(visitors)} users, {PAUSE[0]}-{PAUSE[1]} s between clicks, {seconds} s after {RAMP} s")
    print(f"load of the machine before: {load:.1f}; {os.cpu_count()} cores")
    print(f"{'':20}{'answers':>9}{'median':>9}{'p95':>9}{'longest':>9}   (ms)")
    for page, found in [*sorted(by_page.items()), ("all", everything)]:
        p95 = percentile(sorted(found), 95)
        print(f"{page:20}{len(found):9}{statistics.median(found):9.0f}{p95:9.0f}{max(found):9.0f}")
    print(
        f"{len(everything) / seconds:.1f} answers a second, {failed} failed; goal: p95 of at most {GOAL} ms"
    )
    return not failed and percentile(everything, 95) <= GOAL


def percentile(ordered, percent):
    return ordered[min(len(ordered) - 1, len(ordered) * percent // 100)]


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    for name, default in (("users", 50), ("people", 100_000), ("size", 500), ("seconds", 60)):
        parser.add_argument(f"--{name}", type=int, default=default)
    sys.exit(not main(parser.parse_args()))
