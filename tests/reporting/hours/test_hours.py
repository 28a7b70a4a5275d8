"""Hours of a project: the figures against a reference, and the page, its files, and what funders see."""

from collections import defaultdict
from datetime import date, timedelta
from decimal import Decimal
from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as some
from python_calamine import CalamineWorkbook

from accounts.permissions import Role
from esfportal.ui.formats import HIDDEN
from participants.certificates import closing
from participants.register.models import ProtectedRecordAccess
from projects.models import Project
from reporting.hours import totals
from reporting.reports.hours import minutes as figures
from reporting.reports.hours.minutes import AttendanceFact, EnrolmentFact, Facts, MonthFact, SessionFact
from tests.factories import (
    OSKARSHAMN,
    VASTERVIK,
    InterventionFactory,
    MembershipFactory,
    ParticipationFactory,
)
from tests.participants.attendance.examples import activity_of, attendance_of, enrolment_of, session_of
from tests.participants.certificates.examples import certificate_of
from tests.queries import own_queries

MONTHS = [date(2018, month, 1) for month in (1, 2, 3)]
SEXES = {1: "woman", 2: "man", 3: "woman"}
STATES = ("closed", "confirmed", "locked", "refused")

days = some.integers(0, 80).map(lambda number: date(2018, 1, 1) + timedelta(number))
sessions = some.lists(some.tuples(some.integers(1, 2), days, some.integers(0, 300)), max_size=6)
enrolments = some.lists(some.tuples(some.sampled_from([*SEXES]), some.integers(1, 2), days, days), max_size=6)
months = some.dictionaries(
    some.tuples(some.sampled_from([*SEXES]), some.sampled_from(MONTHS)),
    some.builds(MonthFact, some.sampled_from(STATES), some.sampled_from(["whole", "quarter"])),
)
# {(record, place of the session): minutes}; 0 is an absence
present = some.dictionaries(
    some.tuples(some.sampled_from([*SEXES]), some.integers(0, 5)), some.integers(0, 200), max_size=12
)


def month_of(day):
    return day.replace(day=1)


def facts_from(sessions, enrolments, months, present):
    attended = [(record, sessions[place], minutes) for (record, place), minutes in present.items()]
    grouped = defaultdict(list)
    for record, (activity, day, _lasts), minutes in attended:
        grouped[record, activity, month_of(day)].append(minutes)
    return Facts(
        [
            SessionFact(activity, day, lasts, None, any(place == at for _record, at in present))
            for place, (activity, day, lasts) in enumerate(sessions)
        ],
        [
            EnrolmentFact(record, SEXES[record], activity, min(ends), max(ends))
            for record, activity, *ends in enrolments
        ],
        [
            AttendanceFact(record, SEXES[record], activity, month, sum(map(bool, rows)), sum(rows))
            for (record, activity, month), rows in grouped.items()
        ],
        months,
        "quarter",
    )


@given(sessions, enrolments, months, present)
def test_the_hours_are_those_of_a_reference(sessions, enrolments, months, present):
    present = {key: minutes for key, minutes in present.items() if key[1] < len(sessions)}
    facts = facts_from(sessions, enrolments, months, present)
    found = figures.hours_by(facts, lambda activity, month: (activity, month))
    for (activity, month), hours in found.items():
        places = [
            place
            for place, (of, day, _lasts) in enumerate(sessions)
            if (of, month_of(day)) == (activity, month)
        ]
        assert hours.sessions == len(places)
        assert hours.held == sum(any((record, place) in present for record in SEXES) for place in places)
        for sex, name in (("woman", "women"), ("man", "men")):
            people = [record for record in SEXES if SEXES[record] == sex]
            assert getattr(hours.planned, name) == sum(
                sessions[place][2]
                for place in places
                for record in people
                if any(
                    (who, of) == (record, activity) and min(ends) <= sessions[place][1] <= max(ends)
                    for who, of, *ends in enrolments
                )
            )
            of_sex = {who: sum(present.get((who, place), 0) for place in places) for who in people}
            assert getattr(hours.attended, name) == sum(of_sex.values())
            states = {who: months[who, month].state for who in people if (who, month) in months}
            sure = [who for who, state in states.items() if state in ("confirmed", "countersigned", "locked")]
            assert getattr(hours.confirmed, name) == sum(of_sex[who] for who in sure)
    everything = figures.total(facts)
    assert everything.attended.total == sum(present.values())
    assert sum(sex.total for sex in figures.by_state(facts).values()) == everything.attended.total
    steps = Decimal()
    for record in SEXES:
        for month in MONTHS:
            minutes = sum(
                minutes
                for (who, place), minutes in present.items()
                if who == record and month_of(sessions[place][1]) == month
            )
            is_whole = (record, month) in months and months[record, month].rounding == "whole"
            steps += minutes // 60 if is_whole else Decimal(minutes // 15) / 4
    assert figures.reported(facts).total == steps


