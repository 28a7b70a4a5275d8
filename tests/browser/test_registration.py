"""Registering a participant in a real browser, with JavaScript and without."""

from participants.models import Participation
from tests.factories import ParticipationFactory, TargetGroupFactory

PAGE = "/projects/samverkan/participants/register/"


def test_the_form_answers_while_it_is_filled_in(cast, open_as, assert_good_page):
    TargetGroupFactory(project=cast.project, name="Långtidsarbetslösa", all_of=["long_term_unemployed"])
    page = open_as(cast.case_worker)
    page.goto(PAGE)

    page.fill("#id_personal_identity_number", "940112-2396")
    page.press("#id_personal_identity_number", "Tab")
    page.get_by_text("man, född 12 januari 1994").wait_for()
    page.get_by_text("Ingen annan med detta nummer i projektet.").wait_for()
    assert not page.is_visible("#id_birth_date")

    page.fill("#id_given_name", "Åke")
    page.fill("#id_family_name", "Öberg")
    assert not page.is_visible("#id_unemployed_since")
    page.get_by_label("Arbetslös", exact=True).check()
    page.get_by_text("Är ensam vuxen i hushållet").wait_for()
    page.fill("#id_entry_date", "2019-10-01")
    page.press("#id_entry_date", "Tab")
    page.get_by_text("Är ensam vuxen i hushållet").wait_for(state="detached")
    page.fill("#id_unemployed_since", "2019-03-01")
    page.press("#id_unemployed_since", "Tab")
    page.get_by_text("Hör inte till någon målgrupp.").wait_for()
    assert_good_page(page)

    page.get_by_role("button", name="Registrera deltagare").click()
    page.locator(".error-summary").wait_for()
    assert page.evaluate("document.activeElement.className") == "error-summary"
    page.fill("#id_admission_ground", "Kommunen vill pröva en ny väg.")
    page.get_by_role("button", name="Registrera deltagare").click()
    page.get_by_text("Deltagaren är registrerad.").wait_for()
    assert page.locator("h1").inner_text().startswith("Åke Öberg")
    assert Participation.objects.get().admission_ground


def test_everything_can_be_done_without_javascript(cast, open_as):
    page = open_as(cast.case_worker, java_script_enabled=False)
    page.goto(PAGE)

    page.check("#id_without_number")
    page.fill("#id_birth_date", "1971-05-02")
    page.get_by_label("Kvinna").check()
    page.fill("#id_given_name", "Åsa")
    page.fill("#id_family_name", "Öberg")
    page.fill("#id_entry_date", "2019-10-01")
    page.get_by_label("Arbetslös", exact=True).check()
    page.fill("#id_unemployed_since", "2018-01-01")
    page.get_by_role("button", name="Registrera deltagare").click()

    assert "Deltagaren är registrerad." in page.locator("main").inner_text()


def test_a_name_is_searched_for_without_standing_in_the_address(cast, open_as):
    ParticipationFactory(project=cast.project, given_name="Åsa", family_name="Öberg")
    page = open_as(cast.case_worker)
    page.goto("/projects/samverkan/participants/")

    page.fill("#search-slot", "öberg")
    page.press("#search-slot", "Enter")
    page.get_by_role("link", name="Åsa Öberg").wait_for()

    assert page.url.endswith("/participants/search/")


def test_a_number_is_shown_only_when_asked_for(cast, open_as, assert_good_page):
    person = ParticipationFactory(project=cast.project, person__number="940112-2396")
    page = open_as(cast.case_worker)
    page.goto(person.get_absolute_url())
    assert "2396" not in page.content()

    page.get_by_role("button", name="Visa hela numret").click()

    page.get_by_text("19940112-2396").wait_for()
    page.get_by_text("Det är loggat att du har tittat på detta.").wait_for()
    assert_good_page(page)
