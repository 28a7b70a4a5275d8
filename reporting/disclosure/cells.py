"""Cells: the counts of persons that a report prints, and the figure that each of them states."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Literal, NamedTuple

from esfportal.ui.formats import HIDDEN
from reporting.disclosure.relations import ALIASES, NOT_BY_PART
from reporting.indicators.document import Count, Line, PartLine, ReportDocument, TargetLine
from reporting.indicators.names import Name

Span = Literal["cumulative", "period"]
Sex = Literal["women", "men"]
Column = Literal["women", "men", "total"]
Counts = Mapping[Span, Count]

SEXES: tuple[Sex, ...] = ("women", "men")
COLUMNS: tuple[Column, ...] = ("women", "men", "total")


class Part(NamedTuple):
    kind: str  # "sub_project", "municipality" or "intervention"
    code: str


class Figure(NamedTuple):
    """A group of persons that reports count, independent of date and sex."""

    kind: Literal["line", "part", "target", "base"]  # target and base: counted on no line
    code: str  # of an indicator, a measure or a target
    part: Part | None = None  # None for the whole project


class Cell(NamedTuple):
    figure: Figure
    span: Span
    column: Column


class CellIndex:
    """The figure behind each printed count of a report."""

    def __init__(self, document: ReportDocument, aliases: Mapping[str, str] | None = None) -> None:
        self._document = document
        self._aliases = shared_aliases([document]) if aliases is None else aliases
        self._measures = {line.code: line for line in document.measures}
        self._parts = [(table.kind, line) for table in document.parts for line in table.lines]

    def of_line(self, line: Line) -> Figure:
        return Figure("line", self._aliases.get(line.code, line.code))

    def of_part(self, kind: str, line: PartLine, measure: str) -> Figure:
        return Figure("part", measure, Part(kind, line.code))

    def of_target(self, target: TargetLine) -> Figure:
        measure = self._aliases.get(target.measure, target.measure)
        figure = self._with_same_counts(target.part, measure, _both_spans(target))
        # Two targets may count the same people of a part.
        code = measure if measure in NOT_BY_PART else target.code
        return figure or Figure("target", code, self._part_of(target))

    def of_base(self, target: TargetLine, base: Count) -> Figure:
        figure = self._with_same_counts(target.part, target.denominator, {"cumulative": base})
        code = target.denominator if target.denominator in NOT_BY_PART else target.code
        return figure or Figure("base", code, self._part_of(target))

    def _with_same_counts(self, part_name: Name | None, measure: str, counts: Counts) -> Figure | None:
        if part_name is None:
            line = self._measures.get(measure)
            return Figure("line", measure) if line and _includes(_both_spans(line), counts) else None
        for kind, part in self._parts if measure not in NOT_BY_PART else ():
            if part_key(part.name) == part_key(part_name) and _includes(
                _spans_of_part(part, measure), counts
            ):
                return self.of_part(kind, part, measure)
        return None

    def _part_of(self, target: TargetLine) -> Part | None:
        # Of a figure that no table prints, such as a share by the last part: it too counts people of a part.
        if target.part is None:
            return None
        key = part_key(target.part)
        found = (Part(kind, line.code) for kind, line in self._parts if part_key(line.name) == key)
        return next(found, Part("", key))

    def printed_counts(self) -> Iterator[tuple[Figure, Counts]]:
        # A figure may be printed several times, such as on its line and with a target.
        for line in (*self._document.outputs, *self._document.results, *self._document.measures):
            if line.cumulative.women is not None:
                yield self.of_line(line), _both_spans(line)
        for kind, part in self._parts:
            for measure in part.measures:
                if measure in NOT_BY_PART:
                    continue
                yield self.of_part(kind, part, measure), _spans_of_part(part, measure)
        for target in self._document.targets:
            yield self.of_target(target), _both_spans(target)
            if target.base is not None:
                yield self.of_base(target, target.base), {"cumulative": target.base}


def part_key(name: Name) -> str:
    # Only a table of municipalities has their names in English too.
    return name.sv


def number_in(count: Count, column: Column) -> int:
    number: int = getattr(count, column)
    return number


def shared_aliases(documents: Iterable[ReportDocument]) -> dict[str, str]:
    """Return {second code: first code} where all these reports have the same counts for both."""
    documents = list(documents)
    return {
        second: first
        for second, first in ALIASES.items()
        if all(_is_alias_in(document, second, first) for document in documents)
    }


def _is_alias_in(document: ReportDocument, second: str, first: str) -> bool:
    lines = {line.code: line for line in (*document.outputs, *document.measures)}
    if second not in lines:
        return True
    return first in lines and _both_spans(lines[second]) == _both_spans(lines[first])


def all_cells(document: ReportDocument, aliases: Mapping[str, str] | None = None) -> frozenset[Cell]:
    return frozenset(
        Cell(figure, span, column)
        for figure, counts in CellIndex(document, aliases).printed_counts()
        for span in counts
        for column in COLUMNS
    )


def suppressed_cells(
    document: ReportDocument, released: ReportDocument, aliases: Mapping[str, str]
) -> frozenset[Cell]:
    # Both print the same counts in the same order; only the report in full tells which figures they are.
    in_full = CellIndex(document, aliases).printed_counts()
    shown = CellIndex(released, {}).printed_counts()
    found: dict[bool, set[Cell]] = {True: set(), False: set()}
    for (figure, counts), (_, shown_counts) in zip(in_full, shown, strict=True):
        for span in counts:
            for column in COLUMNS:
                is_hidden = getattr(shown_counts[span], column) == HIDDEN
                found[is_hidden].add(Cell(figure, span, column))
    # Printed once is known: earlier versions hid a part's number in the table and showed it with a target.
    return frozenset(found[True] - found[False])


def _both_spans(line: Line | TargetLine) -> Counts:
    return {"cumulative": line.cumulative, "period": line.period}


def _spans_of_part(part: PartLine, measure: str) -> Counts:
    # Reports of earlier versions have no counts of the period by part.
    counts: dict[Span, Count | None] = {
        "cumulative": part.measures.get(measure),
        "period": part.period_measures.get(measure),
    }
    return {span: count for span, count in counts.items() if count is not None}


def _includes(counts: Counts, wanted: Counts) -> bool:
    return all(counts.get(span) == count for span, count in wanted.items())
