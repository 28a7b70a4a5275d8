"""Published counts: the constraints of the numbers that the series prints, and the small ones among them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import log10
from typing import NamedTuple

from reporting.disclosure.cells import COLUMNS, SEXES, Cell, number_in
from reporting.disclosure.constraints import Constraint
from reporting.disclosure.increments import IncrementTable, Terms
from reporting.disclosure.rules import DisclosureRules
from reporting.disclosure.series import ReportSeries

ALL_PARTICIPANTS = {"participants", "TOTAL", "EECO01", "A23-1E"}
RESULTS = {
    *("leavers", "work", "occupation", "progression", "began_or_increased", "compared"),
    *("A23-1L", "A23-1C"),
}
PART_WEIGHTS = {"municipality": 0.5, "sub_project": 1.0, "intervention": 0.8}


@dataclass(frozen=True)
class Published:
    constraints: tuple[Constraint, ...]
    cells: Mapping[Cell, int]  # of the latest report, each with the number of its constraint
    suppressed: tuple[int, ...]  # numbers of the constraints that are suppressed before any search
    small: Mapping[Terms, int]  # the printed sums from 1 to below the threshold, with their values


class _Printed(NamedTuple):
    report: int
    cell: Cell
    value: int


def published_counts(series: ReportSeries, table: IncrementTable, rules: DisclosureRules) -> Published:
    # Cells with the same increments share a constraint, so that they are suppressed together.
    printed_as: dict[Terms, list[_Printed]] = {}
    for terms, printed in _printed_numbers(series, table):
        printed_as.setdefault(terms, []).append(printed)
    constraints, suppressed, cells, small = [], [], {}, {}
    for number, (terms, places) in enumerate(printed_as.items()):
        constraint = _constraint(series, terms, places, rules)
        constraints.append(constraint)
        is_small = rules.is_small(places[0].cell.figure, constraint.value)
        in_latest = [place.cell for place in places if place.report == series.latest]
        cells.update(dict.fromkeys(in_latest, number))
        is_withheld = all(series.is_withheld(series.latest, cell) for cell in in_latest)
        if is_small:
            small[terms] = constraint.value
        # What only earlier reports print, and no release shows, stays suppressed.
        if constraint.loss is not None and (is_small or is_withheld):
            suppressed.append(number)
    return Published(tuple(constraints), cells, tuple(suppressed), small)


def _printed_numbers(series: ReportSeries, table: IncrementTable) -> Iterator[tuple[Terms, _Printed]]:
    for figure, reports in series.counts.items():
        for report, counts in reports.items():
            for span, count in counts.items():
                women, men = (table.terms_of(figure, span, sex, report) for sex in SEXES)
                for column, terms in zip(COLUMNS, (women, men, women + men), strict=True):
                    if terms:  # a sum without increments is zero in every report
                        cell = Cell(figure, span, column)
                        yield terms, _Printed(report, cell, number_in(count, column))


def _constraint(
    series: ReportSeries, terms: Terms, places: list[_Printed], rules: DisclosureRules
) -> Constraint:
    # Only withheld blocks suppress zeros.
    is_nonzero = any(not series.is_withheld(place.report, place.cell) for place in places)
    loss = _loss(series, places, rules)
    return Constraint(terms, places[0].value, loss=loss, min_value=int(is_nonzero))


def _loss(series: ReportSeries, places: list[_Printed], rules: DisclosureRules) -> float | None:
    # None for what readers know: numbers in earlier releases, numbers that are always shown, and zeros except
    # in withheld blocks.
    loss = 0.0
    for report, cell, value in places:
        if report == series.latest and rules.always_shows(cell, value, series.target_figures):
            return None
        if series.is_published(report, cell):  # the totals of targets are, in withheld blocks too
            return None
        if series.is_withheld(report, cell):
            continue
        if value <= 0:
            return None
        if report == series.latest:
            loss += information_loss(cell, value)  # not by sum(), which rounds in another way
    return loss


def information_loss(cell: Cell, value: int) -> float:
    """Return the loss of suppressing a cell with this value (1 or more), a weight without a unit."""
    # Totals weigh more than one sex, the project more than its parts, cumulative counts more than a period's.
    figure = cell.figure
    if figure.part is not None:
        weight = PART_WEIGHTS.get(figure.part.kind, 0.5)
    elif figure.code in ALL_PARTICIPANTS:
        weight = 12.0
    elif figure.code in RESULTS or figure.kind != "line":
        weight = 5.0
    else:
        weight = 1.2
    weight *= 4.0 if cell.column == "total" else 1.0
    weight *= 1.5 if cell.span == "cumulative" else 1.0
    return weight * (1 + log10(value))
