"""Comparison of two versions of a report: the frozen document and one computed now."""

from dataclasses import dataclass, replace

from reporting.indicators.document import Count
from reporting.indicators.enums import Section, Span
from reporting.indicators.names import Name

NO_PERSONS = Count(0, 0)
BOTH_SPANS = "both"  # scope of a change that is equal since the start and in the period
# V-A62 compares with earlier reports: computed now, it would find the report that it is compared with.
RULES_BETWEEN_REPORTS = {"V-A62"}


@dataclass(frozen=True)
class Change:
    """A figure that differs; `before` or `after` is None where that document has no such line."""

    section: str
    code: str
    name: Name
    scope: str
    before: Count | None
    after: Count | None
    part: Name | None = None

    @property
    def difference(self):
        return ((self.after or NO_PERSONS).total or 0) - ((self.before or NO_PERSONS).total or 0)


@dataclass(frozen=True)
class TextChange:
    """A target's goal, share or state, or another measure's share, that differs; values as frozen, "" if absent."""

    section: str
    code: str
    name: Name
    aspect: str  # "goal", "share" or "state"
    before: object  # the line, or None
    after: object
    part: Name | None = None


def compare_texts(before, after):
    """Return the `TextChange`s of goals, shares and states, in the order of the report."""
    return [*_changed_targets(before, after), *_changed_shares(before, after)]


def _changed_targets(before, after):
    for old, new in _pairs(before.targets, after.targets):
        line = old or new
        for aspect, value in TARGET_ASPECTS.items():
            if (old and value(old)) != (new and value(new)):
                yield TextChange(Section.TARGET, line.code, line.name, aspect, old, new, line.part)


def _changed_shares(before, after):
    for old, new in _pairs(before.measures, after.measures):
        if old and new and (old.rate, old.denominator) != (new.rate, new.denominator):
            yield TextChange(Section.MEASURE, old.code, old.name, "share", old, new)


TARGET_ASPECTS = {
    "goal": lambda line: (line.comparison, line.unit, line.value, line.denominator),
    "share": lambda line: line.rate,
    "state": lambda line: line.state,
}


def _pairs(before, after):
    old, new = ({line.code: line for line in lines} for lines in (before, after))
    return [(old.get(code), new.get(code)) for code in {**old, **new}]


def compare(before, after):
    """Return the `Change`s between two documents in the order of the report."""
    old, new = dict(_figures(before)), dict(_figures(after))
    keys = [*old, *(key for key in new if key not in old)]
    found = [_change(key, old.get(key), new.get(key)) for key in keys if _count(old, key) != _count(new, key)]
    return list(_merge_equal_spans(found))


def _merge_equal_spans(changes):
    """Merge the cumulative and the period change of a figure when both are equal."""
    waiting = None
    for change in changes:
        if change.scope == Span.PERIOD and waiting and replace(waiting, scope=Span.PERIOD) == change:
            yield replace(change, scope=BOTH_SPANS)
            waiting = None
            continue
        if waiting:
            yield waiting
        waiting = change
    if waiting:
        yield waiting


def _count(figures, key):
    return figures[key][0] if key in figures else None


def _change(key, old, new):
    section, code, scope = key[0], key[-2], key[-1]
    _before, name, part = old or new
    before, after = (figure[0] if figure else None for figure in (old, new))
    return Change(section, code, name, scope, before, after, part)


def _figures(document):
    lines = {
        Section.OUTPUT: document.outputs,
        Section.RESULT: document.results,
        Section.MEASURE: document.measures,
        Section.TARGET: document.targets,
    }
    for section, rows in lines.items():
        for row in rows:
            part = getattr(row, "part", None)
            yield (section, row.code, Span.CUMULATIVE), (row.cumulative, row.name, part)
            yield (section, row.code, Span.PERIOD), (row.period, row.name, part)
    yield from _part_figures(document)
    for rule in document.rules:
        if rule.id not in RULES_BETWEEN_REPORTS:
            yield (
                (Section.RULE, rule.id, Span.CUMULATIVE),
                (rule.count or Count(None, None, 1), rule.text, None),
            )


def _part_figures(document):
    names = {line.code: line.name for line in document.measures}
    for table in document.parts:
        for line in table.lines:
            for scope, counts in ((Span.CUMULATIVE, line.measures), (Span.PERIOD, line.period_measures)):
                for code, count in counts.items():
                    name = names.get(code, Name(code, code))
                    yield (Section.PART, table.kind, line.code, code, scope), (count, name, line.name)
