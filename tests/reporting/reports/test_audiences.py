"""Each audience reads its own version of a report: on the page, in the files and in the database."""

import pytest
from django.db import connection
from django.urls import reverse

from accounts.access import works_for_managing_authority
from accounts.database_access import user_scope
from accounts.models import User
from esfportal.jobs import queue
from reporting.indicators.document import HIDDEN, Shown
from reporting.reports import actions, jobs, releases
from reporting.reports.models import Report, ReportRelease
from tests.answers import content_of
from tests.factories import MembershipFactory, OrganisationFactory
from tests.reporting.indicators.report_series import PlainParticipant, document
from tests.reporting.reports.documents import create_submitted_report
from tests.reporting.reports.job_support import made, quick_render, register, submitted

pytestmark = pytest.mark.django_db
VERSIONS = ["authority", "funders", "released"]


@pytest.fixture
def quick(monkeypatch):
    monkeypatch.setattr(queue, "enqueue", lambda job: True)
    monkeypatch.setattr(jobs.files, "render", quick_render)


@pytest.fixture
def authority(cast):
    """A funder of the project who works for the managing authority."""
    user = MembershipFactory(project=cast.project, funder=True).user
    user.organisation = OrganisationFactory(is_managing_authority=True)
    user.save()
    return user


@pytest.fixture
def report(quick, cast):
    register(cast.project, women=2, men=9)
    return submitted(cast.project, by=cast.leader)


def participants(report, audience):
    lines = {line.code: line for line in report.document_for(audience).measures}
    count = lines["participants"].cumulative
    return count.women, count.men, count.total


def test_each_audience_sees_no_more_than_its_rules_allow(report, settings):
    assert participants(report, "full") == participants(report, "authority") == (2, 9, 11)
    assert participants(report, "funders") == participants(report, "released") == (HIDDEN, HIDDEN, 11)
    assert settings.SMALLEST_NUMBERS == {"authority": 1, "funders": 3}
    assert settings.SMALL_BASES == {"authority": 1, "funders": 20}


def test_other_funders_see_three(quick, cast):
    register(cast.project, women=3, men=9)
    report = made(cast.project)
    assert participants(report, "funders") == (3, 9, 12)
    assert participants(report, "released") == (HIDDEN, HIDDEN, 12)


def test_the_reader_gets_the_version_of_its_audience(report, cast, authority, sign_in):
    for user, audience in ((authority, "authority"), (cast.funder, "funders"), (cast.leader, "full")):
        client = sign_in(user)
        expected = report.document_for(audience)
        args = [report.project.slug, report.public_id]
        page = client.get(report.get_absolute_url())
        assert page.context["document"] == expected
        assert expected.digest in page.text
        file = client.get(reverse("reports:download", args=[*args, "csv", "sv"]))
        assert content_of(file) == quick_render(expected, "csv", "sv")
        assert reverse("reports:download", args=[*args, "csv", "sv"]) in client.get("/reports/").text
        # The addresses of the public's version show funders no other one than their own.
        shown = "released" if audience == "full" else audience
        assert client.get(reverse("reports:released", args=args)).context["document"] == report.document_for(
            shown
        )
        file = client.get(reverse("reports:download_released", args=[*args, "csv", "sv"]))
        assert content_of(file) == quick_render(report.document_for(shown), "csv", "sv")


def rows_in_database(table, user):
    with user_scope(user), connection.cursor() as cursor:
        cursor.execute(f"SELECT DISTINCT audience FROM {table} ORDER BY audience")
        return [audience for (audience,) in cursor.fetchall()]


@pytest.mark.parametrize("table", ["reports_reportrelease", "reports_reportfile"])
def test_a_funder_reads_no_other_version_in_sql(report, cast, authority, table):
    full = ["full"] if table == "reports_reportfile" else []
    assert rows_in_database(table, cast.funder) == ["funders", "released"]
    assert rows_in_database(table, authority) == ["authority", "released"]
    auditor = MembershipFactory(project=cast.project, auditor=True).user
    for user in (cast.leader, auditor):
        assert rows_in_database(table, user) == sorted([*full, *VERSIONS])
    assert rows_in_database(table, cast.stranger) == []


def test_who_works_for_the_managing_authority(authority):
    assert works_for_managing_authority(authority)
    assert not works_for_managing_authority(User(is_active=True, organisation=None))
    authority.is_active = False
    assert not works_for_managing_authority(authority)


def test_a_report_of_an_earlier_version_is_the_same_for_all_funders(cast, authority, sign_in):
    crowd = [PlainParticipant("women", "employed", False, 2, "", frozenset(), "0880", "", 0, None, "", True)]
    report = create_submitted_report(cast.project, document(crowd * 3, 0, 0))
    releases.release_overdue_reports()
    assert [each.audience for each in ReportRelease.objects.all()] == ["released"]
    for user in (authority, cast.funder):
        page = sign_in(user).get(report.get_absolute_url())
        assert page.context["document"].measures[0].cumulative.total == HIDDEN


def test_later_reports_of_each_audience_follow_one_of_an_earlier_version(quick, cast):
    crowd = [PlainParticipant("women", "employed", False, 2, "", frozenset(), "0880", "", 0, None, "", True)]
    create_submitted_report(cast.project, document(crowd * 7, 0, 0))
    register(cast.project, women=7, men=2)
    report = made(cast.project)
    assert report.releases.count() == 3
    assert not report.missing_to_submit()
    actions.submit_report(report=report, by=cast.leader)
    assert participants(Report.objects.get(pk=report.pk), "authority") == (7, 2, 9)


def test_a_draft_of_an_earlier_version_is_made_again_before_it_is_submitted(quick, cast):
    register(cast.project)
    report = made(cast.project)
    ReportRelease.objects.exclude(audience="released").delete()
    assert Report.objects.get(pk=report.pk).missing_to_submit()


def test_the_page_before_submitting_shows_each_version_and_what_is_protected(quick, cast, sign_in):
    register(cast.project, women=2, men=9)
    report = made(cast.project)
    page = sign_in(cast.leader).get(reverse("reports:submit", args=[report.project.slug, report.public_id]))
    versions = {version["audience"]: version for version in page.context["versions"]}
    assert list(versions) == VERSIONS
    words = " ".join(page.text.split())
    for audience, version in versions.items():
        shown = report.document_for(audience)
        assert (version["hidden_numbers"], version["all_numbers"]) == shown.hidden_numbers
        assert version["small_numbers"] + version["other_numbers"] == version["hidden_numbers"]
        assert f'id="version-{audience}"' in words
        if version["hidden_numbers"]:
            assert f"{version['hidden_numbers']} av {version['all_numbers']} antal personer döljs" in words
    assert versions["funders"]["small_numbers"] > 0
    titles = [table.title for version in versions.values() for table in version["tables"]]
    assert len(titles) == len(set(titles)) > 2
    assert versions["authority"]["document"].measures[0].cumulative == Shown(2, 9, 11)
