"""The same form or button sent by two users at once: exactly one of them saves, the other is told."""

from concurrent.futures import ThreadPoolExecutor
from importlib import import_module

import pytest
from django.db import connection
from django.urls import reverse

from accounts.audit import row_versions, versions
from participants.register.views import people, spells
from projects.models import Target
from projects.views import editing
from tests.at_once import Meeting
from tests.factories import TargetFactory
from tests.test_versions import entry_form, facts_form, identity_form, shown, spell_form, target_form

pytestmark = pytest.mark.django_db(transaction=True)
# Each form with the module of its view.
FORMS = [
    (entry_form, people),
    (identity_form, import_module("participants.register.views.identity")),  # its view has the same name
    (spell_form, spells),
    (facts_form, editing),
    (target_form, editing),
]


@pytest.fixture
def pages_just_opened():
    """Leave requests as they are: their versions are what is tested."""


@pytest.fixture(autouse=True)
def both_have_compared(monkeypatch):
    """Make each request wait for the other one after it has compared and before it saves.

    Under the lock the other one can't come so far, and the first goes on when it waits for that lock.
    """
    meeting = Meeting()

    def and_wait(compare, *, goes_on):
        def compared(*args, **kwargs):
            answer = compare(*args, **kwargs)
            if answer is goes_on:
                meeting.wait()
            return answer

        return compared

    is_valid = versions.VersionedForm.is_valid
    monkeypatch.setattr(versions.VersionedForm, "is_valid", and_wait(is_valid, goes_on=True))
    monkeypatch.setattr(editing, "is_outdated", and_wait(row_versions.is_outdated, goes_on=False))


def without_lock(monkeypatch, module):
    monkeypatch.setattr(module, "locked_for_change", lambda _request, get: get())


def at_once(*requests):
    """Send the requests in threads, each with its own connection and transaction; return the answers."""

    def run(request):
        try:
            return request()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(requests)) as pool:
        return list(pool.map(run, requests))


def both_save(cast, sign_in, of):
    """Return (the answers to two users who change the form's two fields at once, the object, the fields)."""
    clients = sign_in(cast.leader), sign_in(cast.leader)
    stored, url, *changes = of(cast.project)
    forms = [shown(client, url) | dict([change]) for client, change in zip(clients, changes, strict=True)]
    answers = at_once(
        *[
            lambda client=client, form=form: client.post(url, form)
            for client, form in zip(clients, forms, strict=True)
        ]
    )
    before = {name: getattr(stored, name) for name, _value in changes}
    stored.refresh_from_db()
    return answers, [name for name, value in before.items() if getattr(stored, name) != value]


@pytest.mark.parametrize(("of", "module"), FORMS)
def test_one_of_two_saves_and_the_other_is_told(cast, sign_in, of, module):
    answers, changed = both_save(cast, sign_in, of)
    assert sorted(answer.status_code for answer in answers) == [200, 302]
    told = next(answer for answer in answers if answer.status_code == 200)
    assert "Ändrat efter att du öppnade formuläret" in told.text
    assert len(changed) == 1


@pytest.mark.parametrize(("of", "module"), FORMS)
def test_without_the_lock_a_change_is_lost(cast, sign_in, of, module, monkeypatch):
    # Positive control: both are told that their change is saved, and one of the two is not stored.
    without_lock(monkeypatch, module)
    answers, changed = both_save(cast, sign_in, of)
    assert [answer.status_code for answer in answers] == [302, 302]
    assert len(changed) == 1


def change_and_remove(cast, sign_in):
    """Return the answers to a change and a removal of one target at once."""
    target = TargetFactory(project=cast.project, measure="work", value=390)
    change = reverse("projects:change_row", args=[cast.project.slug, "targets", target.pk])
    client, other = sign_in(cast.leader), sign_in(cast.leader)
    form = shown(client, change) | {"value": "400"}
    button = {"version": row_versions.version_of(Target.objects.get(pk=target.pk))}
    return at_once(lambda: client.post(change, form), lambda: other.post(f"{change}remove/", button)), change


def test_what_is_changed_at_this_moment_is_not_removed(cast, sign_in):
    (changed, removed), page = change_and_remove(cast, sign_in)
    was_first = changed.status_code == 302
    assert Target.objects.exists() is was_first
    if was_first:
        assert removed.url == f"{page}remove/"  # asked again
    else:
        assert changed.status_code == 410


def test_without_the_lock_what_was_just_changed_is_removed(cast, sign_in, monkeypatch):
    without_lock(monkeypatch, editing)
    (changed, removed), page = change_and_remove(cast, sign_in)
    assert changed.status_code == 302
    assert removed.url != f"{page}remove/"
