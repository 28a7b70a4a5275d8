"""Monthly files: a protected man, months prepared and sent, the past corrected, and sent again in order."""

import re
from datetime import date

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


def test_months_from_a_missing_code_to_sent_again(cast, open_as, assert_good_page):
    anna, _britta, _hidden = people_to_report(cast)
    authorised_for_all(cast.project, cast.leader)
    months = f"/projects/{cast.project.slug}/monthly-files/"
    page = open_as(cast.leader, language="sv", viewport=WIDE)

    def open_month(month, *, on=page):
        on.goto(f"{months}{month.year}/{month.month}/")

    def prepare_and_send(month):
        open_month(month)
        follow(page.get_by_role("link", name="Förbered filen"))
        if (warnings := page.get_by_label("Varningarna är genomgångna")).count():
            warnings.check()
        follow(page.get_by_role("button", name="Förbered filen"))
        with page.expect_download() as download:
            page.get_by_role("link", name="CSV").click()
        assert download.value.suggested_filename == f"{month:%Y-%m}_{cast.project.slug}.csv"
        follow(page.get_by_role("link", name="Notera som skickad"))
        page.locator("[name=sent_on]").fill("2018-06-01")
        follow(page.get_by_role("button", name="Notera som skickad"))

    open_month(FEBRUARY)
    expect(page.get_by_text("fråga SCB")).to_be_visible()
    page.goto(f"{months}settings/")
    page.locator("[name=man_code]").fill("Tfxx")
    page.locator("[name=first_month]").fill("2018-01-01")
    assert_good_page(page, axe_in=[WIDE, NARROW])
    follow(page.get_by_role("button", name="Spara"))
    for month in SENT:
        prepare_and_send(month)
    spell = anna.spells.get()
    stored = {name: getattr(spell, name) for name in ("exit_date", "exit_reason", "municipality")}
    given = stored | {"intervention": spell.intervention, "entry_date": date(2017, 12, 28)}
    correct_spell(spell, values=given, reason="Fel", by=cast.leader)

    page.goto(months)
    again = page.get_by_role("cell", name=re.compile("ska skickas om"))
    expect(again).to_have_count(len(SENT))
    english = open_as(cast.leader, language="en", viewport=WIDE)
    open_month(FEBRUARY, on=english)
    expect(english.get_by_text("Start: from 2018-01-01 to 2017-12-28")).to_be_visible()
    expect(english.get_by_text("Corrected a period")).to_be_visible()
    assert_good_page(english, axe_in=[WIDE, NARROW])
    for month in SENT:
        prepare_and_send(month)
    page.goto(months)
    expect(again).to_have_count(0)
