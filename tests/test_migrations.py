import re

import pytest
from django.conf import settings
from django.db import connection
from django.db.migrations.loader import MigrationLoader

WITHOUT_MODELS = (
    "esfportal.ui",
    "esfportal.demo",
    "participants.merging",
    "projects.bank",
)
OURS = [app.rpartition(".")[2] for app in settings.OUR_APPS if app not in WITHOUT_MODELS]


@pytest.fixture(scope="module")
def loader():
    return MigrationLoader(None, ignore_no_migrations=True)


def migrations(loader):
    return {key: migration for key, migration in loader.disk_migrations.items() if key[0] in OURS}


def test_migrations_of_each_app_are_linear(loader):
    for app in OURS:
        assert len(loader.graph.leaf_nodes(app)) == 1
        numbers = sorted(int(name[:4]) for label, name in migrations(loader) if label == app)
        assert numbers == list(range(1, len(numbers) + 1))


def test_every_migration_has_a_name(loader):
    for _app, name in migrations(loader):
        assert re.fullmatch(r"\d{4}_[a-z0-9_]+", name)
        assert "_auto_" not in name


def test_every_migration_is_reversible(loader):
    for key, migration in migrations(loader).items():
        assert all(operation.reversible for operation in migration.operations), key


@pytest.mark.django_db
def test_database_has_all_migrations(loader):
    applied = MigrationLoader(connection).applied_migrations
    assert set(migrations(loader)) <= set(applied)
