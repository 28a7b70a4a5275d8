"""A PostgreSQL cluster of the portal's own: made, started and stopped with initdb and pg_ctl."""

import hashlib
import shutil
import subprocess
from contextlib import closing
from functools import cached_property
from pathlib import Path

import psycopg2
from psycopg2 import sql

from esfportal.embedded import binaries
from esfportal.embedded.account import unprivileged
from esfportal.embedded.errors import EmbeddedServerError
from esfportal.embedded.places import LOOPBACK, folder, is_free, known_port, new_port, secret, write_secret
from esfportal.embedded.processes import pid_in

NAME = "esfportal"  # of the database and of the role that owns it
OWNER = "postgres"  # the superuser, whom the portal itself never signs in as
WAIT = 60  # seconds

SETTINGS = {
    "listen_addresses": LOOPBACK,
    "unix_socket_directories": "",  # the path of a socket may be too long, and TCP works everywhere
    "max_connections": 100,
    "shared_buffers": "512MB",  # a million participations fit; memory is taken as it is used
    "work_mem": "16MB",
    "maintenance_work_mem": "128MB",
    "effective_cache_size": "1GB",
    "random_page_cost": 1.1,  # a disk without a head to move: worth four times for one project's figures
    "jit": "off",  # compiling costs more than our statements take
    "max_wal_size": "2GB",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "log_min_error_statement": "panic",  # a failing statement may carry a person's name
    "log_error_verbosity": "terse",
}


class Postgres:
    """The cluster in `var`."""

    def __init__(self, var):
        self.var = var
        self.account = unprivileged()

    @cached_property
    def home(self):
        home = folder(self.var) / "postgres"
        home.mkdir(mode=0o711, exist_ok=True)
        return home

    def url(self):
        """The address of the portal's database, whether or not the server runs."""
        password = secret(self.home / "password")
        return f"postgres://{NAME}:{password}@{LOOPBACK}:{known_port(self.home / 'port')}/{NAME}"

    @property
    def data(self):
        """The cluster's folder; `cluster` names it when it cannot lie beside that file."""
        note = self.home / "cluster"
        return Path(note.read_text()) if note.exists() else self.home / "data"

    def pid(self):
        return pid_in(self.data / "postmaster.pid", str(self.data))

    def start(self):
        """Start the server unless it runs; make the cluster and the database when there is none."""
        if self.pid():
            return
        self._choose_place()
        programs = binaries.find(self.account, self.data.parent)
        if not self._is_whole():
            self._initialise(programs)
        self._check_version(programs)
        (self.data / "postmaster.pid").unlink(missing_ok=True)  # of a server that no longer runs
        self._launch(programs)
        if not (self.home / "whole").exists():
            self._create_database()
            (self.home / "whole").touch()

    def stop(self):
        """Stop the server if it runs, and wait until it has written everything down."""
        if not self.pid():
            return
        programs = binaries.find(self.account, self.data.parent)
        try:
            self._run([programs / "pg_ctl", "-D", self.data, "-m", "fast", "-t", WAIT, "-w", "stop"])
        except EmbeddedServerError:
            if self.pid():  # else it was dying already, and pg_ctl only missed its farewell
                raise

    def _is_whole(self):
        return (self.home / "whole").exists() and (self.data / "PG_VERSION").exists()

    def _choose_place(self):
        """Put the cluster here, or, when the account cannot come here, in a folder it can reach."""
        if self.account.can_reach(self.home):
            return
        name = hashlib.sha256(str(self.home).encode()).hexdigest()[:12]
        place = Path("/var/lib") / f"esfportal-{name}"
        place.mkdir(mode=0o711, parents=True, exist_ok=True)
        (self.home / "cluster").write_text(str(place / "data"))

    def _initialise(self, programs):
        """Make an empty cluster, over whatever an interrupted attempt left behind."""
        shutil.rmtree(self.data, ignore_errors=True)
        self.data.mkdir()
        self.account.own(self.data, 0o700)
        password_file = self.data.parent / "initial-password"
        write_secret(password_file, secret(self.home / "owner-password"))
        self.account.own(password_file, 0o600)
        locale = ["--locale-provider=builtin", "--builtin-locale=C.UTF-8"] if programs.major >= 17 else []
        self._run(
            [
                *(programs / "initdb", "-D", self.data, "-U", OWNER, "--pwfile", password_file),
                *("--auth=scram-sha-256", "--encoding=UTF8", "--locale=C", "--no-sync"),
                *locale,
            ]
        )
        password_file.unlink()

    def _check_version(self, programs):
        made_by = int((self.data / "PG_VERSION").read_text())
        if made_by != programs.major:
            raise EmbeddedServerError(
                f"The data in {self.data} was written by PostgreSQL {made_by}, and the PostgreSQL here is "
                f"{programs.major}. `make clean-data` makes room for new data."
            )

    def _launch(self, programs):
        port = known_port(self.home / "port")
        if not is_free(port):
            port = new_port(self.home / "port")
        options = " ".join(f"-c {name}='{value}'" for name, value in (SETTINGS | {"port": port}).items())
        log = self.data.parent / "postgres.log"
        log.touch()
        self.account.own(log, 0o600)
        self._run(
            [programs / "pg_ctl", "-D", self.data, "-l", log, "-t", str(WAIT), "-w", "-o", options, "start"]
        )

    def _create_database(self):
        owner = psycopg2.connect(
            host=LOOPBACK,
            port=known_port(self.home / "port"),
            user=OWNER,
            password=secret(self.home / "owner-password"),
            dbname="postgres",
        )
        owner.autocommit = True
        role, password = sql.Identifier(NAME), sql.Literal(secret(self.home / "password"))
        with closing(owner), owner.cursor() as cursor:
            for statement in (
                sql.SQL("CREATE ROLE {0} LOGIN CREATEDB PASSWORD {1}").format(role, password),
                sql.SQL("CREATE DATABASE {0} OWNER {0}").format(role),
            ):
                cursor.execute(statement)

    def _run(self, command):
        """Run one of PostgreSQL's programs; what it says goes to a file, for a pipe would never close."""
        said = self.home / "last-command.log"
        with said.open("w") as output:
            done = self.account.run(list(map(str, command)), stdout=output, stderr=subprocess.STDOUT)
        if done.returncode:
            raise EmbeddedServerError(
                f"PostgreSQL's {Path(command[0]).name} failed:\n{said.read_text().strip()}\n"
                f"Its log is {self.data.parent / 'postgres.log'}."
            )
