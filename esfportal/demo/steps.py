"""The steps of `make demo`, each with a line of output."""

import fcntl
import sys
import time
from contextlib import contextmanager

import django
from django.core.management import call_command

from esfportal.demo import CannotRun
from esfportal.demo.child_processes import Children
from esfportal.demo.summary import summary
from esfportal.embedded.paths import LOOPBACK, is_free

WAIT_FOR_WEB = 60  # seconds
WAIT_FOR_REPORTS = 300


def say(text):
    sys.stdout.write(f"  {text}\n")
    sys.stdout.flush()


def say_all(lines):
    sys.stdout.write("".join(f"{line}\n" for line in lines))
    sys.stdout.flush()


@contextmanager
def only_one(var, port):
    """Lock the folder for this process. Raise CannotRun when another demo uses it or the port is taken."""
    var.mkdir(mode=0o711, parents=True, exist_ok=True)
    with (var / "demo.lock").open("a+") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            lock.seek(0)
            raise CannotRun(
                f"The demo already runs, at {lock.read().strip()}. Stop it with Ctrl-C in its own "
                "window, or run another beside it with ESFPORTAL_VAR=another-folder PORT=8001."
            ) from None
        if not is_free(port):
            raise CannotRun(f"Port {port} is taken, or not ours to take. Choose another: make demo PORT=8001")
        lock.truncate(0)
        lock.write(address(port))
        lock.flush()
        yield


def address(port):
    return f"http://{LOOPBACK}:{port}/"


def run(port, start_servers):
    django.setup()
    say("Bringing the database up to date")
    call_command("migrate", verbosity=0)
    say("Loading the demo: six projects and their made-up people")
    call_command("load_demo")
    with Children(port) as children:
        say("Starting the web server, the worker and the clock")
        children.wait_for_web(WAIT_FOR_WEB)
        say("Asking the worker for a progress report of each project")
        files = reports(children)
        say_all(summary(address(port), files))
        children.watch(start_servers)


def reports(children):
    """Let the worker make the missing reports. Return {project's slug: paths of its files}."""
    from esfportal.demo.data.reports import SLUGS, ensure_demo_reports, finished_files

    deadline = time.monotonic() + WAIT_FOR_REPORTS
    known = set()
    while known != SLUGS:
        children.check()
        ensure_demo_reports()  # again, because some are submitted once they are made, and some made after that
        files = finished_files()
        for slug in sorted(set(files) - known):
            say(f"  {slug}: finished")
        known = set(files)
        if time.monotonic() > deadline:
            raise CannotRun(
                f"The worker finished {len(known)} of {len(SLUGS)} projects' reports in {WAIT_FOR_REPORTS} seconds. "
                f"Its log is {children.log('worker')}."
            )
        time.sleep(0.2)
    ensure_demo_reports()
    return finished_files()
