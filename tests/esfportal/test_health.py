import time

import pytest
from django.db import OperationalError, connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client

from esfportal.operations import health
from tests.esfportal.test_files import configure
from tests.object_store import free_ports, silent_port

NOWHERE = "redis://127.0.0.1:1/0"


@pytest.fixture
def patient(monkeypatch):
    """Wait longer than a second for a broker and a store that do answer, on a busy machine."""
    monkeypatch.setattr(health, "BROKER_TIMEOUT", 60)
    monkeypatch.setattr(health, "FILES_TIMEOUT", 60)


def test_livez_asks_no_other_service(client):
    answer = client.get("/livez", headers={"host": "whatever.example"})
    assert (answer.status_code, answer.content) == (200, b"ok")


@pytest.mark.django_db
@pytest.mark.usefixtures("patient")
def test_readyz_when_all_is_well(client):
    answer = client.get("/readyz", headers={"host": "whatever.example"})
    assert answer.status_code == 200
    assert answer.json() == {"ready": True, "database": "ok", "broker": "ok", "files": "ok"}


@pytest.mark.django_db
def test_readyz_without_the_broker_is_ready(client, settings):
    settings.REDIS_URL = NOWHERE
    answer = client.get("/readyz")
    assert answer.status_code == 200
    assert answer.json() == {"ready": True, "database": "ok", "broker": "does not answer", "files": "ok"}


@pytest.mark.django_db
@pytest.mark.usefixtures("bucket", "patient")
def test_readyz_with_an_object_store(client):
    assert client.get("/readyz").json()["files"] == "ok"


def assert_ready_without_files(client):
    began = time.monotonic()
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()["files"]) == (200, "does not answer")
    assert time.monotonic() - began < 30  # half of the store's own timeout


@pytest.mark.django_db
def test_readyz_without_the_object_store_is_ready(client, settings):
    with free_ports(1) as (port,):
        configure(settings, f"s3://key:secret@127.0.0.1:{port}/bucket?tls=0", timeout=60)
        assert_ready_without_files(client)


@pytest.mark.django_db
def test_readyz_does_not_wait_for_an_object_store_that_is_silent(client, settings):
    with silent_port() as port:
        configure(settings, f"s3://key:secret@127.0.0.1:{port}/bucket?tls=0", timeout=60)
        assert_ready_without_files(client)


@pytest.mark.django_db
def test_readyz_without_a_folder_to_write_in_is_ready(client, settings, tmp_path):
    (tmp_path / "file").touch()
    settings.FILES_ROOT = tmp_path / "file" / "reports"
    assert_ready_without_files(client)


@pytest.mark.django_db
def test_readyz_without_the_database_is_not_ready(client, monkeypatch):
    def refuse():
        raise OperationalError

    with monkeypatch.context() as patch:
        patch.setattr(connection, "cursor", refuse)
        patch.setattr(connection, "close", lambda: None)
        answer = client.get("/readyz")
    assert (answer.status_code, answer.json()["database"]) == (503, "does not answer")
    assert client.get("/readyz").status_code == 200


@pytest.mark.django_db
def test_readyz_with_a_pending_migration_is_not_ready(monkeypatch):
    client = Client()
    with monkeypatch.context() as patch:
        patch.setattr(health, "pending_migrations", lambda: ["one"])
        answer = client.get("/readyz")
    assert (answer.status_code, answer.json()["database"]) == (503, "has migrations to apply")
    assert client.get("/readyz").status_code == 200


@pytest.mark.django_db
def test_readyz_with_an_unsafe_role_is_not_ready(settings, monkeypatch):
    settings.PRODUCTION = True
    client = Client()
    with monkeypatch.context() as patch:
        patch.setattr(health, "role_problems", lambda _connection: ["is a superuser"])
        answer = client.get("/readyz")
    assert answer.status_code == 503
    assert answer.json()["database"] == "is signed in to as a role that the walls do not hold"
    assert client.get("/readyz").status_code == 200


def last_of(app):
    return MigrationLoader(connection).graph.leaf_nodes(app)[0]


@pytest.mark.django_db
def test_pending_migrations_are_found(monkeypatch):
    assert health.pending_migrations() == []
    applied = MigrationRecorder(connection).applied_migrations()
    others = {key: migration for key, migration in applied.items() if key != last_of("esfportal")}
    monkeypatch.setattr(MigrationRecorder, "applied_migrations", lambda _recorder: others)
    assert [migration.app_label for migration, _ in health.pending_migrations()] == ["esfportal"]


@pytest.mark.django_db
def test_migrations_are_checked_once(client, django_assert_num_queries):
    client.get("/readyz")
    with django_assert_num_queries(1):
        client.get("/readyz")