@given(sessions, enrolments, months, present, some.integers(1, 3))
def test_no_months_sum_tells_of_fewer_people(sessions, enrolments, months, present, smallest):
    present = {key: minutes for key, minutes in present.items() if key[1] < len(sessions)}
    facts = facts_from(sessions, enrolments, months, present)
    lines = totals.month_lines(facts, smallest)
    people = [
        figures.people_by(facts.attendances).get(month, figures.BySex())
        for month in sorted({month_of(day) for _activity, day, _lasts in sessions})
    ]
    for line, count in zip(lines, people, strict=True):
        few = [0 < each < smallest for each in (count.women, count.men)]
        assert (line.women == HIDDEN, line.men == HIDDEN) == (any(few), any(few))  # or the total would tell
        assert (line.total == HIDDEN) == (0 < count.total < smallest)
    assert (totals.sum_of(lines) == HIDDEN) == any(line.total == HIDDEN for line in lines)


def page(cast, name="project", span=()):
    query = "?first={:%Y-%m}&last={:%Y-%m}".format(*span) if span else ""
    return reverse(f"hours:{name}", args=[cast.project.slug]) + query


def people_of(cast, sexes, **values):
    return [
        ParticipationFactory(
            project=cast.project, spell__municipality_id=OSKARSHAMN, person__sex=sex, **values
        )
        for sex in sexes
    ]


