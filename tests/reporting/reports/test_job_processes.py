"""Real workers, a real broker and a real web server, killed, emptied and taken away in the middle.

Whatever happens, every report asked for is made, and made once.
"""

import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections import Counter
from contextlib import contextmanager
from datetime import timedelta
from urllib.parse import quote

import pytest
from celery import current_app
from django.conf import settings
from django.db import connection
from redis import Redis

from accounts.audit.models import AuditEntry
from esfportal.embedded.paths import new_port
from esfportal.embedded.valkey import Valkey
from reporting.reports import storage
from reporting.reports.models import Report, ReportJob
from tests.reporting.reports.job_support import TO, asked_for, register

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.processes]
PATIENCE = 90  # seconds for what takes a few, on a machine that does much else besides
LEASE = 2


def wait_until(what, *, seconds=PATIENCE):
    """Wait for `what()` to be true, and give it back."""
    deadline = time.monotonic() + seconds
    while not (found := what()):
        assert time.monotonic() < deadline, f"{what.__name__} did not happen in {seconds} seconds"
        time.sleep(0.05)
    return found


@pytest.fixture
def broker(tmp_path, monkeypatch):
    """A broker that belongs to the test alone, so that it may be emptied and stopped."""
    server = Valkey(tmp_path / "var")
    server.start()
    monkeypatch.setitem(current_app.conf, "broker_write_url", server.url())
    yield server
    server.stop()


