"""`manage.py rotate_index_key`: all numbers get a new blind index, or none."""

import io
import os
import threading

import pytest
from django.core.management import CommandError, call_command
from django.db import OperationalError, connection, transaction

from participants.register.identity import numbers
from participants.register.models import Person
from tests.at_once import PATIENCE
from tests.factories import PersonFactory
from tests.numbers import nth_number

OLD, NEW = os.urandom(32), os.urandom(32)


@pytest.fixture(autouse=True)
def one_key(settings):
    settings.DATA_KEYS, settings.DATA_KEY_VERSION = {1: OLD}, 1


@pytest.mark.django_db
def test_every_number_is_found_by_the_new_key(settings):
    people = [PersonFactory(number=nth_number(n)) for n in range(5)]
    settings.INDEX_KEY = NEW
    assert not Person.objects.filter(number_index=numbers.blind_index(nth_number(1))).exists()

    out = io.StringIO()
    call_command("rotate_index_key", stdout=out)

    assert "5 indexed again" in out.getvalue()
    for n, person in enumerate(people):
        assert Person.objects.get(number_index=numbers.blind_index(nth_number(n))) == person


@pytest.mark.django_db(transaction=True)
def test_registration_is_blocked_while_the_index_is_rebuilt(monkeypatch):
    PersonFactory(number=nth_number(1))
    index, events = numbers.blind_index, []

    # A person registered with the old key during the rebuild would never be found again.
    def register():
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute("SET LOCAL lock_timeout = '200ms'")
                events.append(Person.objects.count())  # readers go on
                PersonFactory(number=nth_number(2))
        except OperationalError as error:
            events.append(type(error.__cause__).__name__)
        finally:
            connection.close()

    def register_midway(digits):
        monkeypatch.setattr(numbers, "blind_index", index)
        colleague = threading.Thread(target=register)
        colleague.start()
        colleague.join(PATIENCE)
        return index(digits)

    monkeypatch.setattr(numbers, "blind_index", register_midway)
    call_command("rotate_index_key", stdout=io.StringIO())
    assert events == [1, "LockNotAvailable"]
    assert Person.objects.count() == 1


@pytest.mark.django_db
def test_an_unreadable_number_leaves_the_index_unchanged(settings):
    for n in range(3):
        PersonFactory(number=nth_number(n))
    Person.objects.filter(pk=Person.objects.order_by("pk").last().pk).update(number_key_version=7)
    before = set(Person.objects.values_list("pk", "number_key_version"))
    indexes = {bytes(index) for index in Person.objects.values_list("number_index", flat=True)}
    settings.INDEX_KEY = NEW

    with pytest.raises(CommandError, match="nothing has been changed"):
        call_command("rotate_index_key")

    assert {bytes(index) for index in Person.objects.values_list("number_index", flat=True)} == indexes
    assert set(Person.objects.values_list("pk", "number_key_version")) == before
