"""Two people, or two windows, on one form: the second is told, keeps what was typed, and chooses."""

import re

import pytest
from django.urls import reverse

from accounts.audit.versions import VersionedForm
from tests.addresses import addresses
from tests.factories import ParticipationFactory, TargetFactory
from tests.sample_objects import FullProject

pytestmark = pytest.mark.django_db


@pytest.fixture
def pages_just_opened():
    """Leave requests as they are: here a POST without a version is tested."""


# Forms with values that are no stored values of an object, so that no other change can be overwritten.
NO_STORED_VALUES = {
    "attendance:plan": "adds sessions",
    "attendance:enrol": "adds enrolments; the day is only proposed",
    "register:register": "adds a participant; the answers are only proposed",
    "register:draft": "adds a participant; only its own user has the draft",
    "register:export": "makes a file and stores no value",
    "register:reenter": "adds a period; the place of the last one is only proposed",
    "register:correct_outcome": "an outcome is never changed; a second correction of it is refused",
    "team:invite": "adds an invitation",
    "team:invite_officer": "adds an invitation",
    "team:give_officer": "adds a role",
    "privacy:extract": "makes a document and stores nothing",
    "plans:write_note": "adds a note; the date is only proposed",
    "consents:record": "adds an entry; the date is only proposed",
    "consents:record_several": "adds entries; the date is only proposed",
    "plans:measure": "adds a measurement; the date is only proposed",
    "evidence:add": "adds proof",
    "evidence:confirm_retention": "sends how many files were read of; the version of the proposal is in it",
    "evidence:more": "adds facts to a proof, whose version is in it",
    "merging:merge": "chooses between stored values; the versions of both records are in it",
    "reports:create": "adds a report; the period is only proposed",
    "reports:create_for_duty": "adds a report; the kind and the period are those of what is owed",
    "projects:book": "adds a booking",
    "certificates:participation": "makes a document; the text is printed and not kept",
    "claims:step": "the amount is only proposed; the version of the claim is in it",
    "cofinancing:book": "adds a booking; the version of the proposal is in it",
    "notifications:choices": "concerns the user alone",
    "casework:move_here": "is answered once",
    "scb_template:rows": "the version of the draft is in it",
}


def shown(client, url):
    """Return the data that a browser sends when nothing was changed in the form."""
    form = client.get(url).context["form"]
    sent = {"version": form.version} | ({"reason": "Stod fel"} if "reason" in form.fields else {})
    for bound in form:
        value = bound.value()
        if isinstance(value, bool):
            sent |= {bound.html_name: "on"} if value else {}
        elif value not in (None, ""):
            sent[bound.html_name] = form.fields[bound.name].prepare_value(value)
    return sent


def text(response):
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def entry_form(project):
    participation = ParticipationFactory(project=project, given_name="Elsa", family_name="Lind")
    return (
        participation,
        participation.get_absolute_url() + "edit/",
        ("given_name", "Åsa"),
        ("family_name", "Ek"),
    )


def spell_form(project):
    spell = ParticipationFactory(project=project, spell__left=True).spells.get()
    url = reverse("register:spell", args=[project.slug, spell.participation.public_id, spell.pk])
    return spell, url, ("entry_date", "2018-02-01"), ("exit_reason", "moved")


def identity_form(project):
    participation = ParticipationFactory(project=project, given_name="Elsa", family_name="Lind")
    url = reverse("register:identity", args=[project.slug, participation.public_id])
    return participation, url, ("given_name", "Åsa"), ("family_name", "Ek")


def facts_form(project):
    url = reverse("projects:edit", args=[project.slug])
    return project, url, ("contact_email", "ny@example.org"), ("contact_phone", "0480-123")


def target_form(project):
    target = TargetFactory(project=project, measure="work", value=390)
    url = reverse("projects:change_row", args=[project.slug, "targets", target.pk])
    return target, url, ("value", "400"), ("label", "I arbete")


FORMS = [entry_form, identity_form, spell_form, facts_form, target_form]


@pytest.fixture
def clients(cast, sign_in):
    return sign_in(cast.leader), sign_in(cast.leader)


