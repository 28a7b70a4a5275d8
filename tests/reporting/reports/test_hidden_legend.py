"""The note about hidden numbers stands where a number is hidden, and nowhere else."""

from dataclasses import replace

import pytest

from reporting.disclosure import release
from reporting.indicators.document import Count, PartLine, PartTable, RuleLine
from reporting.indicators.names import Name
from reporting.reports.files import KINDS, labels, render
from tests.reporting.disclosure.rules import PUBLIC
from tests.reporting.indicators.report_series import PlainParticipant, document
from tests.reporting.reports.documents import kalmar, prestudy
from tests.reporting.reports.test_report_standing import text

DOTS = ".."
RULES = [
    RuleLine("V-R04", "record", "incomplete", Name("Utbildning saknas.", "No education."), Count(5, 7)),
    RuleLine(
        "V-A02",
        "aggregate",
        "error",
        Name("Summan stämmer inte.", "Wrong."),
        None,
        detail="1 = 2",
        sex="women",
    ),
]


def people(women, men):
    rows = {"women": women, "men": men}
    return [
        PlainParticipant(sex, "unemployed", False, 2, "", frozenset(), "0880", "", 0, 0, "work", True)
        for sex, many in rows.items()
        for _each in range(many)
    ]


def released(women, men, **changes):
    full = replace(document(people(women, men), 0, 0), **changes)
    return release(full, rules=PUBLIC).shown


@pytest.mark.parametrize("kind", KINDS)
def test_a_release_that_hides_nothing_explains_no_sign(kind):
    shown = released(40, 30)
    assert not any(
        labels.hidden_legend(shown, lines) for lines in (shown.outputs, shown.measures, shown.targets)
    )
    found = text(render(shown, kind, "sv"), kind)
    assert DOTS not in found
    assert "1–4 personer" not in found


@pytest.mark.parametrize("kind", KINDS)
def test_a_release_that_hides_numbers_explains_the_sign(kind):
    shown = released(3, 30)
    found = text(render(shown, kind, "sv"), kind)
    assert DOTS in found
    assert "står för 1–4 personer" in found


def test_a_page_explains_the_sign_where_its_own_figures_have_it():
    table = PartTable("municipality", [PartLine("0880", Name("Kalmar", ""), {"leavers": Count(5, 4)})])
    shown = released(40, 30, parts=[table])
    assert labels.hidden_legend(shown, shown.targets) == ""
    assert labels.hidden_legend(shown, *labels.part_lines(shown)), "no share is shown of nine people"


@pytest.mark.parametrize("kind", KINDS)
def test_broken_rules_are_listed_without_signs(kind):
    found = text(render(released(40, 30, rules=RULES), kind, "sv"), kind)
    assert kind == "xlsx" or "Utbildning saknas." in found
    assert DOTS not in found


def test_the_projects_own_version_has_the_counts_of_its_rules():
    assert "V-R04 Utbildning saknas. ofullständigt 5 7 12" in text(render(kalmar(), "pdf", "sv"), "pdf")


def test_the_year_of_an_indicator_is_said_to_be_the_period():
    assert "Där en indikator säger året menas rapportens period." in text(
        render(prestudy(), "pdf", "sv"), "pdf"
    )
