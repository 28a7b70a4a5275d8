import shutil
import tempfile
from pathlib import Path

import pytest


@pytest.fixture(scope="module")
def once_made():
    """Yield a folder that an unprivileged account can enter."""
    yield from _folder()


@pytest.fixture
def var(once_made, nothing_named):
    """Return a `var/` for embedded servers, shared by the tests of a file."""
    nothing_named.setenv("ESFPORTAL_VAR", str(once_made / "var"))
    return once_made / "var"


@pytest.fixture
def fresh_var(nothing_named):
    """Yield a `var/` that does not exist yet."""
    for folder in _folder():
        nothing_named.setenv("ESFPORTAL_VAR", str(folder / "var"))
        yield folder / "var"


@pytest.fixture
def nothing_named(monkeypatch):
    """Remove the servers' addresses from the environment."""
    for name in (
        *("DATABASE_URL", "DATABASE_WEB_URL", "DATABASE_OWNER_URL", "DATABASE_REPORTING_URL"),
        "REDIS_URL",
    ):
        monkeypatch.delenv(name, raising=False)
    return monkeypatch


def _folder():
    folder = Path(tempfile.mkdtemp(prefix="esfportal-"))
    folder.chmod(0o711)
    yield folder
    shutil.rmtree(folder)
