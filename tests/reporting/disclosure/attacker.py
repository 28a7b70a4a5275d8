"""An attacker who has all released reports of a project, and calculates suppressed numbers from relations."""

# Independent of the code under test: the unknowns are the printed cells, and the relations are stated here again.
# Bounds are narrowed until none changes; then each value that a suppressed number could have is tried, and
# excluded if it leads to a contradiction.

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from reporting.indicators.document import HIDDEN

ENTERED = {
    *("CO01", "CO02", "CO03", "CO05", "CO06", "CO07", "CO09", "CO10", "CO11"),
    *("CO15", "CO16", "CO18", "TOTAL", "participants", "GRAND"),
}
LEFT = {"CR02", "CR04", "work", "occupation", "progression", "leavers", "began_or_increased", "compared"}
SUMS = [(("CO01", "CO03", "CO05"), "TOTAL")]
AT_MOST = [
    (("CO02",), ("CO01",)),
    (("CO06", "CO07"), ("TOTAL",)),
    (("CO09", "CO10", "CO11"), ("TOTAL",)),
    *(((code,), ("TOTAL",)) for code in ("CO15", "CO16", "CO18")),
    (("TOTAL",), ("participants",)),
    (("CR04",), ("work",)),
    (("CR02",), ("leavers",)),
    (("CR02",), ("occupation",)),
    (("work",), ("occupation",)),
    (("occupation",), ("progression",)),
    (("progression",), ("leavers",)),
    (("began_or_increased",), ("compared",)),
    (("compared",), ("leavers",)),
    # counted on different dates: true of cumulative counts only
    (("leavers",), ("participants",)),
    (("CR04",), ("CO01", "CO03")),
    (("CR02",), ("TOTAL",)),
]
MANY = 400
NOT_BY_PART = {"began_or_increased", "compared"}  # a target may print them


def cells_of(document):
    """{(code or part, span, column): number or HIDDEN} of every printed count."""
    cells = {}
    for line in (*document.outputs, *document.results, *document.measures):
        put(cells, line.code, "cumulative", line.cumulative)
        put(cells, line.code, "period", line.period)
    for table in document.parts:
        for part in table.lines:
            for measure, count in part.measures.items():
                if measure in NOT_BY_PART:
                    continue
                put(cells, (table.kind, part.code, measure), "cumulative", count)
                put(cells, (table.kind, part.code, measure), "period", part.period_measures[measure])
    for target in document.targets:  # the same persons as the measure
        what = target.measure if target.part is None else (*part_of(document, target), target.measure)
        for span in ("cumulative", "period"):
            for column in ("women", "men", "total"):
                number = getattr(getattr(target, span), column)
                if number != HIDDEN or (what, span, column) not in cells:
                    cells[what, span, column] = number
    return cells


def part_of(document, target):
    return next(
        (table.kind, line.code)
        for table in document.parts
        for line in table.lines
        if line.name.sv == target.part.sv
    )


def put(cells, what, span, count):
    for column in ("women", "men", "total"):
        cells[what, span, column] = getattr(count, column)


def is_withheld(document, what, span, column):
    if isinstance(what, tuple):
        group = "parts" if span == "cumulative" else "parts_in_period"
        kind, code = what[0], what[2]
    else:
        group = "period" if span == "period" else "totals" if column == "total" else "sexes"
        kind, code = "line", "participants" if what == "GRAND" else what
    return not {f"{group}::", f"{group}:{kind}:{code}"}.isdisjoint(document.withheld)


