"""The embedded PostgreSQL cluster: made, started and stopped with initdb and pg_ctl."""

import hashlib
import shutil
import subprocess
from contextlib import closing, contextmanager
from functools import cached_property
from pathlib import Path

import psycopg2
from psycopg2 import sql

from esfportal.embedded import binaries
from esfportal.embedded.errors import EmbeddedServerError
from esfportal.embedded.os_account import unprivileged
from esfportal.embedded.paths import LOOPBACK, folder, is_free, known_port, new_port, secret, write_secret
from esfportal.embedded.processes import pid_in

NAME = "esfportal"  # of the database and of the role that owns it
SUPERUSER = "postgres"  # never used by the portal itself
WEB, WORKER, REPORTING = "esfportal_web", "esfportal_worker", "esfportal_totals"  # roles that sign in
GROUPS = {  # the roles with the rights
    WEB: ["esfportal_application"],
    WORKER: ["esfportal_application", "esfportal_operator"],
    REPORTING: ["esfportal_reporting"],
}
PASSWORDS = {  # their files
    WEB: "application-password",
    WORKER: "worker-password",
    REPORTING: "reporting-password",
}
ROLES_MADE = "roles-made"  # the file that says so; its content is the roles of the version that made them
WAIT = 60  # seconds

SETTINGS = {
    "listen_addresses": LOOPBACK,
    "unix_socket_directories": "",  # the path of a socket may be too long; TCP always works
    "max_connections": 100,
    "shared_buffers": "512MB",  # enough for a million participations; allocated when used
    "work_mem": "16MB",
    "maintenance_work_mem": "128MB",
    "effective_cache_size": "1GB",
    "random_page_cost": 1.1,  # for an SSD; makes one project's figures four times as fast
    "jit": "off",  # compiling takes longer than our statements
    "max_wal_size": "2GB",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "log_min_error_statement": "panic",  # a failing statement may carry a person's name
    "log_error_verbosity": "terse",
}


