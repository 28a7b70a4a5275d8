"""The table of steps: arithmetic without a database."""

import re

import pytest

from accounts.permissions import ROLES, Permission, Role
from reporting.reports.life.states import (
    SUBMITTED_STATES,
    TRANSITIONS,
    UNSUBMITTED_STATES,
    InvalidState,
    State,
    Step,
    find_transition,
    get_transition,
    permission_for,
    refusals,
)
from reporting.reports.models import Report

TRIGGER = "reporting/reports/sql/signed_before_submission.sql"


def test_a_step_from_a_state_has_one_end():
    assert len({(row.step, row.start) for row in TRANSITIONS}) == len(TRANSITIONS)


@pytest.mark.parametrize("step", Step)
@pytest.mark.parametrize("state", State)
def test_what_is_not_in_the_table_is_refused_in_words(step, state):
    if find_transition(step, state):
        assert refusals(step, state) == []
        return
    with pytest.raises(InvalidState) as raised:
        get_transition(step, state)
    assert str(raised.value).endswith(".")
    assert refusals(step, state) == [*raised.value.reasons]


def test_the_project_submits_and_the_funder_answers():
    holders = {
        step: {role for role, definition in ROLES.items() if permission_for(step) in definition.permissions}
        for step in Step
    }
    assert holders == {
        Step.READY: {Role.PROJECT_LEADER},
        Step.SIGN: {Role.REPRESENTATIVE},
        Step.REOPEN: {Role.PROJECT_LEADER, Role.REPRESENTATIVE},
        Step.SUBMIT: {Role.PROJECT_LEADER},
        Step.OPEN: {*ROLES} - {Role.ADMINISTRATOR},
        Step.WITHDRAW: {Role.PROJECT_LEADER},
        Step.RETURN: {Role.FUNDER},
        Step.APPROVE: {Role.FUNDER},
    }
    assert Permission.REPORT_ANSWER not in ROLES[Role.PROJECT_LEADER].permissions


def test_the_states_are_those_of_the_columns():
    columns = {state for state in State if state in Report.Status} | {*Report.Answer}
    assert columns == {*State}
    assert {*Report.Answer, State.SUBMITTED} == {*SUBMITTED_STATES}


def test_the_trigger_knows_the_ends_of_the_table(settings):
    sql = (settings.BASE_DIR / TRIGGER).read_text().partition("-- Reverse")[0]
    (pairs,) = re.findall(r"NEW\.answer IN \(([^)]*)\)", sql)
    ends = set()
    for row in TRANSITIONS:
        if row.start == State.SUBMITTED != row.end:
            report = Report(status="submitted")
            report.move(row)
            ends.add(f"{report.status} {report.answer}")
    assert {pair.strip("'") for pair in pairs.split(", ")} == ends


def test_the_trigger_knows_the_steps_before_the_submission(settings):
    sql = (settings.BASE_DIR / TRIGGER).read_text().partition("-- Reverse")[0]
    from_draft, from_others = (
        {pair.strip("'") for pair in pairs.split(", ")}
        for pairs in re.findall(r"NEW\.status IN \(([^)]*)\)", sql)
    )
    found = {f"{row.start} {row.end}" for row in TRANSITIONS if row.start in UNSUBMITTED_STATES}
    assert from_draft | from_others | {"signed submitted"} == found | {"draft draft"}
    assert "= 'signed submitted'" in sql
