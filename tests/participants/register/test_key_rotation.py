"""`manage.py rotate_keys`: re-encrypts all columns during normal use and reports unreadable numbers."""

import io
import logging
import os
import threading
from itertools import count

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import connection, models, transaction
from django.urls import reverse

from accounts.audit.models import AuditEntry
from esfportal.management.commands import rotate_keys
from esfportal.security import key_rotation
from participants.imports.actions import check_draft, save_draft
from participants.imports.models import ImportDraft
from participants.register.identity import numbers
from participants.register.models import Participation, Person
from tests.at_once import PATIENCE
from tests.factories import ParticipationFactory, PersonFactory
from tests.jobs import confirm_import
from tests.numbers import nth_number
from tests.participants.imports.files import csv_file, person
from tests.participants.privacy.extract_support import extract
from tests.sizes import size

PEOPLE = size(60, 2000)
OLD, NEW = os.urandom(32), os.urandom(32)


@pytest.fixture
def one_key(settings):
    settings.DATA_KEYS, settings.DATA_KEY_VERSION = {1: OLD}, 1


@pytest.fixture
def two_keys(settings, one_key):
    """Return a function that adds the second key."""

    def add_second_key():
        settings.DATA_KEYS, settings.DATA_KEY_VERSION = {1: OLD, 2: NEW}, 2

    return add_second_key


def rotate(*arguments):
    """Return the command's output, errors included."""
    out = io.StringIO()
    call_command("rotate_keys", *arguments, stdout=out, stderr=out)
    return out.getvalue()


def versions():
    return dict(
        Person.objects.filter(number_key_version__isnull=False).values_list("pk", "number_key_version")
    )


def swap_in_sql(one, other, *columns):
    # An attack by a user with direct access to the database.
    changes = ", ".join(f"{column} = there.{column}" for column in columns)
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE register_person here SET {changes} FROM register_person there"
            " WHERE (here.id, there.id) IN ((%s, %s), (%s, %s))",
            [one.pk, other.pk, other.pk, one.pk],
        )


@pytest.mark.django_db
def test_all_columns_are_encrypted_with_the_new_key(cast, two_keys):
    people = [PersonFactory(number=nth_number(n)) for n in range(7)]
    PersonFactory()  # without a number
    draft = save_draft(cast.project, "participants", csv_file([person()]), by=cast.leader)
    two_keys()
    later = PersonFactory(number=nth_number(8))
    assert set(versions().values()) == {1, 2}

    output = rotate("--batch", "3")

    assert "personal identity numbers: 7 encrypted again" in output
    assert "Key 1 may be removed" in output
    assert set(versions().values()) == {2}
    for position, stored in zip([*range(7), 8], [*people, later], strict=True):
        stored.refresh_from_db()
        assert numbers.decrypt_number(stored) == nth_number(position)
    draft.refresh_from_db()
    assert draft.key_version == 2
    assert check_draft(draft, by=cast.leader).created == 1


@pytest.mark.django_db
def test_the_old_key_is_no_longer_needed(settings, two_keys):
    stored = PersonFactory(number=nth_number(1))
    two_keys()
    rotate()
    settings.DATA_KEYS = {2: NEW}
    stored.refresh_from_db()
    assert numbers.decrypt_number(stored) == nth_number(1)


@pytest.mark.django_db
def test_check_reports_and_changes_nothing(two_keys):
    PersonFactory(number=nth_number(1))
    two_keys()
    PersonFactory(number=nth_number(2))
    before = versions()

    output = rotate("--check")

    assert "personal identity numbers: 1 under key 1" in output
    assert "personal identity numbers: 1 under key 2" in output
    assert "Key 1 is still needed by 1 rows." in output
    assert versions() == before


@pytest.mark.django_db
def test_check_works_with_a_wrong_key(settings, one_key):
    PersonFactory(number=nth_number(1))
    settings.DATA_KEYS = {1: NEW}
    # Every other command refuses to run with a wrong key.
    assert "personal identity numbers: 1 under key 1" in rotate("--check")


@pytest.mark.django_db
def test_a_second_rotation_changes_nothing(two_keys):
    stored = PersonFactory(number=nth_number(1))
    two_keys()
    rotate()
    stored.refresh_from_db()
    sealed = bytes(stored.number_encrypted)
    assert "encrypted again" not in rotate()
    stored.refresh_from_db()
    assert bytes(stored.number_encrypted) == sealed


