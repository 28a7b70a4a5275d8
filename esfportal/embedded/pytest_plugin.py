"""Gives the tests their servers before Django reads its settings.

Loaded by `-p` in pyproject.toml, ahead of pytest-django. Every pytest-xdist process gets a broker
database of its own, as pytest-django gives each a PostgreSQL database of its own; 0 stays free for
a demo that runs beside the tests.
"""

import os
import re

import pytest

from esfportal.embedded import servers
from esfportal.environment import var_folder

used = pytest.StashKey()
BROKERS = 15


@pytest.hookimpl(tryfirst=True)
def pytest_load_initial_conftests(early_config):
    os.environ["ESFPORTAL_ENV"] = "test"
    running = servers(var_folder())
    running.__enter__()
    early_config.stash[used] = running
    worker = os.environ.get("PYTEST_XDIST_WORKER", "gw0")
    database = 1 + int(worker.removeprefix("gw")) % BROKERS
    os.environ["REDIS_URL"] = re.sub(r"(/\d+)?$", f"/{database}", os.environ["REDIS_URL"], count=1)


def pytest_unconfigure(config):
    if running := config.stash.get(used, None):
        running.__exit__(None, None, None)
