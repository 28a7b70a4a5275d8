"""The demo's processes: started together, started again when they die, stopped together."""

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
from esfportal.embedded.places import LOOPBACK

PATIENCE = 10  # seconds until a process that was asked to stop is made to
TOO_OFTEN = 5  # deaths within a minute are more than bad luck
MINUTE = 60
ALONE = ("--without-mingle", "--without-gossip")  # there are no other workers to look for


@dataclass
class Child:
    """One program with a log of its own, in a process group of its own."""

    name: str
    command: list
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
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,  # Ctrl-C reaches us alone, and we stop it in good order
            )

    def check(self):
        """Start it again when it died; give up when it keeps dying."""
        if self.process.poll() is None:
            return
        self.sweep()
        now = time.monotonic()
        self.deaths = [moment for moment in self.deaths if now - moment < MINUTE] + [now]
        if len(self.deaths) >= TOO_OFTEN:
            raise CannotRun(
                f"The {self.name} process stops as soon as it is started. Its log, {self.log}, ends:\n"
                + "".join(self.log.open().readlines()[-5:])
            )
        self.start()

    def sweep(self):
        """End whatever is left of its group."""
        try:
            os.killpg(self.process.pid, signal.SIGKILL)
        except ProcessLookupError:
            return  # it left nothing behind


class Children:
    """Web server, worker and clock, for the length of a `with`."""

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
            ),
            Child("worker", [*celery, "worker", "--concurrency", "2", "--loglevel", "info", *ALONE]),
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
        """Ask all to stop, wait, and end whatever is left."""
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, signal.SIG_IGN)  # stopping is not interrupted by impatience
        started = [child for child in self.all if child.process]
        for child in started:
            child.process.terminate()
        deadline = time.monotonic() + PATIENCE
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
        """Keep them, and the servers under them, running until a signal ends this process."""
        while True:
            start_servers()
            self.check()
            time.sleep(0.5)

    def wait_for_web(self, seconds):
        """Wait until the portal says that it is ready."""
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
