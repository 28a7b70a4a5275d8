"""A process with wrong keys must not start: it would find no person and register all of them again."""

import base64
import json
import os
import subprocess
import sys
from io import StringIO
from urllib.parse import quote

import pytest
from django.conf import settings as django_settings
from django.core.checks import run_checks
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client

from esfportal.operations import startup_checks
from participants.register.identity import key_check
from participants.register.models import Person
from tests.factories import PersonFactory
from tests.numbers import nth_number
from tests.participants.imports.files import csv_file, person

OTHER, NEW = os.urandom(32), os.urandom(32)
pytestmark = pytest.mark.django_db


@pytest.fixture
def people():
    return [PersonFactory(number=nth_number(n)) for n in range(5)]


def check_messages():
    return [m.msg for m in run_checks(databases=["default"]) if m.id == "esfportal.E002"]


def test_the_right_keys_and_an_empty_register_are_accepted(people):
    assert check_messages() == []
    Person.objects.all().delete()
    PersonFactory()  # without a number
    assert check_messages() == []


def test_another_index_key_is_refused(people, settings):
    settings.INDEX_KEY = OTHER
    assert check_messages() == [key_check.WRONG_INDEX_KEY]


def test_another_key_under_a_version_in_use_is_refused(people, settings):
    settings.DATA_KEYS = dict.fromkeys(settings.DATA_KEYS, OTHER)
    assert check_messages() == [key_check.WRONG_DATA_KEYS]


def test_a_lost_data_key_with_a_new_version_is_accepted(people, settings):
    settings.DATA_KEYS, settings.DATA_KEY_VERSION = {2: NEW}, 2
    assert check_messages() == []


def test_single_altered_rows_are_accepted(people):
    Person.objects.filter(pk=people[0].pk).update(number_encrypted=os.urandom(40))
    Person.objects.filter(pk=people[1].pk).update(number_index=os.urandom(32))
    assert check_messages() == []


def test_a_rotation_in_progress_is_accepted(people, settings):
    (version,) = settings.DATA_KEYS
    settings.DATA_KEYS, settings.DATA_KEY_VERSION = {**settings.DATA_KEYS, version + 1: NEW}, version + 1
    PersonFactory.create_batch(2, numbered=True)
    assert len(set(Person.objects.values_list("number_key_version", flat=True))) == 2
    assert check_messages() == []
    settings.DATA_KEYS = {version + 1: NEW}  # a process that has forgotten the old key too early
    assert check_messages() == []


def test_rotate_index_key_changes_the_index_key(people, settings):
    settings.INDEX_KEY = NEW
    call_command("rotate_index_key", stdout=StringIO())
    assert check_messages() == []


def test_a_command_refuses_to_run_with_a_wrong_key(people, settings, tmp_path):
    settings.INDEX_KEY = OTHER
    file = tmp_path / "file.csv"
    file.write_bytes(csv_file([person(nth_number(1))]).getvalue())
    with pytest.raises(CommandError, match="ESFPORTAL_INDEX_KEY is not the key"):
        call_command("import_participants", "samverkan", str(file))
    assert Person.objects.count() == len(people)


def test_a_web_process_in_production_refuses_requests_and_logs_why(people, settings, caplog):
    settings.PRODUCTION, settings.INDEX_KEY = True, OTHER
    client = Client(raise_request_exception=False)

    assert client.get("/livez").status_code == 200
    assert client.get("/readyz").json()["database"].startswith("holds what this process must leave alone")
    assert client.get("/accounts/login/").status_code == 500
    assert "ESFPORTAL_INDEX_KEY is not the key" in caplog.text
    with pytest.raises(ImproperlyConfigured):
        Client().get("/accounts/login/")


def test_a_web_process_checks_the_keys_once(people, settings, monkeypatch):
    settings.PRODUCTION = True
    asked = []
    monkeypatch.setattr(startup_checks, "problems", lambda: asked.append("asked") or [])
    client = Client()
    for _each in range(3):
        assert client.get("/accounts/login/", secure=True).status_code == 200
        assert client.get("/readyz").status_code == 200
    assert asked == ["asked"]


@pytest.mark.processes
@pytest.mark.django_db(transaction=True)
def test_a_worker_with_a_wrong_index_key_exits(people, tmp_path):
    # Starting with the right key is covered by the tests of jobs in processes.
    kept = json.loads((django_settings.VAR / "keys.json").read_text())
    kept["index_key"] = base64.b64encode(OTHER).decode()
    (tmp_path / "keys.json").write_text(json.dumps(kept))
    at = connection.settings_dict
    own = {
        "ESFPORTAL_ENV": "test",
        "ESFPORTAL_VAR": str(tmp_path),
        "DATABASE_URL": f"postgres://{at['USER']}:{quote(at['PASSWORD'])}@{at['HOST']}:{at['PORT']}/{at['NAME']}",
        "REDIS_URL": "redis://127.0.0.1:1/0",  # no server there; the worker stops before it connects
    }
    done = subprocess.run(
        [sys.executable, "-m", "celery", "-A", "esfportal", "worker", "--concurrency", "1"],
        cwd=django_settings.BASE_DIR,
        env=os.environ | own,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 1
    assert done.stderr.strip().endswith(key_check.WRONG_INDEX_KEY)