class Knowledge:
    # bounds: {unknown: [lowest, highest]}; facts: ([(unknown, factor)], "==" or "<="), the sum compared with 0.

    def __init__(self, documents, corrections):
        self.corrections = corrections
        self.bounds, self.facts, self.of = {}, [], defaultdict(list)
        whats = list(dict.fromkeys(what for document in documents for what, _, _ in cells_of(document)))
        for number, document in enumerate(documents):
            self._read(number, document)
        for what in whats:
            for column in ("women", "men", "total"):
                self._through_time(documents, what, column)
        for number in range(len(documents)):
            self._within(number, whats)

    def _read(self, report, document):
        cells = cells_of(document)
        for (what, span, column), shown in cells.items():
            least = 0 if is_withheld(document, what, span, column) else 1  # zero is shown elsewhere
            unknown = report, what, span, column
            self.bounds[unknown] = [least, MANY] if shown == HIDDEN else [shown, shown]
        for what, span, column in cells_of(document):
            if span == "cumulative":
                self.bounds[report, what, "before", column] = [0, MANY]
                self.know(
                    [(what, "before", 1), (what, "period", 1), (what, "cumulative", -1)], "==", report, column
                )

    def know(self, terms, relation, report, column):
        self.fact([((report, what, span, column), factor) for what, span, factor in terms], relation)

    def fact(self, terms, relation):
        if all(unknown in self.bounds for unknown, _ in terms):
            self.facts.append((terms, relation))
            for unknown, _ in terms:
                self.of[unknown].append(len(self.facts) - 1)

    def _within(self, report, whats):
        for what in whats:
            for span in ("cumulative", "period", "before"):
                self.fact(
                    [((report, what, span, c), f) for c, f in (("women", 1), ("men", 1), ("total", -1))], "=="
                )
        parts = defaultdict(list)
        for what in whats:
            if isinstance(what, tuple) and what[2] not in NOT_BY_PART:
                parts[what[0], what[2]].append(what)
        for span in ("cumulative", "period", "before"):
            for column in ("women", "men", "total"):
                for (_, measure), lines in parts.items():
                    self.know(
                        [*((line, span, 1) for line in lines), (measure, span, -1)], "==", report, column
                    )
                self.know([("GRAND", span, 1), ("participants", span, -1)], "==", report, column)
                for codes, whole in SUMS:
                    self.know([*((code, span, 1) for code in codes), (whole, span, -1)], "==", report, column)
                self._at_most(report, span, column, whats)

    def _at_most(self, report, span, column, whats):
        for small, large in AT_MOST:
            one_day = all(code in ENTERED for code in (*small, *large)) or all(
                code in LEFT for code in (*small, *large)
            )
            if one_day or span != "period":
                terms = [*((code, span, 1) for code in small), *((code, span, -1) for code in large)]
                self.know(terms, "<=", report, column)
        nested = ("work", "occupation", "progression", "leavers", "participants")
        for what in whats:
            if isinstance(what, tuple) and what[2] in NOT_BY_PART:
                for larger in (what[2], (*what[:2], "leavers")):
                    self.know([(what, span, 1), (larger, span, -1)], "<=", report, column)
            elif isinstance(what, tuple) and what[2] != "participants":
                outer = nested[nested.index(what[2]) + 1]
                if outer != "participants" or span != "period":
                    larger = (*what[:2], outer)
                    self.know([(what, span, 1), (larger, span, -1)], "<=", report, column)

    def _through_time(self, documents, what, column):
        # Without a correction, a cumulative count never falls and is the same in all reports that end on one day.
        readings = [(day, (report, what, span, column)) for day, report, span in readings_of(documents)]
        for (day, one), (next_day, other) in pairwise(readings):
            if (other[0], other[2]) not in self.corrections.falls:
                is_equal = day == next_day and other not in self.corrections.rises
                self.fact([(one, 1), (other, -1)], "==" if is_equal else "<=")

    def objections(self, numbers):
        """Return the bounds and the facts that these numbers break."""
        outside = [u for u, (least, most) in self.bounds.items() if not least <= numbers[u] <= most]
        broken = [
            (terms, relation)
            for terms, relation in self.facts
            if (total := sum(f * numbers[u] for u, f in terms)) > 0 or (relation == "==" and total)
        ]
        return outside + broken

    def knows(self, unknown):
        lowest, highest = self.bounds[unknown]
        return lowest == highest

    def conclude(self):
        """Narrow the bounds; return False if the facts contradict each other."""
        return self._narrow(self.bounds, range(len(self.facts)))

    def _narrow(self, bounds, facts):
        waiting = list(facts)
        pending = set(waiting)
        while waiting:
            number = waiting.pop()
            pending.discard(number)
            terms, relation = self.facts[number]
            low = sum(f * bounds[u][0 if f > 0 else 1] for u, f in terms)
            high = sum(f * bounds[u][1 if f > 0 else 0] for u, f in terms)
            if low > 0 or (relation == "==" and high < 0):
                return False
            for unknown, factor in terms:
                moved = self._narrow_one(bounds, unknown, factor, low, high, relation)
                if moved is None:
                    return False
                if moved:
                    for other in self.of[unknown]:
                        if other not in pending:
                            pending.add(other)
                            waiting.append(other)
                    low = sum(f * bounds[u][0 if f > 0 else 1] for u, f in terms)
                    high = sum(f * bounds[u][1 if f > 0 else 0] for u, f in terms)
        return True

    @staticmethod
    def _narrow_one(bounds, unknown, factor, low, high, relation):
        least, most = bounds[unknown]
        new_least, new_most = least, most
        if factor > 0:
            new_most = min(most, least - low)
            if relation == "==":
                new_least = max(least, most - high)
        else:
            new_least = max(least, most + low)
            if relation == "==":
                new_most = min(most, least + high)
        if new_least > new_most:
            return None
        bounds[unknown] = [new_least, new_most]
        return (new_least, new_most) != (least, most)

    def candidates(self, unknown, most):
        """Return the first two values up to `most` for which no contradiction is found."""
        least, highest = self.bounds[unknown]
        found = []
        for value in range(least, min(highest, most) + 1):
            bounds = {key: list(pair) for key, pair in self.bounds.items()}
            bounds[unknown] = [value, value]
            if self._narrow(bounds, self.of[unknown]):
                found.append(value)
                if len(found) == 2:
                    break
        return found


