"""Where a report prints counts of persons, and which figure each place prints.

A figure is ("line", code), ("part", kind, part's code, measure), or ("target", code) and
("base", code) for a target whose people stand nowhere else. The same people under two names are
one figure.
"""

from math import log10

from reporting.disclosure.relations import SAME
from reporting.document import HIDDEN

SPANS = ("cumulative", "period")
SEXES = ("women", "men")
COLUMNS = (*SEXES, "total")


class CellIndex:
    """Tells the figure of every place of a report."""

    def __init__(self, document, same=None):
        self.document = document
        self._same = shared_aliases([document]) if same is None else same
        self._lines = {line.code: line for line in document.measures}
        self._parts = [(table.kind, part) for table in document.parts for part in table.lines]

    def line(self, line):
        return "line", self._same.get(line.code, line.code)

    def part(self, kind, part, measure):
        return "part", kind, part.code, measure

    def target(self, target):
        measure = self._same.get(target.measure, target.measure)
        return self._figure(target, measure, _spans(target)) or ("target", target.code)

    def base(self, target):
        return self._figure(target, target.denominator, {"cumulative": target.base}) or ("base", target.code)

    def _figure(self, target, measure, counts):
        """The figure with the same people: the measure of the project or of the target's part."""
        if target.part is None:
            line = self._lines.get(measure)
            return ("line", measure) if line and _reads(_spans(line), counts) else None
        for kind, part in self._parts:
            if part.name == target.part and _reads(part_spans(part, measure), counts):
                return "part", kind, part.code, measure
        return None

    def printed_counts(self):
        """(figure, {span: count}) of every place that counts persons."""
        for line in (*self.document.outputs, *self.document.results, *self.document.measures):
            if line.cumulative.women is not None:
                yield self.line(line), _spans(line)
        for kind, part in self._parts:
            for measure in part.measures:
                yield self.part(kind, part, measure), part_spans(part, measure)
        for target in self.document.targets:
            yield self.target(target), _spans(target)
            if target.base is not None:
                yield self.base(target), {"cumulative": target.base}


def shared_aliases(documents):
    """Second names of figures, where the reports agree that they are the same."""

    def agree(document, second, first):
        lines = {line.code: line for line in (*document.outputs, *document.measures)}
        return second not in lines or (first in lines and _spans(lines[second]) == _spans(lines[first]))

    return {
        second: first
        for second, first in SAME.items()
        if all(agree(document, second, first) for document in documents)
    }


def all_cells(document, same=None):
    """Every (figure, span, column) that the report prints."""
    places = CellIndex(document, same).printed_counts()
    return {(figure, span, column) for figure, counts in places for span in counts for column in COLUMNS}


def suppressed_cells(document, released, same):
    """The (figure, span, column) that a release of the report withholds in some place."""
    pairs = zip(
        CellIndex(document, same).printed_counts(), CellIndex(released, {}).printed_counts(), strict=True
    )
    return {
        (figure, span, column)
        for (figure, counts), (_, shown) in pairs
        for span in counts
        for column in COLUMNS
        if getattr(shown[span], column) == HIDDEN
    }


def _spans(line):
    return {"cumulative": line.cumulative, "period": line.period}


def part_spans(part, measure):
    """A part's counts of a measure; older reports have none of the period."""
    spans = {"cumulative": part.measures.get(measure), "period": part.period_measures.get(measure)}
    return {span: count for span, count in spans.items() if count is not None}


def _reads(counts, wanted):
    return all(counts.get(span) == count for span, count in wanted.items())


# What is lost when a number is hidden: totals weigh more than women and men, the whole project more
# than its parts, what has come since the start more than a period, large numbers more than small ones.

EVERYBODY = {"participants", "TOTAL", "EECO01", "A23-1E"}
RESULTS = {"leavers", "work", "occupation", "progression", "A23-1L", "A23-1C"}
IN_PARTS = {"municipality": 0.5, "sub_project": 1.0, "intervention": 0.8}  # municipalities go first


def loss(figure, span, column, value):
    if figure[0] == "part":
        weight = IN_PARTS[figure[1]]
    elif figure[-1] in EVERYBODY:
        weight = 12.0
    else:
        weight = 5.0 if figure[-1] in RESULTS or figure[0] != "line" else 1.2
    weight *= 4.0 if column == "total" else 1.0
    weight *= 1.5 if span == "cumulative" else 1.0
    return weight * (1 + log10(value))
