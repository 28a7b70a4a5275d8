"""Lists of reports: searched, filtered and sorted by the URL, in as many queries for many rows as for few."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from reporting.reports.forms import SORTS
from reporting.reports.models import Report, ReportJob
from tests.factories import MembershipFactory, ProjectFactory, ProjectMunicipalityFactory

pytestmark = pytest.mark.django_db

ALL = reverse("reports:all")


def report(project, year, *, is_submitted=True, month=1):
    at = timezone.now() - timedelta(days=year % 100 + month)
    submission = {"status": "submitted", "submitted_at": at, "figures": {}} if is_submitted else {}
    created = Report.objects.create(
        project=project,
        starts_on=date(year, month, 1),
        ends_on=date(year, month, 28),
        computed_at=at,
        **submission,
    )
    ReportJob.objects.create(report=created, state=ReportJob.State.DONE, progress=100)
    return created


@pytest.fixture
def projects(cast):
    """A project of the leader's in the list's every programme period."""
    names = {"Alfa": "2007-2013", "Ådalen": "2014-2020", "Östra": "2021-2027"}
    made = [ProjectFactory(name=name, programme_period=period) for name, period in names.items()]
    for project in made:
        MembershipFactory(user=cast.leader, project=project, role="project_leader")
    return made


@pytest.fixture
def leader(cast, sign_in):
    return sign_in(cast.leader)


def shown(client, url, **query):
    answer = client.get(url, query)
    assert answer.status_code == 200
    return list(answer.context["page"])


def test_reports_of_all_projects_are_searched_and_filtered(leader, projects):
    first, second, third = (report(project, 2010 + 5 * n) for n, project in enumerate(projects))
    draft = report(projects[0], 2009, is_submitted=False)
    ProjectMunicipalityFactory(project=projects[1], municipality_id="0882")
    assert shown(leader, ALL) == [third, second, first, draft]
    assert shown(leader, ALL, q="oskars") == [second]
    assert shown(leader, ALL, q="ÅDAL") == [second]
    assert shown(leader, ALL, q="ingen alls") == []
    assert shown(leader, ALL, status="draft") == [draft]
    assert shown(leader, ALL, status="submitted", programme="2007-2013") == [first]
    assert shown(leader, ALL, since="2010-01-28", until="2015-01-01") == [second, first]
    assert shown(leader, ALL, since="2010-01-29") == [third, second]
    assert shown(leader, ALL, until="2009-12-31") == [draft]


@pytest.mark.parametrize("value", ["nonsense", "2020-13-45", "\x00", "9" * 400])
@pytest.mark.parametrize("name", ["q", "status", "programme", "since", "until", "sort", "page"])
def test_what_no_filter_knows_is_left_out(leader, projects, name, value):
    one = report(projects[0], 2010)
    assert shown(leader, ALL, **{name: value}) in ([one], [])


@pytest.mark.parametrize("name", SORTS)
def test_every_heading_sorts_both_ways(leader, projects, name):
    made = [report(project, 2010 + n, is_submitted=n != 1) for n, project in enumerate(projects)]
    keys = {
        "period": lambda each: each.ends_on,
        "project": made.index,  # in Swedish order as they were made
        "status": lambda each: each.status,
        "made": lambda each: each.computed_at,
        "submitted": lambda each: each.submitted_at or timezone.now(),
    }
    ascending = [keys[name](each) for each in shown(leader, ALL, sort=name)]
    assert ascending == sorted(ascending)
    descending = shown(leader, ALL, sort=f"-{name}")
    known = [keys[name](each) for each in descending if name != "submitted" or each.submitted_at]
    assert all(before >= after for before, after in pairwise(known))
    assert len(descending) == 3
    page = leader.get(ALL, {"sort": name, "status": "submitted"}).text
    assert f"sort=-{name}" in page
    assert 'aria-sort="ascending"' in page


def test_the_reports_of_a_project_are_filtered_too(leader, projects):
    old, new = report(projects[0], 2010), report(projects[0], 2011, is_submitted=False)
    url = reverse("reports:list", args=[projects[0].slug])
    assert shown(leader, url, sort="period") == [old, new]
    assert shown(leader, url, status="draft") == [new]
    assert shown(leader, url, until="2010-12-31") == [old]
    assert "Projekt, organisation eller kommun" not in leader.get(url).text


def test_a_funder_is_offered_no_drafts(cast, sign_in, projects):
    submitted = report(projects[0], 2010)
    report(projects[0], 2011, is_submitted=False)
    funder = sign_in(MembershipFactory(project=projects[0], role="funder").user)
    assert 'value="draft"' not in funder.get(ALL).text
    assert shown(funder, ALL, status="draft") == [submitted]


@pytest.mark.parametrize("url", ["all", "list"])
def test_nothing_that_matches_says_what_to_do(leader, projects, url):
    url = ALL if url == "all" else reverse("reports:list", args=[projects[0].slug])
    assert "Ingen rapport stämmer" not in leader.get(url).text
    report(projects[0], 2010)
    page = leader.get(url, {"since": "2020-01-01"}).text
    assert "Ingen rapport stämmer" in page
    assert f'href="{url}"' in page
    assert "Från: 2020-01-01" in page


@pytest.mark.parametrize("query", [{}, {"q": "a", "status": "submitted", "sort": "-project"}])
def test_a_long_list_takes_as_many_queries_as_a_short_one(leader, projects, query, django_assert_num_queries):
    report(projects[0], 2010)
    leader.get(ALL, query)
    with CaptureQueriesContext(connection) as few:
        leader.get(ALL, query)
    for year in range(2011, 2014):
        for month in range(1, 11):
            report(projects[year % 3], year, month=month)
    with django_assert_num_queries(len(few)):
        assert leader.get(ALL, query).context["page"].paginator.count > 10
