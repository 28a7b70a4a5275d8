"""The sum of the parts of which no people are shown, and where a report has it."""

from dataclasses import replace

import pytest
from django.utils import translation

from reporting.disclosure.cells import Cell, Figure, Part, all_cells
from reporting.disclosure.parts_together import coarser_tables, parts_together
from reporting.disclosure.redaction import redact
from reporting.indicators.document import Shown
from reporting.reports.files import pdf_sections
from reporting.reports.pages import tables
from tests.reporting.disclosure.rules import FUNDER, PUBLIC
from tests.reporting.indicators.report_series import PlainParticipant, document
from tests.reporting.reports.test_files_csv import rows

HIDDEN = ".."
SMALL = ("0881", "0882")


def crowd(small=(3, 4)):
    woman = PlainParticipant("women", "unemployed", False, 2, "", frozenset(), "0880", "a", 0, 0, "", True)
    people = [woman] * 20 + [replace(woman, sex="men")] * 10
    for code, number in zip(SMALL, small, strict=True):
        people += [replace(woman, municipality=code)] * number
    return people


def hiding(full, *cells, rules=PUBLIC):
    """Return the release without the small municipalities, and without these cells."""
    parts = {cell for cell in all_cells(full) if cell.figure.part and cell.figure.part.code in SMALL}
    return redact(full, frozenset(parts | set(cells)), rules=rules)


def line(shown):
    return parts_together(shown.parts[0], shown)


def test_it_is_the_whole_less_the_other_parts():
    found = line(hiding(document(crowd(), 0, 0)))
    assert (found.code, found.name.sv) == ("0881+0882", "municipality 0881, municipality 0882, tillsammans")
    assert found.name.en == "municipality 0881, municipality 0882, together"
    assert found.measures["participants"] == Shown(7, 0, 7)
    assert found.period_measures["leavers"] == Shown(7, 0, 7)
    assert found.measures["work"] == Shown(0, 0, 0)


@pytest.mark.parametrize("span", ["cumulative", "period"])
@pytest.mark.parametrize("part", [None, Part("municipality", "0880")])
def test_it_is_hidden_where_one_of_these_is(span, part):
    full = document(crowd(), 0, 0)
    figure = Figure("part" if part else "line", "participants", part)
    found = line(hiding(full, Cell(figure, span, "women")))
    in_spans = {"cumulative": found.measures, "period": found.period_measures}
    # The men are hidden too: the women are the total less them.
    assert in_spans.pop(span)["participants"] == Shown(HIDDEN, HIDDEN, 7)
    assert in_spans.popitem()[1]["participants"] == Shown(7, 0, 7)


def test_a_small_sum_is_not_printed():
    assert line(hiding(document(crowd((1, 2)), 0, 0))) is None


def test_a_report_in_full_and_a_single_hidden_part_have_none():
    full = document(crowd(), 0, 0)
    assert line(full) is None
    only_one = redact(
        full,
        frozenset(c for c in all_cells(full) if c.figure.part and c.figure.part.code == "0881"),
        rules=PUBLIC,
    )
    assert line(only_one) is None
    assert coarser_tables(only_one) == only_one.parts


def test_a_part_of_which_people_are_shown_keeps_its_line():
    full = document(crowd(), 0, 0)
    shown = hiding(full)
    table = shown.parts[0]
    of_people = {**table.lines[1].measures, "leavers": Shown(HIDDEN, 5, HIDDEN)}
    table = replace(
        table, lines=[table.lines[0], replace(table.lines[1], measures=of_people), table.lines[2]]
    )
    assert parts_together(table, shown) is None


def test_a_part_with_zeros_alone_is_not_hidden():
    shown = hiding(document(crowd((7, 0)), 0, 0))
    table = shown.parts[0]
    nobody = dict.fromkeys(table.lines[2].measures, Shown(0, 0, 0))
    table = replace(table, lines=[*table.lines[:2], replace(table.lines[2], measures=nobody)])
    assert parts_together(table, shown) is None


def test_funders_see_it_from_the_smallest_number_of_parts():
    shown = hiding(document(crowd((2, 2)), 0, 0), rules=FUNDER)
    assert shown.threshold == 3
    assert line(shown) is None


def test_the_page_and_the_pdf_have_one_row_for_them():
    shown = hiding(document(crowd(), 0, 0))
    with translation.override("sv"):
        names = [row.name for row in tables.part_tables(shown)[0].rows]
        assert names == ["municipality 0880", "municipality 0881, municipality 0882, tillsammans"]
        table = pdf_sections.parts(shown, "sv")["blocks"][0]
    assert [row[0] for row in table["rows"]] == names
    assert table["rows"][1][1:4] == ["7", "0", "7"]


def test_the_csv_file_has_it_in_addition():
    shown = hiding(document(crowd(), 0, 0))
    found = {row["code"]: row for row in rows(shown) if row["section"] == "part"}
    assert found["participants@0881"]["total"] == HIDDEN
    together = found["participants@0881+0882"]
    assert [together[key] for key in ("total", "period_total", "part_code")] == ["7", "7", "0881+0882"]


def test_a_share_of_them_needs_as_many_people_as_any_share_of_a_part():
    shown = hiding(document(crowd((12, 13)), 0, 0))
    found = {row["code"]: row["rate"] for row in rows(shown) if row["section"] == "part"}
    assert found["occupation@0881+0882"] == "0,0"
    few = hiding(document(crowd((6, 7)), 0, 0))
    assert {row["rate"] for row in rows(few) if row["code"] == "occupation@0881+0882"} == {HIDDEN}
