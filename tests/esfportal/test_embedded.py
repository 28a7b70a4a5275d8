"""The embedded servers: started, shared, interrupted and stopped."""

import gc
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from contextlib import closing, contextmanager
from pathlib import Path

import psycopg2
import pytest
import redis
from django.conf import settings

from esfportal.embedded import EmbeddedServerError, servers
from esfportal.embedded.paths import LOOPBACK, is_free
from esfportal.embedded.postgres import Postgres
from esfportal.embedded.valkey import Valkey
from tests.ports import free_port

pytestmark = pytest.mark.processes

USER = """
import sys
from pathlib import Path
from esfportal.embedded import servers
with servers(Path(sys.argv[1])):
    print("up", flush=True)
    sys.stdin.read()
"""


@contextmanager
def another_process(var):
    """Run another process that uses the servers until its input ends."""
    command = [sys.executable, "-c", USER, var]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    with subprocess.Popen(command, cwd=settings.BASE_DIR, **pipes) as process:
        assert process.stdout.readline() == b"up\n"
        yield process


def ask(question):
    with (
        closing(psycopg2.connect(os.environ["DATABASE_OWNER_URL"])) as connection,
        connection.cursor() as cursor,
    ):
        cursor.execute(question)
        return cursor.fetchone()[0]


def tell(statement):
    with closing(psycopg2.connect(os.environ["DATABASE_OWNER_URL"])) as connection:
        connection.cursor().execute(statement)
        connection.commit()


def valkey_answers():
    with redis.Redis.from_url(os.environ["REDIS_URL"]) as client:
        return client.ping()


def open_sockets():
    found = [each for each in gc.get_objects() if type(each) is socket.socket]
    return {each.getsockname() for each in found if each.fileno() >= 0 and each.family == socket.AF_INET}


def test_waiting_for_the_servers_leaves_no_connection_open(var):
    before = open_sockets()
    with servers(var):
        assert open_sockets() == before


def test_servers_answer_and_stop(var):
    with servers(var):
        assert ask("SELECT rolsuper FROM pg_roles WHERE rolname = current_user") is False
        assert ask("SHOW random_page_cost") == "1.1"
        assert valkey_answers()
    assert (Postgres(var).pid(), Valkey(var).pid()) == (None, None)
    assert "DATABASE_URL" not in os.environ


def test_environment_is_restored(var, monkeypatch):
    monkeypatch.setenv("DATABASE_REPORTING_URL", "postgres://totals@elsewhere/else")
    monkeypatch.setenv("DATABASE_OWNER_URL", "")
    before = dict(os.environ)
    with servers(var):
        assert os.environ["DATABASE_REPORTING_URL"] == Postgres(var).reporting_url()
        assert os.environ["DATABASE_OWNER_URL"] == Postgres(var).owner_url()
    assert dict(os.environ) == before


def test_data_is_kept(var):
    with servers(var):
        tell("DROP TABLE IF EXISTS kept; CREATE TABLE kept AS SELECT 42 AS answer")
    with servers(var):
        assert ask("SELECT answer FROM kept") == 42


def test_last_user_stops_the_servers(var):
    with another_process(var) as first:
        with servers(var):
            running = Postgres(var).pid(), Valkey(var).pid()
            assert all(running)
        assert (Postgres(var).pid(), Valkey(var).pid()) == running
        first.stdin.close()
        first.wait()
    assert (Postgres(var).pid(), Valkey(var).pid()) == (None, None)


def test_killed_user_releases_the_servers(var):
    with another_process(var) as first:
        first.kill()
    assert Postgres(var).pid()
    with servers(var):
        pass
    assert (Postgres(var).pid(), Valkey(var).pid()) == (None, None)


def test_a_killed_server_is_started_again(var):
    with servers(var):
        tell("DROP TABLE IF EXISTS kept; CREATE TABLE kept AS SELECT 42 AS answer")
        os.kill(Postgres(var).pid(), signal.SIGKILL)
        os.kill(Valkey(var).pid(), signal.SIGKILL)
        while Postgres(var).pid():
            time.sleep(0.01)
    with servers(var):
        assert ask("SELECT answer FROM kept") == 42
        assert valkey_answers()


def test_reused_process_id_is_ignored(var):
    with servers(var):
        pass
    (Postgres(var).data / "postmaster.pid").write_text(f"{os.getpid()}\n")
    (Valkey(var).home / "valkey.pid").write_text(f"{os.getpid()}\n")
    with servers(var):
        assert ask("SELECT 1") == 1
        assert Postgres(var).pid() != os.getpid()


def test_taken_port_is_replaced(var):
    with servers(var):
        before = os.environ["DATABASE_URL"]
    with socket.socket() as squatter:
        squatter.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        squatter.bind((LOOPBACK, int((Postgres(var).home / "port").read_text())))
        squatter.listen()
        with servers(var):
            assert os.environ["DATABASE_URL"] != before
            assert ask("SELECT 1") == 1


def test_interrupted_creation_is_repeated(var):
    with servers(var):
        pass
    (Postgres(var).home / "whole").unlink()
    with servers(var):
        assert ask("SELECT 1") == 1


def test_data_of_another_version_is_refused(fresh_var):
    with servers(fresh_var):
        pass
    (Postgres(fresh_var).data / "PG_VERSION").write_text("14\n")
    with (
        pytest.raises(EmbeddedServerError, match=r"written by PostgreSQL 14.*make clean-data"),
        servers(fresh_var),
    ):
        pass


def test_secrets_are_readable_by_their_owner_only(var):
    with servers(var):
        pass
    secrets = [*var.rglob("*password"), *var.rglob("*.conf")]
    assert len(secrets) >= 4
    assert {path.stat().st_mode & 0o077 for path in secrets} == {0}


def test_permissions_of_parent_folders_are_unchanged(fresh_var):
    # Also when PostgreSQL's account cannot enter the folder: then the cluster is in another one.
    fresh_var.parent.chmod(0o700)
    try:
        with servers(fresh_var):
            assert ask("SELECT 1") == 1
        assert fresh_var.parent.stat().st_mode & 0o777 == 0o700
    finally:
        if (fresh_var / "embedded/postgres/cluster").exists():
            shutil.rmtree(Postgres(fresh_var).data.parent)


def test_named_servers_are_used_instead(fresh_var, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgres://somebody@elsewhere/else")
    monkeypatch.setenv("REDIS_URL", "redis://elsewhere")
    with servers(fresh_var):
        assert os.environ["DATABASE_URL"] == "postgres://somebody@elsewhere/else"
    assert not fresh_var.exists()


def test_servers_listen_on_loopback_only(var):
    with servers(var):
        assert ask("SHOW listen_addresses") == LOOPBACK
        assert "bind 127.0.0.1\n" in Path(Valkey(var).configuration).read_text()


def test_a_command_works_at_once(fresh_var):
    done = subprocess.run(
        [sys.executable, "manage.py", "migrate", "--check"],
        cwd=settings.BASE_DIR,
        env={name: value for name, value in os.environ.items() if name != "ESFPORTAL_ENV"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (1, "")  # 1: nothing is migrated yet
    assert Postgres(fresh_var).pid() is None


def test_is_free():
    port = free_port()
    with socket.socket() as taken:
        taken.bind((LOOPBACK, port))
        taken.listen()
        assert not is_free(port)
    assert is_free(port)
