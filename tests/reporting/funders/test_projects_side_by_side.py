"""The list of projects for funders: figures of the last released report, money, filters, columns and files."""

import csv
import io
from datetime import timedelta
from decimal import Decimal

import pytest
from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone
from python_calamine import CalamineWorkbook

from accounts.models import Organisation
from projects.models import ReportDuty
from reporting.funders.access import listed_scope
from reporting.funders.forms import ProjectsFilter
from reporting.funders.side_by_side.columns import BY_KEY, in_order
from reporting.funders.side_by_side.rows import add_targets
from reporting.indicators.document import HIDDEN
from tests.answers import outside_tags
from tests.factories import MembershipFactory, OrganisationFactory, ProjectFactory, ReportDutyFactory
from tests.queries import own_queries
from tests.reporting.funders.examples import money_of, released_report

pytestmark = pytest.mark.django_db
PAGE, CSV, XLSX = (reverse(f"funders:{name}") for name in ("projects", "csv", "xlsx"))
FIGURES = {"target_1", "target_2", "granted", "used", "claimed", "paid"}


@pytest.fixture
def three(cast):
    """Three projects of the funder: reported with money; late, with a small number; and without a report."""
    esf = Organisation.objects.create(name="Svenska ESF-rådet")
    cast.project.partners.create(organisation=esf, role="funder")
    cast.funder.organisation = esf
    cast.funder.save()
    first, second, third = (
        cast.project,
        cast.other_project,
        ProjectFactory(name="=Tredje", name_en="Third", region="stockholm"),
    )
    held = cast.funder.memberships.get()
    held.responsible_for = esf
    held.save()
    for project in (second, third):
        MembershipFactory(user=cast.funder, project=project, funder=True)
    first.esf_support, first.budget_total = Decimal(400_000), Decimal(1_000_000)
    first.programme_area, first.programme_area_name = "2", "Ökade övergångar till arbete"
    first.save()
    released_report(first, answer="approved")
    released_report(second, reached={"released": HIDDEN})
    money_of(first, by=cast.leader)
    today = timezone.localdate()
    ReportDutyFactory(project=first, due_on=today + timedelta(days=30))  # handed in
    ReportDutyFactory(project=first, kind="final", due_on=today + timedelta(days=7))
    ReportDutyFactory(project=second, kind="final", due_on=today - timedelta(days=1))
    return first, second, third


def names(client, **query):
    return [row.name.text for row in client.get(PAGE, query).context["rows"]]


def lines_of(client, **query):
    answer = client.get(CSV, query)
    lines = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))
    return [dict(zip(lines[0], line, strict=True)) for line in lines[1:]]


ALL = ["Ett annat projekt", "Samverkansprojektet", "=Tredje"]
FILTERS = (
    ({}, ["=Tredje", "Ett annat projekt", "Samverkansprojektet"]),
    ({"q": "samverkan"}, ["Samverkansprojektet"]),
    (
        {"owner": "nonsense", "sort": "nonsense", "page": "9"},
        ["=Tredje", "Ett annat projekt", "Samverkansprojektet"],
    ),
    ({"programme": "2021-2027"}, []),
    ({"region": "stockholm"}, ["=Tredje"]),
    ({"county": "08"}, ["Samverkansprojektet"]),
    ({"officer": "own"}, ["Samverkansprojektet"]),
    ({"officer": "missing", "state": "none"}, ["=Tredje"]),
    ({"state": "approved"}, ["Samverkansprojektet"]),
    ({"late": "on"}, ["Ett annat projekt"]),
    ({"sort": "-target_1"}, ["Samverkansprojektet", "=Tredje", "Ett annat projekt"]),
    ({"sort": "due"}, ["Ett annat projekt", "Samverkansprojektet", "=Tredje"]),
)


