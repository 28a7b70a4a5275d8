"""The calendar feed: behind a private link, of the sessions that its user may see, and without people."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from accounts.audit.models import AuditEntry
from accounts.permissions import Role
from esfportal.operations.rate_limit import RateLimit
from esfportal.security import unknown_links
from participants.attendance.actions import cancel_session, change_activity, change_session, restore_session
from participants.calendars.feed import Entry, calendar_file
from participants.calendars.models import CalendarLink
from projects.team.membership_actions import end_membership, save_memberships
from projects.team.models import Membership
from tests.factories import OSKARSHAMN, VASTERVIK, MembershipFactory
from tests.participants.attendance.examples import activity_of, session_of
from tests.participants.calendars.samples import calendar_of

PAGE = "/account/calendar/"


def made_by(client):
    """Make a link on its page, and return its path."""
    page = client.post(f"{PAGE}make/")
    assert "no-store" in page["Cache-Control"]
    return page.context["address"].removeprefix("http://testserver")


def read(path, **headers):
    """Return (events by name, ETag), as a calendar program reads them."""
    answer = Client().get(path, headers=headers)
    assert answer.status_code == 200
    calendar = Calendar.from_ical(answer.content)
    return {str(event["summary"]): event for event in calendar.walk("VEVENT")}, answer["ETag"]


@pytest.mark.django_db
def test_a_calendar_has_the_sessions_of_the_users_part_and_none_of_another(cast, sign_in):
    tomorrow = timezone.localdate() + timedelta(days=1)
    for name, project, values in (
        ("Min kommun", cast.project, {"municipality_id": OSKARSHAMN, "place": "Rådhuset; sal 2, plan 1"}),
        ("Hela projektet", cast.project, {}),
        ("Jag leder", cast.project, {"municipality_id": VASTERVIK, "leader": cast.case_worker}),
        ("Annan kommun", cast.project, {"municipality_id": VASTERVIK}),
        ("Annat projekt", cast.other_project, {"leader": cast.case_worker}),
    ):
        session_of(activity_of(project, name, **values), tomorrow)
    session_of(activity_of(cast.project, "Förr"), tomorrow - timedelta(days=40))
    path = made_by(sign_in(cast.case_worker))
    events, _etag = read(path)
    assert sorted(events) == ["Hela projektet", "Jag leder", "Min kommun"]
    event = events["Min kommun"]
    assert event["location"] == "Rådhuset; sal 2, plan 1"
    starts = datetime.combine(tomorrow, time(9), ZoneInfo("Europe/Stockholm"))
    assert (event.start, event.end) == (starts, starts + timedelta(hours=3))
    # The browser of another user reads the same, and its own session gives nothing more.
    answer = sign_in(cast.stranger).get(path)
    assert {str(each["summary"]) for each in Calendar.from_ical(answer.content).walk("VEVENT")} == {*events}
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    whole, _etag = read(made_by(sign_in(cast.leader)))
    assert sorted(whole) == ["Annan kommun", "Hela projektet", "Jag leder", "Min kommun"]


@pytest.mark.django_db
def test_changes_keep_the_identifier_and_raise_the_number(cast):
    tomorrow = timezone.localdate() + timedelta(days=1)
    activity = activity_of(cast.project, "Kurs")
    session = session_of(activity, tomorrow)
    path = f"/calendar/{calendar_of(cast.leader)}/sessions.ics"
    first, etag = read(path)
    uid, numbers, etags = first["Kurs"]["uid"], [first["Kurs"]["sequence"]], {etag}
    assert Client().get(path, headers={"if-none-match": etag}).status_code == 304
    values = {"held_on": tomorrow + timedelta(days=1), "starts_at": time(13), "ends_at": time(15)}
    activity.name = "Kurs B"
    for change, name, state in (
        (lambda: change_session(session, values=values, by=cast.leader), "Kurs", "CONFIRMED"),
        (lambda: cancel_session(session, reason="Anna är sjuk", by=cast.leader), "Kurs", "CANCELLED"),
        (lambda: restore_session(session, by=cast.leader), "Kurs", "CONFIRMED"),
        (lambda: change_activity(activity, changed=["name"], by=cast.leader), "Kurs B", "CONFIRMED"),
    ):
        change()
        answer = Client().get(path, headers={"if-none-match": etag})
        assert b"Anna" not in answer.content
        (event,) = Calendar.from_ical(answer.content).walk("VEVENT")
        assert (event["uid"], event["summary"], event["status"]) == (uid, name, state)
        numbers.append(event["sequence"])
        etag = answer["ETag"]
        etags.add(etag)
    assert numbers == [0, 1, 2, 3, 4]
    assert len(etags) == 5
    assert event.start.astimezone(ZoneInfo("Europe/Stockholm")).time() == time(13)


@pytest.mark.django_db
def test_a_link_works_until_it_is_renewed_removed_or_expired_or_the_role_ends(cast, sign_in, monkeypatch):
    client, status = sign_in(cast.case_worker), lambda path: Client().get(path).status_code
    assert "Du har ingen länk" in client.get(PAGE).text
    first = made_by(client)
    second = made_by(client)
    assert second.split("/")[2] not in str([*CalendarLink.objects.values()])
    assert second.split("/")[2] not in client.get(PAGE).text
    assert (status(first), status(second)) == (404, 200)
    head = Client().head(second)
    assert (head.status_code, head.content, bool(head["ETag"])) == (200, b"", True)
    assert Client().post(second).status_code == 405
    client.post(f"{PAGE}remove/")
    client.post(f"{PAGE}remove/")
    assert status(second) == 404
    actions = AuditEntry.objects.filter(action__startswith="calendar_link").order_by("pk")
    assert [(entry.action, entry.actor) for entry in actions] == [
        *[("calendar_link_made", cast.case_worker)] * 2,
        ("calendar_link_removed", cast.case_worker),
    ]

    third = made_by(client)
    link = CalendarLink.objects.filter(user=cast.case_worker)
    for values, changed in (
        ({"expires_at": timezone.now()}, link),
        ({"is_active": False}, type(cast.case_worker).objects.filter(pk=cast.case_worker.pk)),
    ):
        (before,) = changed.values(*values)
        changed.update(**values)
        assert status(third) == 404
        changed.update(**before)
        assert status(third) == 200
    elsewhere = MembershipFactory(user=cast.case_worker, project=cast.other_project)
    end_membership(cast.case_worker.memberships.get(project=cast.project), by=cast.leader)
    assert status(third) == 200
    again = Membership(user=cast.case_worker, role=Role.CASE_WORKER, project=cast.project)
    save_memberships(cast.case_worker, [again], by=cast.administrator)
    assert status(third) == 200
    for role in (elsewhere, again):
        end_membership(role, by=cast.administrator)
    assert status(third) == 404
    back = Membership(user=cast.case_worker, role=Role.CASE_WORKER, project=cast.project)
    save_memberships(cast.case_worker, [back], by=cast.administrator)
    assert status(third) == 404
    assert not link.exists()

    monkeypatch.setattr(unknown_links, "limit", RateLimit(2, 60))
    guessed = [Client().get("/calendar/guess/sessions.ics") for _number in range(3)]
    assert [answer.status_code for answer in guessed] == [404, 404, 429]
    assert guessed[-1]["Retry-After"] == "60"
    for user, answer in ((cast.funder, 403), (cast.without_role, 403), (None, 302)):
        client = sign_in(user) if user else Client()
        assert client.get(PAGE).status_code == answer
        assert client.post(f"{PAGE}make/").status_code == answer
        assert client.post(f"{PAGE}remove/").status_code == answer


@pytest.mark.django_db
def test_many_sessions_take_as_many_statements_as_few(cast):
    activity, taken = activity_of(cast.project), []
    path = f"/calendar/{calendar_of(cast.leader)}/sessions.ics"
    read(path)
    for first, last in ((0, 2), (2, 20)):
        for number in range(first, last):
            session_of(activity, timezone.localdate() + timedelta(days=number))
        with CaptureQueriesContext(connection) as statements:
            read(path)
        taken.append(len(statements))
    assert taken[0] == taken[1]


@settings(max_examples=30, deadline=None)
@given(name=st.text(st.characters(codec="utf-8", exclude_categories=["C"]), min_size=1, max_size=120))
def test_every_name_is_read_back_as_it_was_written(name):
    at = timezone.make_aware(datetime.combine(date(2018, 3, 5), time(9)))
    entry = Entry(
        7, name, f"{name}, ;\\", at, at + timedelta(hours=1), False, 3, at, "/projects/x/activities/7/"
    )
    content = calendar_file([entry], domain="example.org", address=lambda path: f"https://example.org{path}")
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))
    (event,) = Calendar.from_ical(content).walk("VEVENT")
    assert (event["summary"], event["location"], event["sequence"]) == (name, f"{name}, ;\\", 3)
    assert event["uid"] == "session-7@example.org"
