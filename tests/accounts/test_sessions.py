"""Sessions: time limits, and the list from which a user ends them."""

from datetime import timedelta

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db import connection
from django.template.loader import render_to_string
from django.test import Client
from django.utils import timezone, translation

from accounts import tasks
from accounts.audit.models import AuditEntry
from accounts.signing_in import actions, sessions
from esfportal.security.hashed_sessions import stored_key
from tests.accounts.test_admin import fields_of, memberships, user_page
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db
PASSWORD = "tre ord och en fyra"
FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0"
IPHONE = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)"
    " Version/18.5 Mobile/15E148 Safari/604.1"
)


@pytest.fixture
def clock(monkeypatch):
    """Return `pass_time(minutes=5)`, which moves the clock forward."""
    start, later = timezone.now(), timedelta()

    def pass_time(**time):
        nonlocal later
        later += timedelta(**time)

    monkeypatch.setattr(timezone, "now", lambda: start + later)
    return pass_time


@pytest.fixture
def user():
    user = UserFactory(email="anna@example.org")
    user.set_password(PASSWORD)
    user.save()
    return user


def enter(user, agent=FIREFOX, **extra):
    client = Client(headers={"accept-language": "sv", "user-agent": agent}, **extra)
    assert client.post("/accounts/login/", {"login": user.email, "password": PASSWORD}).status_code == 302
    return client


def is_in(client):
    return client.get("/account/").status_code == 200


def test_a_session_idle_for_half_an_hour_ends_and_sign_in_returns(user, clock):
    client = enter(user)
    clock(minutes=31)
    asked = client.get("/account/?from=email")
    assert asked.url == "/accounts/login/?next=/account/%3Ffrom%3Demail"
    page = client.get(asked.url)
    assert "Du har loggats ut" in page.text
    assert client.post(asked.url, {"login": user.email, "password": PASSWORD}).url == "/account/?from=email"


def test_a_session_that_ends_is_audited_outside_any_other_scope(user, clock):
    client = enter(user)
    clock(minutes=31)
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL esfportal.scope = ''")  # as in a request, which begins without a scope
        assert not is_in(client)
        cursor.execute("SET LOCAL esfportal.scope = 'operator'")
    assert AuditEntry.objects.filter(action="signed_out", actor=user).count() == 1


def test_activity_extends_the_session(user, clock):
    client = enter(user)
    for _time in range(4):
        clock(minutes=29)
        assert is_in(client)


def test_a_session_ends_after_twelve_hours(user, clock):
    client = enter(user)
    for _time in range(28):
        clock(minutes=25)
        assert is_in(client)
    clock(minutes=25)
    assert not is_in(client)


def test_a_form_posted_after_the_session_ended_returns_to_its_page(user, clock):
    client = enter(user)
    clock(minutes=31)
    answer = client.post("/accounts/password/change/", {}, headers={"referer": "http://testserver/account/"})
    assert answer.url == "/accounts/login/?next=http%3A//testserver/account/"
    page = client.get(answer.url).text
    assert "Det du skickade sparades inte" in page
    assert "Du har loggats ut" in page
    assert (
        client.post(answer.url, {"login": user.email, "password": PASSWORD}).url
        == "http://testserver/account/"
    )


def test_an_htmx_request_after_the_session_ended_redirects_the_whole_page(user, clock):
    client = enter(user)
    clock(minutes=31)
    headers = {"hx-request": "true", "hx-current-url": "http://testserver/account/"}
    assert client.get("/projects/", headers=headers)["HX-Redirect"] == "/accounts/login/?next=/account/"


@pytest.mark.parametrize("way", [{}, {"hx-request": "true"}])
def test_background_requests_do_not_extend_the_session(user, clock, way):
    client = enter(user)
    for _time in range(3):
        clock(minutes=10, seconds=30)
        client.get("/account/", headers={"x-background": "yes"} | way)
    assert not is_in(client)


def test_progress_sends_the_background_header():
    values = {"id": "job", "text": "…", "percent": 3, "leave": "", "poll_url": "/x/"}
    assert """hx-headers='{"X-Background": "yes"}'""" in render_to_string("components/progress.html", values)


def test_activity_is_written_once_a_minute(user, clock):
    client = enter(user)
    client.get("/account/")
    seen = UserSession.objects.get().last_seen_at
    clock(seconds=50)
    client.get("/account/")
    assert UserSession.objects.get().last_seen_at == seen
    clock(seconds=20)
    client.get("/account/")
    assert UserSession.objects.get().last_seen_at > seen


