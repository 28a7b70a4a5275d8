"""A locked record in the browser: opened with a reason, locked again; authorised case workers."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import follow
from tests.factories import ParticipationFactory


@pytest.fixture
def protected(cast):
    return ParticipationFactory(
        project=cast.project,
        created_by=cast.case_worker,
        given_name="Hemlig",
        family_name="Hemligsson",
        person__number="940112-2396",
        person__protection="protected_registration",
    )


@pytest.mark.parametrize("scripts", [True, False])
def test_a_locked_record_is_opened_with_a_reason_and_locked_again(
    cast, open_as, watch, assert_good_page, protected, scripts
):
    watch.expect("403")  # the browser logs the status of the locked page
    page = open_as(cast.case_worker, java_script_enabled=scripts)
    page.goto("/projects/samverkan/participants/")
    page.get_by_role("link", name="Skyddade personuppgifter").click()
    page.get_by_role("heading", name="Öppna uppgifterna", exact=True).wait_for()
    page.wait_for_load_state()
    assert "Hemlig" not in page.content()
    if scripts:
        assert_good_page(page)

    follow(page.get_by_role("button", name="Öppna uppgifterna"))
    page.locator(".error-summary").wait_for()
    page.get_by_label("Kontakt med deltagaren").check()
    page.get_by_role("button", name="Öppna uppgifterna").click()
    page.get_by_text("kontakt med deltagaren", exact=False).first.wait_for()
    expect(page.locator("h1")).to_contain_text("Hemlig Hemligsson")
    if scripts:
        assert_good_page(page)

    page.get_by_role("button", name="Stäng uppgifterna").click()
    page.get_by_text("Uppgifterna är stängda.").wait_for()
    page.wait_for_load_state()
    assert "Hemlig" not in page.content()


def test_the_leader_authorises_a_case_worker(cast, open_as, watch, assert_good_page, protected):
    watch.expect("403")
    page = open_as(cast.leader)
    page.goto(protected.get_absolute_url())
    page.get_by_text("Du är inte utsedd för personen").wait_for()
    assert_good_page(page)
    page.get_by_role("link", name="Utsedda handläggare").click()
    page.get_by_label("Handläggare", exact=True).select_option(label="Lena Ledare")
    page.get_by_role("button", name="Utse handläggaren").click()
    page.get_by_text("sig själv").wait_for()
    assert_good_page(page)
    page.get_by_role("button", name="Stäng för Lena Ledare").click()
    page.get_by_text("Uppgifterna är stängda för handläggaren.").wait_for()
