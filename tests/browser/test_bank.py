"""The public project bank for visitors: by keyboard alone, with and without JavaScript, on paper, without a cookie."""

import pytest
from playwright.sync_api import expect

from projects.models import ProjectText
from tests.browser.conftest import WIDE
from tests.browser.tasks.hands import Effort, Keys

PHONE = {"width": 320, "height": 700}
WORDS = {
    "/": {"search": "samverkan", "sign_in": "Logga in", "purpose": "Syfte", "name": "Samverkansprojektet"},
    "/en/project-bank/": {
        "search": "cooperation",
        "sign_in": "Sign in",
        "purpose": "Purpose",
        "name": "The cooperation project",
    },
}


@pytest.mark.parametrize(
    ("address", "javascript", "viewport"),
    [("/", True, WIDE), ("/en/project-bank/", False, PHONE)],
)
def test_a_visitor_finds_a_project_by_keyboard_alone(cast, new_page, address, javascript, viewport):
    words = WORDS[address]
    for language in ("sv", "en"):
        ProjectText.objects.create(
            project=cast.project, section="purpose", language=language, body="En väg till arbete."
        )
    page = new_page(viewport=viewport, java_script_enabled=javascript)
    page.context.clear_cookies()
    hand = Keys(page, Effort())
    page.goto(address)
    hand.write(hand.field("q"), words["search"])
    with page.expect_navigation():
        page.keyboard.press("Enter")
    expect(page.locator("main tbody tr")).to_have_count(1)
    hand.follow(page.locator("main tbody a"))
    expect(page.locator("h1")).to_have_text(words["name"])
    expect(page.get_by_role("heading", name=words["purpose"])).to_be_visible()
    expect(page.get_by_text("En väg till arbete.")).to_be_visible()
    # On paper without what leads to other pages, with the page's own address.
    page.emulate_media(media="print")
    expect(page.get_by_role("link", name=words["sign_in"]).first).to_be_hidden()
    expect(page.locator("h1")).to_be_visible()
    page.emulate_media(media="screen")
    assert page.context.cookies() == []
