"""Two records of one person merged in the browser, and the merge undone."""

from datetime import date

import pytest

from tests.browser.conftest import NARROW, WIDE
from tests.factories import VASTERVIK, OutcomeEventFactory, ParticipationFactory


@pytest.fixture
def pair(cast):
    first = ParticipationFactory(project=cast.project, given_name="Elsa", family_name="Lindström")
    second = ParticipationFactory(
        project=cast.project,
        given_name="Elsa",
        family_name="Lindström",
        education_level=5,
        rural=True,
        spell__entry_date=date(2018, 5, 1),
        spell__exit_date=date(2018, 9, 1),
        spell__exit_reason="completed",
        spell__municipality_id=VASTERVIK,
    )
    OutcomeEventFactory(participation=second, evidence="anställningsavtal")
    return first, second


@pytest.mark.parametrize("viewport", [WIDE, NARROW], ids=["wide", "narrow"])
def test_a_leader_merges_duplicates_and_undoes_it(cast, open_as, assert_good_page, pair, viewport):
    first, _second = pair
    page = open_as(cast.leader, viewport=viewport)
    page.goto(first.get_absolute_url())
    page.get_by_text("En annan deltagare har liknande namn och födelsedatum.").wait_for()
    assert_good_page(page)
    page.get_by_role("link", name="Slå ihop dubbletter").click()
    page.get_by_role("heading", name="Liknande namn och födelsedatum").wait_for()
    assert_good_page(page)
    page.locator("main").get_by_role("link", name="Elsa Lindström").last.click()
    page.get_by_role("heading", name="Vad den sammanslagna posten säger").wait_for()
    assert_good_page(page)
    page.get_by_label("Skäl").fill("Registrerad i två kommuner")
    page.get_by_role("button", name="Slå ihop posterna").click()
    page.get_by_text("Posterna är sammanslagna.").wait_for()
    assert_good_page(page)

    page.get_by_role("link", name="Ångra sammanslagningen").click()
    page.get_by_role("button", name="Ångra sammanslagningen").wait_for()
    assert_good_page(page)
    page.get_by_label("Skäl").fill("Två personer")
    page.get_by_role("button", name="Ångra sammanslagningen").click()
    page.get_by_text("Sammanslagningen är ångrad.").wait_for()
