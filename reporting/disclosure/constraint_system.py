"""Constraint system: what an outsider may know of the increments, and the sums that must stay unknown."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from reporting.disclosure.cells import Cell, Figure, Part
from reporting.disclosure.constraints import Constraint
from reporting.disclosure.increments import AT_END, Changes, IncrementTable, Reading, Terms
from reporting.disclosure.outside_knowledge import known_constraints
from reporting.disclosure.published import published_counts
from reporting.disclosure.relations import NESTED
from reporting.disclosure.rules import DisclosureRules
from reporting.disclosure.sensitive import sensitive_sums
from reporting.disclosure.series import ReportSeries

REVERSE_NESTED = {outer: inner for inner, outer in NESTED.items()}
# (number of a constraint, sign of the increment in it): a bare tuple, since the search unpacks millions of them.
Occurrence = tuple[int, int]


@dataclass(frozen=True)
class ConstraintSystem:
    """The problem that the search solves; never changed, a suppression makes a new one."""

    table: IncrementTable
    latest: int  # number of the latest report
    constraints: tuple[Constraint, ...]
    cells: Mapping[Cell, int]  # of the latest report, each with the number of its constraint
    targets: Mapping[Terms, int]  # the sums that must not follow from the constraints, with their values
    occurrences: Mapping[int, Sequence[Occurrence]]  # by index of increment
    parts: tuple[Part, ...]
    suppressed: frozenset[int] = frozenset()  # numbers of constraints

    @classmethod
    def of(cls, series: ReportSeries, rules: DisclosureRules) -> "ConstraintSystem":
        table = IncrementTable.of(series)
        published = published_counts(series, table, rules)
        constraints = (*published.constraints, *known_constraints(series, table))
        system = cls(
            table=table,
            latest=series.latest,
            constraints=constraints,
            cells=published.cells,
            targets=sensitive_sums(series, table, rules, published.small),
            occurrences=_occurrences(constraints),
            parts=tuple(sorted({figure.part for figure in series.counts if figure.part is not None})),
        )
        return system.with_suppressed(published.suppressed)

    def with_suppressed(self, numbers: Iterable[int]) -> "ConstraintSystem":
        numbers = frozenset(numbers)
        constraints = list(self.constraints)
        for number in numbers:
            constraints[number] = constraints[number].suppressed()
        return replace(self, constraints=tuple(constraints), suppressed=self.suppressed | numbers)

    def with_offset_in_latest(self, changes: Changes) -> dict[int, int] | None:
        """Return the changes plus their opposite in the latest report's increments; None if impossible."""
        # The cumulative counts of the latest report then stay as they are.
        offset: dict[int, int] = {}
        for index, change in changes.items():
            increment = self.table.increments[index]
            last = self.table.steps[increment.figure, increment.sex][-1]
            if last.reading != Reading(self.latest, AT_END):
                return None
            if last.increment is None or last.increment in changes:
                return None
            offset[last.increment] = offset.get(last.increment, 0) - change
        return {**changes, **{index: change for index, change in offset.items() if change}}

    def transfer_candidates(self, index: int) -> Iterator[dict[int, int]]:
        """Yield changes that transfer one person between the increment's part and another part."""
        # The person is counted in the increment's measure, and in none or more of those nested with it.
        figure, sex, reading, *_ = self.table.increments[index]
        if figure.part is None:
            return
        outwards, inwards = _chain(figure.code, NESTED), _chain(figure.code, REVERSE_NESTED)
        for other_part in self._other_parts(figure.part):
            for measures, change in ((outwards, 1), (inwards, -1)):
                for many in range(1, len(measures) + 1):
                    changes: dict[int, int] = {}
                    for measure in measures[:many]:
                        here, there = (
                            self.table.index_of(Figure("part", measure, part), sex, reading)
                            for part in (figure.part, other_part)
                        )
                        if here is not None and there is not None:
                            changes |= {here: change, there: -change}
                    yield changes

    def _other_parts(self, part: Part) -> list[Part]:
        return [other for other in self.parts if other.kind == part.kind and other != part]


def _occurrences(constraints: Iterable[Constraint]) -> dict[int, list[Occurrence]]:
    found: defaultdict[int, list[Occurrence]] = defaultdict(list)
    for number, constraint in enumerate(constraints):
        for increment, sign in constraint.terms:
            found[increment].append((number, sign))
    return dict(found)


def _chain(first: str, following: Mapping[str, str]) -> list[str]:
    found = [first]
    while found[-1] in following:
        found.append(following[found[-1]])
    return found
