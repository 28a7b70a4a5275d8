"""Pages that belong to no project: signing in, language, errors, components."""

import re
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from accounts.signing_in import actions
from tests.accounts.test_second_factor import SECRET, code
from tests.browser.conftest import NARROW

LANGUAGES = ["sv", "en"]
PASSWORD = "tre ord och en fyra"


OPEN = ["/accounts/login/", "/accounts/password/reset/", "/accounts/inactive/", "/accessibility/"]
SIGNED_IN = ["/gallery/", "/accounts/password/set/", "/nowhere/"]
ADMINISTRATION = [
    "accounts/",
    "accounts/user/",
    "accounts/user/add/",
    "accounts/organisation/",
    "accounts/organisation/add/",
    "team/membership/",
    "audit/auditentry/",
]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_open_pages_are_good(language, new_page, assert_good_page):
    page = new_page(language=language)
    for address in OPEN:
        page.goto(address)
        expect(page.locator("html")).to_have_attribute("lang", language)
        assert_good_page(page)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_signed_in_pages_are_good(language, cast, open_as, watch, assert_good_page):
    watch.expect("404 (Not Found)")
    page = open_as(cast.leader, language=language)
    for address in SIGNED_IN:
        page.goto(address)
        expect(page).to_have_url(re.compile(f"{address}$"))
        assert_good_page(page)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_administration_is_accessible(language, cast, open_as, assert_accessible):
    page = open_as(cast.administrator, language=language)
    for address in ADMINISTRATION:
        page.goto(f"/admin/{address}")
        expect(page.locator("#site-name")).to_be_visible()
        assert_accessible(page)
    page.goto("/admin/")
    assert_accessible(page)


def test_the_page_of_a_user_in_the_administration_is_accessible(cast, open_as, assert_accessible):
    page = open_as(cast.administrator)
    page.goto(f"/admin/accounts/user/{cast.case_worker.pk}/change/")
    expect(page.locator(".inline-related select").nth(4)).to_be_attached()
    assert_accessible(page)


def test_the_gallery_is_good_in_dark_colours(cast, open_as, assert_accessible):
    page = open_as(cast.leader, color_scheme="dark")
    page.goto("/gallery/")
    expect(page.locator("body")).to_have_css("background-color", "rgb(18, 24, 31)")
    assert_accessible(page)


def test_signing_in_by_keyboard(cast, new_page):
    cast.leader.set_password(PASSWORD)
    cast.leader.save()
    actions.add_app(cast.leader, SECRET, by=cast.leader)
    page = new_page()
    page.goto("/account/")
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_text("Hoppa till innehållet")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("#main$"))
    page.keyboard.press("Tab")
    expect(page.get_by_label("E-postadress")).to_be_focused()
    page.keyboard.type(cast.leader.email)
    page.keyboard.press("Tab")
    expect(page.get_by_label("Lösenord")).to_be_focused()
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/accounts/login/code/**")
    page.keyboard.press("Tab")  # the URL ends with #main, where tabbing starts
    expect(page.get_by_label("Kod")).to_be_focused()
    page.keyboard.type(code())
    page.keyboard.press("Enter")
    # No pattern, because the sign-in URL ends with the next page, too.
    page.wait_for_url(lambda url: urlsplit(url).path == "/account/")
    expect(page.locator("h1")).to_have_text("Mitt konto")


def test_a_failed_sign_in_says_so_and_takes_the_focus(cast, new_page, assert_accessible):
    page = new_page()
    page.goto("/accounts/login/")
    page.get_by_label("E-postadress").fill(cast.leader.email)
    page.get_by_label("Lösenord").fill("not this one")
    page.get_by_role("button", name="Logga in").click()
    summary = page.locator(".error-summary")
    expect(summary.locator("h2")).to_have_text("En sak behöver rättas")
    page.locator(".error-summary:focus").wait_for()
    expect(page.get_by_label("E-postadress")).to_have_value(cast.leader.email)
    assert_accessible(page)


@pytest.mark.parametrize("javascript", [True, False])
def test_the_language_changes_and_the_page_stays(javascript, cast, open_as):
    page = open_as(cast.leader, java_script_enabled=javascript)
    page.goto("/gallery/?sort=-entered")
    page.get_by_role("button", name="In English").click()
    page.wait_for_url("**/gallery/?sort=-entered")
    expect(page.locator("h1")).to_have_text("Components")
    cast.leader.refresh_from_db()
    assert cast.leader.language == "en"