class Postgres:
    def __init__(self, var):
        self.var = var
        self.account = unprivileged()

    @cached_property
    def home(self):
        home = folder(self.var) / "postgres"
        home.mkdir(mode=0o711, exist_ok=True)
        return home

    def url(self):
        return self._url(WORKER, PASSWORDS[WORKER])

    def web_url(self):
        return self._url(WEB, PASSWORDS[WEB])

    def owner_url(self):
        return self._url(NAME, "password")

    def reporting_url(self):
        return self._url(REPORTING, PASSWORDS[REPORTING])

    def addresses(self):
        return {
            "DATABASE_URL": self.url(),
            "DATABASE_WEB_URL": self.web_url(),
            "DATABASE_OWNER_URL": self.owner_url(),
            "DATABASE_REPORTING_URL": self.reporting_url(),
        }

    def _url(self, role, password_file):
        password = secret(self.home / password_file)
        return f"postgres://{role}:{password}@{LOOPBACK}:{known_port(self.home / 'port')}/{NAME}"

    @property
    def data(self):
        path_file = self.home / "cluster"  # exists when the cluster is outside `home`
        return Path(path_file.read_text()) if path_file.exists() else self.home / "data"

    def pid(self):
        return pid_in(self.data / "postmaster.pid", str(self.data))

    def start(self):
        """Start the server unless it runs; make the cluster and the database when missing."""
        if self.pid():
            self._create_roles()
            return
        self._choose_folder()
        programs = binaries.find(self.account, self.data.parent)
        if not self._is_whole():
            self._initialise(programs)
        self._check_version(programs)
        (self.data / "postmaster.pid").unlink(missing_ok=True)  # of a server that no longer runs
        self._launch(programs)
        if not (self.home / "whole").exists():
            self._create_database()
            (self.home / "whole").touch()
        self._create_roles()

    def stop(self):
        if not self.pid():
            return
        programs = binaries.find(self.account, self.data.parent)
        try:
            self._run([programs / "pg_ctl", "-D", self.data, "-m", "fast", "-t", WAIT, "-w", "stop"])
        except EmbeddedServerError:
            if self.pid():  # otherwise it had already ended by itself
                raise

    def _is_whole(self):
        return (self.home / "whole").exists() and (self.data / "PG_VERSION").exists()

    def _choose_folder(self):
        if self.account.can_reach(self.home):
            return
        # PostgreSQL's account cannot enter `home`, for example below /root.
        name = hashlib.sha256(str(self.home).encode()).hexdigest()[:12]
        folder = Path("/var/lib") / f"esfportal-{name}"
        folder.mkdir(mode=0o711, parents=True, exist_ok=True)
        (self.home / "cluster").write_text(str(folder / "data"))

    def _initialise(self, programs):
        (self.home / ROLES_MADE).unlink(missing_ok=True)
        shutil.rmtree(self.data, ignore_errors=True)
        self.data.mkdir()
        self.account.own(self.data, 0o700)
        password_file = self.data.parent / "initial-password"
        write_secret(password_file, secret(self.home / "owner-password"))
        self.account.own(password_file, 0o600)
        locale = ["--locale-provider=builtin", "--builtin-locale=C.UTF-8"] if programs.major >= 17 else []
        self._run(
            [
                *(programs / "initdb", "-D", self.data, "-U", SUPERUSER, "--pwfile", password_file),
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
        role, password = sql.Identifier(NAME), sql.Literal(secret(self.home / "password"))
        with self.as_superuser() as cursor:
            cursor.execute(sql.SQL("CREATE ROLE {0} LOGIN CREATEDB PASSWORD {1}").format(role, password))
            cursor.execute(sql.SQL("CREATE DATABASE {0} OWNER {0}").format(role))

    def _create_roles(self):
        """Make the roles that row-level security binds, also in a cluster from before there were such roles."""
        made = self.home / ROLES_MADE
        if made.exists() and made.read_text() == " ".join(GROUPS):
            return
        with self.as_superuser() as cursor:
            cursor.execute("SELECT rolname FROM pg_roles")
            known = {name for (name,) in cursor.fetchall()}
            for group in {name for groups in GROUPS.values() for name in groups} - known:
                cursor.execute(sql.SQL("CREATE ROLE {} NOLOGIN").format(sql.Identifier(group)))
            for role, groups in GROUPS.items():
                name, password = sql.Identifier(role), sql.Literal(secret(self.home / PASSWORDS[role]))
                if role not in known:
                    cursor.execute(sql.SQL("CREATE ROLE {} LOGIN").format(name))
                cursor.execute(sql.SQL("ALTER ROLE {} PASSWORD {}").format(name, password))
                for group in groups:
                    cursor.execute(sql.SQL("GRANT {} TO {}").format(sql.Identifier(group), name))
        made.write_text(" ".join(GROUPS))

    @contextmanager
    def as_superuser(self):
        with closing(self.connect_as_superuser()) as superuser, superuser.cursor() as cursor:
            yield cursor

    def connect_as_superuser(self, dbname="postgres", **options):
        superuser = psycopg2.connect(
            host=LOOPBACK,
            port=known_port(self.home / "port"),
            user=SUPERUSER,
            password=secret(self.home / "owner-password"),
            dbname=dbname,
            **options,
        )
        superuser.autocommit = True
        return superuser

    def _run(self, command):
        # Output to a file, because the started server keeps a pipe open.
        log = self.home / "last-command.log"
        with log.open("w") as output:
            done = self.account.run(list(map(str, command)), stdout=output, stderr=subprocess.STDOUT)
        if done.returncode:
            raise EmbeddedServerError(
                f"PostgreSQL's {Path(command[0]).name} failed:\n{log.read_text().strip()}\n"
                f"Its log is {self.data.parent / 'postgres.log'}."
            )
