"""The database and its roles, as docker/create-database.sh and docs/operations.md make them."""

import os
import re
import subprocess
from contextlib import closing

import psycopg2
import pytest
from django.conf import settings

from esfportal.embedded import binaries, servers
from esfportal.embedded.paths import LOOPBACK
from esfportal.embedded.postgres import Postgres

pytestmark = pytest.mark.processes

SCRIPT = settings.BASE_DIR / "docker" / "create-database.sh"
DOCUMENT = settings.BASE_DIR / "docs" / "operations.md"
SIGN_IN = ("esfportal", "esfportal_web", "esfportal_worker", "esfportal_totals")
GROUPS = ("esfportal_application", "esfportal_operator", "esfportal_reporting")
PASSWORDS = ("OWNER_PASSWORD", "APPLICATION_PASSWORD", "WORKER_PASSWORD", "REPORTING_PASSWORD")
MEMBERS = """
SELECT member::regrole::text || ' in ' || roleid::regrole FROM pg_auth_members
WHERE roleid::regrole::text LIKE 'esfportal%' AND member::regrole::text LIKE 'esfportal%' ORDER BY 1
"""
EXPECTED = [
    "esfportal_totals in esfportal_reporting",
    "esfportal_web in esfportal_application",
    "esfportal_worker in esfportal_application",
    "esfportal_worker in esfportal_operator",
]


@pytest.fixture
def empty_server(var):
    """Yield a server without the portal's database and roles."""
    with servers(var):
        server = Postgres(var)
        with server.as_superuser() as cursor:
            cursor.execute("DROP DATABASE IF EXISTS esfportal")
            for role in (*SIGN_IN, *GROUPS):
                cursor.execute(f"DROP ROLE IF EXISTS {role}")
        yield server


def ask(server, question):
    with server.as_superuser() as cursor:
        cursor.execute(question)
        return [value for (value,) in cursor.fetchall()]


def create(server, password):
    programs = binaries.find(server.account, server.data.parent)
    with server.as_superuser() as cursor:
        details = cursor.connection.info
        place = {"PGHOST": LOOPBACK, "PGPORT": str(details.port), "PGPASSWORD": details.password}
    path = f"{programs.folder}:{os.environ['PATH']}"
    done = subprocess.run(
        ["sh", str(SCRIPT)],
        env={"PATH": path} | place | dict.fromkeys(PASSWORDS, password),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stderr.count("ERROR") == 0


def sign_in(server, role, password):
    with server.as_superuser() as cursor:
        port = cursor.connection.info.port
    with closing(
        psycopg2.connect(host=LOOPBACK, port=port, user=role, password=password, dbname="esfportal")
    ):
        pass


def test_the_script_makes_what_is_missing_and_can_run_again(empty_server):
    create(empty_server, "first")
    assert ask(empty_server, MEMBERS) == EXPECTED
    with empty_server.as_superuser() as cursor:  # as in a cluster from before there was such a role
        cursor.execute("DROP ROLE esfportal_worker")
        cursor.execute("DROP ROLE esfportal_operator")
    create(empty_server, "second")
    assert ask(empty_server, MEMBERS) == EXPECTED
    for role in SIGN_IN:
        sign_in(empty_server, role, "second")
    with pytest.raises(psycopg2.OperationalError):
        sign_in(empty_server, "esfportal_web", "first")


def test_the_documented_statements_need_no_superuser(empty_server):
    block = re.search(r"\n\n((?:    CREATE ROLE .*;\n|    \w.*;\n)+)", DOCUMENT.read_text())[1]
    assert block.count("CREATE ROLE") == len(SIGN_IN) + len(GROUPS)
    with empty_server.as_superuser() as cursor:
        cursor.execute("DROP ROLE IF EXISTS administrator")
        cursor.execute("CREATE ROLE administrator LOGIN CREATEROLE CREATEDB PASSWORD 'administrator'")
        port = cursor.connection.info.port
    login = {"user": "administrator", "password": "administrator", "dbname": "postgres"}
    with closing(psycopg2.connect(host=LOOPBACK, port=port, **login)) as connection:
        connection.autocommit = True
        with connection.cursor() as cursor:
            for statement in block.strip().splitlines():
                cursor.execute(statement.replace("…", "made"))
    assert ask(empty_server, MEMBERS) == EXPECTED
    for role in SIGN_IN:
        sign_in(empty_server, role, "made")
