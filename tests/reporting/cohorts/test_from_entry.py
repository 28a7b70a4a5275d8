"""From entry to outcome: the counts beside those of reports, and the page."""

from datetime import date
from unittest.mock import patch

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reporting.cohorts.counting import added_up, cohorts_of
from reporting.indicators import figures
from tests.answers import pdf_text
from tests.factories import OutcomeEventFactory, ParticipationFactory
from tests.queries import own_queries
from tests.reporting.indicators.random_registers import registers, store

pytestmark = pytest.mark.django_db
# Counts with the same meaning as a measure of the report.
SAME = {"entered": "participants", "left": "leavers"} | {
    code: code for code in ("work", "occupation", "progression", "self_employment", "studies", "internship")
}


@settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(register=registers, day=st.dates(date(2018, 1, 1), date(2020, 12, 31)))
def test_the_cohorts_add_up_to_the_figures(register, day):
    project, _participations = store("2014-2020", register)
    cohorts = cohorts_of(project, today=day, user=None)
    found = added_up(cohorts)
    document = figures.compute(project, starts_on=project.starts_on, ends_on=day).document
    measures = {line.code: line.cumulative.total for line in document.measures}
    assert {name: found[name] for name in SAME} == {name: measures[code] for name, code in SAME.items()}
    assert found["in_work_later"] <= found["followed_up"] <= found["due"] <= found["left"]
    assert all(c.quarter.day == 1 and c.quarter.month in (1, 4, 7, 10) for c in cohorts)


@pytest.fixture
def project(cast):
    for month, leaves in ((1, True), (2, True), (5, False)):
        enter(cast.project, date(2024, month, 10), leaves=leaves)
    ParticipationFactory(project=cast.project, person__protected=True, spell__entry_date=date(2024, 1, 1))
    return cast.project


def enter(project, day, *, leaves):
    left = {"spell__exit_date": date(2024, 6, 1), "spell__exit_reason": "for_work"} if leaves else {}
    participation = ParticipationFactory(project=project, spell__entry_date=day, **left)
    if leaves:
        OutcomeEventFactory(participation=participation, kind="employment", happened_on=date(2024, 6, 1))


def read(client, project, page="from_entry"):
    with patch("django.utils.timezone.localdate", return_value=date(2024, 7, 1)):
        return client.get(reverse(f"cohorts:{page}", args=[project.slug]))


def test_a_leader_reads_what_became_of_whom(cast, project, sign_in):
    client = sign_in(cast.leader)
    response = read(client, project)
    rows = [
        (r.name, r.entered, r.still_in, r.left, r.in_work, r.in_work_later) for r in response.context["rows"]
    ]
    assert rows == [
        ("kvartal 1 2024", "2", "0", "2", "2 av 2 (100\N{NO-BREAK SPACE}%)", "–"),
        ("kvartal 2 2024", "1", "1", "0", "–", "–"),
    ]
    steps = {
        heading: [(row.name, row.count) for row in found] for heading, found in response.context["steps"]
    }
    assert steps["Nu"] == [("Har börjat", "3"), ("Är kvar", "1"), ("Avslutade", "2")]
    assert steps["Varför de slutade"] == [("Slutade för arbete", "2")]
    assert steps["Vad det ledde till"][0] == ("I arbete", "2")
    on_paper = pdf_text(read(client, project, page="from_entry_pdf"))
    for text in ("Slutade för arbete", "Kvartal 1 2024", "2 av 2 (100 %)"):
        assert text in on_paper


def test_more_people_need_no_more_statements(cast, project, sign_in):
    client = sign_in(cast.case_worker)
    few = statements(client, project)
    enter(project, date(2023, 3, 3), leaves=True)
    assert statements(client, project) == few


def statements(client, project):
    read(client, project)
    with CaptureQueriesContext(connection) as captured:
        assert read(client, project).status_code == 200
    return len(own_queries(captured))
