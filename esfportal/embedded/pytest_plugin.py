"""pytest plugin that starts the servers before Django reads its settings (`-p` in pyproject.toml)."""

import os
import re

import pytest

from esfportal.embedded import servers
from esfportal.environment import var_folder

used = pytest.StashKey()
BROKER_DATABASES = 15  # one for each pytest-xdist process; number 0 is for a demo that runs at the same time


@pytest.hookimpl(tryfirst=True)
def pytest_load_initial_conftests(early_config):
    os.environ["ESFPORTAL_ENV"] = "test"
    running = servers(var_folder())
    running.__enter__()
    early_config.stash[used] = running
    worker = os.environ.get("PYTEST_XDIST_WORKER", "gw0")
    database = 1 + int(worker.removeprefix("gw")) % BROKER_DATABASES
    os.environ["REDIS_URL"] = re.sub(r"(/\d+)?$", f"/{database}", os.environ["REDIS_URL"], count=1)


def pytest_unconfigure(config):
    if running := config.stash.get(used, None):
        running.__exit__(None, None, None)
