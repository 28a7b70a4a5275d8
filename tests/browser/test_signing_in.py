"""Signing in: a password and a code, a passkey, and setting up each of them."""

import re

import pytest
from playwright.sync_api import expect

from accounts.audit.models import AuditEntry
from accounts.signing_in import actions, factors
from tests.accounts.test_second_factor import PASSWORD, SECRET, code
from tests.browser.conftest import follow


@pytest.fixture
def leader(cast):
    cast.leader.set_password(PASSWORD)
    cast.leader.save()
    return cast.leader


@pytest.fixture
def with_authenticator():
    """`with_authenticator(page)`: a device with passkeys; returns a function to set the verification."""

    def add_authenticator(page):
        session = page.context.new_cdp_session(page)
        session.send("WebAuthn.enable")
        options = {
            "protocol": "ctap2",
            "transport": "internal",
            "hasResidentKey": True,
            "hasUserVerification": True,
            "isUserVerified": True,
            "automaticPresenceSimulation": True,
        }
        device = session.send("WebAuthn.addVirtualAuthenticator", {"options": options})["authenticatorId"]

        def set_verified(is_so):
            values = {"authenticatorId": device, "isUserVerified": is_so}
            session.send("WebAuthn.setUserVerified", values)

        return set_verified

    return add_authenticator


def sign_in_with_password(page, user, next_url="/projects/"):
    page.goto(f"/accounts/login/?next={next_url}")
    page.get_by_label("E-postadress").fill(user.email)
    page.get_by_label("Lösenord").fill(PASSWORD)
    page.get_by_role("button", name="Logga in", exact=True).click()


def test_password_and_code(leader, browser_page, assert_good_page):
    page = browser_page
    actions.add_app(leader, SECRET, by=leader)
    page.goto("/accounts/login/")
    assert_good_page(page)
    sign_in_with_password(page, leader)
    page.wait_for_url("**/accounts/login/code/")
    assert_good_page(page)
    page.get_by_label("Kod").fill("000 000")
    page.get_by_role("button", name="Logga in").click()
    page.get_by_text("Koden stämmer inte").first.wait_for()
    assert_good_page(page)
    page.get_by_label("Kod").fill(code())
    page.get_by_role("button", name="Logga in").click()
    page.wait_for_url("**/projects/**")


def test_setting_up_the_app_the_first_time(leader, browser_page, assert_good_page):
    page = browser_page
    sign_in_with_password(page, leader)
    page.wait_for_url("**/accounts/security/start/")
    assert_good_page(page)
    page.get_by_role("link", name="Lägg till appen").click()
    expect(page.locator("svg.qr path")).to_be_visible()
    page.get_by_text("Går det inte? Skriv in nyckeln i stället").click()
    expect(page.locator("code.key")).to_be_visible()
    assert_good_page(page)
    key = page.locator("code.key").inner_text().replace(" ", "")
    page.get_by_label("Koden som appen visar").fill(code(key))
    page.get_by_role("button", name="Lägg till appen").click()
    page.wait_for_url("**/accounts/security/codes/")
    expect(page.locator(".recovery-codes li")).to_have_count(10)
    assert_good_page(page)
    with page.expect_download() as saved:
        page.get_by_role("link", name="Spara som fil").click()
    assert len(re.findall(r"^\d{8}$", saved.value.path().read_text(), re.MULTILINE)) == 10
    page.get_by_role("button", name="Jag har sparat koderna").click()
    page.wait_for_url("**/projects/**")
    page.goto("/accounts/security/")
    assert_good_page(page)


def test_creating_a_passkey_and_signing_in_with_it(leader, open_as, with_authenticator, assert_good_page):
    page = open_as(leader)
    with_authenticator(page)
    page.goto("/accounts/security/passkeys/add/")
    assert_good_page(page)
    page.get_by_label("Namn", exact=True).fill("Arbetsdatorn")
    page.get_by_role("button", name="Lägg till en nyckel").click()
    page.wait_for_url("**/accounts/security/codes/")
    follow(page.get_by_role("button", name="Jag har sparat koderna"))
    page.goto("/accounts/security/")
    page.get_by_text("Nyckel (passkey): Arbetsdatorn").wait_for()
    assert_good_page(page)
    sign_out(page)

    page.goto("/accounts/login/?next=/reports/")
    page.get_by_role("button", name="Använd en nyckel").click()
    page.wait_for_url(re.compile(r"\d/reports/$"))
    assert AuditEntry.objects.filter(action="signed_in").first().details == {"how": ["webauthn"]}
    sign_out(page)

    sign_in_with_password(page, leader)
    page.wait_for_url("**/accounts/login/code/")
    assert_good_page(page)
    page.get_by_role("button", name="Använd en nyckel").click()
    page.wait_for_url("**/projects/**")


def sign_out(page):
    page.goto("/accounts/logout/")
    page.locator("main").get_by_role("button", name="Logga ut").click()
    follow(page.get_by_role("link", name="Logga in", exact=True))  # on the public start page
    page.wait_for_url("**/accounts/login/**")


def test_confirming_with_a_passkey(leader, open_as, with_authenticator, assert_good_page):
    page = open_as(leader)
    with_authenticator(page)
    page.goto("/accounts/security/passkeys/add/")
    page.get_by_label("Namn", exact=True).fill("Arbetsdatorn")
    page.get_by_role("button", name="Lägg till en nyckel").click()
    page.wait_for_url("**/accounts/security/codes/")
    page.goto("/accounts/confirm/passkey/?next=/accounts/security/app/")
    assert_good_page(page)
    page.get_by_role("button", name="Använd en nyckel").click()
    page.wait_for_url("**/accounts/security/app/")


def test_an_unverified_passkey_does_not_sign_in(leader, open_as, with_authenticator, watch):
    page = open_as(leader)
    set_verified = with_authenticator(page)
    page.goto("/accounts/security/passkeys/add/")
    page.get_by_label("Namn", exact=True).fill("Arbetsdatorn")
    page.get_by_role("button", name="Lägg till en nyckel").click()
    page.wait_for_url("**/accounts/security/codes/")
    sign_out(page)
    set_verified(False)
    page.goto("/accounts/login/")
    page.get_by_role("button", name="Använd en nyckel").click()
    page.get_by_text("Ingen nyckel användes").wait_for()
    assert factors.get_passkeys(leader).count() == 1


def test_signing_in_with_a_code_without_javascript(leader, new_page):
    actions.add_app(leader, SECRET, by=leader)
    page = new_page(java_script_enabled=False)
    sign_in_with_password(page, leader)
    page.wait_for_url("**/accounts/login/code/")
    page.get_by_label("Kod").fill(code())
    page.get_by_role("button", name="Logga in").click()
    page.wait_for_url("**/projects/**")


def test_the_user_is_warned_before_the_session_ends(leader, open_as):
    page = open_as(leader)
    page.clock.install()
    page.route(
        "**/accounts/stay/",
        lambda route: route.fulfill(json={"left": 200 if route.request.method == "GET" else 1800}),
    )
    page.goto("/projects/")
    page.clock.run_for(61_000)
    page.get_by_text("Du loggas snart ut").wait_for()
    page.locator("[data-stay]").click()
    page.get_by_text("Du loggas snart ut").wait_for(state="detached")
    page.unroute("**/accounts/stay/")
    page.context.clear_cookies()
    page.clock.run_for(61_000)
    page.get_by_text("Du har loggats ut").wait_for()
