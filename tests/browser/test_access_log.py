"""The access log in the browser."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from accounts.models import AccessLogEntry
from participants.privacy.log_review import actions
from tests.browser.conftest import follow
from tests.factories import ParticipationFactory


@pytest.fixture
def review(cast):
    # Entries of every kind, one about a protected participant, and a note.
    people = ParticipationFactory.create_batch(8, project=cast.project)
    people.append(ParticipationFactory(project=cast.project, person__protection="confidentiality_mark"))
    at = timezone.now().replace(day=1, hour=20) - timedelta(3)
    for number, kind in enumerate(AccessLogEntry.Kind):
        for person in people:
            AccessLogEntry.objects.create(
                at=at - timedelta(hours=number),
                actor=cast.case_worker if number % 2 else cast.colleague,
                role="case_worker",
                project=cast.project,
                kind=kind,
                purpose="casework",
                subjects=[each.pk for each in people] if kind == "listed" else [person.pk],
                count=len(people) if kind == "listed" else 1,
            )
    (review,) = actions.draw_samples()
    entry = AccessLogEntry.objects.get(pk=review.sample[0])
    actions.write_note(review, entry, text="Talat med handläggaren: ett akut möte.", by=cast.leader)
    return review


def test_printing_a_person_page_is_logged(cast, open_as):
    person = ParticipationFactory(project=cast.project)
    page = open_as(cast.leader)
    page.goto(person.get_absolute_url())
    with page.expect_response(lambda response: response.url.endswith("/printed/")) as response:
        page.get_by_role("button", name="Skriv ut").click()
        page.evaluate("window.dispatchEvent(new Event('beforeprint'))")  # what printing begins with
    assert response.value.status == 204
    assert AccessLogEntry.objects.filter(kind="printed", subjects=[person.pk], actor=cast.leader).exists()


def test_printing_without_javascript_is_logged(cast, open_as):
    person = ParticipationFactory(project=cast.project)
    page = open_as(cast.leader, java_script_enabled=False)
    page.goto(person.get_absolute_url())
    page.get_by_role("button", name="Skriv ut").click()
    expect(page.get_by_text("Det är noterat att du skriver ut sidan.")).to_be_visible()
    assert AccessLogEntry.objects.filter(kind="printed", subjects=[person.pk]).count() == 1


@pytest.mark.parametrize("language", ["sv", "en"])
def test_the_pages_of_the_access_log_are_good(cast, open_as, review, assert_good_page, language):
    page = open_as(cast.leader, language=language)
    log = reverse("privacy:log", args=[cast.project.slug])
    for address in (log, f"{log}?show=protected&kind=opened", review.get_absolute_url()):
        page.goto(address)
        assert_good_page(page)
    follow(page.get_by_role("link", name="Skriv en anteckning" if language == "sv" else "Write a note").first)
    assert_good_page(page)


def test_a_month_is_reviewed_and_signed(cast, open_as, review, assert_good_page):
    page = open_as(cast.leader)
    page.goto(cast.project.get_absolute_url())
    page.get_by_role("link", name="Månad i åtkomstloggen").click()
    page.get_by_role("button", name="Signera månaden").click()
    expect(page.locator(".error-summary")).to_be_visible()
    page.get_by_label("Vad du har tittat på").fill("Inget avvek.")
    page.get_by_role("button", name="Signera månaden").click()
    expect(page.get_by_text("Månaden är signerad.")).to_be_visible()
    assert_good_page(page)
