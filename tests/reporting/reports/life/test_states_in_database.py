"""The table of steps in the database: no statement of the web's role takes a report past it."""

from datetime import date
from itertools import product

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from accounts.database_access import user_scope
from accounts.permissions import ROLES, Role
from reporting.reports.life.states import TRANSITIONS, State
from reporting.reports.models import Report, ReportEvent
from tests.factories import MembershipFactory

pytestmark = pytest.mark.django_db

DIGEST = "d" * 64
BEFORE = (State.DRAFT, State.READY, State.SIGNED)


@pytest.fixture
def users(cast):
    signatory = MembershipFactory(project=cast.project, representative=True).user
    return {Role.PROJECT_LEADER: cast.leader, Role.REPRESENTATIVE: signatory, Role.FUNDER: cast.funder}


def columns(state):
    answer = state if state in Report.Answer else ""
    submitted_at = None if state in BEFORE else timezone.now()
    return {"status": "submitted" if answer else state, "answer": answer, "submitted_at": submitted_at}


def report_in(state, project, year, *, signed=DIGEST):
    days = {"starts_on": date(year, 1, 1), "ends_on": date(year, 12, 31)}
    report = Report.objects.create(project=project, figures={}, digest=DIGEST, **days, **columns(state))
    if state == State.SIGNED:
        signature = {"content": {"figures": signed}}
        steps = {"step": "sign", "from_state": "ready", "to_state": "signed"}
        ReportEvent.objects.create(report=report, signature=signature, **steps)
    return report


def passes(report, state):
    """Return True if an UPDATE takes the report to the state, and undo it."""
    values = columns(state)
    if report.status == "submitted":
        values["submitted_at"] = report.submitted_at  # the triggers fix it, whatever the state
    try:
        with transaction.atomic():
            changed = Report.objects.filter(pk=report.pk).update(**values)
            transaction.set_rollback(True)
    except DatabaseError:
        return False
    return changed == 1


def allowed(role):
    held = ROLES[role].permissions
    return {(row.start, row.end) for row in TRANSITIONS if row.permission in held and row.start != row.end}


@pytest.mark.parametrize("has_representative", [True, False])
def test_only_the_steps_of_the_table_pass_and_only_by_those_who_take_them(cast, users, has_representative):
    reports = {state: report_in(state, cast.project, 2010 + n) for n, state in enumerate(State)}
    if not has_representative:
        users[Role.REPRESENTATIVE].is_active = False
        users.pop(Role.REPRESENTATIVE).save()
    expected = {role: allowed(role) for role in users}
    if has_representative:
        expected[Role.PROJECT_LEADER].remove((State.DRAFT, State.SUBMITTED))
    pairs = [pair for pair in product(State, State) if pair[0] != pair[1]]
    for role, user in users.items():
        with user_scope(user):
            found = {(start, end) for start, end in pairs if passes(reports[start], end)}
        assert found == expected[role], role


def test_a_report_is_submitted_with_the_signature_of_what_it_is(cast, users):
    other, right = (
        report_in(State.SIGNED, cast.project, year, signed=signed)
        for year, signed in ((2010, "e" * 64), (2011, DIGEST))
    )
    taken_back = report_in(State.SIGNED, cast.project, 2012)
    steps = {"step": "reopen", "from_state": "signed", "to_state": "draft"}
    ReportEvent.objects.create(report=taken_back, **steps)
    with user_scope(cast.leader):
        found = [passes(report, State.SUBMITTED) for report in (other, right, taken_back)]
    assert found == [False, True, False]


def test_a_signature_is_not_added_by_the_leader(cast, users):
    report = report_in(State.READY, cast.project, 2010)
    signature = {"content": {"figures": DIGEST}}
    steps = {"step": "sign", "from_state": "ready", "to_state": "signed"}
    with pytest.raises(DatabaseError, match="row-level security"), user_scope(cast.leader):
        ReportEvent.objects.create(report=report, signature=signature, **steps)


def test_a_report_begins_as_a_draft(cast, users):
    with user_scope(cast.leader):
        assert report_in(State.DRAFT, cast.project, 2010).pk
        for state in set(State) - {State.DRAFT}:
            with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
                report_in(state, cast.project, 2011)


def test_the_statements_are_those_of_the_webs_role(cast):
    with user_scope(cast.leader), connection.cursor() as cursor:
        cursor.execute("SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user")
        assert cursor.fetchone() == (False,)