class Stage:
    """Starts the portal's processes on the test's database and broker, and ends them."""

    def __init__(self, broker, folder):
        self.broker, self.folder, self.started = broker, folder, []
        self.seconds_a_file = 0.15
        self.writers = folder / "writers"
        self.writers.mkdir()

    @property
    def environment(self):
        database = connection.settings_dict
        user, password = quote(database["USER"]), quote(database["PASSWORD"])
        host = f"{database['HOST']}:{database['PORT']}" if database["PORT"] else database["HOST"]
        return {
            **os.environ,
            "ESFPORTAL_ENV": "test",
            "DATABASE_URL": f"postgres://{user}:{password}@{host}/{quote(database['NAME'])}",
            "REDIS_URL": self.broker.url(),
            "ESFPORTAL_FILES": str(settings.FILES_ROOT),
            "ESFPORTAL_JOB_LEASE": str(LEASE),
            "WRITERS": str(self.writers),
            "SECONDS_A_FILE": str(self.seconds_a_file),
        }

    def start(self, *command):
        with (self.folder / "processes.log").open("a") as log:
            process = subprocess.Popen(
                [sys.executable, "-m", *command],
                cwd=settings.BASE_DIR,
                env=self.environment,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        self.started.append(process)
        return process

    def start_worker(self):
        """Two processes that make reports, and the clock that rings for the sweeper."""
        alone = ["--without-mingle", "--without-gossip", "--without-heartbeat"]
        beat = ["-B", "-s", str(self.folder / f"beat-{len(self.started)}")]
        application = ["celery", "-A", "tests.reporting.reports.slow_worker", "worker"]
        return self.start(*application, "--concurrency", "2", *alone, *beat)

    def start_web(self):
        port = new_port(self.folder / "web-port")
        process = self.start(
            "gunicorn", "esfportal.wsgi", "--bind", f"127.0.0.1:{port}", "--no-control-socket"
        )
        address = f"http://127.0.0.1:{port}"
        wait_until(lambda: process.poll() is None and answers(f"{address}/livez"))
        return address

    def kill(self, process):
        """The whole group at once, as when a machine loses its power."""
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()

    def end(self):
        for process in self.started:
            if process.poll() is None:
                self.kill(process)

    def log(self):
        return (self.folder / "processes.log").read_text()


def answers(url):
    try:
        with urllib.request.urlopen(url, timeout=2) as response:
            return response.status == 200
    except (urllib.error.URLError, ConnectionError, TimeoutError):
        return False


@pytest.fixture
def stage(broker, tmp_path):
    stage = Stage(broker, tmp_path)
    yield stage
    stage.end()


@pytest.fixture
def project(cast):
    register(cast.project)
    return cast.project


def ask_for(project, number):
    return [asked_for(project, ends_on=TO - timedelta(days=day)) for day in range(number)]


def all_are_made():
    return not ReportJob.objects.exclude(state="done").exists()


def one_is_being_written():
    return ReportJob.objects.filter(state="running", step__startswith="csv").first()


def assert_each_was_made_once(reports):
    """One publication a report; on the disk its twelve files, once the leftovers are swept away."""
    publications = Counter(
        AuditEntry.objects.filter(action="report_made").values_list("object_id", flat=True)
    )
    assert publications == {str(report.pk): 1 for report in reports}
    for report in Report.objects.filter(pk__in=[report.pk for report in reports]):
        assert report.digest == report.document.digest
        files = {storage.place_of(file) for file in report.files.all()}
        assert len(files) == 12  # six in full, six released
        wait_until(lambda: set((settings.FILES_ROOT / str(report.public_id)).rglob("*.*")) == files)  # noqa: B023


def test_a_worker_killed_in_the_middle(project, stage):
    reports = ask_for(project, 4)
    stage.seconds_a_file = 0.5  # a wide middle
    worker = stage.start_worker()
    wait_until(one_is_being_written)
    stage.kill(worker)
    assert ReportJob.objects.filter(state="running").exists(), "the kill came too late to prove anything"
    stage.seconds_a_file = 0.15
    stage.start_worker()
    wait_until(all_are_made)
    assert ReportJob.objects.filter(losses__gt=0, attempt__gt=1).exists()
    assert_each_was_made_once(reports)


def test_a_child_killed_in_the_middle(project, stage):
    reports = ask_for(project, 3)
    stage.seconds_a_file = 0.4
    stage.start_worker()
    wait_until(one_is_being_written)
    victim = int(max(stage.writers.iterdir(), key=lambda file: file.stat().st_mtime).name)
    os.kill(victim, signal.SIGKILL)
    wait_until(all_are_made)
    assert ReportJob.objects.filter(losses=1, attempt=2).exists()
    assert_each_was_made_once(reports)


def test_a_broker_that_lost_everything(project, stage, broker):
    reports = ask_for(project, 3)
    with Redis.from_url(broker.url()) as redis:
        queue = settings.CELERY_BROKER_TRANSPORT_OPTIONS["global_keyprefix"] + "celery"
        assert redis.llen(queue) == 3
        redis.flushdb()
        stage.start_worker()
        wait_until(one_is_being_written)
        redis.flushdb()
    wait_until(all_are_made)
    assert_each_was_made_once(reports)


@contextmanager
def session_of(user, sign_in, address):
    """Requests of somebody signed in, to the real web server; they don't follow redirects."""
    cookies = sign_in(user).cookies
    jar = "; ".join(f"{name}={morsel.value}" for name, morsel in cookies.items())

    class Still(urllib.request.HTTPErrorProcessor):
        def http_response(self, request, response):
            return response

    opener = urllib.request.build_opener(Still)

    def fetch(path, data=None):
        began = time.monotonic()
        headers = {"Cookie": f"{jar}; csrf={'a' * 32}"}
        with opener.open(urllib.request.Request(address + path, data, headers), timeout=15) as response:
            return response.status, response.headers, time.monotonic() - began

    yield fetch


def test_a_broker_that_is_down_when_the_report_is_asked_for(project, cast, stage, broker, sign_in):
    address = stage.start_web()
    broker.stop()
    with session_of(cast.leader, sign_in, address) as fetch:
        new = f"/projects/{project.slug}/reports/new/"
        assert fetch(new)[0] == 200
        form = f"starts_on=2017-09-01&ends_on=2020-11-30&csrfmiddlewaretoken={'a' * 32}".encode()
        status, headers, seconds = fetch(new, form)
        assert status == 302
        assert seconds < 3
        report = Report.objects.get()
        assert headers["Location"] == report.get_absolute_url()
        for path in (report.get_absolute_url(), f"/projects/{project.slug}/reports/", "/reports/"):
            assert fetch(path)[0] == 200, path
    assert report.job.state == "queued"
    broker.start()  # maybe at another port, when somebody has taken the old one
    stage.start_worker()
    wait_until(all_are_made)
    assert_each_was_made_once([report])
