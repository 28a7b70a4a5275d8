"""The page of a programme's figures: whose numbers each reader adds up, the filters, the years and the files."""

import csv
import io

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from python_calamine import CalamineWorkbook

from accounts.models import User
from projects.models import Project
from reporting.disclosure import DisclosureRules, release
from reporting.programme.sums import Sum
from reporting.reports.models import Report, ReportRelease
from tests.answers import content_of
from tests.factories import MembershipFactory, OrganisationFactory, ProjectFactory
from tests.queries import own_queries
from tests.reporting.indicators.report_series import PlainParticipant, document
from tests.reporting.reports.documents import create_submitted_report

pytestmark = pytest.mark.django_db
PAGE, SUMS, PARTS = (reverse(f"programme:{name}") for name in ("figures", "sums_csv", "projects_csv"))


def crowd(women, men, entered=0):
    one = PlainParticipant(
        "women", "employed", False, 2, "", frozenset(), "0880", "", entered, None, "", True
    )
    return [one] * women + [PlainParticipant("men", *list(vars(one).values())[1:])] * men


def submit(project, people, last=0, **values):
    """A report of the quarters of 2018 up to `last`, with each audience's version."""
    report_document = document(people, 0, last)
    report = create_submitted_report(project, report_document)
    for audience in ("authority", "funders", "released"):
        smallest = settings.SMALLEST_NUMBERS.get(audience, settings.SMALL_CELL_THRESHOLD)
        base = settings.SMALL_BASES.get(audience, settings.SMALL_BASE)
        shown = release(report_document, rules=DisclosureRules(smallest, 5, base, 20), earlier=[]).shown
        ReportRelease.objects.create(
            report=report,
            audience=audience,
            figures=shown.to_json(),
            alternatives={},
            considered_reports=[],
        )
    Report.objects.filter(pk=report.pk).update(**values)
    return report


@pytest.fixture
def programme(cast):
    """Two projects of the funder with reports, one without, and one of others."""
    Project.objects.update(programme_period="2014-2020", programme_area="2", region="stockholm")
    second, third = (ProjectFactory(programme_period="2014-2020", region="sydsverige") for _each in range(2))
    for project in (second, third):
        MembershipFactory(project=project, user=cast.funder, funder=True)
    submit(cast.project, [*crowd(10, 6), *crowd(4, 0, entered=4)], last=0)
    submit(cast.project, [*crowd(10, 6), *crowd(4, 0, entered=4)], last=4)  # until March 2019
    submit(cast.project, crowd(90, 90), last=5, answer="returned")
    submit(second, crowd(2, 20))
    submit(cast.other_project, crowd(7, 7))
    return second, third


def rows(page):
    return {row.code: (row.women, row.men, row.total) for row in page.context["tables"][1].rows}


def read(answer):
    return list(csv.DictReader(io.StringIO(content_of(answer).decode("utf-8-sig")), delimiter=";"))


def test_each_reader_adds_up_its_own_version(cast, programme, sign_in):
    authority = MembershipFactory(project=cast.project, funder=True).user
    User.objects.filter(pk=authority.pk).update(organisation=OrganisationFactory(is_managing_authority=True))
    MembershipFactory(project=programme[0], user=authority, funder=True)
    shown = {
        who: sign_in(who).get(PAGE, headers={"accept-language": "en"}) for who in (authority, cast.funder)
    }
    assert rows(shown[authority])["TOTAL"] == ("16", "26", "42")  # the returned report is not in the sums
    women, _men, total = rows(shown[cast.funder])["TOTAL"]
    assert total == "42"
    assert "hidden" in women or "dolt" in women
    of_all = rows(sign_in(cast.administrator).get(PAGE))["TOTAL"]
    assert of_all[2] == "56"
    for who in (cast.leader, cast.stranger):
        assert sign_in(who).get(PAGE).context["tables"] == []
    page = shown[cast.funder]
    assert page.context["counted"] == 2
    assert list(page.context["without_report"]) == [programme[1]]
    assert (page.context["first_day"].year, page.context["last_day"].year) == (2018, 2019)
    targets = {row.name: row for row in page.context["targets"]}
    assert [row.goal for row in targets.values()] == ["60", "60"]


def test_filters_and_years(cast, programme, sign_in):
    client = sign_in(cast.funder)

    def total(**query):
        tables = client.get(PAGE, query).context["tables"]
        return rows(client.get(PAGE, query))["TOTAL"][2] if tables else None

    assert total(region="stockholm") == "20"
    assert total(region="sydsverige") == "22"
    assert total(area="2", region="sydsverige") is None
    owner = cast.project.partners.get(role="owner").organisation_id
    assert total(owner=owner) == "20"
    assert total(programme="2021-2027") is None
    assert total(year=2018) == "38"
    assert total(year=2019) == "4"
    assert total(year="x", region="y", owner="9' OR") == "42"


def test_files_have_the_sums_and_their_parts(cast, programme, sign_in):
    client = sign_in(cast.funder)
    sums = {(row["code"], row["gender"]): row for row in read(client.get(SUMS))}
    parts = read(client.get(PARTS))
    assert {row["project"] for row in parts} == {cast.project.slug, programme[0].slug}
    for key, row in sums.items():
        values = [part["value"] for part in parts if (part["code"], part["gender"]) == key]
        shown = [int(value) for value in values if value != ".."]
        assert Sum(sum(shown), values.count("..")) == Sum(int(row["value"]), int(row["projects_not_shown"]))
    assert any(row["projects_not_shown"] != "0" for row in sums.values())
    of_year = client.get(PARTS, {"year": 2018})
    assert "attachment" in of_year["Content-Disposition"]
    assert {row["year"] for row in read(of_year)} == {"2018"}
    # The workbooks have the same rows.
    for file, rows in ((SUMS, list(sums.values())), (PARTS, parts)):
        content = content_of(client.get(file.replace("csv", "xlsx")))
        heads, *cells = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()
        assert heads == list(rows[0])
        assert [[_text(cell) for cell in row] for row in cells] == [list(row.values()) for row in rows]


def _text(cell):
    return str(int(cell)) if isinstance(cell, float) else cell


def test_as_many_statements_for_many_projects_as_for_few(
    cast, programme, sign_in, django_assert_max_num_queries
):
    client = sign_in(cast.funder)
    client.get(PAGE)
    counts = []
    for _each in range(2):
        with django_assert_max_num_queries(40) as captured:
            client.get(PAGE, {"year": timezone.localdate().year})
        counts.append(len(own_queries(captured)))
        for _more in range(3):
            project = ProjectFactory(programme_period="2014-2020")
            MembershipFactory(project=project, user=cast.funder, funder=True)
            submit(project, crowd(9, 9))
    assert counts[0] == counts[1]
