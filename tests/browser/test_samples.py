"""An auditor's random sample from drawing to closing, in both languages, with and without JavaScript."""

from datetime import date

import pytest
from playwright.sync_api import expect

from projects.models import FinancingEntry
from reporting.sampling.models import Sample
from tests.browser.conftest import NARROW, WIDE, follow
from tests.reporting.claims.examples import claims_of
from tests.reporting.sampling.examples import auditor_of

SMALL = {"width": 320, "height": 700}
WORDS = {
    "sv": {
        "draw": "Dra ett stickprov",
        "amount": "Efter belopp: varje krona har samma chans",
        "submit": "Dra stickprovet",
        "right": "Rätt",
        "fault": "Fel",
        "of_fault": "Felets belopp",
        "next": "Spara och visa nästa",
        "done": "2 av 2 är granskade.",
        "close": "Avsluta stickprovet",
        "projected": "uppräknat fel i listan",
    },
    "en": {
        "draw": "Draw a random sample",
        "amount": "By amount: each krona has the same chance",
        "submit": "Draw the sample",
        "right": "Right",
        "fault": "Fault",
        "of_fault": "Amount of the fault",
        "next": "Save and show the next",
        "done": "2 of 2 are checked.",
        "close": "Close the sample",
        "projected": "projected fault of the list",
    },
}


@pytest.mark.parametrize(("language", "scripts"), [("sv", True), ("en", False)])
def test_a_sample_from_drawing_to_closing(cast, open_as, assert_good_page, language, scripts):
    words = WORDS[language]
    cash = cast.project.financing.create(source="public_cash")
    for amount in (9000, 500, 400, 300):
        FinancingEntry.objects.create(line=cash, booked_on=date(2018, 3, 1), amount=amount, note="Lokal")
    claim, _draft = claims_of(cast.project, by=cast.leader)
    size = WIDE if scripts else SMALL
    page = open_as(auditor_of(cast.project), language=language, viewport=size, java_script_enabled=scripts)

    def assert_good():
        if scripts:
            assert_good_page(page, axe_in=[WIDE, NARROW])
        else:
            assert page.evaluate("document.documentElement.scrollWidth") <= SMALL["width"]

    page.goto(claim.get_absolute_url())
    follow(page.get_by_role("link", name=words["draw"]))
    assert_good()
    page.get_by_label(words["amount"]).check()
    page.locator("[name=size]").fill("2")
    page.locator("[name=seed]").fill("2018")
    follow(page.get_by_role("button", name=words["submit"]))
    assert_good()
    follow(page.locator("tbody").get_by_role("link").first)
    for place in (1, 2):
        for question in page.get_by_role("radio", name=words["right"], exact=True).all():
            question.check()
        if place == 1:
            page.get_by_role("radio", name=words["fault"], exact=True).first.check()
            page.get_by_label(words["of_fault"]).fill("90")
        assert_good()
        follow(page.get_by_role("button", name=words["next"]))
    expect(page.get_by_text(words["done"])).to_be_visible()
    follow(page.get_by_role("link", name=words["close"]))
    follow(page.get_by_role("button", name=words["close"]))
    expect(page.get_by_text(words["projected"])).to_be_visible()
    assert_good()
    sample = Sample.objects.get()
    assert (sample.state, sample.seed, sample.items.first().is_certain) == ("closed", "2018", True)
