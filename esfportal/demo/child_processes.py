"""The demo's processes: web server, worker and beat. They are started again when they die."""

import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from dataclasses import dataclass, field

from django.conf import settings

from esfportal.demo import CannotRun
from esfportal.embedded.paths import LOOPBACK

STOP_TIMEOUT = 10  # seconds until a process is killed that was asked to stop
MAX_DEATHS = 5  # of a process within a minute
MINUTE = 60
SINGLE_WORKER = ("--without-mingle", "--without-gossip")  # there are no other workers to look for


@dataclass
class Child:
    name: str
    command: list
    environment: dict = field(default_factory=dict)
    process: subprocess.Popen | None = None
    deaths: list = field(default_factory=list)

    @property
    def log(self):
        return settings.VAR / "logs" / f"{self.name}.log"

    def start(self):
        self.log.parent.mkdir(mode=0o700, exist_ok=True)
        with self.log.open("a") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", *self.command],
                cwd=settings.BASE_DIR,
                env=os.environ | self.environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,  # so that Ctrl-C reaches only this process, which stops the others
            )

    def check(self):
        """Start the process again when it has died. Raise CannotRun when it keeps dying."""
        if self.process.poll() is None:
            return
        self.sweep()
        now = time.monotonic()
        self.deaths = [moment for moment in self.deaths if now - moment < MINUTE] + [now]
        if len(self.deaths) >= MAX_DEATHS:
            raise CannotRun(
                f"The {self.name} process stops as soon as it is started. Its log, {self.log}, ends:\n"
                + "".join(self.log.open().readlines()[-5:])
            )
        self.start()

    def sweep(self):
        try:
            os.killpg(self.process.pid, signal.SIGKILL)
        except ProcessLookupError:
            return  # all of it has ended


class Children:
    def __init__(self, port):
        self.port = port
        celery = ["celery", "-A", "esfportal"]
        self.all = [
            Child(
                "web",
                [
                    *("gunicorn", "esfportal.wsgi", "--bind", f"{LOOPBACK}:{port}", "--no-control-socket"),
                    *("--workers", "2", "--threads", "4", "--graceful-timeout", "3"),
                ],
                # a role that may not enter the operator's scope; a server of yours may have one role only
                {"DATABASE_URL": os.environ.get("DATABASE_WEB_URL") or settings.DATABASE_URL},
            ),
            Child("worker", [*celery, "worker", "--concurrency", "2", "--loglevel", "info", *SINGLE_WORKER]),
            Child("clock", [*celery, "beat", "--loglevel", "warning"]),
        ]

    def __enter__(self):
        try:
            for child in self.all:
                child.start()
        except BaseException:  # Ctrl-C between two of them, too
            self.stop()
            raise
        return self

    def __exit__(self, *exception):
        self.stop()

    def stop(self):
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, signal.SIG_IGN)  # a second Ctrl-C must not interrupt the stopping
        started = [child for child in self.all if child.process]
        for child in started:
            child.process.terminate()
        deadline = time.monotonic() + STOP_TIMEOUT
        for child in started:
            try:
                child.process.wait(max(0.1, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                child.process.kill()
            child.sweep()

    def log(self, name):
        return next(child.log for child in self.all if child.name == name)

    def check(self):
        for child in self.all:
            child.check()

    def watch(self, start_servers):
        while True:
            start_servers()
            self.check()
            time.sleep(0.5)

    def wait_for_web(self, seconds):
        """Wait until /readyz answers 200. Raise CannotRun."""
        deadline = time.monotonic() + seconds
        while not self._is_ready():
            self.check()
            if time.monotonic() > deadline:
                raise CannotRun(
                    f"The web server did not answer within {seconds} seconds. Its log is {self.log('web')}."
                )
            time.sleep(0.1)

    def _is_ready(self):
        try:
            address = f"http://{LOOPBACK}:{self.port}/readyz"  # our own server
            with urllib.request.urlopen(address, timeout=5):  # nosec B310
                return True
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            return False
