import shutil
import tempfile
from pathlib import Path

import pytest


@pytest.fixture
def var(monkeypatch):
    """A `var/` of one's own, which an unprivileged account can pass through, and nobody's servers."""
    folder = Path(tempfile.mkdtemp(prefix="esfportal-"))
    folder.chmod(0o711)
    for name in ("DATABASE_URL", "REDIS_URL"):
        monkeypatch.delenv(name)
    monkeypatch.setenv("ESFPORTAL_VAR", str(folder / "var"))
    yield folder / "var"
    shutil.rmtree(folder)