@pytest.mark.django_db(transaction=True)
def test_an_interrupted_rotation_continues(monkeypatch, two_keys):
    for n in range(9):
        PersonFactory(number=nth_number(n))
    two_keys()
    reencrypt, batches = key_rotation.EncryptedColumn.reencrypt, count()

    def interrupt(store, after, size):
        if next(batches) == 2:
            raise KeyboardInterrupt
        return reencrypt(store, after, size)

    monkeypatch.setattr(key_rotation.EncryptedColumn, "reencrypt", interrupt)
    with pytest.raises(KeyboardInterrupt):
        rotate("--batch", "2")
    assert sorted(versions().values()) == [1] * 5 + [2] * 4

    assert "personal identity numbers: 5 encrypted again" in rotate()
    assert set(versions().values()) == {2}


# During normal use


@pytest.mark.django_db(transaction=True)
def test_requests_succeed_during_a_rotation(cast, sign_in, two_keys):
    known = [ParticipationFactory(project=cast.project, person__number=nth_number(n)) for n in range(PEOPLE)]
    two_keys()
    # Users look up numbers, register and upload during the rotation; no request may fail.
    finished, wrong, done = threading.Event(), [], count()

    def work(what):
        client = sign_in(cast.leader)
        try:
            for n in count():
                if finished.is_set() and n > 3:
                    return
                if problem := what(client, n):
                    wrong.append(problem)
                next(done)
        except Exception as error:
            wrong.append(error)
        finally:
            connection.close()

    def look(client, n):
        participation = known[n % PEOPLE]
        answer = client.post(participation.get_absolute_url() + "reveal/")
        shown = numbers.display(nth_number(n % PEOPLE)) in answer.text
        return None if answer.status_code == 200 and shown else f"reveal {answer.status_code}"

    def register(client, n):
        data = {
            "personal_identity_number": nth_number(PEOPLE + n),
            "given_name": "Åke",
            "family_name": "Öberg",
            "protected_identity": "none",
            "entry_date": "2018-09-01",
            "municipality": "0882",
        }
        answer = client.post(f"/projects/{cast.project.slug}/participants/register/", data)
        return None if answer.status_code == 302 else f"register {answer.status_code}"

    def upload(client, n):
        file = csv_file([person(nth_number(5000 + n))])
        address = reverse("imports:import_participants", args=[cast.project.slug])
        review = client.post(address, {"file": file}, follow=True)
        answer = confirm_import(client, review.request["PATH_INFO"])
        return None if answer.status_code == 302 else f"import {review.status_code} {answer.status_code}"

    threads = [threading.Thread(target=work, args=[what]) for what in (look, look, register, upload)]
    for thread in threads:
        thread.start()
    try:
        rotate("--batch", "5")
    finally:
        finished.set()
        for thread in threads:
            thread.join(PATIENCE)

    assert wrong == []
    assert next(done) > 12
    rotate()
    assert set(versions().values()) == {2}
    for participation in Participation.objects.select_related("person"):
        assert numbers.blind_index(numbers.decrypt_number(participation.person)) == bytes(
            participation.person.number_index
        )


@pytest.mark.django_db(transaction=True)
def test_a_locked_row_is_rotated_later(monkeypatch, two_keys):
    monkeypatch.setattr(rotate_keys, "PAUSE", 0)
    locked, free = PersonFactory(number=nth_number(1)), PersonFactory(number=nth_number(2))
    two_keys()
    taken, release = threading.Event(), threading.Event()

    def lock_row():
        try:
            with transaction.atomic():
                assert Person.objects.select_for_update().filter(pk=locked.pk)
                taken.set()
                release.wait(PATIENCE)
        finally:
            connection.close()

    locker = threading.Thread(target=lock_row)
    locker.start()
    assert taken.wait(PATIENCE)
    try:
        with pytest.raises(CommandError, match="in use the whole time"):
            rotate()
        assert versions() == {locked.pk: 1, free.pk: 2}
    finally:
        release.set()
        locker.join(PATIENCE)
    rotate()
    assert set(versions().values()) == {2}


# Unreadable numbers


