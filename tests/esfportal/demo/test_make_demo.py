"""`make demo`: its output, its processes, a second instance, and the end."""

import os
import re
import signal
import socket
import subprocess
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import build_opener

import psutil
import pytest
import requests
from django.conf import settings

from esfportal.embedded.paths import LOOPBACK
from esfportal.embedded.postgres import Postgres
from esfportal.embedded.valkey import Valkey
from tests.ports import free_port

pytestmark = pytest.mark.processes

END = "Ctrl-C stops everything."
FIRST_START = 900  # seconds, on a machine that is busy with other tests
SECOND_START = 300
STOP = 180


def terminal():
    """Return the environment of a terminal, without the variables of the tests and of make."""
    kept = {
        name: value for name, value in os.environ.items() if not name.startswith(("MAKE", "PYTEST", "MFLAGS"))
    }
    addresses = (
        *("DATABASE_URL", "DATABASE_WEB_URL", "DATABASE_OWNER_URL", "DATABASE_REPORTING_URL"),
        "REDIS_URL",
    )
    for name in ("ESFPORTAL_ENV", "ESFPORTAL_VAR", "DJANGO_SETTINGS_MODULE", *addresses):
        kept.pop(name, None)
    return kept


def make_demo(var, port):
    """Start `make demo` in its own process group, as a terminal does."""
    return subprocess.Popen(
        ["make", "demo", f"PORT={port}"],
        cwd=settings.BASE_DIR,
        env=terminal() | {"ESFPORTAL_VAR": str(var)},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )


@dataclass
class Demo:
    """A running demo and its output so far."""

    var: Path
    port: int = field(default_factory=free_port)
    lines: list = field(default_factory=list)

    def __post_init__(self):
        self.process = make_demo(self.var, self.port)
        self.reader = threading.Thread(target=self._read, daemon=True)
        self.reader.start()

    def _read(self):
        with self.process.stdout as output:
            self.lines.extend(line.rstrip("\n") for line in iter(output.readline, ""))

    @property
    def text(self):
        return "\n".join(self.lines)

    def started(self, patience):
        """Wait until the demo says that it runs."""
        deadline = time.monotonic() + patience
        while END not in self.lines:
            assert self.process.poll() is None, self.text
            assert time.monotonic() < deadline, self.text
            time.sleep(0.1)
        return self

    def end(self, number):
        """Send a signal to the whole process group, as a terminal does, and wait."""
        os.killpg(self.process.pid, number)
        self.process.wait(STOP)
        self.reader.join(STOP)

    def processes(self):
        """Return the running processes of this demo's folder, with its servers."""
        return [process for process in psutil.process_iter() if belongs(process, self.var)]


def belongs(process, var):
    try:
        alive = process.status() != psutil.STATUS_ZOMBIE
        return alive and process.environ().get("ESFPORTAL_VAR") == str(var)
    except (psutil.NoSuchProcess, psutil.AccessDenied):
        return False


@pytest.fixture(scope="module")
def demo(once_made):
    running = Demo(once_made / "var")
    try:
        yield running.started(FIRST_START)
    finally:
        if running.process.poll() is None:
            running.end(signal.SIGTERM)


def test_output_shows_addresses_and_accounts(demo):
    assert f"The portal is at http://{LOOPBACK}:{demo.port}/" in demo.text
    assert re.search(r"^with the password demo-\S+$", demo.text, re.MULTILINE)
    assert re.search(r"^and then the code \d{6}, .* make code ESFPORTAL_VAR=", demo.text, re.MULTILINE)
    for account in (
        r"administrator@demo\.example +administrator",
        r"projektledare\.kalmar@demo\.example +project leader, Kalmar County cooperation project",
        r"handlaggare\.\S+@demo\.example +case worker, .*Kalmar",
        r"esf@demo\.example +funder, 6 projects",
    ):
        assert re.search(account, demo.text)


def test_output_shows_the_steps(demo):
    steps = ["Starting PostgreSQL", "database up to date", "Loading the demo", "Starting the web server"]
    assert [step for step in steps if step in demo.text] == steps
    for slug in ("all-in", "intro", "kalmar", "resurscentrum", "spik", "vagval"):
        assert f"{slug}: finished" in demo.text


def test_report_files_are_where_the_output_says(demo):
    paths = [Path(line.strip()) for line in demo.lines if line.strip().startswith(str(demo.var))]
    assert [path.suffix for path in paths] == [".pdf", ".csv"]
    assert paths[0].read_bytes().startswith(b"%PDF-")
    assert paths[1].read_text(encoding="utf-8-sig").startswith('"section";"code"')