@pytest.mark.parametrize("of", FORMS)
def test_the_second_to_save_overwrites_nothing(cast, clients, of):
    first, second = clients
    stored, url, (name, value), (other, other_value) = of(cast.project)
    sent = shown(second, url)
    assert first.post(url, shown(first, url) | {name: value}).status_code == 302

    response = second.post(url, sent | {other: other_value})

    assert response.status_code == 200
    (difference,) = response.context["form"].differences
    assert difference.name == name
    assert str(cast.leader) in text(response)
    assert "Ändrat efter att du öppnade formuläret" in text(response)
    before = {name: getattr(stored, name), other: getattr(stored, other)}
    stored.refresh_from_db()
    assert getattr(stored, name) != before[name]
    assert getattr(stored, other) == before[other]
    # What was not touched is proposed as it is now.
    answer = {f"{name}-choice": "stored", "version": response.context["form"].version}
    assert second.post(url, sent | {other: other_value} | answer).status_code == 302
    now = getattr(stored, name)
    stored.refresh_from_db()
    assert getattr(stored, name) == now
    assert getattr(stored, other) != before[other]


@pytest.mark.parametrize("choice", ["stored", "typed"])
def test_a_field_that_both_changed_is_chosen(cast, clients, choice):
    first, second = clients
    participation, url, *_rest = entry_form(cast.project)
    sent = shown(second, url) | {"given_name": "Typed"}
    first.post(url, shown(first, url) | {"given_name": "Stored"})

    response = second.post(url, sent)
    (difference,) = response.context["form"].differences
    assert (difference.stored, difference.typed) == ("Stored", "Typed")
    assert difference.is_typed_chosen
    assert 'value="Typed"' in response.content.decode()

    again = {"given_name-choice": choice, "version": response.context["form"].version}
    assert second.post(url, sent | again).status_code == 302
    participation.refresh_from_db()
    assert participation.given_name == choice.capitalize()


def test_the_same_change_by_both_is_no_difference(cast, clients):
    first, second = clients
    _participation, url, *_rest = entry_form(cast.project)
    sent = shown(second, url) | {"given_name": "Åsa"}
    first.post(url, sent)
    assert second.post(url, sent).status_code == 302


def test_a_third_change_while_choosing_is_told_too(cast, clients):
    first, second = clients
    participation, url, *_rest = entry_form(cast.project)
    sent = shown(second, url) | {"given_name": "Typed"}
    first.post(url, shown(first, url) | {"given_name": "Stored"})
    version = second.post(url, sent).context["form"].version
    first.post(url, shown(first, url) | {"given_name": "Later"})

    response = second.post(url, sent | {"given_name-choice": "typed", "version": version})

    assert response.status_code == 200
    assert response.context["form"].differences[0].stored == "Later"
    participation.refresh_from_db()
    assert participation.given_name == "Later"


@pytest.mark.parametrize(
    "version", ["", "x", "given_name", "given_name=", "=,=,=", "given_name=0,given_name=1"]
)
def test_a_damaged_version_is_no_error_of_the_server(cast, clients, version):
    _participation, url, *_rest = entry_form(cast.project)
    assert clients[0].post(url, shown(clients[0], url) | {"version": version}).status_code in (200, 302)


def test_texts_and_lists_are_compared_as_they_are_sent(cast, clients):
    # Line breaks and the order of a choice of several are no changes.
    first, _second = clients
    url = reverse("projects:edit_texts", args=[cast.project.slug])
    sent = shown(first, url) | {"summary_sv": "En\r\ntvå", "summary_shown": "on"}
    first.post(url, sent)
    assert first.post(url, shown(first, url) | {"summary_sv": "En\r\ntvå"}).status_code == 302


def test_every_form_with_stored_values_has_a_version(cast, sign_in):
    full_project = FullProject(cast)
    client = sign_in(cast.leader)
    seen = {True: set(), False: set()}
    for address in addresses():
        if address.name.startswith("admin:"):
            continue
        context = client.get(full_project.path(address)).context
        form = context.get("form") if context else None
        if form is None or getattr(form, "helper", None) is None or form.helper.form_method != "post":
            continue
        has_values = any(bound.initial not in (None, "", [], False) for bound in form if bound.name != "code")
        if has_values:
            seen[isinstance(form, VersionedForm)].add(address.name)
    assert seen[False] == set(NO_STORED_VALUES)
    assert {"register:edit", "register:spell", "projects:edit", "projects:change_row"} <= seen[True]
