"""Sign-in to the own page with an e-identification: a real provider, and one participation for its number."""

import json
from datetime import timedelta
from urllib.parse import urlencode

import pytest
from django.db import DatabaseError, transaction
from django.test import Client
from django.utils import timezone

from accounts.audit.models import AuditEntry
from accounts.identity_providers.client_keys import new_key, public_key_set
from accounts.identity_providers.models import IdentityProvider
from participants.own_page import attempt_cookie, session_cookie
from participants.own_page.models import OwnPageLink
from participants.register.actions import void_participation
from participants.register.models import Spell
from tests.accounts.identity_providers.support import identify, make_provider, with_number
from tests.factories import OSKARSHAMN, ParticipationFactory
from tests.numbers import nth_number
from tests.participants.own_page.samples import link_of, opened
from tests.participants.own_page.test_months import certified

pytestmark = pytest.mark.django_db
NUMBER, UNKNOWN = nth_number(11), nth_number(12)


def confirmed(at, digest):
    """Return the columns of a confirmation with an e-identification."""
    taken = {"step": "confirm", "to_state": "confirmed", "method": "e_id", "signed_on": at.date()}
    return taken | {"link_made_at": at, "signed_in_at": at, "codes_tried": 0, "shown_digest": digest}


@pytest.fixture
def provider(issuer):
    return make_provider(issuer)


def leave(client):
    """Press the button; return the provider's address."""
    going = client.post("/me/e-id/at/bankid/")
    assert going.headers["Refresh"] == f"0; url={going.context['provider_url']}"
    return going.context["provider_url"]


def come_back(client, query):
    return client.get(f"/me/e-id/back/?{urlencode(query)}")


def sign_in(issuer, **claims):
    client = Client(headers={"accept-language": "sv"})
    return client, come_back(client, identify(issuer, leave(client), **claims))


def test_a_participant_signs_in_and_goes_from_one_project_to_another(cast, issuer, provider):
    mine = ParticipationFactory(
        project=cast.project,
        person__number=NUMBER,
        person__protection="protected",
        spell__municipality_id=OSKARSHAMN,
    )
    client = Client(headers={"accept-language": "sv"})
    assert "Logga in med BankID" in client.get("/me/").text
    address = leave(client)
    cookie = client.cookies[attempt_cookie.COOKIE.name]
    assert (cookie["path"], cookie["httponly"], cookie["samesite"]) == ("/", True, "Lax")
    answer = come_back(client, identify(issuer, address, **with_number(NUMBER)))
    assert (answer.status_code, answer.url) == (302, "/me/")
    assert client.get("/me/").context["project"] == cast.project
    assert NUMBER not in str([*OwnPageLink.objects.values(), *AuditEntry.objects.values()])
    entry = AuditEntry.objects.filter(action="own_page_opened").get()
    assert (entry.actor, entry.object_id, entry.details["by_e_id"]) == (None, str(mine.pk), True)

    month = certified(mine, by=cast.leader, month=3)
    with pytest.raises(DatabaseError, match="another month"), transaction.atomic():
        month.events.create(**confirmed(entry.at, "0" * 64))
    assert client.post(f"/me/months/{month.pk}/", {"shown_digest": month.digest}).status_code == 302
    assert month.events.get(step="confirm").method == "e_id"

    assert "inget annat projekt" in client.get("/me/e-id/projects/").text
    assert client.post("/me/e-id/projects/", {"project": cast.other_project.slug}).status_code == 404
    ParticipationFactory(project=cast.other_project, person=mine.person)
    key = client.cookies[session_cookie.COOKIE.name].value
    assert client.post("/me/e-id/projects/", {"project": cast.other_project.slug}).url == "/me/"
    assert client.get("/me/").context["project"] == cast.other_project
    client.cookies[session_cookie.COOKIE.name] = key  # the session before has ended
    assert "Du är inte inloggad" in client.get("/me/").text


def test_nothing_is_told_to_one_who_does_not_take_part(cast, issuer, provider):
    mine = ParticipationFactory(project=cast.project, person__number=NUMBER)
    client, there = sign_in(issuer, **with_number(NUMBER))
    assert there.url == "/me/"
    for claims in (with_number(UNKNOWN), with_number("19121212-1212"), {}, with_number("x" * 300)):
        client, nothing = sign_in(issuer, **claims)
        assert (nothing.status_code, "Här finns inget för dig" in nothing.text) == (403, True)
        assert session_cookie.COOKIE.name not in client.cookies
    today = timezone.localdate()
    for days, url in ((92, "/me/"), (93, None)):
        Spell.objects.filter(participation=mine).update(
            entry_date=today - timedelta(200),
            exit_date=today - timedelta(days),
            exit_reason="completed",
        )
        assert getattr(sign_in(issuer, **with_number(NUMBER))[1], "url", None) == url
    Spell.objects.filter(participation=mine).update(exit_date=None, exit_reason="")
    void_participation(mine, reason="Fel person", by=cast.leader)
    assert sign_in(issuer, **with_number(NUMBER))[1].status_code == 403
    assert {*OwnPageLink.objects.values_list("participation", flat=True)} == {mine.pk}


def test_an_answer_belongs_to_the_browser_that_asked_and_works_once(cast, issuer, provider):
    ParticipationFactory(project=cast.project, person__number=NUMBER)
    client, other = Client(), Client()
    query = identify(issuer, leave(client), **with_number(NUMBER))
    leave(other)
    for stranger in (other, Client()):
        assert come_back(stranger, query).status_code == 403
        assert session_cookie.COOKIE.name not in stranger.cookies
    assert come_back(client, {"state": query["state"]}).status_code == 403
    query = identify(issuer, leave(client), **with_number(NUMBER))
    assert come_back(client, query).url == "/me/"
    assert come_back(client, query).status_code == 403  # the attempt is over
    assert come_back(Client(), {"error": "access_denied", "state": query["state"]}).status_code == 403


def test_a_service_that_is_not_in_use_or_does_not_answer(issuer, provider):
    client = Client()
    query = identify(issuer, leave(client), **with_number(NUMBER))
    IdentityProvider.objects.update(is_in_use=False)
    assert "BankID" not in client.get("/me/").text
    assert client.post("/me/e-id/at/bankid/").status_code == 404
    assert come_back(client, query).status_code == 403
    IdentityProvider.objects.update(is_in_use=True, issuer="http://127.0.0.1:9")
    assert client.post("/me/e-id/at/bankid/").status_code == 403


def test_the_portals_public_key_is_at_an_address(issuer, provider):
    address = "/me/e-id/at/bankid/keys.json"
    assert Client().get(address).status_code == 404  # it is known by a secret
    provider.authentication = "private_key_jwt"
    private = new_key()
    provider.write_secret(private)
    provider.save()
    shown = Client().get(address)
    assert shown["Content-Type"] == "application/jwk-set+json"
    assert shown.json() == json.loads(public_key_set(private))
    assert "d" not in shown.json()["keys"][0]
    IdentityProvider.objects.update(is_in_use=False)
    assert Client().get(address).status_code == 404


def test_a_session_by_link_goes_to_no_other_project(cast):
    mine = ParticipationFactory(project=cast.project, person__number=NUMBER)
    ParticipationFactory(project=cast.other_project, person=mine.person)
    link_of(mine)
    phone = opened(mine)
    assert phone.get("/me/e-id/projects/").status_code == 404
    assert phone.post("/me/e-id/projects/", {"project": cast.other_project.slug}).status_code == 404
