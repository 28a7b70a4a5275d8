"""Confirming that it is you: asked again before what is sensitive, and led back to where one was."""

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.core import mail
from django.core.cache import cache
from django.http import HttpResponse
from django.test import override_settings
from django.urls import path
from django.views.decorators.http import require_http_methods

import esfportal.urls
from accounts.signing_in import actions
from accounts.signing_in.decorators import recently_signed_in
from participants.register.models import NamedCaseWorker
from projects.team.models import Invitation
from tests.accounts.test_passkeys import add, confirm
from tests.accounts.test_second_factor import SECRET, code
from tests.addresses import addresses
from tests.factories import ParticipationFactory
from tests.passkeys import Device
from tests.sample_objects import World, taken_back

pytestmark = pytest.mark.django_db
PASSWORD = "tre ord och en fyra"
NOT_LONG, TOO_LONG = 590, 610  # seconds


@require_http_methods(["GET", "POST"])
@recently_signed_in
def export(request):
    return HttpResponse(f"everybody, by {request.method}")


urlpatterns = [*esfportal.urls.urlpatterns, path("export/", export)]


@pytest.fixture(autouse=True)
def a_sensitive_page():
    with override_settings(ROOT_URLCONF=__name__):
        yield


@pytest.fixture
def leader(cast):
    cast.leader.set_password(PASSWORD)
    cast.leader.save()
    return cast.leader


def test_whoever_has_just_signed_in_is_not_asked(leader, sign_in):
    assert sign_in(leader, ago=NOT_LONG).get("/export/").text == "everybody, by GET"


def test_after_ten_minutes_one_is_asked_and_led_back(leader, sign_in):
    client = sign_in(leader, ago=TOO_LONG)
    asked = client.get("/export/?month=2019-01")
    assert asked.url == "/accounts/confirm/?next=/export/%3Fmonth%3D2019-01"
    assert "Bekräfta att det är du" in client.get(asked.url).text
    assert client.post(asked.url, {"password": PASSWORD}).url == "/export/?month=2019-01"
    assert client.get("/export/?month=2019-01").text == "everybody, by GET"


def by_password(client, leader):
    client.post("/accounts/confirm/", {"password": PASSWORD})


def by_code(client, leader):
    actions.add_app(leader, SECRET, by=leader)
    client.post("/accounts/confirm/code/", {"code": code()})


def by_passkey(client, leader):
    device = Device()
    add(client, device)
    confirm(client, device)


@pytest.mark.parametrize("way", [by_password, by_code, by_passkey])
def test_who_has_learned_the_session_before_has_nothing_by_it(leader, sign_in, way):
    client = sign_in(leader)
    old = client.session.session_key
    UserSession.objects.create(user=leader, session_key=old, ip="127.0.0.1", user_agent="")
    client.post("/accounts/confirm/", {"password": "wrong"})
    assert client.session.session_key == old

    way(client, leader)

    assert client.session.session_key != old
    assert not Session.objects.filter(session_key=old).exists()
    assert UserSession.objects.get(user=leader).session_key == client.session.session_key


def test_a_code_confirms_once_and_is_guessed_five_times(leader, sign_in):
    actions.add_app(leader, SECRET, by=leader)
    used = code()
    assert sign_in(leader).post("/accounts/confirm/code/", {"code": used}).status_code == 302
    cache.delete(f"allauth.mfa.totp.used?user={leader.pk}&code={used}")  # allauth's own memory is short
    for each in (used, *["000000"] * 4):
        assert sign_in(leader).post("/accounts/confirm/code/", {"code": each}).status_code == 200
    refused = sign_in(leader).post("/accounts/confirm/code/", {"code": code(steps=1)})
    assert "Vänta en kvart" in str(refused.context["form"].errors)


def test_a_password_is_guessed_as_often_as_at_the_door(leader, sign_in):
    client = sign_in(leader, ago=TOO_LONG)
    for _time in range(5):
        client.post("/accounts/confirm/", {"password": "wrong"})
    assert client.post("/accounts/confirm/", {"password": PASSWORD}).status_code != 302
    assert client.get("/export/").status_code == 302


def test_a_wrong_password_confirms_nothing(leader, sign_in):
    client = sign_in(leader, ago=TOO_LONG)
    assert client.post("/accounts/confirm/?next=/export/", {"password": "wrong"}).status_code == 200
    assert client.get("/export/").status_code == 302


