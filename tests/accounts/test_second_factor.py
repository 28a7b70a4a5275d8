"""Second factors: users who need one, setting up, and sessions without one."""

import re
import time

import pytest
import time_machine
from allauth.account.internal.flows.login import perform_login
from allauth.account.models import Login
from allauth.core.context import request_context
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from django.conf import settings as django_settings
from django.core import mail
from django.test import Client
from django.utils import timezone

from accounts.audit.models import AuditEntry
from accounts.signing_in import actions, factors
from tests.addresses import addresses
from tests.factories import MembershipFactory, make_superuser
from tests.sample_objects import FullProject
from tests.signing_in import signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_attempts")]
PASSWORD = "tre ord och en fyra"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


@pytest.fixture
def leader(cast):
    cast.leader.set_password(PASSWORD)
    cast.leader.save()
    return cast.leader


@pytest.fixture
def with_app(leader):
    actions.add_app(leader, SECRET, by=leader)
    return leader


def code(secret=SECRET, steps=0):
    """Return the app's code, `steps` half minutes from now."""
    return totp.format_hotp_value(totp.hotp_value(secret, int(time.time()) // 30 + steps))


def enter_password(email, client=None):
    client = client or Client(headers={"accept-language": "sv"})
    answer = client.post("/accounts/login/?next=/projects/", {"login": email, "password": PASSWORD})
    return client, answer


def key_of(page):
    return re.search(r'class="key">([A-Z2-7 ]+)<', page.text)[1].replace(" ", "")


# Users who need one


@pytest.mark.parametrize("who", ["leader", "case_worker", "colleague", "administrator", "stranger"])
def test_users_who_need_a_second_factor_are_redirected_to_set_one_up(
    cast, sign_in_without_second_factor, who
):
    client = sign_in_without_second_factor(getattr(cast, who))
    for address in (
        "/projects/",
        "/account/",
        "/admin/",
        "/accounts/security/",
        "/accounts/password/change/",
    ):
        assert client.get(address).url == "/accounts/security/start/"
    assert "Ett steg till" in client.get("/accounts/security/start/").text


def test_auditors_need_a_second_factor(cast, sign_in_without_second_factor):
    user = cast.without_role
    MembershipFactory(user=user, project=cast.project, auditor=True)
    assert sign_in_without_second_factor(user).get("/projects/").url == "/accounts/security/start/"


def test_superusers_need_a_second_factor(sign_in_without_second_factor):
    client = sign_in_without_second_factor(make_superuser())
    assert client.get("/admin/").url == "/accounts/security/start/"


@pytest.mark.parametrize("who", ["funder", "without_role", "former"])
def test_users_who_view_no_people_need_no_second_factor(cast, sign_in_without_second_factor, who):
    assert sign_in_without_second_factor(getattr(cast, who)).get("/projects/").status_code == 200


def test_public_pages_and_signing_out_stay_available(cast, sign_in_without_second_factor):
    client = sign_in_without_second_factor(cast.leader)
    assert client.get("/accessibility/").status_code == 200
    assert client.post("/language/", {"language": "en"}).status_code == 302
    assert client.post("/accounts/logout/").url == "/"


def test_an_htmx_request_redirects_the_whole_page_to_verification(with_app, sign_in_without_second_factor):
    headers = {"hx-request": "true", "hx-current-url": "http://testserver/projects/"}
    answer = sign_in_without_second_factor(with_app).get("/projects/", headers=headers)
    assert answer["HX-Redirect"] == "/accounts/confirm/code/?next=/projects/"


def test_an_older_session_must_verify_a_factor_added_since(with_app, sign_in_without_second_factor):
    client = sign_in_without_second_factor(with_app)
    asked = client.get("/projects/")
    assert asked.url == "/accounts/confirm/code/?next=/projects/"
    for address in ("/accounts/security/app/", "/accounts/security/passkeys/add/", "/accounts/confirm/"):
        assert client.get(address).url.startswith("/accounts/confirm/code/")
    assert client.post(asked.url, {"code": code()}).url == "/projects/"
    assert client.get("/projects/").status_code == 200


VERIFICATION_PAGES = {"stay", "mfa_reauthenticate"}
SETUP_PAGES = {
    *("stay", "account_reauthenticate", "second_factor"),
    *("mfa_activate_totp", "mfa_add_webauthn"),
}


@pytest.mark.parametrize(
    ("factor", "led_to", "open_pages"),
    [
        (SECRET, "/accounts/confirm/code/", VERIFICATION_PAGES),
        (None, "/accounts/security/start/", SETUP_PAGES),
    ],
)
def test_only_the_listed_pages_are_open_before_verification_or_setup(
    cast, sign_in_without_second_factor, factor, led_to, open_pages
):
    # All addresses of the resolver, so that a new page that is open by mistake is found.
    full_project = FullProject(cast)
    if factor:
        actions.add_app(cast.leader, factor, by=cast.leader)
    client, found = sign_in_without_second_factor(cast.leader), set()
    for address in addresses():
        if not getattr(address.callback, "login_required", True):
            continue
        for method in ("get", "post"):
            answer = getattr(client, method)(full_project.path(address))
            if answer.status_code != 302 or not answer.url.startswith(led_to):
                found.add(address.name)
    assert found == open_pages


# Setting up


def test_setting_up_an_app_from_sign_in_to_projects(leader):
    client, answer = enter_password(leader.email)
    assert answer.url == "/projects/"
    assert client.get("/projects/").url == "/accounts/security/start/"
    page = client.get("/accounts/security/app/")
    made = client.post("/accounts/security/app/", {"code": code(key_of(page))})
    assert made.url == "/accounts/security/codes/"
    assert len(re.findall(r"<code>\d{4} \d{4}</code>", client.get(made.url).text)) == 10
    assert client.post("/accounts/security/codes/saved/").url == "/"
    assert client.get("/projects/").status_code == 200


def test_the_key_is_the_same_on_reload_and_a_wrong_code_is_refused(cast, sign_in):
    client = sign_in(cast.leader)
    first, second = (key_of(client.get("/accounts/security/app/")) for _time in range(2))
    assert first == second
    assert client.post("/accounts/security/app/", {"code": "000000"}).context["form"].errors
    assert not factors.second_factors(cast.leader).exists()


def test_the_setup_code_cant_be_used_again(leader, sign_in):
    # Not even by a person who saw it while it is still valid.
    client = sign_in(leader)
    shown = code(key_of(client.get("/accounts/security/app/")))
    assert client.post("/accounts/security/app/", {"code": shown}).status_code == 302
    another, _answer = enter_password(leader.email)
    assert another.post("/accounts/login/code/", {"code": shown}).status_code == 200
    assert another.get("/account/").status_code == 302


def test_code_attempts_are_limited_at_setup(cast, sign_in):
    client = sign_in(cast.leader)
    key = key_of(client.get("/accounts/security/app/"))
    for _time in range(5):
        client.post("/accounts/security/app/", {"code": "000000"})
    refused = client.post("/accounts/security/app/", {"code": code(key)})
    assert "Vänta en kvart" in str(refused.context["form"].errors)


def test_the_qr_code_has_the_same_key_and_is_not_cached(cast, sign_in, monkeypatch):
    drawn = []
    monkeypatch.setattr(
        "esfportal.files.qr_codes.qrcode.QRCode.add_data", lambda self, text: drawn.append(text)
    )
    monkeypatch.setattr("esfportal.files.qr_codes.qrcode.QRCode.get_matrix", lambda self: [[True]])
    page = sign_in(cast.leader).get("/accounts/security/app/")
    assert "no-store" in page["Cache-Control"]
    assert 'd="M0 0h1v1h-1z"' in page.text
    assert f"secret={key_of(page)}" in drawn[0]
    assert "leader%40example.org" in drawn[0]


def test_a_new_app_replaces_the_old_one(with_app, sign_in):
    client = sign_in(with_app)
    key = key_of(client.get("/accounts/security/app/"))
    client.post("/accounts/security/app/", {"code": code(key)})
    assert factors.second_factors(with_app).count() == 1
    assert factors.decrypt_secret(with_app.pk, factors.get_app(with_app).data["secret"]) == key


def test_signing_in_by_invitation_link_counts_as_recent(cast):
    # The link signs in without a password; setting up the first factor asks for none.
    client = Client(headers={"accept-language": "sv"})
    request = client.get("/accounts/login/").wsgi_request
    with request_context(request):
        perform_login(request, Login(user=cast.leader))
        request.session.save()
    client.cookies[django_settings.SESSION_COOKIE_NAME] = request.session.session_key
    assert client.get("/projects/").url == "/accounts/security/start/"
    assert client.get("/accounts/security/app/").status_code == 200


# Signing in with a second factor


def test_the_password_alone_does_not_sign_in(with_app):
    client, answer = enter_password(with_app.email)
    assert answer.url == "/accounts/login/code/"
    assert client.get("/projects/").url == "/accounts/login/?next=/projects/"
    assert client.post("/accounts/login/code/", {"code": "000000"}).context["form"].errors
    assert client.post("/accounts/login/code/", {"code": code()}).url == "/projects/"
    assert client.get("/projects/").status_code == 200


@pytest.mark.parametrize("steps", [-1, 0, 1])
def test_a_clock_half_a_minute_off_is_accepted(with_app, steps):
    client, _answer = enter_password(with_app.email)
    assert client.post("/accounts/login/code/", {"code": code(steps=steps)}).status_code == 302


@pytest.mark.parametrize("steps", [-3, 3])
def test_a_clock_further_off_is_refused(with_app, steps):
    client, _answer = enter_password(with_app.email)
    assert client.post("/accounts/login/code/", {"code": code(steps=steps)}).status_code == 200


def test_a_used_code_is_refused_for_its_whole_validity(with_app):
    used = code(steps=1)  # an app whose clock is half a minute ahead
    client, _answer = enter_password(with_app.email)
    assert client.post("/accounts/login/code/", {"code": used}).status_code == 302
    with time_machine.travel(time.time() + 55):  # allauth has forgotten it by then
        again, _answer = enter_password(with_app.email)
        sent = {"code": f"{used[:3]} {used[3:]}"}
        assert again.post("/accounts/login/code/", sent).context["form"].errors


def test_a_recovery_code_works_once_and_the_user_is_notified(with_app, django_capture_on_commit_callbacks):
    codes = actions.make_recovery_codes(with_app, by=with_app)
    mail.outbox.clear()
    with django_capture_on_commit_callbacks(execute=True):
        request_codes = recovery_codes_as_shown(with_app)
        client, _answer = enter_password(with_app.email)
        assert client.post("/accounts/login/code/", {"code": request_codes[3]}).status_code == 302
    assert [message.subject for message in mail.outbox] == ["esfportal: En återställningskod användes"]
    again, _answer = enter_password(with_app.email)
    assert again.post("/accounts/login/code/", {"code": request_codes[3]}).status_code == 200
    assert codes.instance.pk == factors.get_recovery_codes(with_app).instance.pk


def recovery_codes_as_shown(user):
    text = signed_in(user).get("/accounts/security/codes/").text
    return [shown.replace(" ", "") for shown in re.findall(r"<code>(\d{4} \d{4})</code>", text)]


# Recovery codes


def test_recovery_codes_are_shown_once(with_app, sign_in):
    actions.make_recovery_codes(with_app, by=with_app)
    client = sign_in(with_app)
    shown = recovery_codes_as_shown(with_app)
    file = client.get("/accounts/security/codes/file/")
    assert file["Content-Disposition"] == 'attachment; filename="esfportal-recovery-codes.txt"'
    assert all(each in file.text for each in shown)
    client.post("/accounts/security/codes/saved/")
    assert client.get("/accounts/security/codes/file/").status_code == 302
    assert not recovery_codes_as_shown(with_app)
    assert "Du har 10 koder kvar" in client.get("/accounts/security/codes/").text


def test_unsaved_recovery_codes_are_hidden_after_an_hour(with_app):
    row = actions.make_recovery_codes(with_app, by=with_app).instance
    Authenticator.objects.filter(pk=row.pk).update(created_at=timezone.now() - factors.VISIBLE_FOR)
    assert not recovery_codes_as_shown(with_app)


def test_new_recovery_codes_replace_the_old_ones(with_app, sign_in):
    actions.make_recovery_codes(with_app, by=with_app)
    old = recovery_codes_as_shown(with_app)
    sign_in(with_app).post("/accounts/security/codes/new/")
    assert not set(old) & set(recovery_codes_as_shown(with_app))


def test_recovery_codes_need_a_second_factor(cast, sign_in):
    client = sign_in(cast.leader)
    assert client.post("/accounts/security/codes/new/").url == "/accounts/security/"
    assert client.get("/accounts/security/codes/").url == "/accounts/security/"
    assert not Authenticator.objects.filter(user=cast.leader).exists()


# Removing


def test_the_last_compulsory_factor_cant_be_removed(with_app, sign_in):
    client = sign_in(with_app)
    assert "ditt enda" in client.get("/accounts/security/app/remove/").text
    client.post("/accounts/security/app/remove/")
    assert factors.second_factors(with_app).exists()
    assert "Lägg till ett annat sätt först" in client.get("/accounts/security/").text


def test_one_of_two_factors_can_be_removed(with_app, sign_in):
    Authenticator.objects.create(user=with_app, type="webauthn", data={"name": "dator", "credential": {}})
    sign_in(with_app).post("/accounts/security/app/remove/")
    assert [factor.type for factor in factors.second_factors(with_app)] == ["webauthn"]


def test_removing_the_last_optional_factor_removes_recovery_codes(cast, sign_in):
    actions.add_app(cast.funder, SECRET, by=cast.funder)
    actions.make_recovery_codes(cast.funder, by=cast.funder)
    sign_in(cast.funder).post("/accounts/security/app/remove/")
    assert not Authenticator.objects.filter(user=cast.funder).exists()


def test_another_users_passkey_is_not_found(cast, with_app, sign_in):
    passkey = Authenticator.objects.create(
        user=with_app, type="webauthn", data={"name": "x", "credential": {}}
    )
    client = sign_in(cast.stranger)
    for address in (
        f"/accounts/security/passkeys/{passkey.pk}/",
        f"/accounts/security/passkeys/{passkey.pk}/remove/",
    ):
        assert client.get(address).status_code == 404
        assert client.post(address, {"name": "y"}).status_code == 404
    assert factors.get_passkeys(with_app).get().data["name"] == "x"


@pytest.mark.parametrize(
    "address",
    ["app/", "app/remove/", "passkeys/add/", "codes/", "codes/file/"],
)
def test_security_settings_need_a_recent_sign_in(with_app, sign_in, address):
    client = sign_in(with_app, ago=700)
    assert client.get(f"/accounts/security/{address}").url.startswith("/accounts/confirm/")


# Audit entries and notices


def test_setting_up_an_app_is_audited_and_the_user_notified(
    cast, sign_in, django_capture_on_commit_callbacks
):
    client = sign_in(cast.leader)
    key = key_of(client.get("/accounts/security/app/"))
    with django_capture_on_commit_callbacks(execute=True):
        client.post("/accounts/security/app/", {"code": code(key)})
    subjects = {message.subject for message in mail.outbox}
    assert subjects == {"esfportal: Koder från en app är på plats", "esfportal: Nya återställningskoder"}
    audited = AuditEntry.objects.about(cast.leader).values_list("action", flat=True)
    assert {"app_added", "recovery_codes_made"} <= set(audited)
    for message in mail.outbox:
        assert message.to == [cast.leader.email]
        assert key not in message.body
        assert "http" not in message.body
        assert "Var det inte du?" in message.body
