"""Aggregate rules: consistency of one report's figures, and with the report before it."""

from collections.abc import Callable, Sequence
from typing import Any

from projects.models import Project
from reporting.indicators.counting import Counts, Period
from reporting.indicators.document import Count, Line, RuleLine, from_json
from reporting.indicators.enums import LineKind, RuleLevel, Severity, Span
from reporting.indicators.frameworks.base import PRESENT, AggregateRule, Comparison, Framework
from reporting.indicators.names import Name
from reporting.indicators.validation.decrease_causes import causes_since

Figure = tuple[str, Span, Count]  # code, span and count

SEXES = ("women", "men", "total")
HOLDS: dict[str, Callable[[int, int], bool]] = {
    "==": lambda left, right: left == right,
    "<=": lambda left, right: left <= right,
    ">=": lambda left, right: left >= right,
}

WOMEN_AND_MEN = Name(
    "Kvinnor och män är tillsammans totalen i varje figur.", "Women and men make the total of every figure."
)
WHOLE_NUMBERS = Name(
    "Alla antal är hela tal och aldrig mindre än noll.", "All counts are whole numbers and never below zero."
)
EVERY_VALUE = Name(
    "Varje indikator har ett värde; noll är ett värde.", "Every indicator has a value; zero is a value."
)
NEVER_FALL = Name(
    "En figur är lägre än i en tidigare inlämnad rapport. Se till att skälet till rättelsen är antecknat.",
    "A figure is lower than in an earlier submitted report. See that the reason for the correction is recorded.",
)
SINCE_THEN = Name(" Sedan den rapporten gjordes:", " Since that report was made:")


def broken_aggregate_rules(framework: Framework, counts: Counts, lines: Sequence[Line]) -> list[RuleLine]:
    """Return a line for each broken rule, with the first wrong numbers."""
    values = FigureValues(counts, lines)
    broken = _form_rules(framework, lines)
    for rule in framework.aggregate_rules:
        if line := _first_violation(rule, framework, values):
            broken.append(line)
    return broken


class FigureValues:
    def __init__(self, counts: Counts, lines: Sequence[Line]) -> None:
        self._counts = counts
        self._stated = {line.code: line.cumulative for line in lines if line.kind == LineKind.ENTITY}
        self.projects = 1

    def __call__(self, code: str, span: str, sex: str) -> Any:  # a number
        if code == "projects":
            return self.projects
        count = self._stated.get(code) or self._counts.total(code, span)
        # A number that is not stated breaks no comparison.
        return (count.plain or 0) if count.women is None else getattr(count, sex)


def _first_violation(rule: AggregateRule, framework: Framework, values: FigureValues) -> RuleLine | None:
    for comparison in rule.comparisons:
        # Period figures are compared only if both sides use the same date rule: results in a period may
        # concern participants who entered before it.
        spans = (
            (Span.CUMULATIVE, Span.PERIOD) if _is_by_one_date(comparison, framework) else (Span.CUMULATIVE,)
        )
        for span in spans:
            for sex in SEXES:
                if detail := violation(comparison, lambda code: values(code, span, sex)):  # noqa: B023
                    return RuleLine(
                        rule.id, RuleLevel.AGGREGATE, rule.severity, rule.text, None, detail, sex, span
                    )
    return None


def violation(comparison: Comparison, value: Callable[[str], int]) -> str:
    """Return the numbers that break a comparison, or ""."""
    left = sum(map(value, comparison.left))
    right = sum(map(value, comparison.right)) - sum(map(value, comparison.minus))
    if HOLDS[comparison.operator](left, right):
        return ""
    right_side = " + ".join(comparison.right) + "".join(f" − {code}" for code in comparison.minus)
    return f"{' + '.join(comparison.left)} = {left}, {right_side or '0'}{f' = {right}' if right_side else ''}"


def _is_by_one_date(comparison: Comparison, framework: Framework) -> bool:
    codes = (*comparison.left, *comparison.right, *comparison.minus)
    if "A23-1C" in codes:
        return True  # V-A56: the carry-over is a balance of the period
    kinds = {framework[code].when for code in codes if code in framework}
    return len(kinds) == 1 and all(code in framework for code in codes)


def _form_rules(framework: Framework, lines: Sequence[Line]) -> list[RuleLine]:
    """Check every single figure: V-A01, V-A61 and, where zeros must be reported, V-A44."""
    figures = [
        (line.code, span, count)
        for line in lines
        for span, count in ((Span.CUMULATIVE, line.cumulative), (Span.PERIOD, line.period))
    ]
    of_people = [figure for figure in figures if figure[2].women is not None]
    # The last item is called with a Count; Any, because the numbers of persons are never None here.
    rules: list[tuple[str, Name, list[Figure], Callable[[Any], bool]]] = [
        ("V-A01", WOMEN_AND_MEN, of_people, lambda count: count.women + count.men == count.total),
        (
            "V-A61",
            WHOLE_NUMBERS,
            [figure for figure in figures if figure[2].total is not None],
            lambda count: isinstance(count.total, int) and count.total >= 0,
        ),
    ]
    if framework.code == "2021-2027":
        rules.append(("V-A44", EVERY_VALUE, figures, lambda count: count.total is not None))
    return [
        RuleLine(
            id,
            RuleLevel.AGGREGATE,
            Severity.INCOMPLETE if count.total is None else Severity.ERROR,
            text,
            None,
            code if count.total is None else f"{code} = {count.total}",
            "total",
            span,
        )
        for id, text, among, holds in rules
        for code, span, count in [figure for figure in among if not holds(figure[2])][:1]
    ]


def decreased_figures(
    project: Project, framework: Framework, period: Period, lines: Sequence[Line]
) -> list[RuleLine]:
    """Check V-A62: no cumulative figure is lower than in the latest earlier submitted report."""
    earlier = (
        project.reports.submitted().filter(ends_on__lte=period.ends_on).order_by("-ends_on", "-pk").first()
    )
    if earlier is None:
        return []
    earlier_document = from_json(earlier.figures)
    before = {
        line.code: line.cumulative.total
        for line in (*earlier_document.outputs, *earlier_document.results, *earlier_document.measures)
    }
    decreased = [
        f"{line.code}: {before[line.code]} → {line.cumulative.total}"
        for line in lines
        if (line.cumulative.total or 0) < (before.get(line.code) or 0)
        and not _is_balance(framework, line.code)
    ]
    if not decreased:
        return []
    detail = ", ".join(decreased)
    versions = earlier_document.definitions_version, framework.version
    text = _with_causes(causes_since(project, earlier.computed_at, versions))
    return [
        RuleLine("V-A62", RuleLevel.AGGREGATE, Severity.WARNING, text, None, detail, "total", Span.CUMULATIVE)
    ]


def _with_causes(causes: list[Name]) -> Name:
    if not causes:
        return NEVER_FALL
    sv, en = "; ".join(cause.sv for cause in causes), "; ".join(cause.en for cause in causes)
    return Name(f"{NEVER_FALL.sv}{SINCE_THEN.sv} {sv}.", f"{NEVER_FALL.en}{SINCE_THEN.en} {en}.")


def _is_balance(framework: Framework, code: str) -> bool:
    # The carry-over falls whenever more participants leave than enter.
    return code in framework and framework[code].when == PRESENT
