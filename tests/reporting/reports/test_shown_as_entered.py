"""Goals, shares and money are shown as they were entered, and "about" stays wherever a number goes."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from esfportal.ui import formats
from projects import overview
from projects.models import Project, Target
from reporting.indicators.document import Count, Line
from reporting.indicators.figures import compute
from reporting.indicators.frameworks import FRAMEWORKS
from reporting.reports.files import labels, pdf_content, render
from reporting.reports.pages import target_rows
from reporting.reports.pages.tables import tables
from tests.factories import ProjectFactory, TargetFactory
from tests.reporting.indicators.participants_with_outcomes import add_participant
from tests.reporting.reports.documents import KALMAR, OCCUPATION, kalmar
from tests.reporting.reports.test_files_xlsx import parts_of, sheet

hundredths = st.integers(0, 10_000).map(lambda number: Decimal(number) / 100)


@pytest.fixture(autouse=True)
def swedish():
    with translation.override("sv"):
        yield


@given(value=hundredths)
def test_a_share_as_entered_is_never_rounded(value):
    text = formats.percent(value, "en", decimals=None)
    assert Decimal(text.removesuffix("%")) == value
    line = replace(OCCUPATION, value=str(value))
    assert formats.percent(value, "sv", decimals=None) in labels.goal(line, "sv")
    with translation.override("sv"):
        target = Target(measure="occupation", comparison="at_least", unit="share", value=value)
        assert formats.percent(value, "sv", decimals=None) in target.goal_text


@given(value=st.integers(0, 10**11).map(lambda number: Decimal(number) / 100))
def test_money_is_never_rounded(value):
    assert Decimal(formats.money(value, "en").split("\u00a0")[1].replace(",", "")) == value


def test_a_share_of_the_budget_is_shown_as_entered():
    project = Project(budget_total=Decimal(1000), esf_share=Decimal("46.97"))
    assert overview.esf_share(project) == "46,97\u00a0%"
    assert project.esf_amount == Decimal("469.70")
    assert overview.esf_part(project) == "46,97\u00a0% (469,70\u00a0kr)"


def test_two_thirds_are_two_thirds():
    project = Project(budget_total=Decimal(21_000_000), esf_share=Decimal("66.67"))
    assert project.esf_amount == Decimal(14_000_000)
    assert overview.esf_support(project) == "två tredjedelar av budgeten (14\u00a0000\u00a0000\u00a0kr)"


ABOUT = replace(
    KALMAR,
    budget_total="33000000.00",
    esf_support="15500000.00",
    budget_is_approximate=True,
    esf_support_is_approximate=True,
)


def test_about_stays_in_every_file():
    document = kalmar(project=ABOUT)
    facts = {row["Om rapporten"]: row["Värde"] for row in sheet(document, 0)}
    assert facts["Total budget"] == "cirka 33\u00a0000\u00a0000\u00a0kr"
    assert facts["ESF-stöd"] == "cirka 15\u00a0500\u00a0000\u00a0kr"
    csv = render(document, "csv", "sv").decode("utf-8-sig").replace("\u00a0", " ")
    assert "cirka 33 000 000 kr" in csv
    assert "cirka 15 500 000 kr" in csv
    shown = [fact["text"] for fact in pdf_content.content(document, "sv")["facts"]]
    assert [text for text in shown if "cirka" in text] == [
        "cirka 33\u2009000\u2009000 kr",
        "cirka 15\u2009500\u2009000 kr",
    ]


def test_about_stays_on_the_pages(client, db):
    project = ProjectFactory(
        budget_total=33_000_000,
        budget_is_approximate=True,
        esf_support=15_500_000,
        esf_support_is_approximate=True,
    )
    page = client.get(reverse("bank:project", args=[project.slug])).content.decode().replace("\u00a0", " ")
    assert "cirka 33 000 000 kr" in page
    assert "cirka 15 500 000 kr" in page


def test_a_goal_in_a_workbook_keeps_its_decimals():
    document = kalmar(targets=[replace(OCCUPATION, value="66.67"), replace(OCCUPATION, value="62.5")])
    assert [row["Målvärde"] for row in sheet(document, 2)] == pytest.approx([0.6667, 0.625])
    assert 'formatCode="0.00%"' in parts_of(document)["xl/styles.xml"]


def test_a_goal_in_a_csv_file_keeps_its_decimals():
    text = render(kalmar(targets=[replace(OCCUPATION, value="62.5")]), "csv", "sv").decode("utf-8-sig")
    assert '"62,5"' in text


@pytest.mark.parametrize("framework", FRAMEWORKS.values(), ids=lambda framework: framework.code)
def test_every_code_is_shown_with_its_small_letters(framework):
    codes = [indicator.code for indicator in framework.indicators]
    lines = [
        Line(code=code, name=OCCUPATION.name, kind="output", cumulative=Count(), period=Count())
        for code in codes
    ]
    document = kalmar(framework=framework.code, outputs=lines, results=[])
    assert {row.code for table in tables(document) for row in table.rows} >= set(codes)
    assert {row["Kod"] for row in sheet(document, 1)} >= set(codes)
    assert all(f'"{code}"' in render(document, "csv", "sv").decode("utf-8-sig") for code in codes)


def missed(part, whole, goal, state="behind"):
    rate = (Decimal(part) * 100 / whole).quantize(Decimal("0.1"))
    return replace(
        OCCUPATION,
        value=goal,
        rate=str(rate),
        state=state,
        cumulative=Count(part, 0),
        base=Count(whole, 0),
    )


def test_a_goal_missed_by_rounding_says_what_was_required():
    row = target_rows.target_row(missed(2, 3, "66.67"), kalmar())
    assert row.figure == "66,667\u00a0%"
    assert row.detail == "2 av 3, 66,67\u00a0% krävs"
    row = target_rows.target_row(missed(2998, 5000, "60"), kalmar())
    assert (row.figure, row.detail) == ("59,96\u00a0%", "2\u00a0998 av 5\u00a0000, 60\u00a0% krävs")


@given(whole=st.integers(1, 3000), data=st.data(), goal=hundredths)
def test_a_printed_share_is_on_the_side_of_the_goal_where_it_is(whole, data, goal):
    part = data.draw(st.integers(0, whole))
    exact = Decimal(part) * 100 / whole
    line = missed(part, whole, str(goal), state="reached" if exact >= goal else "behind")
    with translation.override("sv"):
        text = target_rows.target_row(line, kalmar()).figure
    printed = Decimal(text.replace("\u00a0%", "").replace(",", "."))
    assert (printed >= goal) == (exact >= goal)


def test_a_goal_that_was_kept_says_nothing_more():
    assert target_rows.target_row(missed(3, 4, "60", state="reached"), kalmar()).detail == "3 av 4"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("comparison", "value", "running", "ended"),
    [
        ("at_least", 2, "behind", "not_reached"),
        ("at_least", 1, "reached", "reached"),
        ("at_most", 2, "on_track", "reached"),
        ("at_most", 0, "exceeded", "not_reached"),
    ],
)
def test_after_the_end_a_goal_was_reached_or_not(comparison, value, running, ended):
    end = date(2019, 12, 31)
    project = ProjectFactory(starts_on=date(2018, 1, 1), ends_on=end)
    add_participant(project)
    TargetFactory(project=project, measure="participants", comparison=comparison, unit="number", value=value)

    def state(day):
        return compute(project, ends_on=day).document.targets[0].state

    assert [state(end - timedelta(1)), state(end)] == [running, ended]
    assert labels.state("not_reached") == "nåddes inte"


@pytest.mark.django_db
def test_what_is_not_stated_is_not_zero():
    project = ProjectFactory(by_social_partners=None, for_public_services=False)
    document = compute(project).document
    lines = {line.code: line.cumulative.total for line in document.outputs}
    assert (lines["CO20"], lines["CO22"]) == (None, 0)
    row = next(row for row in sheet(document, 1) if row["Kod"] == "CO20")
    assert row["Totalt"] == "uppgift saknas"
    assert "uppgift saknas" in render(document, "csv", "sv").decode("utf-8-sig")
    assert render(document, "pdf", "sv")