def test_the_account_menu_opens_by_keyboard_and_closes_on_escape(cast, open_as):
    page = open_as(cast.leader, viewport=NARROW)
    page.goto("/account/")
    page.locator(".topbar .fold > summary").click()
    summary = page.locator("details.account > summary")
    summary.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Logga ut")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Logga ut")).to_be_hidden()
    expect(summary).to_be_focused()


def test_the_bars_are_folded_on_a_narrow_screen_with_javascript_only(cast, open_as):
    for javascript in (True, False):
        page = open_as(cast.leader, viewport=NARROW, java_script_enabled=javascript)
        page.goto("/projects/samverkan/participants/")
        for text in ("Rapporter", "Mål", "Visa"):
            folded = page.locator("details[data-fold]").get_by_text(text, exact=True).first
            expect(folded).to_be_visible(visible=not javascript)
    page = open_as(cast.leader)
    page.goto("/projects/samverkan/participants/")
    link = page.get_by_role("link", name="Rapporter").first
    expect(link).to_be_visible()
    page.set_viewport_size(NARROW)
    expect(link).to_be_hidden()


def test_errors_of_a_form_are_linked_to_their_fields(cast, open_as):
    page = open_as(cast.leader)
    page.goto("/gallery/")
    page.locator(".error-summary a").first.click()
    field = page.locator("#id_last_name")
    expect(field).to_be_focused()
    expect(field).to_have_attribute("aria-invalid", "true")
    expect(page.locator(f"#{field.get_attribute('aria-describedby')}")).to_be_visible()


def test_a_field_shows_when_it_matters_and_always_without_javascript(cast, open_as):
    page = open_as(cast.leader)
    page.goto("/gallery/")
    since = page.get_by_label("Arbetslös sedan")
    expect(since).to_be_visible()
    page.get_by_label("Sysselsatt", exact=True).check()
    expect(since).to_be_hidden()
    plain = open_as(cast.leader, java_script_enabled=False)
    plain.goto("/gallery/")
    expect(plain.get_by_label("Arbetslös sedan")).to_be_visible()


def test_a_date_is_typed_or_picked(cast, open_as):
    page = open_as(cast.leader)
    page.goto("/gallery/")
    field = page.locator("#id_starts_on")
    field.fill("2020-03-31")
    page.locator(".date-input input[type=date]").first.evaluate(
        "picker => { picker.value = '2019-02-28'; picker.dispatchEvent(new Event('change')); }"
    )
    expect(field).to_have_value("2019-02-28")
    expect(page.get_by_role("button", name="Välj dag").first).to_be_visible()


def test_nothing_of_a_narrow_page_is_hidden_but_tables_scroll(cast, open_as):
    page = open_as(cast.leader, viewport=NARROW)
    page.goto("/gallery/")
    table = page.locator(".table-scroll").first
    assert table.evaluate("element => element.scrollWidth > element.clientWidth")
    first = table.locator("tbody th").first
    before = first.bounding_box()["x"]
    table.evaluate("element => element.scrollBy(80, 0)")
    assert abs(first.bounding_box()["x"] - before) < 1


def test_an_inline_script_is_blocked_and_reported(cast, open_as, watch):
    # Also the positive control of the `watch` fixture.
    watch.expect("policy: script-src-elem inline")
    watch.expect("Content Security Policy")
    watch.expect("reported: The content security policy stopped script-src-elem: inline on account/")
    page = open_as(cast.leader)
    page.goto("/account/")
    page.evaluate("""() => {
        const script = document.createElement("script");
        script.textContent = "window.intruder = true";
        document.body.append(script);
    }""")
    watch.wait_for("policy: script-src", page)
    assert page.evaluate("window.intruder") is None
    watch.wait_for("reported: ", page)