@pytest.mark.django_db
def test_an_unreadable_number_is_reported_and_left(cast, sign_in, caplog, two_keys):
    good = ParticipationFactory(project=cast.project, person__number=nth_number(1))
    bad = ParticipationFactory(project=cast.project, person__number=nth_number(2))
    Person.objects.filter(pk=bad.person_id).update(number_key_version=7)
    two_keys()

    with caplog.at_level(logging.ERROR), pytest.raises(CommandError, match="1 could not be read"):
        rotate()

    assert versions() == {good.person_id: 2, bad.person_id: 7}
    assert nth_number(2) not in caplog.text
    assert str(bad.person_id) not in caplog.text
    entry = AuditEntry.objects.get(action="number_unreadable")
    assert (entry.project, entry.object_id, entry.details) == (cast.project, str(bad.pk), {"key_version": 7})
    with pytest.raises(CommandError):
        rotate()
    assert AuditEntry.objects.filter(action="number_unreadable").count() == 1  # reported once


@pytest.mark.django_db
def test_the_leader_sees_unreadable_numbers_until_repaired(cast, sign_in, settings, one_key):
    bad = ParticipationFactory(project=cast.project, person__number=nth_number(2))
    leader, home = sign_in(cast.leader), f"/projects/{cast.project.slug}/"
    settings.DATA_KEYS = {1: bytes(32)}

    answer = leader.post(bad.get_absolute_url() + "reveal/", follow=True)

    assert answer.status_code == 200
    assert "Det lagrade numret går inte att läsa." in answer.text
    assert "ersonnummer som inte går att läsa" in leader.get(home).text
    listed = leader.get(home + "participants/", {"status": "unreadable"})
    assert [row.participation for row in listed.context["rows"]] == [bad]
    settings.DATA_KEYS = {1: OLD}
    leader.post(bad.get_absolute_url() + "reveal/")
    assert "ersonnummer som inte går att läsa" not in leader.get(home).text


@pytest.mark.django_db
def test_an_extract_reports_an_unreadable_number(cast, sign_in, settings, one_key):
    bad = ParticipationFactory(project=cast.project, person__number=nth_number(2))
    settings.DATA_KEYS = {1: bytes(32)}
    answer = extract(sign_in(cast.leader), bad)
    assert "Det lagrade numret kan inte läsas." in answer.text
    assert AuditEntry.objects.get(action="number_unreadable").object_id == str(bad.pk)


@pytest.mark.django_db
def test_an_unreadable_number_is_reported_once_for_all_users(cast, sign_in, settings, one_key):
    bad = ParticipationFactory(project=cast.project, person__number=nth_number(2))
    first, second, home = cast.leader, cast.case_worker, f"/projects/{cast.project.slug}/"
    settings.DATA_KEYS = {1: bytes(32)}
    for who in (first, second, first):
        sign_in(who).post(bad.get_absolute_url() + "reveal/")
    assert AuditEntry.objects.filter(action="number_unreadable").count() == 1

    listed = sign_in(second).get(home + "participants/", {"status": "unreadable"})
    assert [row.participation for row in listed.context["rows"]] == [bad]
    settings.DATA_KEYS = {1: OLD}
    sign_in(second).post(bad.get_absolute_url() + "reveal/")
    assert "ersonnummer som inte går att läsa" not in sign_in(first).get(home).text


@pytest.mark.django_db
@pytest.mark.parametrize(
    "columns",
    [["number_encrypted"], ["number_encrypted", "number_key_version", "birth_date"]],
)
def test_numbers_swapped_in_the_database_are_unreadable(cast, sign_in, columns):
    here, there = (ParticipationFactory(project=cast.project, person__number=nth_number(n)) for n in (1, 2))
    swap_in_sql(here.person, there.person, *columns)
    for participation in (here, there):
        person = Person.objects.get(pk=participation.person_id)
        with pytest.raises(numbers.NumberUnreadable):
            numbers.decrypt_number(person)
        shown = sign_in(cast.leader).post(participation.get_absolute_url() + "reveal/", follow=True)
        assert shown.status_code == 200
        assert numbers.display(nth_number(1)) not in shown.text
        assert numbers.display(nth_number(2)) not in shown.text


# All encrypted columns


def test_every_encrypted_column_is_rotated():
    # A new encrypted column in any app must be declared for rotation.
    declared = {
        (s.model.lower(), s.content)
        for s in key_rotation.stores()
        if isinstance(s, key_rotation.EncryptedColumn)
    }
    stored = {
        (model._meta.label_lower, field.name)
        for model in apps.get_models()
        for field in model._meta.local_fields
        if isinstance(field, models.BinaryField) and field.name.endswith("_encrypted")
    }
    assert stored == declared
    assert ImportDraft._meta.label_lower in {model for model, _field in declared}
