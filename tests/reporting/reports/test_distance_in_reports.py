"""Distance travelled in reports: the project's figures, and those that its funders read."""

from dataclasses import replace
from datetime import date

import pytest
from django.urls import reverse

from reporting.indicators.document import HIDDEN, Shown
from reporting.indicators.figures import ComputedReport
from reporting.reports.distance.releasing import ReleasedDistances
from reporting.reports.models import ReportPeople
from tests.factories import MeasurementFactory, ParticipationFactory, ProjectScaleFactory
from tests.reporting.reports.documents import DISTANCES, kalmar
from tests.reporting.reports.job_support import made, quick_render, submitted

pytestmark = pytest.mark.django_db
ENTERED, ASKED = date(2018, 1, 8), date(2018, 1, 10)
FIRST, SECOND, THIRD = date(2018, 12, 31), date(2019, 3, 31), date(2019, 6, 30)
AUDIENCES = ("authority", "funders", "released")


@pytest.fixture(autouse=True)
def quick(monkeypatch):
    monkeypatch.setattr("reporting.reports.files.render", quick_render)


def measure(project, changes, day):
    """Make people who answer 5, and on the day so much more."""
    for change in changes:
        participation = ParticipationFactory(project=project, spell__entry_date=ENTERED)
        MeasurementFactory(participation=participation, measured_on=ASKED, answers={"health": 5})
        MeasurementFactory(participation=participation, measured_on=day, answers={"health": 5 + change})


def shown_to(report, audience):
    lines = {line.key: line for line in report.document_for(audience).distances}
    line = lines["own.health.participant"]
    return line.people, line.stepped_up, line.mean, line.until


def test_funders_read_figures_from_which_no_answer_can_be_worked_out(cast, sign_in):
    ProjectScaleFactory(project=cast.project)
    measure(cast.project, [3, 1, 0, -1], FIRST)
    of_four = made(cast.project, starts_on=ENTERED, ends_on=FIRST)
    assert of_four.document.distances == of_four.document_for("released").distances == []
    measure(cast.project, [2], FIRST)
    measure(cast.project, [4], SECOND)  # after the last day of the first report
    first = submitted(cast.project, by=cast.leader, ends_on=FIRST)
    for audience in ("full", *AUDIENCES):
        assert shown_to(first, audience) == (5, 3, "1.0", "")

    # One more: the leader sees the six, funders what they have seen.
    second = submitted(cast.project, by=cast.leader, ends_on=SECOND)
    assert shown_to(second, "full") == (6, 4, "1.5", "")
    for audience in AUDIENCES:
        assert shown_to(second, audience) == (5, 3, "1.0", "2018-12-31")
    page = sign_in(cast.funder).get(second.get_absolute_url())
    row = page.context["distance_tables"][0].rows[0]
    assert row.note.replace("\N{NO-BREAK SPACE}", " ") == "Som i rapporten till 31 december 2018"
    assert row.figures == ["5", "60,0\N{NO-BREAK SPACE}%", "+1,0", row.figures[3]]
    assert page.context["distance_tables"][0].rows[1].figures == [HIDDEN] * 4

    # With five more they can't tell which answers are new.
    measure(cast.project, [1, 0, -2, 2], THIRD)
    third = submitted(cast.project, by=cast.leader, ends_on=THIRD)
    for audience in ("full", *AUDIENCES):
        assert shown_to(third, audience) == (10, 6, "1.0", "")
    kept = ReportPeople.objects.get(report=third).measured["own.health.participant"]
    assert sorted(kept.values()) == sorted([3, 1, 0, -1, 2, 4, 1, 0, -2, 2])
    # Numbers of a part of the people are in no page or file.
    address = reverse("reports:version", args=[cast.project.slug, third.public_id, "released"])
    assert "measured" not in sign_in(cast.leader).get(address).text


def test_the_share_missing_is_hidden_with_the_number_of_participants():
    changes = {str(number): change for number, change in enumerate([3, 2, 1, 0, -1, -2])}
    document = replace(kalmar(), distances=DISTANCES[:1])
    computed = ComputedReport(document, [], people={"measured": {DISTANCES[0].key: changes}})
    released = ReleasedDistances(computed, {})
    measures = kalmar().measures
    for total, missing in ((382, "84.0"), (HIDDEN, "")):
        shown = replace(kalmar(), measures=[replace(measures[0], cumulative=Shown(HIDDEN, HIDDEN, total))])
        assert [line.missing for line in released.released_to("funders", shown)] == [missing]