@pytest.mark.django_db
def test_hours_from_the_session_to_the_file_and_the_funder(cast, sign_in):
    today = timezone.localdate()
    month = (today.replace(day=1) - timedelta(1)).replace(day=1)
    led = {"municipality_id": OSKARSHAMN, "leader": cast.case_worker}
    course = activity_of(
        cast.project, intervention=InterventionFactory(project=cast.project, name="Vägvisaren"), **led
    )
    group = activity_of(cast.project, "Grupp")
    coffee = activity_of(cast.project, "Fika", is_project_time=False)
    woman, man, other = people_of(cast, ["woman", "man", "man"])
    (hidden,) = people_of(cast, ["woman"], created_by=cast.case_worker, person__protected=True)
    (elsewhere,) = people_of(cast, ["woman"])
    elsewhere.spells.update(municipality=VASTERVIK)
    first, second = session_of(course, month), session_of(group, month + timedelta(1))
    session_of(group, month + timedelta(2), cancelled_because="Sjuk")
    for person in (woman, man, hidden):
        enrolment_of(person, course, starts_on=month, ends_on=month)
        attendance_of(person, first, minutes=100)
    attendance_of(other, first, state="absent", reason="ill", minutes=0)
    attendance_of(elsewhere, second, minutes=50)
    attendance_of(woman, session_of(coffee, month), minutes=180)
    certificate = certificate_of(man, by=cast.leader, month=month)
    for state in ("sent", "confirmed"):
        certificate.state = state
        certificate.save()

    client = sign_in(cast.case_worker)
    shown = client.get(page(cast, span=(month, month))).context
    activities, places, interventions, _months = (table.lines for table in shown["tables"])
    found = {line.name: line for line in activities}
    assert found[course.name].hours.planned == figures.BySex(180, 180)
    assert found[course.name].hours.attended == figures.BySex(100, 100)
    assert found[course.name].hours.confirmed == figures.BySex(0, 100)
    assert (found[course.name].mean_present, found["Grupp"].mean_present) == ("2,0", "")
    assert {line.name for line in places} == {"Oskarshamn", "Hela projektet"}
    assert [(line.name, line.hours.attended.total) for line in interventions] == [
        ("Utan särskild insats", 0),
        ("Vägvisaren", 200),
    ]
    assert shown["reported"].total == 2  # an hour each
    assert [(line.name, line.contact.minutes) for line in shown["contacts"]] == [
        ("Olle Handläggare", 180),
        ("", 180),
    ]
    ProtectedRecordAccess.objects.create(participation=hidden, user=cast.case_worker, reason="contact")
    assert client.get(page(cast, span=(month, month))).context["all"].hours.attended.women == 200
    Project.objects.filter(pk=cast.project.pk).update(hours_rounding="quarter")
    leader = sign_in(cast.leader).get(page(cast)).context
    assert leader["all"].hours.attended == figures.BySex(150, 100)
    # The man's month was closed before the setting was changed.
    assert leader["reported"] == figures.BySex(Decimal("2.25"), Decimal(1))

    lines = client.get(page(cast, "csv", (month, month))).content.decode("utf-8-sig").splitlines()
    assert lines[0].startswith('"table";"name";"sessions"')
    assert f'"Per aktivitet";"{course.name}";"1";"1";"6";"3";"9";"3,33";"1,67";"5"' in lines[2]
    content = BytesIO(client.get(page(cast, "xlsx", (month, month))).content)
    rows = CalamineWorkbook.from_filelike(content).get_sheet_by_index(0).to_python()
    assert [row[1] for row in rows][1:3] == ["Grupp", course.name]
    assert ["Per insats", "Vägvisaren"] in [row[:2] for row in rows]

    def totals(user):
        context = sign_in(user).get(page(cast, span=(month, month))).context
        assert "tables" not in context  # of activities and parts
        ((line,), everything) = context["lines"], context["sum"]
        return line.women, line.men, line.total, everything

    # Two women and one man without protected identities: three in all.
    assert totals(cast.funder) == (HIDDEN, HIDDEN, Decimal("4.2"), Decimal("4.2"))
    auditor = MembershipFactory(project=cast.project, role=Role.AUDITOR).user
    assert totals(auditor) == (Decimal("2.5"), Decimal("1.7"), Decimal("4.2"), Decimal("4.2"))
    attendance_of(woman, second, minutes=0, state="absent", reason="ill")
    woman.attendances.filter(session=first).delete()
    assert totals(cast.funder) == (HIDDEN, HIDDEN, HIDDEN, HIDDEN)

    # Hours of week sheets are not planned, and their participants are not present at a session of others.
    before = client.get(page(cast, span=(month, month))).context["all"].mean_present
    internship = activity_of(cast.project, "Praktik", kind="internship")
    attendance_of(woman, session_of(internship, month, is_from_sheet=True))
    shown = client.get(page(cast, span=(month, month))).context
    (line,) = [line for line in shown["tables"][0].lines if line.name == "Praktik"]
    assert (line.planned.total, line.attended.total, line.mean_present) == ("–", "3,0", "")
    assert shown["all"].mean_present == before
    assert '"Praktik";"0";"0";"";"";"";' in client.get(page(cast, "csv", (month, month))).content.decode(
        "utf-8-sig"
    )


@pytest.mark.django_db
def test_a_closed_month_keeps_its_rounding(cast):
    (person,) = people_of(cast, ["man"], spell__entry_date=date(2018, 1, 8))
    activity = activity_of(cast.project)
    for month in (2, 3):
        attendance_of(person, session_of(activity, date(2018, month, 5)), minutes=110)
    february = closing.close_month(person, date(2018, 2, 1), by=cast.leader)
    Project.objects.filter(pk=cast.project.pk).update(hours_rounding="quarter")
    march = closing.close_month(type(person).objects.get(pk=person.pk), date(2018, 3, 1), by=cast.leader)
    february.refresh_from_db()
    assert (february.hours, march.hours) == (1, Decimal("1.75"))
    assert march.content["rounding"] == "quarter"


@pytest.mark.django_db
def test_the_page_costs_the_same_for_many(cast, sign_in):
    client, today = sign_in(cast.leader), timezone.localdate()

    def cost():
        with CaptureQueriesContext(connection) as captured:
            assert client.get(page(cast)).status_code == 200
        return len(own_queries(captured.captured_queries))

    def more(name):
        activity = activity_of(cast.project, name, leader=cast.leader)
        session = session_of(activity, today)
        for person in people_of(cast, ["woman", "man"]):
            enrolment_of(person, activity)
            attendance_of(person, session)

    more("Ett")
    few = cost()
    for name in ("Två", "Tre", "Fyra"):
        more(name)
    assert cost() == few
