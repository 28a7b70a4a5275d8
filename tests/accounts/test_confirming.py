"""Confirmation before sensitive pages."""

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
from esfportal.security.hashed_sessions import stored_key
from participants.register.models import AuthorisedCaseWorker
from projects.team.models import Invitation
from tests.accounts.test_passkeys import add, confirm
from tests.accounts.test_second_factor import SECRET, code
from tests.addresses import addresses
from tests.factories import ParticipationFactory
from tests.passkeys import Device
from tests.sample_objects import FullProject, rolled_back

pytestmark = pytest.mark.django_db
PASSWORD = "tre ord och en fyra"
RECENT, TOO_OLD = 590, 610  # seconds since the sign-in


@require_http_methods(["GET", "POST"])
@recently_signed_in
def export(request):
    return HttpResponse(f"everybody, by {request.method}")


urlpatterns = [*esfportal.urls.urlpatterns, path("export/", export)]


@pytest.fixture(autouse=True)
def sensitive_page():
    with override_settings(ROOT_URLCONF=__name__):
        yield


@pytest.fixture
def leader(cast):
    cast.leader.set_password(PASSWORD)
    cast.leader.save()
    return cast.leader


def test_no_confirmation_after_a_recent_sign_in(leader, sign_in):
    assert sign_in(leader, ago=RECENT).get("/export/").text == "everybody, by GET"


def test_confirmation_after_ten_minutes_returns_to_the_page(leader, sign_in):
    client = sign_in(leader, ago=TOO_OLD)
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
def test_confirming_changes_the_session_key(leader, sign_in, way):
    client = sign_in(leader)
    old = client.session.session_key
    UserSession.objects.create(user=leader, session_key=stored_key(old), ip="127.0.0.1", user_agent="")
    client.post("/accounts/confirm/", {"password": "wrong"})
    assert client.session.session_key == old

    way(client, leader)

    assert client.session.session_key != old
    assert not Session.objects.filter(session_key=stored_key(old)).exists()
    assert UserSession.objects.get(user=leader).session_key == stored_key(client.session.session_key)


def test_a_code_confirms_once_and_attempts_are_limited(leader, sign_in):
    actions.add_app(leader, SECRET, by=leader)
    used = code()
    assert sign_in(leader).post("/accounts/confirm/code/", {"code": used}).status_code == 302
    cache.delete(f"allauth.mfa.totp.used?user={leader.pk}&code={used}")  # allauth forgets used codes early
    for each in (used, *["000000"] * 4):
        assert sign_in(leader).post("/accounts/confirm/code/", {"code": each}).status_code == 200
    refused = sign_in(leader).post("/accounts/confirm/code/", {"code": code(steps=1)})
    assert "Vänta en kvart" in str(refused.context["form"].errors)


def test_password_attempts_are_limited_as_at_sign_in(leader, sign_in):
    client = sign_in(leader, ago=TOO_OLD)
    for _time in range(5):
        client.post("/accounts/confirm/", {"password": "wrong"})
    assert client.post("/accounts/confirm/", {"password": PASSWORD}).status_code != 302
    assert client.get("/export/").status_code == 302


def test_a_wrong_password_confirms_nothing(leader, sign_in):
    client = sign_in(leader, ago=TOO_OLD)
    assert client.post("/accounts/confirm/?next=/export/", {"password": "wrong"}).status_code == 200
    assert client.get("/export/").status_code == 302


def test_another_users_password_confirms_nothing(cast, leader, sign_in):
    client = sign_in(cast.colleague, ago=TOO_OLD)
    assert client.post("/accounts/confirm/?next=/export/", {"password": PASSWORD}).status_code != 302
    assert client.get("/export/").status_code == 302


def test_posted_data_is_not_kept_and_the_user_returns_to_the_form(leader, sign_in):
    client = sign_in(leader, ago=TOO_OLD)
    asked = client.post("/export/", {"purpose": "canary"}, headers={"referer": "http://testserver/projects/"})
    assert asked.url == "/accounts/confirm/?next=http%3A//testserver/projects/"
    assert "canary" not in str(dict(client.session))
    assert "tryck sedan på knappen igen" in client.get(asked.url).text
    assert client.post(asked.url, {"password": PASSWORD}).url == "http://testserver/projects/"


