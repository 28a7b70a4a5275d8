"""A series for twelve people, and the attendance of a session: by keyboard alone, on a phone, without JavaScript."""

import time
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from participants.attendance.models import Attendance
from tests.browser.conftest import follow
from tests.factories import OSKARSHAMN, ParticipationFactory
from tests.participants.attendance.examples import activity_of, enrolment_of, session_of

PEOPLE, SESSIONS, SECONDS = 12, 10, 30
PHONE = {"width": 320, "height": 640}


def ago(days):
    return timezone.localdate() - timedelta(days)


@pytest.fixture
def activity(cast):
    cast.project.starts_on, cast.project.ends_on = ago(200), ago(-200)
    cast.project.save()
    ParticipationFactory.create_batch(
        PEOPLE, project=cast.project, spell__entry_date=ago(100), spell__municipality_id=OSKARSHAMN
    )
    return activity_of(cast.project)


@pytest.fixture
def session(activity):
    for participation in activity.project.participations.all():
        enrolment_of(participation, activity, starts_on=ago(100))
    return session_of(activity, ago(1))


def states():
    return sorted(Attendance.objects.values_list("state", flat=True))


def test_a_series_of_ten_sessions_for_twelve_people(activity, cast, open_as):
    page = open_as(cast.case_worker)
    page.goto(f"{activity.get_absolute_url()}sessions/")
    page.fill("[name=first]", f"{ago(7 * SESSIONS)}")
    page.fill("[name=last]", f"{ago(7)}")
    page.fill("[name=starts_at]", "09:00")
    page.fill("[name=ends_at]", "12:00")
    page.uncheck("[name=leaves_out_holidays]")
    follow(page.locator("main form button[type=submit]").last)
    assert activity.sessions.count() == SESSIONS
    follow(page.get_by_role("link", name="Skriv in deltagare"))
    page.fill("[name=starts_on]", f"{ago(90)}")
    page.check("[name=everyone]")
    follow(page.get_by_role("button", name="Skriv in"))
    assert activity.enrolments.count() == PEOPLE


def test_one_session_by_keyboard_alone(session, cast, open_as):
    page = open_as(cast.case_worker)
    page.goto(address_of(session))
    page.locator("[data-row] input[data-key]").first.focus()
    started = time.monotonic()
    for _each in range(PEOPLE - 1):
        page.keyboard.press("n")
        page.keyboard.press("ArrowDown")
    page.keyboard.press("s")
    page.keyboard.press("Tab")
    page.keyboard.type("15")
    page.keyboard.press("Tab")
    expect(page.locator(".attendance-result", has_text="(Olle Handläggare)")).to_have_count(PEOPLE)
    assert time.monotonic() - started < SECONDS
    page.reload()
    expect(page.locator("[data-key]:checked")).to_have_count(PEOPLE)
    assert states() == ["late"] + ["present"] * (PEOPLE - 1)


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "without scripts"])
def test_one_session_on_a_phone(session, cast, open_as, scripts, assert_fits):
    page = open_as(cast.case_worker, viewport=PHONE, java_script_enabled=scripts)
    page.goto(address_of(session))
    if scripts:
        assert_fits(page)
    page.locator("[data-row]").nth(2).get_by_text("Frånvarande").click()
    page.locator("[data-row]").nth(2).locator("select").select_option("ill")
    follow(page.get_by_role("button", name="Övriga är närvarande"))
    expect(page.locator("[data-key]:checked")).to_have_count(PEOPLE)
    assert states() == ["absent"] + ["present"] * (PEOPLE - 1)


def address_of(session):
    return f"/projects/{session.project.slug}/activities/sessions/{session.pk}/attendance/"