def test_the_portal_answers_in_swedish_with_its_policy(demo):
    with build_opener().open(f"http://{LOOPBACK}:{demo.port}/", timeout=STOP) as page:
        assert page.url.endswith(f":{demo.port}/")  # the project bank, without an account
        assert "default-src 'none'" in page.headers["Content-Security-Policy"]
        assert 'lang="sv"' in page.read().decode()


def test_password_and_code_sign_in(demo):
    with requests.Session() as browser:
        page = send(browser, demo, "/accounts/login/", login="esf@demo.example", password=password(demo))
        assert page.url.endswith("/accounts/login/code/"), page_text(page)
        page = send(browser, demo, "/accounts/login/code/", code=make_code(demo.var))
        assert "/accounts/" not in page.url, page_text(page)
        page = browser.get(f"http://{LOOPBACK}:{demo.port}/projects/", timeout=STOP)
    assert "Logga ut" in page.text, page_text(page)
    assert page.url.endswith("/projects/")


def send(browser, demo, path, **form):
    address = f"http://{LOOPBACK}:{demo.port}{path}"
    page = browser.get(address, timeout=STOP)
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page.text)[1]
    answer = browser.post(
        address, form | {"csrfmiddlewaretoken": token}, headers={"Referer": address}, timeout=STOP
    )
    answer.raise_for_status()
    return answer


def page_text(page):
    """Return the page's URL and text, for the message of a failed test."""
    content = re.search(r"<main.*</main>", page.text, re.DOTALL)
    return f"{page.url}: {' '.join(re.sub('<[^>]+>', ' ', content[0] if content else page.text).split())}"


def make_code(var):
    """Return the code that `make code` prints."""
    command = ["make", "code", f"ESFPORTAL_VAR={var}"]
    done = subprocess.run(
        command, cwd=settings.BASE_DIR, env=terminal(), capture_output=True, text=True, check=True
    )
    assert re.fullmatch(r"\d{6}\n", done.stdout), done
    return done.stdout.strip()


def test_nothing_listens_beyond_loopback(demo):
    addresses = {
        connection.laddr.ip
        for process in demo.processes()
        for connection in process.net_connections("inet")
        if connection.status == psutil.CONN_LISTEN
    }
    assert addresses == {LOOPBACK}


def test_a_second_instance_is_refused_and_the_first_goes_on(demo):
    second = make_demo(demo.var, free_port())
    said, _ = second.communicate(timeout=STOP)
    assert second.returncode != 0
    assert f"already runs, at http://{LOOPBACK}:{demo.port}/" in said
    assert "Traceback" not in said
    assert demo.process.poll() is None


def test_a_killed_worker_is_started_again(demo):
    def worker():
        found = [p for p in demo.processes() if "worker" in p.cmdline()]
        return min(found, key=lambda process: process.create_time(), default=None)

    first = worker()
    os.killpg(first.pid, signal.SIGKILL)
    deadline = time.monotonic() + STOP
    while not (second := worker()) or second.pid == first.pid:
        assert time.monotonic() < deadline
        time.sleep(0.2)


@pytest.mark.parametrize("server", [Postgres, Valkey])
def test_a_killed_server_is_started_again(demo, server):
    first = server(demo.var).pid()
    os.kill(first, signal.SIGKILL)
    deadline = time.monotonic() + STOP
    while server(demo.var).pid() in (None, first):
        assert time.monotonic() < deadline, demo.text
        time.sleep(0.1)
    while status(demo, "/readyz") != 200:
        assert time.monotonic() < deadline, demo.text
        time.sleep(0.1)
    assert demo.process.poll() is None


def status(demo, path):
    try:
        with build_opener().open(f"http://{LOOPBACK}:{demo.port}{path}", timeout=STOP) as answer:
            return answer.status
    except HTTPError as error:
        with error:
            return error.code


def test_ctrl_c_leaves_no_process_and_the_next_start_is_quick(demo):
    assert len(demo.processes()) > 5
    demo.end(signal.SIGINT)
    assert "Stopped. The data stays" in demo.text
    assert demo.processes() == []
    second = Demo(demo.var).started(SECOND_START)
    assert password(second) == password(demo)
    assert "created" in demo.text
    assert "created" not in second.text
    second.end(signal.SIGHUP)
    assert second.processes() == []


def password(demo):
    return re.search(r"with the password (\S+)", demo.text)[1]


def test_a_port_that_is_taken_is_refused_before_anything_starts(fresh_var):
    with socket.socket() as taken:
        taken.bind((LOOPBACK, 0))
        taken.listen()
        port = taken.getsockname()[1]
        refused = make_demo(fresh_var, port)
        said, _ = refused.communicate(timeout=STOP)
    assert refused.returncode != 0
    assert f"Port {port} is taken" in said
    assert not (fresh_var / "embedded").exists()
