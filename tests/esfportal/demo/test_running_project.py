"""The demo's running project: on whichever day it is loaded, half of it has passed and nothing lies ahead."""

from datetime import date, timedelta
from itertools import pairwise
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from esfportal.demo.data import running_project
from esfportal.demo.data.people import make_people
from participants.register.dates import add_months
from projects.project_files.parser import parse
from reporting.reports.duties.states import DutyState, state_of

DAYS = st.dates(date(2024, 1, 1), date(2027, 12, 31))  # the period's projects run until 2029


@given(DAYS)
def test_half_of_the_time_has_passed(today):
    file, errors = parse(running_project.project_text(today).encode())
    assert errors == []
    starts_on, ends_on = file.facts["starts_on"], file.facts["ends_on"]
    assert starts_on.day == 1
    assert 0.45 < (today - starts_on) / (ends_on - starts_on) < 0.56


@given(DAYS)
def test_nothing_happens_after_the_day(today):
    file, _errors = parse(running_project.project_text(today).encode())
    plan = running_project.plan(file.facts["starts_on"])
    people = make_people(plan, Random(0), set())
    assert len(people) == 180
    for person in people:
        for entered, left, _reason in person.spells:
            assert plan.first_entry <= entered < (left or today) < today + timedelta(days=1)
        assert all(happened < today - timedelta(days=2) for happened, *_rest in person.events)


def test_the_quarters_follow_each_other():
    days = running_project.quarters(date(2024, 3, 1))
    assert len(days) == 4
    assert all(last + timedelta(days=1) == first for (_, last), (first, _) in pairwise(days))
    assert days[-1][1] + timedelta(days=1) == add_months(date(2024, 3, 1), running_project.MONTHS_BEFORE)


@given(DAYS)
def test_one_report_is_late_and_one_due_next_week(today):
    file, errors = parse(running_project.project_text(today).encode())
    assert errors == []
    duties = file.lists["report_duties"]
    assert [duty["kind"] for duty in duties] == ["quarterly"] * 8 + ["final"]
    passed = [duty for duty in duties if duty["ends_on"] < today]
    assert len(passed) == 4
    # The reports of the first two are submitted; the third waits for its signature.
    assert [state_of(duty["due_on"], handed_in=None, today=today) for duty in passed[2:]] == [
        DutyState.OVERDUE,
        DutyState.APPROACHING,
    ]
    assert passed[3]["due_on"] == today + timedelta(days=7)
    days = running_project.quarters(file.facts["starts_on"])
    assert [(duty["starts_on"], duty["ends_on"]) for duty in passed] == days
