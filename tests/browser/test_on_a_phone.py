"""The first screen of a phone shows what is looked for first."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from tests.browser.conftest import NARROW
from tests.factories import ParticipationFactory, TargetFactory


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


@pytest.mark.parametrize("language", ["sv", "en"])
def test_the_name_of_a_target_keeps_its_words_whole(cast, open_as, language):
    today = timezone.localdate()
    cast.project.starts_on, cast.project.ends_on = today - timedelta(days=200), today + timedelta(days=200)
    cast.project.period_text = cast.project.period_text_en = ""
    cast.project.save()
    ParticipationFactory(project=cast.project, spell__entry_date=today - timedelta(days=100))
    TargetFactory(project=cast.project, measure="participants", value=360_000, label="", label_en="")
    page = open_as(cast.leader, language=language, viewport={"width": 320, "height": 640})
    page.goto(f"/projects/{cast.project.slug}/")
    name = page.locator(".target h3", has_text="Deltagare" if language == "sv" else "Participants").first
    expect(name).to_be_visible()
    expect(page.locator(".target-figure", has_text="180").first).to_be_visible()  # where it would be on track
    one_line = name.evaluate("row => parseFloat(getComputedStyle(row).lineHeight)")
    assert name.bounding_box()["height"] < 1.5 * one_line
    assert page.evaluate("document.scrollingElement.scrollWidth") <= 320


@pytest.mark.parametrize("language", ["sv", "en"])
def test_the_lists_of_the_administration_do_not_scroll_sideways(cast, open_as, language):
    page = open_as(cast.administrator, language=language, viewport={"width": 320, "height": 640})
    for address in ("accounts/user/", "accounts/organisation/", "team/membership/"):
        page.goto(f"/admin/{address}")
        list_of_rows = page.locator("#result_list")
        expect(list_of_rows.locator("tbody tr").first).to_be_visible()
        widths = "each => [each.scrollWidth, each.clientWidth]"
        needed, given = list_of_rows.locator("xpath=..").evaluate(widths)
        assert needed <= given, address
        assert page.evaluate("document.scrollingElement.scrollWidth") <= 320, address
    page.goto("/admin/accounts/user/")
    heading = list_of_rows.locator("tbody td[data-label]").first
    shown = heading.evaluate("cell => getComputedStyle(cell, '::before').content")
    assert shown == f'"{heading.get_attribute("data-label")}"'
