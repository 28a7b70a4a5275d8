"""A pgbouncer in front of the test database: transactions of many clients over two connections."""

import os
import shutil
import subprocess
import tempfile
import time
from contextlib import closing, contextmanager
from pathlib import Path

import psycopg2
from django.conf import settings
from django.db import connection

from esfportal.embedded.os_account import unprivileged
from esfportal.embedded.paths import LOOPBACK

POOL = 2
PATIENCE = 60  # seconds
CONFIGURATION = """
[databases]
* = host={HOST} port={PORT}
[pgbouncer]
listen_addr = {loopback}
listen_port = {port}
unix_socket_dir =
auth_type = trust
auth_file = {folder}/users
pool_mode = transaction
default_pool_size = {pool}
max_client_conn = 100
"""


def program():
    """Return the pgbouncer that scripts/pooler.sh found or the machine has, or None."""
    note = settings.BASE_DIR / ".venv" / "pgbouncer"
    noted = note.read_text().strip() if note.exists() else ""
    return noted or shutil.which("pgbouncer", path=f"{os.environ['PATH']}:/usr/sbin")


@contextmanager
def pooler(port):
    """Run pgbouncer at the port, as an unprivileged account."""
    account, database = unprivileged(), connection.settings_dict
    folder = Path(tempfile.mkdtemp(prefix="pooler-"))
    values = {**database, "loopback": LOOPBACK, "port": port, "folder": folder, "pool": POOL}
    (folder / "pooler.ini").write_text(CONFIGURATION.format(**values))
    (folder / "users").write_text(f'"{database["USER"]}" "{database["PASSWORD"]}"\n')
    for path in (folder, *folder.iterdir()):
        account.own(path, 0o700 if path.is_dir() else 0o600)
    who = {} if account.uid is None else {"user": account.uid, "group": account.gid, "extra_groups": []}
    with (folder / "log").open("w") as log:
        process = subprocess.Popen([program(), folder / "pooler.ini"], stdout=log, stderr=log, **who)
    try:
        _wait(port, process, folder / "log")
        yield
    finally:
        process.terminate()
        process.wait(PATIENCE)
        shutil.rmtree(folder)


def connect(port):
    database = connection.settings_dict
    own = psycopg2.connect(host=LOOPBACK, port=port, user=database["USER"], dbname=database["NAME"])
    own.autocommit = True
    return own


def _wait(port, process, log):
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            with closing(connect(port)):
                return
        except psycopg2.OperationalError:
            assert process.poll() is None, log.read_text()
            assert time.monotonic() < deadline, log.read_text()
            time.sleep(0.05)