def readings_of(documents):
    """Return (day, report, "before" or "cumulative") of the readings, in order of date."""
    readings = []
    for report, document in enumerate(documents):
        start, end = date.fromisoformat(document.starts_on), date.fromisoformat(document.ends_on)
        readings += [(start - timedelta(days=1), report, "before"), (end, report, "cumulative")]
    return sorted(readings, key=lambda reading: reading[0])


@dataclass(frozen=True)
class Corrections:
    """Corrections of records between reports, as far as an attacker knows of them."""

    falls: frozenset = (
        frozenset()
    )  # (report, span) of the readings at which a number falls: any other may too
    rises: frozenset = frozenset()  # (report, what, span, column) with more than before on the same day

    @classmethod
    def of(cls, full):
        numbers, falls, rises = numbers_of(full), set(), set()
        whats = {(what, column) for _, what, _, column in numbers}
        for (day, one, one_span), (next_day, report, span) in pairwise(readings_of(full)):
            for what, column in whats:
                gain = numbers[report, what, span, column] - numbers[one, what, one_span, column]
                if gain < 0:
                    falls.add((report, span))
                elif gain and day == next_day:
                    rises.add((report, what, span, column))
        return cls(frozenset(falls), frozenset(rises))


def learnt(full, released, rules, among=None):
    """Return the small numbers that the releases reveal: of all, or among these."""
    knowledge = Knowledge(released, Corrections.of(full))
    assert knowledge.conclude(), "what is released contradicts itself"
    found = []
    for report, document in enumerate(full):
        for cell, number in cells_of(document).items():
            unknown = report, *cell
            smallest = smallest_of(unknown, rules)
            if among is not None and (unknown, number) not in among:
                continue
            if 0 < number < smallest and knowledge.candidates(unknown, smallest + 5) == [number]:
                found.append((unknown, number))
    return found


def smallest_of(unknown, rules):
    return rules.smallest_in_part if isinstance(unknown[1], tuple) else rules.smallest


def numbers_of(full):
    """Return the true value of every unknown."""
    numbers = {}
    for report, document in enumerate(full):
        cells = cells_of(document)
        for (what, span, column), number in cells.items():
            numbers[report, what, span, column] = number
            if span == "period":
                numbers[report, what, "before", column] = cells[what, "cumulative", column] - number
    return numbers