def test_a_page_can_query_and_extend_the_session(user, clock):
    client = enter(user)
    clock(minutes=20)
    left = client.get("/accounts/stay/", headers={"x-background": "yes"}).json()["left"]
    assert 590 <= left <= 600
    assert client.post("/accounts/stay/").json()["left"] == 1800


def test_the_security_page_lists_the_sessions(user):
    client = enter(user)
    enter(user, IPHONE, REMOTE_ADDR="192.0.2.7")
    page = client.get("/accounts/security/").text
    assert "Firefox, Windows" in page
    assert "Safari, iPhone" in page
    assert "192.0.2.7" in page
    assert page.count("den här</span>") == 1


def test_a_session_can_be_ended_from_another(user):
    client, lost = enter(user), enter(user, IPHONE)
    row = UserSession.objects.get(user_agent=IPHONE)
    client.post(f"/accounts/security/sessions/{row.pk}/end/")
    assert is_in(client)
    assert not is_in(lost)
    assert AuditEntry.objects.about(user).filter(action="session_ended").count() == 1


def test_all_other_sessions_can_be_ended(user):
    others = [enter(user), enter(user, IPHONE)]
    client = enter(user)
    client.post("/accounts/security/sessions/end/")
    assert is_in(client)
    assert not any(map(is_in, others))
    assert AuditEntry.objects.about(user).filter(action="session_ended", actor=user).count() == 2


def test_another_users_session_is_not_found(user, cast, sign_in):
    client = enter(user)
    row = UserSession.objects.get(user=user)
    assert sign_in(cast.leader).post(f"/accounts/security/sessions/{row.pk}/end/").status_code == 404
    assert is_in(client)


def test_a_new_password_ends_every_session(user):
    client, other = enter(user), enter(user, IPHONE)
    new = {"oldpassword": PASSWORD, "password1": "fem helt andra ord", "password2": "fem helt andra ord"}
    client.post("/accounts/password/change/", new)
    assert not is_in(other)
    assert [row for row in sessions.active_sessions(user) if row.user_agent == IPHONE] == []


def test_resetting_factors_ends_all_sessions(user, cast, sign_in):
    # The lost telephone may have a session too.
    clients = [enter(user), enter(user, IPHONE)]
    actions.add_app(user, "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP", by=user)
    actions.make_recovery_codes(user, by=user)
    sent = {"action": "reset_second_factors", "_selected_action": [user.pk]}
    assert sign_in(cast.administrator).post("/admin/accounts/user/", sent).status_code == 302
    assert not any(map(is_in, clients))
    assert not user.authenticator_set.exists()  # recovery codes included


def test_changing_the_address_ends_all_sessions(user, cast, sign_in):
    # The account may belong to another person from then on.
    client = enter(user)
    sent = fields_of(user) | {"email": "successor@example.org"} | memberships()
    assert sign_in(cast.administrator).post(user_page(user), sent).status_code == 302
    assert not is_in(client)


def test_an_account_closed_and_opened_again_keeps_no_session(user, cast, sign_in):
    client = enter(user)
    administrator = sign_in(cast.administrator)
    closed = fields_of(user) | memberships()
    del closed["is_active"]
    assert administrator.post(user_page(user), closed).status_code == 302
    assert administrator.post(user_page(user), closed | {"is_active": "on"}).status_code == 302
    user.refresh_from_db()
    assert user.is_active
    assert not is_in(client)
    assert AuditEntry.objects.about(user).filter(action="session_ended").exists()


def test_signing_out_deletes_the_session(user):
    client = enter(user)
    key = stored_key(client.session.session_key)
    assert Session.objects.filter(pk=key).exists()
    client.post("/accounts/logout/")
    assert not UserSession.objects.filter(user=user).exists()
    assert not Session.objects.filter(pk=key).exists()
    assert AuditEntry.objects.about(user).filter(action="signed_out").exists()


def test_ended_sessions_are_not_listed_and_are_deleted(user, clock):
    enter(user)
    clock(hours=13)
    assert sessions.active_sessions(user) == []
    tasks.delete_old_sign_ins()
    assert not UserSession.objects.exists()
    assert not Session.objects.exists()


@pytest.mark.parametrize(
    ("agent", "words"),
    [
        (FIREFOX, "Firefox, Windows"),
        (IPHONE, "Safari, iPhone"),
        ("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) Chrome/138.0 Safari/537.36 Edg/138.0", "Edge, Mac"),
        (
            "Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 Chrome/138.0 Mobile Safari/537.36",
            "Chrome, Android",
        ),
        ("curl/8", "an unknown browser"),
        ("", "an unknown browser"),
    ],
)
def test_describe_device(agent, words):
    with translation.override("en"):
        assert sessions.describe_device(agent) == words
