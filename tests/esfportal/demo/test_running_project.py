"""The demo's running project: on whichever day it is loaded, half of it has passed and nothing lies ahead."""

from datetime import date, timedelta
from itertools import chain, pairwise
from random import Random

from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from accounts.models import User
from esfportal.demo.data import running_project
from esfportal.demo.data.daily_work.waiting import DOUBLES, HANDED_OVER
from esfportal.demo.data.people import make_people
from esfportal.demo.summary import accounts
from participants.casework.caseload import MINE, people_of
from participants.casework.kinds import kinds
from participants.casework.worklist import read_waiting
from participants.evidence.choices import FactState
from participants.evidence.states import participations_with_states
from participants.register.dates import add_months
from projects.models import Project
from projects.project_file import parse
from reporting.indicators.figures import compute
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


def test_the_project_runs(demo):
    project = Project.objects.get(slug=running_project.SLUG)
    document = compute(project).document
    measures = {line.code: line.cumulative for line in document.measures}
    assert measures["participants"].total == 180 + DOUBLES
    assert 60 < measures["leavers"].total < 120
    states = {line.code: line.state for line in document.targets}
    assert states["participants"] in ("on_track", "behind")
    assert "påhittat" in project.name
    protected = project.participations.protected()
    assert [each.created_by.full_name for each in protected] == ["Demo Handläggare Sandviken"]
    check_the_working_day(User.objects.get(email="handlaggare.gavle@demo.example"))


def check_the_working_day(user):
    """My day of the case worker in Gävle has work of every kind that a running project can have."""
    waiting = read_waiting(people_of(user, MINE), user=user, today=timezone.localdate())
    found = {row.kind.key for row in waiting}
    assert {kind.key for kind in kinds()} - found == {
        "no-exit",
        "without-worker",
        "certificate-unconfirmed",
    }  # the project has not ended; leaders' alone; all were sent today
    assert sum(row.kind.key == "double" for row in waiting) == DOUBLES
    (handover,) = [row for row in waiting if row.kind.key == "handover"]
    assert handover.detail.endswith(f" {HANDED_OVER}")
    assert sum(bool(row.put_off_until) for row in waiting) == 1
    people = participations_with_states(people_of(user, MINE))
    states = {*chain(*people.values_list("state_of_target_group", "state_of_status"))}
    assert {*FactState} - {FactState.NOT_NEEDED} <= states


def test_its_accounts_are_named_first(demo):
    first, *workers, fifth, sixth = [email.partition("@")[0] for email, _role in accounts()][:6]
    assert {*workers} == {"handlaggare.gavle", "handlaggare.hofors", "handlaggare.sandviken"}
    assert (first, fifth, sixth) == ("foretradare.vagval", "esf.vagval", "projektledare.vagval")
