"""A list of 300 rows with five mistakes, corrected in the page: with scripts in Swedish, without them in English."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import WIDE
from tests.browser.test_import import SMALLEST
from tests.factories import ParticipationFactory, PersonFactory
from tests.numbers import nth_number
from tests.participants.imports.files import csv_file, outcome

pytestmark = pytest.mark.processes
# A button, the mistakes of the file, those left, two buttons, what was done, and the last button.
WORDS = {
    "sv": ("Kontrollera listan", "fel i filen", "fel kvar", "Spara", "Utelämna", "4 celler", "Importera 299"),
    "en": (
        "Check the list",
        "mistakes in the",
        "mistakes left",
        "Save",
        "Leave out",
        "4 cells",
        "Import 299",
    ),
}


@pytest.mark.parametrize(("language", "scripts"), [("sv", True), ("en", False)])
def test_five_mistakes_are_corrected(cast, open_as, assert_good_page, assert_fits, language, scripts):
    ParticipationFactory(project=cast.project, person=PersonFactory(number=nth_number(0)))
    rows = [
        outcome(nth_number(0), date=f"2018-{3 + place // 28:02}-{1 + place % 28:02}") for place in range(200)
    ]
    rows += [outcome(nth_number(0), date=row["date"], kind="education") for row in rows[:100]]
    for place in (3, 80, 150, 200):
        rows[place]["kind"] = "unknown work"
    rows[299]["date"] = "2018-02-31"
    check, wrong, left, save, leave_out, mended, confirm = WORDS[language]

    page = open_as(cast.leader, language=language, viewport=WIDE, java_script_enabled=scripts)
    page.goto(f"/projects/{cast.project.slug}/participants/import/outcomes/")
    file = {"name": "lista.csv", "mimeType": "text/csv", "buffer": csv_file(rows, "outcomes").read()}
    page.locator("input[type=file]").set_input_files(file)
    page.get_by_role("button", name=check).click()
    expect(page.get_by_role("heading", name=f"5 {wrong}")).to_be_visible()
    page.goto(f"{page.url}?state=error#rows")
    if scripts:
        assert_good_page(page)
        page.locator("select[name=cell-kind]").first.focus()
    for count in (4, 3, 2):
        if scripts:  # by keyboard alone: the choice, the button, and on to the next row
            for key in ("ArrowDown", "Tab", "Enter"):
                page.keyboard.press(key)
        else:
            page.locator("select[name=cell-kind]").first.select_option(index=1)
            page.get_by_role("button", name=save).first.click()
        expect(page.get_by_text(f"{count} {left}")).to_be_visible()
        if scripts:
            expect(page.locator("select[name=cell-kind], input[name=cell-date]").first).to_be_focused()
    page.locator("input[name=cell-date]").fill("2018-03-01")
    page.locator(".mend-row", has=page.locator("input[name=cell-date]")).get_by_role(
        "button", name=save
    ).click()
    expect(page.locator(".mend-row")).to_have_count(1)
    page.locator(".mend-row summary").click()
    page.locator(".mend-row [name=reason]").select_option("not_now")
    page.get_by_role("button", name=leave_out).click()
    expect(page.get_by_text(mended)).to_be_visible()
    expect(page.get_by_role("button", name=confirm)).to_be_visible()
    page.set_viewport_size(SMALLEST)
    if scripts:
        assert_fits(page)
