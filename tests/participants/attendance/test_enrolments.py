"""Enrolments: several at once, places, ends, what is shown to whom, and two users at the last place."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.models import AccessLogEntry
from participants.attendance import enrolling
from participants.attendance.models import Enrolment
from participants.merging.actions import merge_records
from participants.register.actions import ActionRefused
from participants.register.models import ProtectedRecordAccess, Spell
from tests.at_once import Meeting
from tests.factories import VASTERVIK, ParticipationFactory
from tests.participants.attendance.examples import activity_of, attendance_of, enrolment_of, session_of
from tests.participants.employers.test_ending_placements import EXIT, bulk, correction, imported, single
from tests.participants.imports.test_races import run_together
from tests.queries import own_queries

DAYS = {"starts_on": "2018-03-01", "ends_on": ""}


def url(name, *args):
    return reverse(f"attendance:{name}", args=args)


@pytest.mark.django_db
def test_an_enrolment_from_the_choice_of_people_to_its_end(cast, sign_in):
    activity, slug = activity_of(cast.project), cast.project.slug
    first, second, third = (ParticipationFactory(project=cast.project) for _person in range(3))
    Spell.objects.filter(participation=first).update(case_worker=cast.case_worker)
    client = sign_in(cast.case_worker)
    page = url("enrol", slug, activity.pk)
    assert len(client.get(page).context["spells"]) == 3
    assert [each.participation for each in client.get(f"{page}?whose=mine").context["spells"]] == [first]
    assert "people" in client.post(page, DAYS).context["form"].errors
    assert client.post(page, DAYS | {"people": [first.pk, second.pk]}).url == activity.get_absolute_url()
    assert "people" in client.post(page, DAYS | {"people": [first.pk]}).context["form"].errors  # again
    assert client.post(page, DAYS | {"everyone": "on"}).status_code == 302
    assert not client.get(page).context["spells"]
    shown = client.get(activity.get_absolute_url())
    assert {row.participation for row in shown.context["rows"]} == {first, second, third}
    assert AccessLogEntry.objects.filter(kind="listed", subjects__contains=[third.pk]).exists()

    enrolment = first.enrolments.get()
    assert (enrolment.project, enrolment.recorded_by) == (cast.project, cast.case_worker)
    attendance_of(first, session_of(activity, date(2018, 3, 7)), by=cast.case_worker)
    page = url("enrolment", slug, first.public_id, enrolment.pk)
    version = client.get(page).context["form"].version
    assert (
        "starts_on"
        in client.post(page, DAYS | {"ends_on": "2018-03-06", "version": version}).context["form"].errors
    )
    client.post(page, DAYS | {"ends_on": "2018-03-07", "version": version})
    assert first not in {row.participation for row in client.get(activity.get_absolute_url()).context["rows"]}
    listed = client.get(url("participants", slug, activity.pk)).context["rows"]
    assert {row.participation for row in listed} == {first, second, third}
    text = client.get(first.get_absolute_url()).text
    assert "skrev in i en aktivitet: Kalejdo A1" in text
    assert "registrerade närvaro: närvarande" in text
    for person, is_kept in ((first, True), (second, False)):  # attendance keeps the first
        enrolment = person.enrolments.get()
        client.post(url("remove_enrolment", slug, person.public_id, enrolment.pk))
        assert person.enrolments.exists() == is_kept


@pytest.mark.django_db
def test_what_is_refused(cast, sign_in):
    activity = activity_of(cast.project, municipality_id=VASTERVIK, capacity=1)
    here, left = ParticipationFactory(project=cast.project), ParticipationFactory(project=cast.project)
    there = ParticipationFactory(project=cast.project, spell__municipality_id=VASTERVIK)
    Spell.objects.filter(participation=left).update(
        entry_date="2018-01-01", exit_date=EXIT, exit_reason="completed", municipality=VASTERVIK
    )

    def problems(people, starts_on=date(2018, 3, 1), ends_on=None):
        try:
            enrolling.enrol(activity, people, starts_on=starts_on, ends_on=ends_on, by=cast.leader)
        except ActionRefused as error:
            return [each.field for each in error.problems]
        return []

    assert problems([here]) == ["starts_on"]  # in another municipality
    assert problems([there], date(2010, 1, 1)) == ["starts_on"]
    assert problems([there], ends_on=date(2018, 2, 1)) == ["ends_on"]
    assert problems([left]) == ["ends_on"]
    assert problems([left, there], ends_on=date(2018, 4, 1)) == [""]  # two people, one place
    assert not Enrolment.objects.exists()
    assert problems([left], ends_on=date(2018, 4, 1)) == []
    assert problems([left], date(2018, 4, 1), date(2018, 4, 2)) == ["starts_on"]  # twice
    assert problems([there], date(2018, 4, 1)) == [""]
    assert problems([there], date(2018, 4, 2)) == []  # the day after
    client = sign_in(cast.leader)
    page = url("edit", cast.project.slug, activity.pk)
    activity.capacity = 2
    activity.save()
    enrolling.enrol(activity, [left], starts_on=date(2018, 4, 2), ends_on=EXIT, by=cast.leader)
    typed = {"name": activity.name, "kind": "course", "municipality": VASTERVIK, "capacity": 1}
    typed["version"] = client.get(page).context["form"].version
    assert "capacity" in client.post(page, typed).context["form"].errors
    assert (
        "är eller har varit inskrivna"
        in client.post(url("remove", cast.project.slug, activity.pk), follow=True).text
    )


@pytest.mark.django_db
@pytest.mark.parametrize("end", [single, bulk, correction, imported])
def test_the_end_of_a_participation_ends_its_enrolments(cast, end):
    person, other = (ParticipationFactory(project=cast.project) for _person in range(2))
    start = person.spells.get().entry_date
    days = {
        "open": (start, None, EXIT),
        "later": (start, EXIT + timedelta(9), EXIT),
        "earlier": (start, start + timedelta(1), start + timedelta(1)),
    }
    for name, (starts_on, ends_on, _end) in days.items():
        enrolment_of(person, activity_of(cast.project, name), starts_on=starts_on, ends_on=ends_on)
    enrolment_of(person, activity_of(cast.project, "after"), starts_on=EXIT + timedelta(1))
    kept = enrolment_of(other, activity_of(cast.project, "other"))
    end(person, cast.leader)
    found = dict(person.enrolments.values_list("activity__name", "ends_on"))
    assert found == {name: end for name, (_starts_on, _ends_on, end) in days.items()}
    kept.refresh_from_db()
    assert kept.ends_on is None


@pytest.mark.django_db
def test_protected_people_are_neither_shown_nor_counted(cast, sign_in):
    activity = activity_of(cast.project, capacity=1)
    hidden = ParticipationFactory(project=cast.project, created_by=cast.case_worker, person__protected=True)
    enrolling.enrol(activity, [hidden], starts_on=timezone.localdate(), ends_on=None, by=cast.case_worker)
    pages = (activity.get_absolute_url(), url("participants", cast.project.slug, activity.pk))
    for user in (cast.leader, cast.case_worker, cast.colleague):
        assert [list(sign_in(user).get(page).context["rows"]) for page in pages] == [[], []]
    # Positive control: a case worker who has opened the record sees it, and it takes no place.
    ProtectedRecordAccess.objects.create(participation=hidden, user=cast.case_worker, reason="contact")
    for page in pages:
        (row,) = sign_in(cast.case_worker).get(page).context["rows"]
        assert row.participation == hidden
    person = ParticipationFactory(project=cast.project)
    enrolling.enrol(activity, [person], starts_on=timezone.localdate(), ends_on=None, by=cast.leader)


@pytest.mark.django_db
def test_a_merged_record_has_the_enrolments_of_both(cast, sign_in):
    first, second = (
        ParticipationFactory(project=cast.project, given_name="Åsa", family_name=name, spell__left=True)
        for name in ("Berg", "Bergh")
    )
    Spell.objects.filter(participation=second).update(entry_date="2019-01-01", exit_date="2019-03-01")
    activity = activity_of(cast.project)
    kept = [enrolment_of(first, activity), enrolment_of(second, activity)]
    merged = merge_records(first, second, chosen={}, reason="Samma person", by=cast.leader)
    client = sign_in(cast.leader)
    rows = client.get(url("participants", cast.project.slug, activity.pk)).context["rows"]
    assert [(row.enrolment, row.participation) for row in rows] == [(each, merged) for each in kept]
    shown = client.get(merged.get_absolute_url()).context["enrolments"]
    assert {row.enrolment for row in shown} == set(kept)


@pytest.mark.django_db
def test_the_pages_cost_the_same_for_many(cast, sign_in):
    client, activity = sign_in(cast.leader), activity_of(cast.project)
    person = ParticipationFactory(project=cast.project)
    pages = (
        activity.get_absolute_url(),
        *(url(name, cast.project.slug, activity.pk) for name in ("participants", "enrol", "hours")),
        reverse("hours:project", args=[cast.project.slug]),
        person.get_absolute_url(),
    )

    def costs():
        found = []
        for page in pages:
            with CaptureQueriesContext(connection) as captured:
                client.get(page)
            found.append(len(own_queries(captured.captured_queries)))
        return found

    session = session_of(activity, timezone.localdate())

    def add(number):
        other, course = (
            ParticipationFactory(project=cast.project),
            activity_of(cast.project, f"Kurs {number}"),
        )
        enrolment_of(other, activity)
        enrolment_of(person, course)
        attendance_of(other, session)
        attendance_of(person, session_of(course, timezone.localdate()))
        ParticipationFactory(project=cast.project)

    add(0)
    few = costs()
    for number in range(1, 6):
        add(number)
    assert costs() == few


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("is_locked", [True, False])
def test_two_do_not_take_the_last_place(cast, monkeypatch, is_locked):
    activity = activity_of(cast.project, capacity=1)
    people = [ParticipationFactory(project=cast.project) for _person in range(2)]
    meeting, count = Meeting(), enrolling.most_at_once

    def count_and_meet(periods):
        found = count(periods)
        meeting.wait()
        return found

    monkeypatch.setattr(enrolling, "most_at_once", count_and_meet)
    if not is_locked:  # positive control: without the lock both count before either has the place
        monkeypatch.setattr(enrolling, "locked_activity", lambda activity: activity)
    day = {"starts_on": date(2018, 3, 1), "ends_on": None}
    results = run_together(
        *(
            lambda person=person: enrolling.enrol(activity, [person], **day, by=cast.leader)
            for person in people
        )
    )
    refused = [each for each in results if isinstance(each, ActionRefused)]
    assert (len(refused), Enrolment.objects.count()) == ((1, 1) if is_locked else (0, 2))
    connection.close()
