"""Keys for access scopes: their setting, their change, and a process with a key that the database does not know."""

import base64

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from django.db import ProgrammingError

from accounts.database_access import WRONG_SCOPE_KEYS, public_access, scope_problems
from esfportal.database import scope_keys
from esfportal.security.settings_keys import parse_scope_keys
from projects.models import Project

OLD, NEW = b"o" * 32, b"n" * 32


def encoded(key):
    return base64.b64encode(key).decode()


@pytest.fixture
def stored(owner, settings, transactional_db):
    """Store keys in the database, and restore those before at the end."""
    before = list(settings.SCOPE_KEYS)

    def store(*keys):
        settings.SCOPE_KEYS = list(keys)
        with owner():
            scope_keys.store_keys()

    yield store
    store(*before)


def accepts(settings, key):
    settings.SCOPE_KEYS = [key]
    try:
        with public_access():
            Project.objects.count()
    except ProgrammingError:
        return False
    return True


def test_keys_are_read_from_the_setting():
    assert parse_scope_keys(f"{encoded(NEW)}, {encoded(OLD)}", []) == [NEW, OLD]


@pytest.mark.parametrize("text", ["", ",", "short", encoded(b"too short"), f"{encoded(NEW)},"])
def test_a_key_that_is_none_is_named(text):
    with pytest.raises(ImproperlyConfigured, match="ESFPORTAL_SCOPE_KEYS"):
        parse_scope_keys(text, [])


def test_a_key_for_data_is_refused():
    with pytest.raises(ImproperlyConfigured, match="for data or numbers"):
        parse_scope_keys(f"{encoded(NEW)},{encoded(OLD)}", [OLD])


def test_keys_are_changed_while_processes_use_the_old_one(stored, settings):
    stored(OLD)
    assert accepts(settings, OLD)
    assert not accepts(settings, NEW)

    stored(NEW, OLD)  # some processes have been started again, others not yet
    assert accepts(settings, OLD)
    assert accepts(settings, NEW)

    stored(NEW)
    assert accepts(settings, NEW)
    assert not accepts(settings, OLD)


def test_a_process_with_an_unknown_key_says_so_and_does_not_start(stored, settings):
    stored(OLD)
    assert scope_problems() == []
    settings.SCOPE_KEYS = [NEW]
    assert scope_problems() == [WRONG_SCOPE_KEYS]


def test_migrate_stores_the_keys(stored, settings):
    stored(OLD)
    settings.SCOPE_KEYS = [NEW]
    call_command("migrate", verbosity=0)
    assert accepts(settings, NEW)
