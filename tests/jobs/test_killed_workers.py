"""Real workers, a real broker and a real web server, killed, emptied and taken away in the middle.

Every kind of job goes through the same tests. Whatever happens, each job is done, and done once.
"""

import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections import Counter
from contextlib import contextmanager, suppress
from datetime import timedelta
from pathlib import Path
from urllib.parse import quote, urlencode

import pytest
from celery import current_app
from django.conf import settings
from django.db import connection
from redis import Redis

from accounts.audit.models import AuditEntry
from accounts.audit.row_versions import version_of
from esfportal.embedded.valkey import Valkey
from esfportal.jobs import queue
from participants.imports.actions import confirm_draft, save_draft
from participants.imports.models import ImportDraft, ImportJob
from participants.register.models import Participation
from reporting.reports import storage
from reporting.reports.models import Report, ReportJob
from tests.numbers import nth_number
from tests.participants.imports.files import csv_file, person
from tests.ports import free_port
from tests.reporting.reports.job_support import TO, asked_for, register

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.processes]
PATIENCE = 180  # seconds for what takes a few, on a machine that does much else besides
LEASE = 3


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
    monkeypatch.setattr(queue, "TIMEOUT", 60)  # this process enqueues at once, on a busy machine too
    yield server
    server.stop()


class Stage:
    """Starts the portal's processes on the test's database and broker, and ends them."""

    def __init__(self, broker, folder):
        self.broker, self.folder, self.started = broker, folder, []
        self.seconds_a_step = 0.05
        self.writers = folder / "writers"
        self.writers.mkdir()
        self.held = folder / "hold"
        self.files_url = ""

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
            "ESFPORTAL_FILES_URL": self.files_url,
            "ESFPORTAL_JOB_LEASE": str(LEASE),
            "WRITERS": str(self.writers),
            "SECONDS_A_STEP": str(self.seconds_a_step),
            "HOLD": str(self.held),
        }

    def hold_in_the_middle(self):
        """Let the workers stay in the middle of each job until `go_on()`."""
        self.held.touch()

    def go_on(self):
        self.held.unlink()

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
        # The schedule in memory: the file of the usual scheduler is SQLite's, whose locks fail now and then
        # when it is opened in a fork, and a clock that has ended sweeps nothing.
        beat = ["-B", "--scheduler", "celery.beat:Scheduler"]
        application = ["celery", "-A", "tests.jobs.slow_worker", "worker"]
        return self.start(*application, "--concurrency", "2", *alone, *beat)

    def start_web(self):
        port = free_port()
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
            with suppress(ProcessLookupError):  # the whole group has ended
                self.kill(process)

    def log(self):
        return (self.folder / "processes.log").read_text()


def answers(url):
    try:
        with urllib.request.urlopen(url, timeout=PATIENCE) as response:
            return response.status == 200
    except (urllib.error.URLError, ConnectionError, TimeoutError):
        return False


@pytest.fixture
def stage(broker, tmp_path):
    stage = Stage(broker, tmp_path)
    yield stage
    stage.end()


class Reports:
    model = ReportJob

    def __init__(self, cast):
        self.project, self.leader = cast.project, cast.leader
        register(cast.project)

    def ask(self, number):
        return [asked_for(self.project, ends_on=TO - timedelta(days=day)).job for day in range(number)]

    def form(self):
        """Return what a user posts to have one more report made, and where to."""
        return f"/projects/{self.project.slug}/reports/new/", "starts_on=2017-09-01&ends_on=2020-11-30"

    def pages(self, job):
        return job.report.get_absolute_url(), f"/projects/{self.project.slug}/reports/", "/reports/"

    def is_in_the_middle(self):
        return ReportJob.objects.filter(state="running", step__startswith="csv").exists()

    def assert_each_was_done_once(self, jobs):
        """One publication of each report; its files and no others, once leftovers are deleted."""
        reports = Report.objects.filter(job__in=jobs)
        published = AuditEntry.objects.filter(action="report_made").values_list("object_id", flat=True)
        assert Counter(published) == {str(report.pk): 1 for report in reports}
        for report in reports:
            assert report.digest == report.document.digest
            files = {storage.place_of(file) for file in report.files.all()}
            assert len(files) == 24  # six in full, and six for each of three audiences
            folder = settings.FILES_ROOT / str(report.public_id)
            wait_until(lambda: {path for path in folder.rglob("*.*") if path.is_file()} == files)  # noqa: B023


