"""The first screen of a phone shows what is looked for first."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import NARROW
from tests.factories import ParticipationFactory


@pytest.mark.parametrize("language", ["sv", "en"])
def test_the_first_participant_is_on_the_first_screen(cast, open_as, language):
    ParticipationFactory(project=cast.project, given_name="Ada", family_name="Ahl")
    page = open_as(cast.leader, language=language, viewport=NARROW)
    page.goto(f"/projects/{cast.project.slug}/participants/")
    filters = page.locator("main details.fold")
    expect(filters).not_to_have_attribute("open", "")
    expect(page.get_by_role("link", name="Ada Ahl")).to_be_in_viewport(ratio=1)
    filters.locator("summary").click()
    expect(page.locator("main [name=status]")).to_be_visible()


@pytest.mark.parametrize("language", ["sv", "en"])
def test_a_booking_is_reached_without_scrolling_sideways(cast, open_as, language):
    line = cast.project.financing.create(source="esf", planned=14_000_000)
    page = open_as(cast.leader, language=language, viewport=NARROW)
    page.goto(f"/projects/{cast.project.slug}/money/")
    book = page.locator(f'a[href$="/money/{line.pk}/book/"]')
    book.scroll_into_view_if_needed()
    expect(book).to_be_in_viewport(ratio=1)
    assert page.evaluate("document.scrollingElement.scrollWidth") <= NARROW["width"]
    source = page.locator("table.stacked tbody th").first
    expect(source).to_contain_text("ESF")
    assert source.bounding_box()["width"] > NARROW["width"] / 2
