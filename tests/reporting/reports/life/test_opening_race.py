"""The funder opens a report while its leader withdraws it: one of them happens, never both."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from reporting.reports.life import steps
from reporting.reports.life.states import InvalidState, State, Step
from reporting.reports.models import Report
from tests.at_once import Meeting
from tests.reporting.reports.documents import create_submitted_report, kalmar

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def report(cast):
    report = create_submitted_report(cast.project, kalmar())
    report.events.create(step=Step.SUBMIT, from_state=State.DRAFT, to_state=State.SUBMITTED, by=cast.leader)
    return report


@pytest.fixture(autouse=True)
def both_have_read_the_steps(monkeypatch):
    meeting, steps_of = Meeting(), steps._steps_of

    def read_and_wait(report):
        found = steps_of(report)
        meeting.wait()
        return found

    monkeypatch.setattr(steps, "_steps_of", read_and_wait)


def happened(report, cast):
    """Return whether it was opened, and whether it was withdrawn."""

    def attempt(action):
        try:
            action()
        except InvalidState:
            pass
        finally:
            connection.close()

    actions = (
        lambda: steps.withdraw_report(report=report, by=cast.leader),
        lambda: steps.record_opening(Report.objects.get(pk=report.pk)),
    )
    with ThreadPoolExecutor(len(actions)) as pool:
        list(pool.map(attempt, actions))
    is_opened = report.events.filter(step=Step.OPEN).exists()
    return is_opened, Report.objects.get(pk=report.pk).state == State.WITHDRAWN


def test_a_report_is_opened_or_withdrawn(report, cast):
    assert sorted(happened(report, cast)) == [False, True]


def test_without_the_lock_it_would_be_both(report, cast, monkeypatch):
    monkeypatch.setattr(steps, "lock_report", lambda report: Report.objects.get(pk=report.pk))
    assert happened(report, cast) == (True, True)