def test_a_funder_filters_sorts_and_downloads(cast, three, sign_in):
    client = sign_in(cast.funder)
    for query, expected in FILTERS:
        assert names(client, **query) == expected, query
    owner = str(three[0].partners.get(role="owner").organisation_id)
    assert names(client, owner=owner) == ["Samverkansprojektet"]
    ((area, shown),) = client.get(PAGE).context["form"].fields["area"].choices[1:]
    assert shown == "2 Ökade övergångar till arbete"
    assert names(client, area=area) == ["Samverkansprojektet"]
    chosen = {"columns": ["paid", "due", "target_1"], "sort": "-paid"}
    line, *others = lines_of(client, **chosen)
    assert line["paid"] == "100000"
    assert line["paid_share"] == "25,0"
    assert list(line)[:2] == ["project", "target_1"]
    assert "region" not in line
    assert "officer" not in line
    assert line["target_1"] == "Deltagare"
    assert line["target_1_reached"] == "380"
    assert [other["target_1_reached"] for other in others] == ["", HIDDEN]
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(client.get(XLSX, chosen).content)).get_sheet_by_index(0)
    assert [row[0].lstrip("'") for row in sheet.to_python()[1:]] == names(client, **chosen)
    assert sheet.to_python()[1][-2:] == [100_000.0, 0.25]
    page = client.get(PAGE, chosen)
    words = outside_tags(page.text)
    assert "380" in words
    assert "382" not in words  # the figures of other funders, not of the managing authority
    assert f"{CSV}?columns=paid" in page.text

    assert "Visa alltid de här kolumnerna" in page.text
    keep = reverse("funders:keep_columns")
    assert client.post(f"{keep}?q=samverkan", {"columns": ["nonsense"]})["Location"] == f"{PAGE}?q=samverkan"
    client.post(keep, {"columns": chosen["columns"]})
    again = client.get(PAGE)
    assert [column.key for column in again.context["columns"]] == ["target_1", "due", "paid"]
    assert "Visa alltid de här kolumnerna" not in again.text


def test_every_column_sorts_with_missing_values_last(cast, three):
    scope = listed_scope(cast.funder)
    rows = ProjectsFilter(QueryDict(), scope=scope, user=cast.funder).rows()
    add_targets(rows, scope)
    for key, column in BY_KEY.items():
        for sort in (key, f"-{key}"):
            values = [column.order(row) for row in in_order(rows, sort)]
            known = [value for value in values if value is not None]
            assert values == sorted(known, reverse=sort != key) + [None] * (3 - len(known)), sort


def test_each_reader_sees_what_was_released_to_it(cast, three, sign_in):
    Organisation.objects.filter(pk=cast.funder.organisation_id).update(is_managing_authority=True)
    line = lines_of(sign_in(cast.funder), q="samverkan", columns=["target_1", "used", "claimed"])[0]
    assert (line["target_1_reached"], line["used"], line["used_share"]) == ("382", "250000", "25,0")
    assert line["claimed"] == "250000"

    every = lines_of(sign_in(cast.administrator), columns=[*BY_KEY])
    assert {line["project"].lstrip("'") for line in every} == set(ALL)
    assert not {name for line in every for name in line if name.startswith(tuple(FIGURES))}
    page = sign_in(cast.administrator).get(PAGE, {"columns": [*BY_KEY], "sort": "-target_1"})
    assert "/reports/" not in page.text.partition("<tbody>")[2]

    for who in (cast.leader, cast.case_worker, cast.stranger, cast.without_role):
        assert names(sign_in(who)) == []
        assert lines_of(sign_in(who)) == []


def test_it_takes_as_many_statements_for_many_projects_as_for_few(
    cast, three, sign_in, django_assert_max_num_queries
):
    client, taken = sign_in(cast.funder), []
    for _size in range(2):
        with django_assert_max_num_queries(60) as captured:
            client.get(PAGE, {"columns": [*BY_KEY], "sort": "target_2"})
        taken.append(len(own_queries(captured.captured_queries)))
        for _number in range(4):
            project = ProjectFactory(programme_area="1", region="stockholm")
            project.partners.create(organisation=OrganisationFactory(), role="owner")
            MembershipFactory(user=cast.funder, project=project, funder=True)
            released_report(project)
            money_of(project, by=cast.leader)
            ReportDuty.objects.create(
                project=project,
                kind="final",
                starts_on="2018-01-01",
                ends_on="2018-06-30",
                due_on="2018-07-31",
            )
    assert taken[0] == taken[1] < 30
