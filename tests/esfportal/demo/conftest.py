from io import StringIO

import pytest
from django.core.management import call_command
from django.db import transaction
from django.test import override_settings

from tests.long_transactions import keep_vacuum_away


@pytest.fixture(scope="module")
def loaded(django_db_setup, django_db_blocker, tmp_path_factory):
    """The demo, loaded once for all tests of a module, and what the command said."""
    said = StringIO()
    settings = {
        "FILES_ROOT": tmp_path_factory.mktemp("demo") / "files",
        "PASSWORD_HASHERS": ["django.contrib.auth.hashers.MD5PasswordHasher"],  # as in each test
    }
    with override_settings(**settings), django_db_blocker.unblock(), transaction.atomic():
        keep_vacuum_away()
        call_command("load_demo", stdout=said)
        yield said.getvalue()
        transaction.set_rollback(True)


@pytest.fixture
def demo(loaded, db):
    """Return what the command said; each test takes back what it changes."""
    return loaded
