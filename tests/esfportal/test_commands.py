"""Commands on a database without tables."""

import os
import subprocess
import sys

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from esfportal.operations import commands
from tests.esfportal.database.logins import address

KALMAR = settings.BASE_DIR / "projects" / "files" / "kalmar.toml"


@pytest.mark.processes
def test_a_command_works_at_once_on_a_new_machine(fresh_var):
    command = [sys.executable, "manage.py", "load_project", str(KALMAR)]
    environment = {**os.environ, "ESFPORTAL_ENV": "development"}
    done = subprocess.run(
        command, cwd=settings.BASE_DIR, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("kalmar: created")
    assert done.stderr == ""


@pytest.mark.django_db
def test_in_production_a_command_does_not_migrate(settings, monkeypatch):
    settings.PRODUCTION = True
    monkeypatch.setattr(commands, "pending_migrations", lambda: ["something"])
    monkeypatch.setattr(commands, "call_command", lambda *_args, **_options: pytest.fail("migrated"))
    with pytest.raises(CommandError, match=r"not up to date.*manage\.py migrate"):
        call_command("load_project", str(KALMAR))


@pytest.mark.django_db
@pytest.mark.parametrize("command", ["verify_audit", "rotate_keys"])
def test_a_command_as_the_web_servers_role_is_refused_in_words(command):
    environment = os.environ | {"ESFPORTAL_ENV": "test", "DATABASE_URL": address("web")}
    done = subprocess.run(
        [sys.executable, "manage.py", command],
        cwd=settings.BASE_DIR,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert (
        "may not enter the scope of the operator. Run commands with the worker's DATABASE_URL" in done.stderr
    )


@pytest.mark.django_db
@pytest.mark.parametrize("command", ["verify_audit", "rotate_keys"])
def test_a_command_with_an_unknown_scope_key_is_refused_in_words(settings, command):
    settings.SCOPE_KEYS = [os.urandom(32)]
    with pytest.raises(CommandError, match="ESFPORTAL_SCOPE_KEYS"):
        call_command(command)
