"""Outside knowledge: the constraints that follow from relations between figures, which no report prints."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from reporting.disclosure.cells import SEXES, CellIndex, Figure, Part, Sex, part_key
from reporting.disclosure.constraints import UNBOUNDED, Constraint
from reporting.disclosure.increments import (
    AT_END,
    BEFORE_PERIOD,
    IncrementTable,
    Reading,
    Steps,
    Term,
    Terms,
    terms_in,
)
from reporting.disclosure.relations import NESTED, NOT_BY_PART, Relations
from reporting.disclosure.series import ReportSeries
from reporting.indicators.frameworks.base import Comparison


class _Statement(NamedTuple):
    """The sum of the left figures equals that of the right ones, or is at most as large."""

    left: Sequence[Figure]
    right: Sequence[Figure]
    is_equation: bool
    has_one_date: bool  # all count a person on the same date, so that it holds for every increment


class _Excess(NamedTuple):  # the left sum less the right one
    terms: Terms
    value: int

    def satisfies(self, statement: _Statement) -> bool:
        return self.value == 0 if statement.is_equation else self.value <= 0


_Sides = Sequence[tuple[Steps, int]]


def known_constraints(series: ReportSeries, table: IncrementTable) -> Iterator[Constraint]:
    for statement in _statements(series):
        if all(figure in table for figure in (*statement.left, *statement.right)):
            for sex in SEXES:
                for excess in _excesses(table, statement, sex):
                    # A relation that the records break tells an outsider nothing.
                    if excess.terms and excess.satisfies(statement):
                        min_change = 0 if statement.is_equation else -UNBOUNDED
                        yield Constraint(excess.terms, excess.value, min_change, -excess.value)
    yield from _no_count_is_negative(table)


def _no_count_is_negative(table: IncrementTable) -> Iterator[Constraint]:
    # Of counts whose increments are never negative it needs no constraint.
    for steps in table.steps.values():
        value, may_fall = 0, False
        for number, step in enumerate(steps, 1):
            value += step.gain
            may_fall |= step.increment is not None and table.increments[step.increment].may_fall
            if may_fall:
                yield Constraint(terms_in(steps[:number]), value, -value, UNBOUNDED)


def _statements(series: ReportSeries) -> Iterator[_Statement]:
    relations = Relations.of(series.documents[-1].framework)
    for comparison in (*relations.equal, *relations.at_most):
        if comparison.right:
            yield _of_comparison(series, relations, comparison)
    in_parts = [
        (figure, figure.part) for figure in series.counts if figure.kind == "part" and figure.part is not None
    ]
    yield from _parts_make_the_whole(in_parts)
    yield from _same_name_statements(series)
    yield from _bases_of_parts(series)
    yield from _not_by_part(series)
    for figure, part in in_parts:
        if figure.code in NESTED:
            outer = Figure("part", NESTED[figure.code], part)
            has_one_date = relations.have_one_date((figure.code, outer.code))
            yield _Statement([figure], [outer], is_equation=False, has_one_date=has_one_date)


def _of_comparison(series: ReportSeries, relations: Relations, comparison: Comparison) -> _Statement:
    left, right = (
        [Figure("line", series.aliases.get(code, code)) for code in codes]
        for codes in (comparison.left, comparison.right)
    )
    has_one_date = relations.have_one_date((*comparison.left, *comparison.right))
    return _Statement(left, right, comparison.operator == "==", has_one_date)


def _parts_make_the_whole(in_parts: Sequence[tuple[Figure, Part]]) -> Iterator[_Statement]:
    tables: defaultdict[tuple[str, str], list[Figure]] = defaultdict(list)
    for figure, part in in_parts:
        tables[part.kind, figure.code].append(figure)
    for (_, measure), figures in tables.items():
        yield _Statement(figures, [Figure("line", measure)], is_equation=True, has_one_date=True)


def _bases_of_parts(series: ReportSeries) -> Iterator[_Statement]:
    # A share of a part's participants counts them by their last part, which no line of the parts does.
    document = series.documents[-1]
    index = CellIndex(document, series.aliases)
    bases: dict[str, Figure] = {}
    for target in document.targets:
        if target.base is not None and target.part is not None:
            base = index.of_base(target, target.base)
            numerator = index.of_target(target)
            if base.kind == "base":
                bases[part_key(target.part)] = base
            if numerator != base:
                yield _Statement([numerator], [base], is_equation=False, has_one_date=False)
    for table in document.parts:
        keys = [part_key(line.name) for line in table.lines]
        figures = [bases[key] for key in keys if key in bases]
        if figures:
            is_equation = len(figures) == len(table.lines)
            yield _Statement(figures, [Figure("line", "participants")], is_equation, has_one_date=True)


def _not_by_part(series: ReportSeries) -> Iterator[_Statement]:
    # In no table of parts, but a target of a part prints them.
    document = series.documents[-1]
    index = CellIndex(document, series.aliases)
    for target in document.targets:
        if target.part is not None:
            counted = [(target.measure, index.of_target(target))]
            if target.base is not None:
                counted.append((target.denominator, index.of_base(target, target.base)))
            for code, figure in counted:
                if code in NOT_BY_PART:
                    for larger in (Figure("line", code), Figure("part", "leavers", figure.part)):
                        yield _Statement([figure], [larger], is_equation=False, has_one_date=True)


def _same_name_statements(series: ReportSeries) -> Iterator[_Statement]:
    # Parts of one name are taken to be the same, such as a municipality and its own sub-project.
    figures_of = defaultdict(list)
    for table in series.documents[-1].parts:
        for line in table.lines:
            for measure in line.measures:
                figure = Figure("part", measure, Part(table.kind, line.code))
                figures_of[part_key(line.name), measure].append(figure)
    for figures in figures_of.values():
        for one, other in pairwise(figures):
            yield _Statement([one], [other], is_equation=True, has_one_date=True)


def _excesses(table: IncrementTable, statement: _Statement, sex: Sex) -> Iterator[_Excess]:
    sides = [(table.steps[figure, sex], 1) for figure in statement.left]
    sides += [(table.steps[figure, sex], -1) for figure in statement.right]
    if not any(terms_in(steps) for steps, _ in sides):
        return  # as most figures of a small project, which are zero in every report
    readings = [tuple(step.reading for step in steps) for steps, _ in sides]
    if statement.has_one_date and len(set(readings)) == 1:
        # It then holds step by step, which says more than the sums up to each reading.
        of_steps = [
            _excess([(steps[place : place + 1], sign) for steps, sign in sides])
            for place in range(len(readings[0]))
        ]
        yield from of_steps
        if all(excess.satisfies(statement) for excess in of_steps):
            return
    common = set.intersection(*(set(each) for each in readings))
    for reading in sorted(common):
        yield _excess([(_up_to(steps, reading), sign) for steps, sign in sides])
    for end in sorted(common) if statement.has_one_date else ():
        # After a correction, what holds up to two readings does not follow for the period between them.
        start = Reading(end.report, BEFORE_PERIOD)
        if end.moment == AT_END and start in common:
            yield _excess([(_up_to(steps, end)[len(_up_to(steps, start)) :], sign) for steps, sign in sides])


def _excess(sides: _Sides) -> _Excess:
    terms = tuple(
        Term(increment, sign * each) for steps, sign in sides for increment, each in terms_in(steps)
    )
    return _Excess(terms, sum(sign * step.gain for steps, sign in sides for step in steps))


def _up_to(steps: Steps, reading: Reading) -> Steps:
    place = next(number for number, step in enumerate(steps) if step.reading == reading)
    return steps[: place + 1]