class Imports:
    model = ImportJob
    ROWS = 5

    def __init__(self, cast):
        self.project, self.leader = cast.project, cast.leader
        self.uploaded = 0

    def upload(self):
        rows = [person(nth_number(self.uploaded + n)) for n in range(self.ROWS)]
        self.uploaded += self.ROWS
        return save_draft(self.project, "participants", csv_file(rows), by=self.leader, row_count=self.ROWS)

    def ask(self, number):
        return [confirm_draft(self.upload(), by=self.leader) for _each in range(number)]

    def form(self):
        draft = self.upload()
        shown = urlencode({"version": version_of(draft)})
        return f"/projects/{self.project.slug}/participants/import/{draft.pk}/confirm/", shown

    def pages(self, job):
        return (f"/projects/{self.project.slug}/participants/import/jobs/{job.pk}/",)

    def is_in_the_middle(self):
        """The rows of one file are in the transaction of a worker."""
        return Path(os.environ["STAGE_SAVING"]).exists()

    def assert_each_was_done_once(self, jobs):
        assert AuditEntry.objects.filter(action="participants_imported").count() == len(jobs)
        assert Participation.objects.count() == len(jobs) * self.ROWS
        assert not ImportDraft.objects.exists()


@pytest.fixture(params=[Reports, Imports], ids=["report", "import"])
def kind(request, cast, stage, monkeypatch):
    monkeypatch.setenv("STAGE_SAVING", str(stage.folder / "saving"))
    return request.param(cast)


def all_are_done(kind):
    wait_until(lambda: not kind.model.objects.exclude(state="done").exists())


def test_a_worker_killed_in_the_middle(kind, stage):
    jobs = kind.ask(4)
    stage.hold_in_the_middle()
    worker = stage.start_worker()
    wait_until(kind.is_in_the_middle)
    stage.kill(worker)
    assert kind.model.objects.filter(state="running").exists(), "the kill came too late to prove anything"
    stage.go_on()
    stage.start_worker()
    all_are_done(kind)
    assert kind.model.objects.filter(losses__gt=0, attempt__gt=1).exists()
    kind.assert_each_was_done_once(jobs)


def test_a_child_killed_in_the_middle(kind, stage):
    jobs = kind.ask(3)
    stage.hold_in_the_middle()
    stage.start_worker()
    wait_until(kind.is_in_the_middle)
    victim = int(max(stage.writers.iterdir(), key=lambda file: file.stat().st_mtime).name)
    os.kill(victim, signal.SIGKILL)
    stage.go_on()
    all_are_done(kind)
    assert kind.model.objects.filter(losses=1, attempt=2).exists()
    kind.assert_each_was_done_once(jobs)


def test_a_broker_that_lost_everything(kind, stage, broker):
    jobs = kind.ask(3)
    with Redis.from_url(broker.url()) as redis:
        messages = settings.CELERY_BROKER_TRANSPORT_OPTIONS["global_keyprefix"] + "celery"
        assert redis.llen(messages) == 3
        redis.flushdb()
        stage.hold_in_the_middle()
        stage.start_worker()
        wait_until(kind.is_in_the_middle)
        redis.flushdb()
    stage.go_on()
    all_are_done(kind)
    kind.assert_each_was_done_once(jobs)


@contextmanager
def session_of(user, sign_in, address):
    """Requests of a user who is signed in, to the real web server; they don't follow redirects."""
    cookies = sign_in(user).cookies
    jar = "; ".join(f"{name}={morsel.value}" for name, morsel in cookies.items())

    class Still(urllib.request.HTTPErrorProcessor):
        def http_response(self, request, response):
            return response

    opener = urllib.request.build_opener(Still)

    def fetch(path, data=None):
        began = time.monotonic()
        headers = {"Cookie": f"{jar}; csrf={'a' * 32}"}
        if data is not None:
            data = f"{data}&csrfmiddlewaretoken={'a' * 32}".encode()
        with opener.open(urllib.request.Request(address + path, data, headers), timeout=PATIENCE) as response:
            return response.status, response.read(), time.monotonic() - began

    yield fetch


def test_a_broker_that_is_down_when_the_job_is_asked_for(kind, stage, broker, sign_in):
    address = stage.start_web()
    broker.stop()
    with session_of(kind.leader, sign_in, address) as fetch:
        path, form = kind.form()
        status, _content, seconds = fetch(path, form)
        assert status == 302
        assert seconds < 20  # without a limit of its own the broker's client tries for minutes
        job = kind.model.objects.get()
        for page in kind.pages(job):
            assert fetch(page)[0] == 200, page
    assert job.state == "queued"
    broker.start()  # maybe at another port, when another process has taken the old one
    stage.start_worker()
    all_are_done(kind)
    kind.assert_each_was_done_once([job])


def test_web_and_worker_share_no_disk(cast, stage, sign_in, object_store, bucket):
    """The files go through the object store: neither process writes into the folder."""
    reports = Reports(cast)
    stage.files_url = object_store.url(bucket)
    address = stage.start_web()
    stage.start_worker()
    (job,) = reports.ask(1)
    wait_until(lambda: ReportJob.objects.filter(pk=job.pk, state="done").exists())
    report = Report.objects.get(job=job)
    with session_of(cast.leader, sign_in, address) as fetch:
        status, content, _seconds = fetch(f"{report.get_absolute_url()}files/csv/sv/")
    assert (status, content.decode()) == (200, f"{report.digest} csv sv")
    assert not settings.FILES_ROOT.exists()
