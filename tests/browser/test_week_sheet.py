"""A tutor on a phone without scripts writes and confirms a week; the staff's pages of it are good."""

from playwright.sync_api import expect

from tests.browser.conftest import NARROW, follow
from tests.factories import ParticipationFactory
from tests.participants.week_sheets.examples import sheet_of, token_of


def test_a_tutor_confirms_a_week_on_a_phone(cast, open_as, assert_fits):
    person = ParticipationFactory(project=cast.project, spell__entry_date="2018-01-08")
    sheet = sheet_of(person, by=cast.leader)
    # Signed in with the same browser: the link shows its sheet all the same, and no menu.
    page = open_as(cast.leader, viewport=NARROW, java_script_enabled=False)
    page.goto(f"/week-sheet/{token_of(sheet)}/")
    assert_fits(page)
    follow(page.get_by_role("button", name="Öppna veckobladet"))
    expect(page.get_by_role("heading", level=1)).to_contain_text("Vecka 10, 2018: Anna L.")
    expect(page.get_by_role("navigation")).to_have_count(0)
    monday = page.get_by_role("group", name="Måndag 5 mars")
    expect(monday.get_by_label("Från", exact=True)).to_have_value("08:00")
    monday.get_by_label("Till", exact=True).fill("16:30")
    monday.get_by_label("Rast, minuter").fill("30")
    follow(page.get_by_role("button", name="Nästa: kontrollera och bekräfta"))
    assert_fits(page)
    expect(page.get_by_text("8 tim").first).to_be_visible()
    page.get_by_label("Ditt namn").fill("Karin Ek")
    follow(page.get_by_role("button", name="Jag bekräftar timmarna"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Tack, timmarna är bekräftade")
    sheet.refresh_from_db()
    assert (sheet.state, sheet.minutes) == ("confirmed", 480)
