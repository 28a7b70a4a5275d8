"""Second factors: who must have one, how one gets it, and what a session may do without."""

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
from tests.factories import MembershipFactory, UserFactory
from tests.sample_objects import World
from tests.signing_in import signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_attempts_yet")]
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
    """What an app shows, some half minutes from now."""
    return totp.format_hotp_value(totp.hotp_value(secret, int(time.time()) // 30 + steps))


def give_password(email, client=None):
    client = client or Client(headers={"accept-language": "sv"})
    answer = client.post("/accounts/login/?next=/projects/", {"login": email, "password": PASSWORD})
    return client, answer


def key_of(page):
    return re.search(r'class="key">([A-Z2-7 ]+)<', page.text)[1].replace(" ", "")


# Who must


@pytest.mark.parametrize("who", ["leader", "case_worker", "colleague", "administrator", "stranger"])
def test_whoever_sees_people_or_gives_access_gets_nothing_else(cast, sign_in_without_second_factor, who):
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


def test_an_auditor_must_too(cast, sign_in_without_second_factor):
    user = cast.nobody
    MembershipFactory(user=user, project=cast.project, auditor=True)
    assert sign_in_without_second_factor(user).get("/projects/").url == "/accounts/security/start/"


def test_whoever_was_made_an_administrator_by_a_command_must_too(sign_in_without_second_factor):
    client = sign_in_without_second_factor(UserFactory(is_superuser=True))
    assert client.get("/admin/").url == "/accounts/security/start/"


@pytest.mark.parametrize("who", ["funder", "nobody", "former"])
def test_whoever_sees_nobody_need_not(cast, sign_in_without_second_factor, who):
    assert sign_in_without_second_factor(getattr(cast, who)).get("/projects/").status_code == 200


def test_public_pages_stay_public_and_one_may_leave(cast, sign_in_without_second_factor):
    client = sign_in_without_second_factor(cast.leader)
    assert client.get("/accessibility/").status_code == 200
    assert client.post("/language/", {"language": "en"}).status_code == 302
    assert client.post("/accounts/logout/").url == "/"


def test_a_part_of_a_page_leads_the_whole_page_there(with_app, sign_in_without_second_factor):
    headers = {"hx-request": "true", "hx-current-url": "http://testserver/projects/"}
    answer = sign_in_without_second_factor(with_app).get("/projects/", headers=headers)
    assert answer["HX-Redirect"] == "/accounts/confirm/code/?next=/projects/"


def test_a_session_from_before_must_show_the_factor_its_user_has_got_since(
    with_app, sign_in_without_second_factor
):
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
    *("mfa_activate_totp", "app_picture", "mfa_add_webauthn"),
}


@pytest.mark.parametrize(
    ("factor", "led_to", "its_pages"),
    [
        (SECRET, "/accounts/confirm/code/", VERIFICATION_PAGES),
        (None, "/accounts/security/start/", SETUP_PAGES),
    ],
)
def test_no_other_page_is_open_until_it_is_shown_or_set_up(
    cast, sign_in_without_second_factor, factor, led_to, its_pages
):
    """Every address of the resolver, so that one that is let past by mistake is told here."""
    world = World(cast)
    if factor:
        actions.add_app(cast.leader, factor, by=cast.leader)
    client, found = sign_in_without_second_factor(cast.leader), set()
    for address in addresses():
        if not getattr(address.callback, "login_required", True):
            continue
        for method in ("get", "post"):
            answer = getattr(client, method)(world.path(address))
            if answer.status_code != 302 or not answer.url.startswith(led_to):
                found.add(address.name)
    assert found == its_pages


# Getting one


def test_from_the_password_to_the_projects(leader):
    client, answer = give_password(leader.email)
    assert answer.url == "/projects/"
    assert client.get("/projects/").url == "/accounts/security/start/"
    page = client.get("/accounts/security/app/")
    made = client.post("/accounts/security/app/", {"code": code(key_of(page))})
    assert made.url == "/accounts/security/codes/"
    assert len(re.findall(r"<code>\d{4} \d{4}</code>", client.get(made.url).text)) == 10
    assert client.post("/accounts/security/codes/saved/").url == "/"
    assert client.get("/projects/").status_code == 200


def test_the_key_stays_when_the_page_is_opened_again_and_a_wrong_code_sets_nothing_up(cast, sign_in):
    client = sign_in(cast.leader)
    first, second = (key_of(client.get("/accounts/security/app/")) for _time in range(2))
    assert first == second
    assert client.post("/accounts/security/app/", {"code": "000000"}).context["form"].errors
    assert not factors.second_factors(cast.leader).exists()


def test_the_code_that_sets_the_app_up_is_used_then(leader, sign_in):
    """Whoever reads it over the owner's shoulder has nothing by it, not even for as long as it is shown."""
    client = sign_in(leader)
    shown = code(key_of(client.get("/accounts/security/app/")))
    assert client.post("/accounts/security/app/", {"code": shown}).status_code == 302
    another, _answer = give_password(leader.email)
    assert another.post("/accounts/login/code/", {"code": shown}).status_code == 200
    assert another.get("/account/").status_code == 302


def test_a_code_is_guessed_five_times_here_too(cast, sign_in):
    client = sign_in(cast.leader)
    key = key_of(client.get("/accounts/security/app/"))
    for _time in range(5):
        client.post("/accounts/security/app/", {"code": "000000"})
    refused = client.post("/accounts/security/app/", {"code": code(key)})
    assert "Vänta en kvart" in str(refused.context["form"].errors)


def test_the_picture_holds_the_same_key_and_is_kept_nowhere(cast, sign_in, monkeypatch):
    client = sign_in(cast.leader)
    key = key_of(client.get("/accounts/security/app/"))
    drawn = []
    monkeypatch.setattr(
        "accounts.signing_in.qr.qrcode.QRCode.add_data", lambda self, text: drawn.append(text)
    )
    monkeypatch.setattr("accounts.signing_in.qr.qrcode.QRCode.make_image", lambda self: Drawing())
    picture = client.get("/accounts/security/app/picture.svg")
    assert picture["Content-Type"] == "image/svg+xml"
    assert "no-store" in picture["Cache-Control"]
    assert f"secret={key}" in drawn[0]
    assert "leader%40example.org" in drawn[0]


class Drawing:
    def save(self, buffer):
        buffer.write(b"<svg/>")


def test_the_real_picture_is_one_that_the_policy_allows(cast, sign_in):
    client = sign_in(cast.leader)
    picture = client.get("/accounts/security/app/picture.svg").text
    assert "<svg" in picture
    assert "<path" in picture
    assert "style=" not in picture
    page = client.get("/accounts/security/app/").text
    assert "data:" not in page


def test_a_new_telephone_takes_the_old_ones_place(with_app, sign_in):
    client = sign_in(with_app)
    key = key_of(client.get("/accounts/security/app/"))
    client.post("/accounts/security/app/", {"code": code(key)})
    assert factors.second_factors(with_app).count() == 1
    assert factors.decrypt_secret(with_app.pk, factors.get_app(with_app).data["secret"]) == key


def test_whoever_comes_by_a_letter_has_just_shown_something(cast):
    """An invitation's link signs in without a password; the way to the first factor asks for none either."""
    client = Client(headers={"accept-language": "sv"})
    request = client.get("/accounts/login/").wsgi_request
    with request_context(request):
        perform_login(request, Login(user=cast.leader))
        request.session.save()
    client.cookies[django_settings.SESSION_COOKIE_NAME] = request.session.session_key
    assert client.get("/projects/").url == "/accounts/security/start/"
    assert client.get("/accounts/security/app/").status_code == 200


# Signing in with it


def test_the_password_alone_opens_nothing(with_app):
    client, answer = give_password(with_app.email)
    assert answer.url == "/accounts/login/code/"
    assert client.get("/projects/").url == "/accounts/login/?next=/projects/"
    assert client.post("/accounts/login/code/", {"code": "000000"}).context["form"].errors
    assert client.post("/accounts/login/code/", {"code": code()}).url == "/projects/"
    assert client.get("/projects/").status_code == 200


@pytest.mark.parametrize("steps", [-1, 0, 1])
def test_a_clock_may_be_half_a_minute_off(with_app, steps):
    client, _answer = give_password(with_app.email)
    assert client.post("/accounts/login/code/", {"code": code(steps=steps)}).status_code == 302


@pytest.mark.parametrize("steps", [-3, 3])
def test_but_no_more(with_app, steps):
    client, _answer = give_password(with_app.email)
    assert client.post("/accounts/login/code/", {"code": code(steps=steps)}).status_code == 200


def test_a_code_works_once_for_as_long_as_it_would_be_accepted(with_app):
    used = code(steps=1)  # of a telephone whose clock is half a minute ahead
    client, _answer = give_password(with_app.email)
    assert client.post("/accounts/login/code/", {"code": used}).status_code == 302
    with time_machine.travel(time.time() + 55):  # allauth has forgotten it by then
        again, _answer = give_password(with_app.email)
        sent = {"code": f"{used[:3]} {used[3:]}"}
        assert again.post("/accounts/login/code/", sent).context["form"].errors


def test_a_recovery_code_works_once_and_its_owner_is_told(with_app, django_capture_on_commit_callbacks):
    codes = actions.make_recovery_codes(with_app, by=with_app)
    mail.outbox.clear()
    with django_capture_on_commit_callbacks(execute=True):
        request_codes = recovery_codes_as_shown(with_app)
        client, _answer = give_password(with_app.email)
        assert client.post("/accounts/login/code/", {"code": request_codes[3]}).status_code == 302
    assert [letter.subject for letter in mail.outbox] == ["esfportal: En återställningskod användes"]
    again, _answer = give_password(with_app.email)
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
    assert client.get("/accounts/security/codes/file/").status_code == 404
    assert not recovery_codes_as_shown(with_app)
    assert "Du har 10 koder kvar" in client.get("/accounts/security/codes/").text


def test_codes_nobody_saved_are_not_shown_for_ever(with_app):
    row = actions.make_recovery_codes(with_app, by=with_app).instance
    Authenticator.objects.filter(pk=row.pk).update(created_at=timezone.now() - factors.VISIBLE_FOR)
    assert not recovery_codes_as_shown(with_app)


def test_new_codes_end_the_old_ones(with_app, sign_in):
    actions.make_recovery_codes(with_app, by=with_app)
    old = recovery_codes_as_shown(with_app)
    sign_in(with_app).post("/accounts/security/codes/new/")
    assert not set(old) & set(recovery_codes_as_shown(with_app))


def test_codes_without_a_factor_are_not_made(cast, sign_in):
    assert sign_in(cast.leader).post("/accounts/security/codes/new/").status_code == 404
    assert sign_in(cast.leader).get("/accounts/security/codes/").status_code == 404


# Taking one away


def test_the_last_one_stays_while_it_must(with_app, sign_in):
    client = sign_in(with_app)
    assert "ditt enda" in client.get("/accounts/security/app/remove/").text
    client.post("/accounts/security/app/remove/")
    assert factors.second_factors(with_app).exists()
    assert "Lägg till ett annat sätt först" in client.get("/accounts/security/").text


def test_one_of_two_may_go(with_app, sign_in):
    Authenticator.objects.create(user=with_app, type="webauthn", data={"name": "dator", "credential": {}})
    sign_in(with_app).post("/accounts/security/app/remove/")
    assert [factor.type for factor in factors.second_factors(with_app)] == ["webauthn"]


def test_whoever_needs_none_takes_all_away_and_the_recovery_codes_go_too(cast, sign_in):
    actions.add_app(cast.funder, SECRET, by=cast.funder)
    actions.make_recovery_codes(cast.funder, by=cast.funder)
    sign_in(cast.funder).post("/accounts/security/app/remove/")
    assert not Authenticator.objects.filter(user=cast.funder).exists()


def test_nobody_touches_anothers_passkey(cast, with_app, sign_in):
    theirs = Authenticator.objects.create(
        user=with_app, type="webauthn", data={"name": "x", "credential": {}}
    )
    client = sign_in(cast.stranger)
    for address in (
        f"/accounts/security/passkeys/{theirs.pk}/",
        f"/accounts/security/passkeys/{theirs.pk}/remove/",
    ):
        assert client.get(address).status_code == 404
        assert client.post(address, {"name": "y"}).status_code == 404
    assert factors.get_passkeys(with_app).get().data["name"] == "x"


@pytest.mark.parametrize(
    "address",
    ["app/", "app/picture.svg", "app/remove/", "passkeys/add/", "codes/", "codes/file/"],
)
def test_security_settings_ask_again_after_ten_minutes(with_app, sign_in, address):
    client = sign_in(with_app, ago=700)
    assert client.get(f"/accounts/security/{address}").url.startswith("/accounts/confirm/")


# What is left behind


def test_every_change_is_noted_and_told(cast, sign_in, django_capture_on_commit_callbacks):
    client = sign_in(cast.leader)
    key = key_of(client.get("/accounts/security/app/"))
    with django_capture_on_commit_callbacks(execute=True):
        client.post("/accounts/security/app/", {"code": code(key)})
    subjects = {letter.subject for letter in mail.outbox}
    assert subjects == {"esfportal: Koder från en app är på plats", "esfportal: Nya återställningskoder"}
    actions_noted = AuditEntry.objects.about(cast.leader).values_list("action", flat=True)
    assert {"app_added", "recovery_codes_made"} <= set(actions_noted)
    for letter in mail.outbox:
        assert letter.to == [cast.leader.email]
        assert key not in letter.body
        assert "http" not in letter.body
        assert "Var det inte du?" in letter.body
