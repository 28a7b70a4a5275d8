"""A report with what is withheld taken out: numbers, shares, and the words that would tell them."""

from dataclasses import fields, replace
from decimal import Decimal

from reporting.disclosure.cells import COLUMNS, CellIndex
from reporting.document import HIDDEN, ReleasedDocument, ReportDocument, Shown
from reporting.measures import WOMEN_SHARE


def redact(document, hidden, *, threshold, smallest_base):
    """The `ReleasedDocument` that withholds the (figure, span, column) in `hidden`."""
    return _Redaction(document, hidden, smallest_base).document(threshold)


class _Redaction:
    def __init__(self, document, hidden, smallest_base):
        self._document, self._hidden, self._smallest_base = document, hidden, smallest_base
        self._index = CellIndex(document)
        self._measures = {line.code: line for line in document.measures}

    def document(self, threshold):
        whole = self._document
        kept = {f.name: getattr(whole, f.name) for f in fields(ReportDocument)}
        return ReleasedDocument(
            **{
                **kept,
                "outputs": [self._line(line) for line in whole.outputs],
                "results": [self._line(line) for line in whole.results],
                "measures": [self._line(line) for line in whole.measures],
                "targets": [self._target(target) for target in whole.targets],
                "parts": [self._table(table) for table in whole.parts],
                "rules": [_rule(rule) for rule in whole.rules],
            },
            threshold=threshold,
            smallest_base=self._smallest_base,
        )

    def _count(self, figure, span, count):
        if count.women is None:  # not of persons
            return count
        return Shown(
            *(
                HIDDEN if (figure, span, column) in self._hidden else getattr(count, column)
                for column in COLUMNS
            )
        )

    def _line(self, line):
        figure = self._index.line(line)
        cumulative = self._count(figure, "cumulative", line.cumulative)
        base = self._measures.get(line.denominator)
        shown_base = base and self._count(self._index.line(base), "cumulative", base.cumulative)
        part = cumulative.women if line.code == WOMEN_SHARE else cumulative.total
        return replace(
            line,
            cumulative=cumulative,
            period=self._count(figure, "period", line.period),
            rate=self._rate(line.rate, part, shown_base.total if shown_base else HIDDEN),
        )

    def _rate(self, rate, part, base):
        """A share that says no more than the numbers it is made of, and not of a few."""
        tells = HIDDEN in (part, base) or base < self._smallest_base
        return HIDDEN if rate and tells else rate

    def _target(self, target):
        figure = self._index.target(target)
        cumulative = self._count(figure, "cumulative", target.cumulative)
        base = target.base and self._count(self._index.base(target), "cumulative", target.base)
        part = cumulative.women if target.measure == WOMEN_SHARE else cumulative.total
        whole = base.total if base else Decimal(target.value)
        is_known = HIDDEN not in (part, whole)
        return replace(
            target,
            cumulative=cumulative,
            period=self._count(figure, "period", target.period),
            base=base,
            rate=self._rate(target.rate, part, whole),
            state=target.state if is_known else "hidden",
        )

    def _table(self, table):
        return replace(table, lines=[self._part(table.kind, part) for part in table.lines])

    def _part(self, kind, part):
        def shown(span, counts):
            return {
                measure: self._count(self._index.part(kind, part, measure), span, count)
                for measure, count in counts.items()
            }

        return replace(
            part,
            measures=shown("cumulative", part.measures),
            period_measures=shown("period", part.period_measures),
        )


def _rule(rule):
    """The rule that is broken, and nothing of by how many: that is for those who can mend it."""
    return replace(rule, count=Shown() if rule.count is not None else None, detail="", sex="", span="")