def test_a_form_posted_from_another_site_redirects_home(leader, sign_in):
    client = sign_in(leader, ago=TOO_OLD)
    asked = client.post("/export/", headers={"referer": "https://elsewhere.example/"})
    assert asked.url == "/accounts/confirm/?next=/"


def test_an_htmx_request_redirects_the_whole_page(leader, sign_in):
    client = sign_in(leader, ago=TOO_OLD)
    headers = {"hx-request": "true", "hx-current-url": "http://testserver/projects/?q=1"}
    answer = client.get("/export/", headers=headers)
    assert answer["HX-Redirect"] == "/accounts/confirm/?next=/projects/%3Fq%3D1"


SENSITIVE = {
    "export/",  # the page above: shows that a decorated view is found
    *("account_change_password", "account_set_password", "end_session", "end_other_sessions"),
    *("mfa_activate_totp", "mfa_deactivate_totp"),
    *("mfa_add_webauthn", "mfa_edit_webauthn", "mfa_remove_webauthn"),
    *("mfa_view_recovery_codes", "mfa_download_recovery_codes", "mfa_generate_recovery_codes"),
    "recovery_codes_saved",
    *("calendars:make", "own_page:make", "own_page:mail", "statistics:csv", "statistics:xlsx"),
    "scb_template:file",
    *("imports:attendance_of_activity", "imports:attendance_of_month"),
    *("imports:import_rows_csv", "imports:import_rows_xlsx"),
    *("team:invite", "team:invite_leader", "team:member", "team:send_invitation"),
    *("team:invite_officer", "team:give_officer", "team:send_officer_invitation"),
    *("team:end_officer", "team:remove_officer"),  # who takes over is given the role
    *(
        "register:export",
        "register:exported_file",
        "certificates:group_file",
        "register:authorised",
        "privacy:extract",
        "reports:sign",
    ),
    *("admin:accounts_user_add", "admin:accounts_user_change", "admin:accounts_user_changelist"),
}


def test_every_sensitive_address_asks_for_confirmation(cast, sign_in):
    # Pages that give access, change how a user signs in or export data about people.
    full_project, asking = FullProject(cast), set()
    for user in (cast.leader, cast.administrator):
        user.set_password(PASSWORD)
        user.save()
        client = sign_in(user, ago=TOO_OLD)
        for address in addresses():
            if address.name == "account_logout":
                continue
            with rolled_back():
                answer = client.post(full_project.path(address))
                if answer.status_code == 405:
                    answer = client.get(full_project.path(address))
            if answer.status_code == 302 and answer.url.startswith("/accounts/confirm/?next="):
                asking.add(address.label)
    assert asking == SENSITIVE


def test_an_old_session_cant_give_access_to_others(cast, leader, sign_in):
    hidden = ParticipationFactory(project=cast.project, person__protected=True)
    team, member = "/projects/samverkan/team/", cast.colleague.memberships.get()
    client = sign_in(leader, ago=TOO_OLD)
    for address, sent in (
        (f"{team}invite/", {"email": "attacker@example.org", "role": "case_worker", "language": "sv"}),
        (f"{team}{member.pk}/", {"starts_on": "2018-01-01"}),
        (f"{hidden.get_absolute_url()}authorised/", {"user": cast.colleague.pk}),
    ):
        for answer in (client.get(address), client.post(address, sent)):
            assert answer.status_code == 302, address
            assert answer.url.startswith("/accounts/confirm/"), address
    assert not Invitation.objects.exists()
    assert not AuthorisedCaseWorker.objects.exists()
    assert mail.outbox == []


def test_an_old_session_can_raise_but_not_lower_protection(cast, leader, sign_in):
    # Lowering it opens the record to all who work in the project.
    hidden = ParticipationFactory(project=cast.project, person__protection="confidentiality_mark")
    client, address = sign_in(leader, ago=TOO_OLD), f"{hidden.get_absolute_url()}protection/"

    answer = client.post(address, {"level": "none", "reason": "Beslut från Skatteverket."})
    assert answer.url.startswith("/accounts/confirm/")
    hidden.person.refresh_from_db()
    assert hidden.person.protection == "confidentiality_mark"

    client.post(address, {"level": "protected_registration"})
    hidden.person.refresh_from_db()
    assert hidden.person.protection == "protected_registration"
