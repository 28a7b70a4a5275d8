from dataclasses import replace

from django.utils import translation

from reporting.indicators.document import (
    Count,
    Line,
    PartLine,
    PartTable,
    ProjectFacts,
    ReportDocument,
    RuleLine,
)
from reporting.indicators.names import Name
from reporting.reports.pages.changes import text_change_rows
from reporting.reports.pages.comparison import Change, compare, compare_texts
from tests.reporting.reports.documents import OCCUPATION

NO_NAME = Name("", "")
UNEMPLOYED = Name("arbetslösa", "unemployed")
PARTICIPANTS = Name("Deltagare", "Participants")
BORGHOLM = Name("Borgholm", "Borgholm")


def document(women=2, men=1, in_period=(2, 1), in_part=(1, 0), rules=()):
    facts = ProjectFacts(
        slug="samverkan",
        name=NO_NAME,
        owner="",
        region="",
        programme_period="2014-2020",
        programme_area=NO_NAME,
        period_text=NO_NAME,
        case_number="",
        partners=[],
        funders=[],
        municipalities=[],
        expects_participants=True,
        budget_total="",
        esf_support="",
    )
    part = PartLine("0885", BORGHOLM, {"participants": Count(*in_part)}, {})
    return ReportDocument(
        project=facts,
        framework="2014-2020",
        definitions_version="1",
        starts_on="2017-09-01",
        ends_on="2020-11-30",
        outputs=[Line("CO01", UNEMPLOYED, "output", Count(women, men), Count(*in_period))],
        results=[],
        measures=[Line("participants", PARTICIPANTS, "measure", Count(2, 1), Count(2, 1))],
        targets=[],
        parts=[PartTable("municipality", [part])],
        rules=list(rules),
    )


def test_the_same_figures_differ_in_nothing():
    assert compare(document(), document()) == []


def test_an_equal_difference_in_both_spans_is_listed_once():
    changes = compare(document(), document(women=3, in_period=(3, 1)))
    assert changes == [Change("output", "CO01", UNEMPLOYED, "both", Count(2, 1), Count(3, 1))]
    assert changes[0].difference == 1


def test_differences_of_the_spans_are_listed_apart():
    changes = compare(document(), document(men=4, in_period=(0, 0)))
    assert [(change.scope, change.difference) for change in changes] == [("cumulative", 3), ("period", -3)]


def test_men_for_women_is_a_difference_too():
    changes = compare(document(), document(women=1, men=2))
    assert [change.difference for change in changes] == [0]


def test_a_part_is_named():
    changes = compare(document(), document(in_part=(1, 1)))
    assert changes == [
        Change("part", "participants", PARTICIPANTS, "cumulative", Count(1, 0), Count(1, 1), BORGHOLM)
    ]


def test_a_rule_that_is_no_longer_broken_is_a_difference():
    rule = RuleLine("V-R03", "record", "incomplete", Name("Utbildning saknas.", ""), Count(1, 2))
    changes = compare(document(rules=[rule]), document())
    assert [(change.code, change.before, change.after, change.difference) for change in changes] == [
        ("V-R03", Count(1, 2), None, -3)
    ]


def test_rules_between_reports_are_not_compared():
    rule = RuleLine("V-A62", "aggregate", "warning", Name("En siffra är lägre.", ""), None, "CO03 101, 99")
    assert compare(document(), document(rules=[rule])) == []


def test_a_line_that_is_new_is_a_difference():
    more = document()
    more = replace(more, results=[Line("CR01", UNEMPLOYED, "result-immediate", Count(1, 0), Count(0, 0))])
    changes = compare(document(), more)
    assert [(change.scope, change.before, change.after) for change in changes] == [
        ("cumulative", None, Count(1, 0)),
        ("period", None, Count(0, 0)),
    ]


def test_goals_shares_and_states_that_differ_are_listed():
    before = replace(document(), targets=[OCCUPATION])
    after = replace(
        before,
        targets=[replace(OCCUPATION, value="70", denominator="participants", rate="55.0", state="behind")],
    )
    changes = compare_texts(before, after)
    assert [change.aspect for change in changes] == ["goal", "share", "state"]
    with translation.override("sv"):
        rows = text_change_rows(changes, after)
    assert [(row.before, row.after) for row in rows] == [
        ("mål: minst 60\u00a0% av de avslutade", "mål: minst 70\u00a0% av deltagarna"),
        ("70,0\u00a0% av de avslutade", "55,0\u00a0% av deltagarna"),
        ("har nåtts", "ligger efter"),
    ]
    assert compare_texts(before, before) == []


def test_a_target_that_is_new_has_nothing_before():
    changes = compare_texts(document(), replace(document(), targets=[OCCUPATION]))
    with translation.override("sv"):
        assert {row.before for row in text_change_rows(changes, document())} == {""}
