"""Registering a participant in the browser, with and without JavaScript."""

import re

import pytest
from playwright.sync_api import expect

from participants.register.models import Participation
from tests.answers import outside_tags
from tests.factories import MembershipFactory, ParticipationFactory, TargetGroupFactory

PAGE = "/projects/samverkan/participants/register/"


def test_the_form_is_checked_while_it_is_filled_in(cast, open_as, assert_good_page):
    TargetGroupFactory(project=cast.project, name="Långtidsarbetslösa", all_of=["long_term_unemployed"])
    page = open_as(cast.case_worker)
    page.goto(PAGE)

    page.fill("#id_personal_identity_number", "940112-2396")
    page.press("#id_personal_identity_number", "Tab")
    page.get_by_text("man, född 12 januari 1994").wait_for()
    page.get_by_text("Ingen annan med detta nummer i projektet.").wait_for()
    expect(page.locator("#id_birth_date")).to_be_hidden()

    page.fill("#id_given_name", "Åke")
    page.fill("#id_family_name", "Öberg")
    expect(page.locator("#id_unemployed_since")).to_be_hidden()
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
    page.locator(".error-summary:focus").wait_for()  # visible before the script gives it the focus
    page.fill("#id_admission_ground", "Kommunen vill pröva en ny väg.")
    page.get_by_role("button", name="Registrera deltagare").click()
    page.get_by_text("Deltagaren är registrerad.").wait_for()
    expect(page.locator("h1")).to_contain_text("Åke Öberg")
    assert Participation.objects.get().admission_ground


def test_a_number_fills_in_what_the_user_may_see_by_keyboard_alone(cast, open_as):
    MembershipFactory(user=cast.case_worker, project=cast.other_project)
    ParticipationFactory(
        project=cast.other_project, person__number="940112-2396", given_name="Åke", family_name="Öberg"
    )
    page = open_as(cast.case_worker)
    page.goto(PAGE)

    page.keyboard.type("9401122396")  # the first field has the focus
    page.keyboard.press("Tab")
    expect(page.locator("#id_family_name")).to_have_value("Öberg")
    expect(page.get_by_text("Känd från")).to_be_visible()
    page.locator("#id_entry_date").focus()
    page.keyboard.type("2019-10-01")
    page.keyboard.press("Enter")

    page.get_by_text("Deltagaren är registrerad.").wait_for()
    expect(page.locator("h1")).to_contain_text("Åke Öberg")


@pytest.fixture
def slow_page(cast, open_as):
    # Responses of the form's checks wait in `page.held` until they are released.
    TargetGroupFactory(project=cast.project, name="Unga", max_age=24)
    page = open_as(cast.case_worker)
    page.held = []
    page.goto(PAGE)
    page.route("**/check/", lambda route: page.held.append(route))
    return page


def fill_and_leave(page, field, value):
    page.fill(field, value)
    page.press(field, "Tab")


def release_responses(page):
    # The latest request first, so that the responses come in the wrong order.
    while page.locator(".htmx-request").count():
        if page.held:
            late = page.held.pop()
            late.fulfill(response=late.fetch())
        page.wait_for_timeout(50)


def test_a_late_response_does_not_replace_a_newer_one(slow_page):
    page = slow_page
    fill_and_leave(page, "#id_personal_identity_number", "940112-2396")
    fill_and_leave(page, "#id_entry_date", "2019-10-01")
    release_responses(page)

    expect(page.get_by_text("Hör inte till någon målgrupp.")).to_be_visible()


def test_text_typed_during_a_request_is_kept(slow_page):
    page = slow_page
    fill_and_leave(page, "#id_personal_identity_number", "940112-2396")
    release_responses(page)
    fill_and_leave(page, "#id_entry_date", "2019-10-01")
    release_responses(page)
    fill_and_leave(page, "#id_given_name", "Åke")

    ground = page.locator("#id_admission_ground")
    ground.press_sequentially("Kommunen vill")
    release_responses(page)
    ground.press_sequentially(" pröva")

    expect(ground).to_have_value("Kommunen vill pröva")


