"""Parts together: the sum of the parts of which a release shows no people, worked out from the release alone."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from esfportal.ui.formats import HIDDEN
from reporting.indicators.document import Count, PartLine, PartTable, ReleasedDocument, ReportDocument, Shown
from reporting.indicators.names import Name

MOST_NAMES = 4


def coarser_tables(document: ReportDocument) -> list[PartTable]:
    """Return the tables of parts, with one line for the parts of which no people are shown."""
    return [_coarser(table, document) for table in document.parts]


def parts_together(table: PartTable, document: ReportDocument) -> PartLine | None:
    """Return the line of the parts of which no people are shown; None without several, or without a sum."""
    # Its numbers are those of the whole project less those of the other parts: every reader can work them out.
    hidden = [line for line in table.lines if _is_hidden(line)]
    if not isinstance(document, ReleasedDocument) or len(hidden) < 2:
        return None
    others = [line for line in table.lines if not _is_hidden(line)]
    smallest = document.threshold_in_parts or document.threshold
    measures, period_measures = {}, {}
    for whole in document.measures:
        if all(whole.code in line.measures for line in table.lines):
            shown = [line.measures[whole.code] for line in others]
            measures[whole.code] = _rest(whole.cumulative, shown, smallest)
        if all(whole.code in line.period_measures for line in table.lines):
            shown = [line.period_measures[whole.code] for line in others]
            period_measures[whole.code] = _rest(whole.period, shown, smallest)
    if {number for count in measures.values() for number in _numbers(count)} <= {HIDDEN, 0}:
        return None
    return PartLine("+".join(line.code for line in hidden), _name(hidden), measures, period_measures)


def _coarser(table: PartTable, document: ReportDocument) -> PartTable:
    together = parts_together(table, document)
    if together is None:
        return table
    return replace(table, lines=[*(line for line in table.lines if not _is_hidden(line)), together])


def _is_hidden(line: PartLine) -> bool:
    numbers = [number for count in line.measures.values() for number in _numbers(count)]
    return HIDDEN in numbers and set(numbers) <= {HIDDEN, 0}


def _numbers(count: Count) -> list[int | str]:
    return [count.women, count.men, count.total]


def _rest(whole: Count, shown: Iterable[Count], smallest: int) -> Any:  # Shown in the place of a Count
    shown = list(shown)
    women, men, total = (
        _difference(getattr(whole, column), [getattr(count, column) for count in shown], smallest)
        for column in ("women", "men", "total")
    )
    # With one of them and the total, the other would be printed too.
    return Shown(women, men, total) if HIDDEN not in (women, men) else Shown(total=total)


def _difference(whole: int | str, parts: list[int | str], smallest: int) -> int | str:
    numbers = [part for part in parts if isinstance(part, int)]
    if not isinstance(whole, int) or len(numbers) < len(parts):
        return HIDDEN
    rest = whole - sum(numbers)
    return rest if rest == 0 or rest >= smallest else HIDDEN


def _name(lines: list[PartLine]) -> Name:
    if len(lines) > MOST_NAMES:
        return Name(f"{len(lines)} delar tillsammans", f"{len(lines)} parts together")
    swedish, english = (
        ", ".join(line.name.in_language(language) for line in lines) for language in ("sv", "en")
    )
    return Name(f"{swedish}, tillsammans", f"{english}, together")
