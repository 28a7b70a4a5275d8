"""Redaction: a report without its suppressed counts, and without the shares and texts that would reveal them."""

from collections.abc import Iterable, Mapping
from dataclasses import fields, replace
from decimal import Decimal
from typing import Any

from esfportal.ui.formats import HIDDEN
from reporting.disclosure.cells import COLUMNS, Cell, CellIndex, Figure, Span
from reporting.disclosure.relations import NOT_BY_PART
from reporting.disclosure.rules import Block, DisclosureRules
from reporting.indicators.attached_files import given_to
from reporting.indicators.document import (
    Count,
    Line,
    PartLine,
    PartTable,
    ReleasedDocument,
    ReportDocument,
    RuleLine,
    Shown,
    TargetLine,
)
from reporting.indicators.measures import WOMEN_SHARE
from reporting.indicators.validation import NEVER_FALL


def redact(
    document: ReportDocument,
    suppressed: frozenset[Cell],
    *,
    rules: DisclosureRules,
    audience: str = "",
    withheld: Iterable[Block] = (),
) -> ReleasedDocument:
    return _Redaction(document, suppressed, rules).document(
        audience, [block.to_stored() for block in withheld]
    )


class _Redaction:
    def __init__(self, document: ReportDocument, suppressed: frozenset[Cell], rules: DisclosureRules) -> None:
        self._document, self._suppressed, self._rules = document, suppressed, rules
        self._index = CellIndex(document)
        self._measures = {line.code: line for line in document.measures}

    def document(self, audience: str, withheld: list[str]) -> ReleasedDocument:
        full = self._document
        unchanged = {field.name: getattr(full, field.name) for field in fields(ReportDocument)}
        submission = full.submission and replace(full.submission, name="")
        return ReleasedDocument(
            **{
                **unchanged,
                "outputs": [self._line(line) for line in full.outputs],
                "results": [self._line(line) for line in full.results],
                "measures": [self._line(line) for line in full.measures],
                "targets": [self._target(target) for target in full.targets],
                "parts": [self._table(table) for table in full.parts],
                "rules": [_rule(rule) for rule in full.rules],
                "attachments": given_to(audience, full.attachments),
                "anonymous": [],  # small numbers, which no choice of cells protects (ADR 156)
                "changes": {},  # a few people by cause, and differences of suppressed numbers
                "distances": [],  # reporting.disclosure.distance decides on them, alike for each audience
                "hours": [],  # reporting.disclosure.hours decides on them
                "submission": submission,
                "released_digest": "",
                "salt": "",
            },
            audience=audience,
            threshold=self._rules.smallest,
            threshold_in_parts=self._rules.smallest_in_part,
            smallest_base=self._rules.smallest_base,
            smallest_base_in_parts=self._rules.smallest_base_in_part,
            withheld=withheld,
        )

    def _count(self, figure: Figure, span: Span, count: Count) -> Any:
        # Any: released lines hold `Shown` where their annotations say `Count`.
        if count.women is None:  # not of persons
            return count
        return Shown(
            *(
                HIDDEN if Cell(figure, span, column) in self._suppressed else getattr(count, column)
                for column in COLUMNS
            )
        )

    def _line(self, line: Line) -> Line:
        figure = self._index.of_line(line)
        cumulative = self._count(figure, "cumulative", line.cumulative)
        base = self._measures.get(line.denominator)
        shown_base = base and self._count(self._index.of_line(base), "cumulative", base.cumulative)
        part = cumulative.women if line.code == WOMEN_SHARE else cumulative.total
        return replace(
            line,
            cumulative=cumulative,
            period=self._count(figure, "period", line.period),
            rate=_rate(
                line.rate, part, shown_base.total if shown_base else HIDDEN, self._rules.smallest_base
            ),
            with_evidence=None,  # of a few people it would be a small number, and a difference of two
            with_proof=None,
        )

    def _target(self, target: TargetLine) -> TargetLine:
        figure = self._index.of_target(target)
        cumulative = self._count(figure, "cumulative", target.cumulative)
        base = target.base and self._count(
            self._index.of_base(target, target.base), "cumulative", target.base
        )
        part = cumulative.women if target.measure == WOMEN_SHARE else cumulative.total
        whole = base.total if base else Decimal(target.value)
        rules = self._rules
        smallest_base = rules.smallest_base if target.part is None else rules.smallest_base_in_part
        return replace(
            target,
            cumulative=cumulative,
            period=self._count(figure, "period", target.period),
            base=base,
            rate=_rate(target.rate, part, whole, smallest_base),
            # "behind" would tell that the number is smaller than the target.
            state="hidden" if HIDDEN in (part, whole) else target.state,
            with_proof=None,
        )

    def _table(self, table: PartTable) -> PartTable:
        return replace(table, lines=[self._part(table.kind, line) for line in table.lines])

    def _part(self, kind: str, part: PartLine) -> PartLine:
        def shown(span: Span, counts: Mapping[str, Count]) -> dict[str, Any]:
            return {
                measure: self._count(self._index.of_part(kind, part, measure), span, count)
                for measure, count in counts.items()
                if measure not in NOT_BY_PART
            }

        return replace(
            part,
            measures=shown("cumulative", part.measures),
            period_measures=shown("period", part.period_measures),
            with_proof={},
        )


def _rate(rate: str, part: int | str, whole: int | str | Decimal, smallest_base: int) -> str:
    # With one of its numbers, a share would reveal the other.
    is_revealing = part == HIDDEN or isinstance(whole, str) or whole < smallest_base
    return HIDDEN if rate and is_revealing else rate


def _rule(rule: RuleLine) -> RuleLine:
    # The reader sees that a rule is broken, never by how many.
    count: Any = Shown() if rule.count is not None else None
    # The causes of a lower figure are numbers of people.
    text = NEVER_FALL if rule.id == "V-A62" else rule.text
    return replace(rule, text=text, count=count, detail="", sex="", span="")
