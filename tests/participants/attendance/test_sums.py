"""Hours of months and quarters, of participants and activities, and sessions that wait in My day."""

from datetime import date, timedelta
from fractions import Fraction

import pytest
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as some

from participants.attendance import hours
from participants.attendance.models import Attendance
from participants.merging.actions import merge_records
from participants.register.models import ProtectedRecordAccess, Spell
from projects.models import HoursRounding
from tests.factories import OSKARSHAMN, ParticipationFactory
from tests.participants.attendance.examples import activity_of, attendance_of, enrolment_of, session_of


@given(some.lists(some.tuples(some.integers(1, 12), some.integers(0, 600))))
def test_rounded_hours_are_never_more(rows):
    for month, minutes in rows:
        whole, quarters = (Fraction(hours.reported_hours(minutes, each)) for each in HoursRounding)
        assert whole <= quarters <= Fraction(minutes, 60) < min(whole + 1, quarters + Fraction(1, 4))
        assert date(2018, month, 1) in hours.months_of_quarter(date(2018, month, 15))


def url(name, *args):
    return reverse(f"attendance:{name}", args=args)


@pytest.mark.django_db
def test_hours_of_an_activity_and_a_participant(cast, sign_in):
    today = timezone.localdate()
    activity = activity_of(cast.project, municipality_id=OSKARSHAMN)
    coffee = activity_of(cast.project, "Fika", is_project_time=False)
    first, second = (ParticipationFactory(project=cast.project) for _person in range(2))
    hidden = ParticipationFactory(project=cast.project, created_by=cast.case_worker, person__protected=True)
    session, social = session_of(activity, today), session_of(coffee, today)
    for person in (first, second, hidden):
        attendance_of(person, session, minutes=100)
        attendance_of(person, social, minutes=50)
    before = session_of(activity, today.replace(day=1) - timedelta(1))
    attendance_of(first, before, state="absent", reason="ill", minutes=0)
    client, slug = sign_in(cast.case_worker), cast.project.slug

    def people(query=""):
        rows = client.get(url("hours", slug, activity.pk) + query).context["rows"]
        return {row.participation: (row.attended, row.absent, row.minutes, row.reported) for row in rows}

    assert people() == {first: (1, 0, 100, 1), second: (1, 0, 100, 1)}
    assert people(f"?period={before.held_on:%Y-%m}") == {first: (0, 1, 0, 0)}
    quarter = (before.held_on.month - 1) // 3 + 1
    assert first in people(f"?period={before.held_on.year}-q{quarter}")
    assert people("?period=x") == people()
    months = client.get(first.get_absolute_url()).context["months"]
    assert [text for _month, text in months] == ["1 tim 40 min"]
    ProtectedRecordAccess.objects.create(participation=hidden, user=cast.case_worker, reason="contact")
    assert people()[hidden] == (1, 0, 100, 1)


@pytest.mark.django_db
def test_a_session_counts_once_for_two_records_of_one_person(cast):
    first, second = (
        ParticipationFactory(project=cast.project, given_name="Åsa", family_name=name, spell__left=True)
        for name in ("Berg", "Bergh")
    )
    Spell.objects.filter(participation=second).update(entry_date="2019-01-01", exit_date="2019-03-01")
    session = session_of(activity_of(cast.project))
    attendance_of(first, session, minutes=60)
    attendance_of(second, session, minutes=90)
    assert sum(each.minutes for each in Attendance.objects.counted()) == 150
    merged = merge_records(first, second, chosen={}, reason="Samma person", by=cast.leader)
    (row,) = Attendance.objects.counted()
    assert (row.record, row.minutes) == (merged.pk, 90)
    third = ParticipationFactory(project=cast.project, voided_at=timezone.now())
    attendance_of(third, session)
    assert Attendance.objects.counted().get() == row


@pytest.mark.django_db
def test_my_day_asks_the_leader_for_the_attendance(cast, sign_in):
    today = timezone.localdate()
    activity = activity_of(cast.project, leader=cast.case_worker)
    person = ParticipationFactory(project=cast.project)
    hidden = ParticipationFactory(project=cast.project, created_by=cast.case_worker, person__protected=True)
    enrolment_of(person, activity)
    alone = session_of(activity_of(cast.project, "Enskilt", leader=cast.case_worker), today - timedelta(1))
    enrolment_of(hidden, alone.activity)
    session = session_of(activity, today - timedelta(1))
    session_of(activity, today)
    session_of(activity, today - timedelta(2), cancelled_because="Sjuk")

    def waiting(user):
        rows = sign_in(user).get(reverse("casework:day"), {"kind": "attendance"}).context["rows"]
        return [(row.item.subject, row.url.partition("?")[0]) for row in rows]

    assert waiting(cast.case_worker) == [(session.pk, url("record", cast.project.slug, session.pk))]
    assert waiting(cast.leader) == []
    attendance_of(person, session)
    assert waiting(cast.case_worker) == []
