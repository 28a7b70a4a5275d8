"""Monthly files: a protected man, months prepared and sent, the past corrected, and sent again in order.

With scripts in Swedish, without them in English.
"""

from datetime import date

import pytest
from playwright.sync_api import expect

from participants.register.actions import correct_spell
from tests.browser.conftest import NARROW, WIDE, follow
from tests.reporting.statistics.examples import (
    FEBRUARY,
    JANUARY,
    MARCH,
    authorised_for_all,
    people_to_report,
)

SENT = (JANUARY, FEBRUARY, MARCH)
WORDS = {
    "sv": {
        "ask": "fråga SCB",
        "save": "Spara",
        "prepare": "Förbered filen",
        "warnings": "Varningarna är genomgångna",
        "sent": "Notera som skickad",
        "again": "ska skickas om",
        "earlier": "En tidigare månad skickas om före den här.",
        "first": "Januari 2018",
        "differs": "Start: från 2018-01-01 till 2017-12-28",
        "cause": "Rättade en period",
    },
    "en": {
        "ask": "ask SCB",
        "save": "Save",
        "prepare": "Prepare the file",
        "warnings": "The warnings are looked at",
        "sent": "Record as sent",
        "again": "to send again",
        "earlier": "An earlier month is sent again before this one.",
        "first": "January 2018",
        "differs": "Start: from 2018-01-01 to 2017-12-28",
        "cause": "Corrected a period",
    },
}


@pytest.mark.parametrize(("language", "scripts"), [("sv", True), ("en", False)])
def test_months_from_a_missing_code_to_sent_again(cast, open_as, assert_good_page, language, scripts):
    anna, _britta, _hidden = people_to_report(cast)
    authorised_for_all(cast.project, cast.leader)
    months, words = f"/projects/{cast.project.slug}/monthly-files/", WORDS[language]
    page = open_as(cast.leader, language=language, viewport=WIDE, java_script_enabled=scripts)

    def open_month(month):
        page.goto(f"{months}{month.year}/{month.month}/")

    def prepare_and_send(month):
        open_month(month)
        follow(page.get_by_role("link", name=words["prepare"]))
        if (warnings := page.get_by_label(words["warnings"])).count():
            warnings.check()
        follow(page.get_by_role("button", name=words["prepare"]))
        with page.expect_download() as download:
            page.get_by_role("link", name="CSV").click()
        assert download.value.suggested_filename == f"{month:%Y-%m}_{cast.project.slug}.csv"
        follow(page.get_by_role("link", name=words["sent"]))
        page.locator("[name=sent_on]").fill("2018-06-01")
        follow(page.get_by_role("button", name=words["sent"]))

    open_month(FEBRUARY)
    expect(page.get_by_text(words["ask"])).to_be_visible()
    page.goto(f"{months}settings/")
    page.locator("[name=man_code]").fill("Tfxx")
    page.locator("[name=first_month]").fill("2018-01-01")
    if scripts:
        assert_good_page(page, axe_in=[WIDE, NARROW])
    follow(page.get_by_role("button", name=words["save"]))
    for month in SENT:
        prepare_and_send(month)
    spell = anna.spells.get()
    stored = {name: getattr(spell, name) for name in ("exit_date", "exit_reason", "municipality")}
    given = stored | {"intervention": spell.intervention, "entry_date": date(2017, 12, 28)}
    correct_spell(spell, values=given, reason="Fel", by=cast.leader)

    page.goto(months)
    again = page.locator("tbody .state", has_text=words["again"])
    expect(again).to_have_count(len(SENT))
    open_month(FEBRUARY)
    expect(page.get_by_text(words["earlier"])).to_be_visible()
    expect(page.get_by_role("link", name=words["first"])).to_be_visible()
    expect(page.get_by_role("link", name=words["prepare"])).to_have_count(0)
    expect(page.get_by_text(words["differs"])).to_be_visible()
    expect(page.get_by_text(words["cause"])).to_be_visible()
    if scripts:
        assert_good_page(page, axe_in=[WIDE, NARROW])
    for month in SENT:
        prepare_and_send(month)
    page.goto(months)
    expect(page.locator("tbody .state")).not_to_have_count(0)
    expect(again).to_have_count(0)
