"""States of reports to hand in and the proposals: arithmetic without a database."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from projects.models import REPORT_KINDS, ProgrammePeriod, Project, ReportDuty, ReportKind
from reporting.reports.duties.proposals import periods, proposed
from reporting.reports.duties.states import APPROACHING, DutyState, state_of
from reporting.reports.life.states import SUBMITTED_STATES, State

DAYS = st.dates(date(2007, 1, 1), date(2029, 12, 31))
MONTHS = st.integers(1, 24)


@st.composite
def projects(draw):
    first = draw(DAYS)
    last = first + timedelta(days=draw(st.integers(0, 2500)))
    return Project(
        programme_period=draw(st.sampled_from(ProgrammePeriod)),
        starts_on=first,
        ends_on=last,
        expects_participants=draw(st.booleans()),
    )


def test_every_programme_period_has_kinds_of_reports():
    assert set(REPORT_KINDS) == set(ProgrammePeriod)
    assert {kind for kinds in REPORT_KINDS.values() for kind in kinds.all} == set(ReportKind)
    assert all(kinds.pre_study in kinds.all for kinds in REPORT_KINDS.values())


@given(due_on=DAYS, today=DAYS, handed_in=st.sampled_from([None, *SUBMITTED_STATES]))
def test_each_day_has_one_state(due_on, today, handed_in):
    state = state_of(due_on, handed_in=handed_in, today=today)
    left = (due_on - today).days
    if handed_in in (State.SUBMITTED, State.APPROVED):
        assert state.value == handed_in.value
    elif left < 0:
        assert state == DutyState.OVERDUE
    elif handed_in:
        assert state == DutyState.RETURNED
    else:
        assert (state == DutyState.APPROACHING) is (0 <= left <= APPROACHING.days)
        assert (state == DutyState.COMING) is (left > APPROACHING.days)


@given(due_on=DAYS, today=DAYS)
def test_time_moves_a_state_forward_only(due_on, today):
    order = [DutyState.COMING, DutyState.APPROACHING, DutyState.OVERDUE]
    now, later = (state_of(due_on, handed_in=None, today=day) for day in (today, today + timedelta(days=1)))
    assert order.index(now) <= order.index(later)


@pytest.mark.parametrize(
    ("left", "state"), [(15, "coming"), (14, "approaching"), (0, "approaching"), (-1, "overdue")]
)
def test_the_due_day_itself_is_not_late(left, state):
    today = date(2027, 3, 1)
    assert state_of(today + timedelta(days=left), handed_in=None, today=today) == state


@given(first=DAYS, length=st.integers(0, 3000), months=MONTHS)
def test_periods_cover_the_project_without_overlap(first, length, months):
    last = first + timedelta(days=length)
    found = list(periods(first, last, months))
    assert found[0][0] == first
    assert found[-1][1] == last
    assert all(starts_on <= ends_on for starts_on, ends_on in found)
    one_day = timedelta(days=1)
    assert all(before[1] + one_day == after[0] for before, after in pairwise(found))


def test_a_short_month_shifts_no_later_period():
    found = list(periods(date(2027, 1, 31), date(2027, 7, 30), 1))
    assert [starts_on.day for starts_on, _ends_on in found] == [31, 28, 31, 30, 31, 30]


@given(project=projects(), months=st.none() | MONTHS, days=st.integers(0, 365), final=st.integers(0, 365))
def test_a_proposal_is_of_the_programme_period_and_due_after_its_period(project, months, days, final):
    kinds = REPORT_KINDS[project.programme_period]
    found = proposed(project, months=months, days=days, final_days=final)
    assert {each.kind for each in found} <= {*kinds.all}
    assert all(project.starts_on <= each.starts_on <= each.ends_on <= project.ends_on for each in found)
    assert all(each.due_on >= each.ends_on for each in found)
    assert (found[-1].starts_on, found[-1].ends_on) == (project.starts_on, project.ends_on)
    is_pre_study = found[-1].kind == ReportKind.PRE_STUDY_FINAL
    assert is_pre_study is (
        not project.expects_participants and project.programme_period == ProgrammePeriod.P2007
    )


@given(project=projects(), months=MONTHS, other=MONTHS, days=st.integers(0, 60))
def test_a_second_proposal_overlaps_none_of_its_kind(project, months, other, days):
    first = proposed(project, months=months, days=days, final_days=days)
    saved = [ReportDuty(project=project, **each._asdict()) for each in first]
    assert proposed(project, months=other, days=days, final_days=days, existing=saved) == []
    kept = saved[::2]
    again = proposed(project, months=other, days=days, final_days=days, existing=kept)
    for each in again:
        for duty in kept:
            apart = each.starts_on > duty.ends_on or each.ends_on < duty.starts_on
            assert each.kind != duty.kind or apart
