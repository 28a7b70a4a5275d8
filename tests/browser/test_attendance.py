"""Attendance by keyboard alone, saved as it is chosen, and in two windows."""

from datetime import date

from django.urls import reverse
from playwright.sync_api import expect

from participants.attendance.models import Attendance
from tests.factories import ParticipationFactory
from tests.participants.attendance.examples import activity_of, enrolment_of, session_of


def test_attendance_is_entered_by_keyboard_and_in_two_windows(cast, open_as):
    session = session_of(activity_of(cast.project), date(2018, 3, 7))
    first, second = (
        ParticipationFactory(project=cast.project, family_name=name) for name in ("Ask", "Björk")
    )
    for person in (first, second):
        enrolment_of(person, session.activity)
    url = reverse("attendance:record", args=[cast.project.slug, session.pk])
    page, other = open_as(cast.case_worker), open_as(cast.leader)
    for each in (page, other):
        each.goto(url)
    results = page.locator(".attendance-result")
    page.locator("[data-key]").first.focus()
    page.keyboard.press("n")
    expect(results.first).to_contain_text("Sparat: Närvarande, 3 tim")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("f")
    expect(results.nth(1)).to_contain_text("Välj skälet till frånvaron.")
    page.keyboard.press("ArrowRight")
    page.locator("select:focus").select_option("ill")
    expect(results.nth(1)).to_contain_text("Sparat: Frånvarande: sjuk")

    other.locator("[data-row]").first.get_by_text("Frånvarande", exact=True).click()
    expect(other.locator(".attendance-result").first).to_contain_text(
        "har skrivit efter att du öppnade sidan"
    )
    assert set(Attendance.objects.values_list("participation", "state")) == {
        (first.pk, "present"),
        (second.pk, "absent"),
    }