def test_a_choice_made_during_a_request_is_kept(slow_page):
    page = slow_page
    fill_and_leave(page, "#id_entry_date", "2018-03-01")
    page.locator("[name=single_adult][value=yes]").check()
    release_responses(page)

    expect(page.locator("[name=single_adult][value=yes]")).to_be_checked()


def test_a_hidden_field_keeps_its_text(slow_page):
    page = slow_page
    ground = page.locator("#id_admission_ground")
    for number, is_asked in (("940112-2396", True), ("960101-2397", False), ("940112-2396", True)):
        fill_and_leave(page, "#id_personal_identity_number", number)
        fill_and_leave(page, "#id_entry_date", "2019-10-01")
        release_responses(page)
        expect(ground).to_be_visible(visible=is_asked)
        if is_asked and not ground.input_value():
            ground.fill("Kommunen vill pröva en ny väg.")

    expect(ground).to_have_value("Kommunen vill pröva en ny väg.")


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

    expect(page.locator("main")).to_contain_text("Deltagaren är registrerad.")


def test_a_searched_name_is_not_in_the_url(cast, open_as):
    ParticipationFactory(project=cast.project, given_name="Åsa", family_name="Öberg")
    page = open_as(cast.case_worker)
    page.goto("/projects/samverkan/participants/")

    page.fill("#search-slot", "öberg")
    page.press("#search-slot", "Enter")
    page.get_by_role("link", name="Åsa Öberg").wait_for()

    page.wait_for_url("**/participants/search/?search=*")
    expect(page).not_to_have_url(re.compile("berg"))


def test_a_number_is_shown_on_request_only(cast, open_as, assert_good_page):
    person = ParticipationFactory(project=cast.project, person__number="940112-2396")
    page = open_as(cast.case_worker)
    page.goto(person.get_absolute_url())
    assert "2396" not in outside_tags(page.content())
    assert "0112-2396" not in page.content()
    assert "01122396" not in page.content()

    page.get_by_role("button", name="Visa hela numret").click()

    page.get_by_text("19940112-2396").wait_for()
    page.get_by_text("Det är loggat att du har tittat på detta.").wait_for()
    assert_good_page(page)


def test_questions_stand_apart(cast, open_as):
    page = open_as(cast.case_worker)
    page.goto(PAGE)
    gaps = page.evaluate(
        """() => {
          const shown = [...document.querySelectorAll(".form-section .field")].filter((part) => part.offsetHeight);
          const top = (part) => part.getBoundingClientRect().top + parseFloat(getComputedStyle(part).paddingTop);
          const end = (part) => part.getBoundingClientRect().bottom - parseFloat(getComputedStyle(part).paddingBottom);
          const gaps = shown.slice(1).map((part, i) => [part.id, top(part) - end(shown[i])]);
          return gaps.filter(([, gap]) => gap > -5 && gap < 12);
        }"""
    )
    assert gaps == []


def test_an_error_stands_above_its_answers(cast, open_as):
    page = open_as(cast.case_worker)
    page.goto(PAGE)
    page.get_by_label("Utanför arbetskraften", exact=True).check()
    page.get_by_role("button", name="Registrera deltagare").click()
    page.locator(".error-summary:focus").wait_for()
    row = page.locator("#div_id_in_education")
    error, answers = row.locator(".field-error").bounding_box(), row.locator(".choices").bounding_box()
    assert error["x"] == answers["x"]
    assert row.locator("legend").bounding_box()["x"] >= row.bounding_box()["x"] + 12


def test_what_is_chosen_shows_in_forced_colours(cast, open_as):
    page = open_as(cast.case_worker, forced_colors="active")
    page.goto(PAGE)
    for field in map(page.locator, ("[name=rural][value=yes]", "#id_without_number")):
        empty = field.screenshot()
        field.evaluate("field => { field.checked = true; }")  # no focus and no pointer, which would show
        assert field.screenshot() != empty