def test_somebody_elses_password_confirms_nothing(cast, leader, sign_in):
    client = sign_in(cast.colleague, ago=TOO_LONG)
    assert client.post("/accounts/confirm/?next=/export/", {"password": PASSWORD}).status_code != 302
    assert client.get("/export/").status_code == 302


def test_what_was_posted_is_not_kept_and_the_page_it_came_from_is_shown_again(leader, sign_in):
    client = sign_in(leader, ago=TOO_LONG)
    asked = client.post("/export/", {"purpose": "canary"}, headers={"referer": "http://testserver/projects/"})
    assert asked.url == "/accounts/confirm/?next=http%3A//testserver/projects/"
    assert "canary" not in str(dict(client.session))
    assert "tryck sedan på knappen igen" in client.get(asked.url).text
    assert client.post(asked.url, {"password": PASSWORD}).url == "http://testserver/projects/"


def test_a_form_sent_from_elsewhere_leads_home(leader, sign_in):
    client = sign_in(leader, ago=TOO_LONG)
    asked = client.post("/export/", headers={"referer": "https://elsewhere.example/"})
    assert asked.url == "/accounts/confirm/?next=/"


def test_a_part_of_a_page_leads_the_whole_page(leader, sign_in):
    client = sign_in(leader, ago=TOO_LONG)
    headers = {"hx-request": "true", "hx-current-url": "http://testserver/projects/?q=1"}
    answer = client.get("/export/", headers=headers)
    assert answer["HX-Redirect"] == "/accounts/confirm/?next=/projects/%3Fq%3D1"


ASKING = {
    "export/",  # the page above, as whatever comes to be decorated would be found
    *("account_change_password", "account_set_password", "end_session", "end_other_sessions"),
    *("mfa_activate_totp", "app_picture", "mfa_deactivate_totp"),
    *("mfa_add_webauthn", "mfa_edit_webauthn", "mfa_remove_webauthn"),
    *("mfa_view_recovery_codes", "mfa_download_recovery_codes", "mfa_generate_recovery_codes"),
    "recovery_codes_saved",
    *("team:invite", "team:member", "team:send_invitation"),
    *("register:named", "privacy:extract"),
    *("admin:accounts_user_add", "admin:accounts_user_change", "admin:accounts_user_changelist"),
}


def test_whatever_is_sensitive_asks_again(cast, sign_in):
    """Every address of the resolver: what gives access, changes how one signs in or takes people's data out."""
    world, asking = World(cast), set()
    for user in (cast.leader, cast.administrator):
        user.set_password(PASSWORD)
        user.save()
        client = sign_in(user, ago=TOO_LONG)
        for address in addresses():
            if address.name == "account_logout":
                continue
            with taken_back():
                answer = client.post(world.path(address))
                if answer.status_code == 405:
                    answer = client.get(world.path(address))
            if answer.status_code == 302 and answer.url.startswith("/accounts/confirm/?next="):
                asking.add(address.label)
    assert asking == ASKING


def test_whoever_finds_a_session_open_gives_nobody_access(cast, leader, sign_in):
    """Not to the project, and not to a protected record."""
    hidden = ParticipationFactory(project=cast.project, person__protected=True)
    team, member = "/projects/samverkan/team/", cast.colleague.memberships.get()
    client = sign_in(leader, ago=TOO_LONG)
    for address, sent in (
        (f"{team}invite/", {"email": "attacker@example.org", "role": "case_worker", "language": "sv"}),
        (f"{team}{member.pk}/", {"starts_on": "2018-01-01"}),
        (f"{hidden.get_absolute_url()}named/", {"user": cast.colleague.pk}),
    ):
        for answer in (client.get(address), client.post(address, sent)):
            assert answer.status_code == 302, address
            assert answer.url.startswith("/accounts/confirm/"), address
    assert not Invitation.objects.exists()
    assert not NamedCaseWorker.objects.exists()
    assert mail.outbox == []


def test_whoever_finds_a_session_open_lowers_no_protection_but_may_raise_it(cast, leader, sign_in):
    """To lower it opens the record to everybody who works in the project."""
    hidden = ParticipationFactory(project=cast.project, person__protection="confidentiality_mark")
    client, address = sign_in(leader, ago=TOO_LONG), f"{hidden.get_absolute_url()}protection/"

    answer = client.post(address, {"level": "none", "reason": "Beslut från Skatteverket."})
    assert answer.url.startswith("/accounts/confirm/")
    hidden.person.refresh_from_db()
    assert hidden.person.protection == "confidentiality_mark"

    client.post(address, {"level": "protected_registration"})
    hidden.person.refresh_from_db()
    assert hidden.person.protection == "protected_registration"
