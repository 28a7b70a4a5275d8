"""The page of targets over time, and its months beside the figures of reports."""

from datetime import date
from io import BytesIO
from unittest.mock import patch

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from projects.models import Target
from reporting.forecasts.series import monthly
from reporting.indicators import figures
from tests.factories import InterventionFactory, ParticipationFactory, TargetFactory
from tests.queries import own_queries
from tests.reporting.indicators.random_registers import registers, store

pytestmark = pytest.mark.django_db
KINDS = (
    {"measure": "participants"},
    {"measure": "leavers"},
    {"measure": "occupation"},
    {"measure": "women_share", "unit": "share", "denominator": "participants", "value": 50},
    {"measure": "work", "unit": "share", "denominator": "leavers", "value": 60},
    {"measure": "progression", "unit": "share", "denominator": "participants", "value": 60},
    {"measure": "began_or_increased", "unit": "share", "denominator": "compared", "value": 60},
)


@settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(register=registers, day=st.dates(date(2018, 1, 1), date(2020, 12, 31)))
def test_the_months_add_up_to_the_figures(register, day):
    project, _participations = store("2014-2020", register)
    parts = ({}, {"intervention": project.interventions.first()})
    targets = [TargetFactory(project=project, **kind, **part) for kind in KINDS for part in parts]

    months = monthly(project, targets, since=project.starts_on, today=day, user=None)

    document = figures.compute(project, starts_on=project.starts_on, ends_on=day).document
    for target, line in zip(Target.objects.filter(project=project), document.targets, strict=True):
        found = months[target]
        number = line.cumulative.women if target.measure == "women_share" else line.cumulative.total
        assert sum(m.number for m in found) == number, target.measure
        assert sum(m.base for m in found) == (line.base.total if line.base else 0), target.measure
        assert [m.starts_on for m in found] == sorted({m.starts_on for m in found})
        assert found[-1].starts_on <= day


@pytest.fixture
def project(cast):
    project = cast.project
    project.starts_on, project.ends_on = date(2024, 1, 1), date(2025, 12, 31)
    project.save()
    project.targets.all().delete()
    TargetFactory(project=project, value=100)
    for month in range(1, 7):
        for _person in range(2):
            ParticipationFactory(project=project, spell__entry_date=date(2024, month, 10))
    return project


def read(client, project, day=date(2024, 7, 15), page="targets"):
    with patch("django.utils.timezone.localdate", return_value=day):
        return client.get(reverse(f"forecasts:{page}", args=[project.slug]))


def test_a_leader_reads_where_a_target_stands_and_leads(cast, project, sign_in):
    client = sign_in(cast.leader)
    page = read(client, project).text
    assert "Ligger 15 efter: 27 behövs till i dag, 12 är inne." in page
    assert "I den här takten 48 vid slutet." in page  # two in each month, and 18 months left
    assert "Målet nås knappast." in page
    assert "Det behövs: 4,9 i månaden från och med nu." in page
    assert "De senaste 6 månaderna hade 2 var." in page.replace("2,0", "2")
    assert "Jämn takt från start till slut." in page
    assert client.get(reverse("projects:targets", args=[project.slug])).text.count("targets/forecast/") == 1

    # Twelve are in on 15 July; 10 + 30 × 15/92 = 14.9 are planned. Three months are left to the second point.
    path = {"path": ["2024-06-30 10", "2024-09-30 40"], "path_planned_on": date(2024, 1, 15)}
    project.targets.update(**path)
    planned = read(client, project).text.replace("\u00a0", " ")
    assert "Ligger 3 efter: 15 behövs till i dag, 12 är inne." in planned
    assert "Takten enligt planen av den 15 januari 2024." in planned
    assert "För nästa steg i planen, 40 till den 30 september 2024: 9,3 i månaden." in planned
    assert planned.count("Ändra den planerade takten") == 1
    paper = read(client, project, page="targets_pdf")
    assert paper["Content-Type"] == "application/pdf"
    (page,) = PdfReader(BytesIO(paper.content)).pages
    on_paper = page.extract_text().replace("\u00a0", " ")
    # The sentences, the labels of the chart, and the months.
    for text in ("Ligger 3 efter: 15 behövs till i dag, 12 är inne.", "\n120\n", "juli 2024"):
        assert text in on_paper
    assert "Ändra den planerade takten" not in read(sign_in(cast.case_worker), project).text


def test_what_is_missing_is_said(cast, project, sign_in):
    client = sign_in(cast.case_worker)
    assert "En prognos behöver tre hela månader med siffror." in read(client, project, date(2024, 3, 10)).text
    assert "Projektet har inte börjat." in read(client, project, date(2023, 3, 10)).text
    after_end = read(client, project, date(2026, 3, 10)).text
    assert "Ligger 88 efter: 100 behövs" in after_end
    assert "vid slutet" not in after_end
    project.ends_on = None
    project.save()
    assert "start och slut är inte båda angivna" in read(client, project).text


def test_more_targets_and_people_need_no_more_statements(cast, project, sign_in):
    client = sign_in(cast.leader)
    few = statements(client, project)
    for measure in ("leavers", "work", "occupation"):
        TargetFactory(project=project, measure=measure, intervention=InterventionFactory(project=project))
        ParticipationFactory(project=project, spell__entry_date=date(2024, 2, 1))
    assert statements(client, project) == few


def statements(client, project):
    read(client, project)  # composes the statement
    with CaptureQueriesContext(connection) as captured:
        assert read(client, project).status_code == 200
    return len(own_queries(captured))
