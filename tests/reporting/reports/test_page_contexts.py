"""Context for other pages: today's figures or a submitted report's, a person's problems and explanations."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import RequestFactory
from django.utils import translation

from reporting.indicators.figures import compute
from reporting.reports import releases
from reporting.reports.models import Report
from reporting.reports.pages.contexts import person_context, project_context
from tests.factories import MembershipFactory, ProjectFactory
from tests.reporting.indicators.participants_with_outcomes import EXIT, add_participant
from tests.reporting.reports.job_support import quick_render

pytestmark = pytest.mark.django_db


@pytest.fixture
def project():
    return ProjectFactory()


@pytest.fixture
def released(monkeypatch):
    monkeypatch.setattr(releases.files, "render", quick_render)
    return lambda report: releases.release_submitted_reports(report.project)


def shown(project, user):
    request = RequestFactory().get("/")
    request.user = user
    results = project_context(request, project)["results"]
    return str(results.measures[0].cumulative.total) if results else "none"


def submit(project):
    document = compute(project, ends_on=EXIT).document
    return Report.objects.create(
        project=project,
        starts_on=project.starts_on,
        ends_on=EXIT,
        figures=document.to_json(),
        counted_participations=[],
        status="submitted",
        submitted_at="2019-04-01T12:00Z",
    )


def test_project_staff_see_todays_figures(project):
    add_participant(project)

    for trait in ({}, {"leader": True}):
        assert shown(project, MembershipFactory(project=project, **trait).user) == "1"


def test_a_funder_sees_what_was_submitted_and_nothing_newer(project, released):
    user = MembershipFactory(project=project, funder=True).user
    for _each in range(6):
        add_participant(project)
    assert shown(project, user) == "none"

    released(submit(project))
    add_participant(project)

    assert shown(project, user) == "6"


def test_a_funder_sees_no_small_number_and_an_auditor_does(project, released):
    funder = MembershipFactory(project=project, funder=True).user
    auditor = MembershipFactory(project=project, auditor=True).user
    add_participant(project)
    report = submit(project)
    assert shown(project, funder) == shown(project, auditor) == "none", "not before it is released"

    released(report)

    assert shown(project, funder) == ".."
    assert shown(project, auditor) == "1"


def test_strangers_and_administrators_see_no_figures(project):
    submit(project)

    for user in (
        AnonymousUser(),
        MembershipFactory(leader=True).user,
        MembershipFactory(administrator=True).user,
    ):
        assert shown(project, user) == "none"


def test_a_persons_page_lists_problems_and_explanations(project):
    with translation.override("sv"):  # an earlier test's request may have left English active
        context = person_context(RequestFactory().get("/"), add_participant(project, incomplete=True))
        problems = [(problem.id, str(problem.text)) for problem in context["problems"]]
    assert problems == [("V-R04", "Utbildningsnivå saknas.")]
    assert [each.counted for each in context["explanations"] if each.code == "GRAND"] == [True]
