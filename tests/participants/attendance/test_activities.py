"""Activities: added, found, changed, with their sessions planned, moved, cancelled and removed."""

from datetime import date, time, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as some

from accounts.audit.models import AuditEntry
from esfportal.swedish_days import holidays
from participants.attendance.models import Activity, Session
from participants.attendance.series import LeftOut, Series, days_of
from tests.factories import OSKARSHAMN
from tests.participants.attendance.examples import activity_of, session_of
from tests.participants.employers.examples import employer_of
from tests.queries import own_queries

pytestmark = pytest.mark.django_db
TIMES = {"starts_at": "9", "ends_at": "12.30", "break_minutes": "15", "every_weeks": "1"}
days = some.dates(date(2020, 1, 1), date(2024, 12, 31))


@pytest.fixture
def worker(cast, sign_in):
    return sign_in(cast.case_worker)


def url(name, project, *args):
    return reverse(f"attendance:{name}", args=[project.slug, *args])


def plan(client, activity, **answers):
    return client.post(url("plan", activity.project, activity.pk), TIMES | answers, follow=True)


@given(
    days,
    some.integers(0, 366),
    some.sets(some.integers(0, 6), min_size=1),
    some.integers(1, 4),
    some.none() | some.tuples(days, days),
    some.booleans(),
)
def test_each_day_of_a_series_is_held_or_left_out_for_a_reason(
    first, length, weekdays, every, closed, without
):
    last = first + timedelta(length)
    closed = closed and (min(closed), max(closed))
    found = days_of(Series(first, last, frozenset(weekdays), every, closed, without), holidays)

    def is_in_turn(day):
        weeks = (day - timedelta(day.weekday())) - (first - timedelta(first.weekday()))
        return day.weekday() in weekdays and weeks.days // 7 % every == 0

    turns = [day for day in (first + timedelta(n) for n in range(length + 1)) if is_in_turn(day)]
    assert sorted([*found.held, *(day for day, _reason in found.left_out)]) == turns
    for day in turns:
        is_closed = bool(closed) and closed[0] <= day <= closed[1]
        is_holiday = without and day in holidays(day.year)
        reason = LeftOut.CLOSED if is_closed else LeftOut.HOLIDAY if is_holiday else None
        assert dict(found.left_out).get(day) == reason


def test_an_activity_is_added_and_planned_without_holidays_and_the_closed_weeks(cast, worker):
    employer = employer_of(cast.project)
    answers = {
        "name": "Körkortsteori",
        "kind": "course",
        "is_project_time": "on",
        "place": "Biblioteket",
        "municipality": OSKARSHAMN,
        "leader": cast.case_worker.pk,
        "employer": employer.pk,
        "capacity": 12,
    }
    response = worker.post(url("add", cast.project), answers, follow=True)
    activity = Activity.objects.get()
    assert response.redirect_chain == [(url("plan", cast.project, activity.pk), 302)]

    response = plan(
        worker,
        activity,
        first="2018-12-03",
        last="2019-01-14",
        weekdays=["0", "3"],
        leaves_out_holidays="on",
        closed_from="2018-12-20",
        closed_to="2018-12-30",
    )
    held = [session.held_on for session in activity.sessions.all()]
    assert held == [
        *(date(2018, 12, day) for day in (3, 6, 10, 13, 17)),
        *(date(2019, 1, day) for day in (3, 7, 10, 14)),
    ]
    assert "9 tillfällen är planerade. Utelämnade som helgdagar: 31" in response.text
    assert "3 dagar ligger i den stängda perioden." in response.text
    session = activity.sessions.first()
    assert (session.starts_at, session.ends_at, session.minutes) == (time(9), time(12, 30), 195)
    actions = AuditEntry.objects.order_by("pk").values_list("action", flat=True)
    assert [each for each in actions if "activity" in each or "session" in each] == [
        "activity_added",
        "sessions_planned",
    ]


@pytest.mark.parametrize(
    ("answers", "field"),
    [
        ({"first": "2018-03-05", "ends_at": "08:59"}, "ends_at"),
        ({"first": "2018-03-05", "break_minutes": "210"}, "break_minutes"),
        ({"first": "2018-03-05", "last": "2018-03-04"}, "last"),
        ({"first": "2018-03-05", "last": "2019-03-07"}, "last"),
        ({"first": "2018-03-05", "last": "2018-12-31", "weekdays": list("01234")}, "last"),
        ({"first": "2018-03-05", "last": "2018-03-06", "weekdays": ["4"]}, "weekdays"),
        ({"first": "2018-03-05", "closed_from": "2018-03-05"}, "closed_to"),
        ({"first": "2018-03-05", "closed_from": "2018-03-05", "closed_to": "2018-03-01"}, "closed_to"),
        ({"first": "1018-03-05"}, "first"),
        ({"first": "2018-03-05", "starts_at": "nio"}, "starts_at"),
        ({}, "first"),
    ],
)
def test_a_series_that_is_wrong_is_refused_whole(cast, worker, answers, field):
    response = plan(worker, activity_of(cast.project), **answers)
    assert set(response.context["form"].errors) == {field}
    assert not Session.objects.exists()


def test_the_same_day_and_time_is_planned_once(cast, worker):
    activity = activity_of(cast.project)
    session_of(activity, date(2018, 3, 6))
    week = {"first": "2018-03-05", "last": "2018-03-07", "weekdays": list("012")}
    assert "2 tillfällen är planerade." in plan(worker, activity, **week).text
    assert "redan ett tillfälle vid den tiden alla de här dagarna" in plan(worker, activity, **week).text
    assert activity.sessions.count() == 3

    # The same request again, as after a second click.
    page = worker.get(url("plan", cast.project, activity.pk))
    sent = {
        "first": "2018-04-02",
        "form-number": page.text.split('name="form-number" value="')[1].split('"')[0],
    }
    for _click in range(2):
        assert plan(worker, activity, **sent).redirect_chain == [(activity.get_absolute_url(), 302)]
    assert activity.sessions.count() == 4


def test_a_session_is_moved_and_moved_back_and_says_so(cast, worker):
    session = session_of(activity_of(cast.project))
    other = session_of(session.activity, date(2018, 3, 9))
    page = url("session", cast.project, session.pk)

    def change(**answers):
        given = {"held_on": "2018-03-05", "starts_at": "09:00", "ends_at": "12:00", "break_minutes": "0"}
        return worker.post(page, given | answers, follow=True)

    assert "Först planerat till 5\N{NO-BREAK SPACE}mars" in change(held_on="2018-03-07").text
    session.refresh_from_db()
    assert (session.held_on, session.first_held_on) == (date(2018, 3, 7), date(2018, 3, 5))
    refused = change(held_on=str(other.held_on))
    assert refused.context["form"].errors == {
        "starts_at": ["Aktiviteten har redan ett tillfälle vid den tiden."]
    }
    assert "Först planerat" not in change().text
    session.refresh_from_db()
    assert not session.is_moved


def test_a_session_is_cancelled_with_a_reason_restored_and_removed(cast, worker):
    session = session_of(activity_of(cast.project))

    def send(name, **answers):
        return worker.post(url(name, cast.project, session.pk), answers, follow=True)

    assert "reason" in send("cancel", reason="").context["form"].errors
    assert "Inställt: <bdi>Kursledaren är sjuk</bdi>" in send("cancel", reason="Kursledaren är sjuk").text
    assert not Session.objects.planned().exists()
    assert "Inställt:" not in send("restore").text
    assert Session.objects.planned().get() == session
    send("remove_session")
    assert not Session.objects.exists()


def test_an_activity_with_sessions_is_not_removed(cast, worker):
    session = session_of(activity_of(cast.project))
    page = url("remove", cast.project, session.activity_id)

    assert "Den har tillfällen." in worker.post(page, follow=True).text
    session.delete()
    worker.post(page)
    assert not Activity.objects.exists()


def test_the_list_is_filtered_and_costs_the_same_at_any_length(cast, worker):
    today = timezone.localdate()
    english = activity_of(cast.project, "Engelska", kind="group", municipality_id=OSKARSHAMN)
    swedish = activity_of(cast.project, "Svenska", leader=cast.case_worker)
    activity_of(cast.other_project, "Engelska")
    session_of(swedish, today)
    session_of(english, today + timedelta(1))
    session_of(english, today, cancelled_because="Sjuk")

    def names(query=""):
        page = worker.get(url("activities", cast.project) + query).context["page"]
        return [each.name for each in page.object_list]

    assert names() == ["Svenska", "Engelska"]
    assert names("?sort=name") == ["Engelska", "Svenska"]
    assert (
        names("?q=engelska") == names("?kind=group") == names(f"?municipality={OSKARSHAMN}") == ["Engelska"]
    )
    assert names("?coming=no") == []

    def cost():
        with CaptureQueriesContext(connection) as captured:
            worker.get(url("activities", cast.project))
        return len(own_queries(captured.captured_queries))

    before = cost()
    for number in range(5):
        session_of(activity_of(cast.project, f"Kurs {number}", leader=cast.leader), today)
    assert cost() == before


def test_the_week_shows_its_sessions_and_whose_they_are(cast, worker):
    own = session_of(activity_of(cast.project, leader=cast.case_worker), date(2018, 3, 5))
    other = session_of(activity_of(cast.project, "Gruppen"), date(2018, 3, 10))
    session_of(own.activity, date(2018, 3, 12))
    page = url("week", cast.project, 2018, 10)

    def shown(query=""):
        days = worker.get(page + query).context["days"]
        return {day.date: day.sessions for day in days}

    assert shown()[date(2018, 3, 5)] == [own]
    assert shown()[date(2018, 3, 10)] == [other]
    assert date(2018, 3, 11) not in shown()  # a Sunday without a session
    assert [each for sessions in shown("?whose=mine").values() for each in sessions] == [own]
    assert worker.get(url("week", cast.project, 2018, 53)).status_code == 404
    year, week, _day = timezone.localdate().isocalendar()
    assert worker.get(url("this_week", cast.project)).context["week"].number == week
    assert worker.get(url("week", cast.project, year, week)).context["week"].is_current
