"""Rows and tables for the templates, made from a `ReportDocument`."""

from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import get_language, ngettext, pgettext
from django.utils.translation import gettext as _

from esfportal.ui import charts, formats
from esfportal.ui.components import TargetRow
from reporting.indicators.document import HIDDEN, Shown
from reporting.indicators.enums import LineKind, Section, Severity, Span
from reporting.indicators.measures import exact_per_cent, round_half_up
from reporting.reports.comparison import BOTH_SPANS
from reporting.reports.files import labels

PART_MEASURES = ("participants", "leavers", "work", "occupation", "progression")


@dataclass(frozen=True)
class TableRow:
    """A line of a table of figures."""

    code: str  # as shown
    name: str
    cumulative: object  # Count or Shown
    period: object
    rate: str
    of_what: str = ""
    note: str = ""
    figure: str = ""  # code of the figure, also where none is shown


@dataclass(frozen=True)
class FigureTable:
    title: str
    lede: str
    rows: list
    has_rates: bool


def language():
    return "en" if (get_language() or "sv").startswith("en") else "sv"


def share(rate, language=None):
    """Return a rate ("70.0") as text in the language: 70 %, 69,9 %."""
    if not rate or rate == HIDDEN:
        return rate
    value = Decimal(rate)
    return formats.percent(value, language, decimals=0 if value == value.to_integral_value() else 1)


# Targets


def target_rows(document):
    return [target_row(line) for line in document.targets]


def target_row(line):
    name = labels.target_name(line, language())
    figure, detail = _figure_and_detail(line)
    return TargetRow(
        name=name,
        note=labels.goal(line),
        figure=figure,
        detail=detail,
        bar=_bar(line, name, figure),
        labels=_labels(line),
        state_kind=labels.STATE_STYLES[line.state],
        state_label=labels.state(line.state),
    )


def _figure_and_detail(line):
    if line.unit == "share":
        if not line.rate or line.base is None:
            return pgettext("no figure", "–"), ""
        counts = {"part": number_in_text(numerator(line)), "whole": number_in_text(line.base.total)}
        # "A hidden number of a hidden number" says nothing.
        if counts["part"] == counts["whole"] == number_in_text(HIDDEN):
            return HIDDEN, ""
        detail = _("%(part)s of %(whole)s") % counts
        return share_shown(line), ", ".join(filter(None, [detail, required(line)]))
    goal_text = formats.number(Decimal(line.value))
    has_rate = line.rate and line.rate != HIDDEN
    detail = _("%(share)s of %(goal)s") % {"share": share_shown(line), "goal": goal_text} if has_rate else ""
    return formats.number(line.cumulative.total), detail


def share_shown(line, language=None):
    """Return a target's share, with as many decimals as show on which side of the goal it is."""
    if not _is_rounded_to_goal(line):
        return share(line.rate, language)
    wanted, exact = _wanted_and_exact(line)
    decimals = 2
    while decimals < 6 and _sign(round_half_up(exact, decimals) - wanted) != _sign(exact - wanted):
        decimals += 1
    return formats.percent(exact, language, decimals=decimals)


def required(line, language=None):
    """Return "66,67 % is required" for a share that was missed by less than its rounding shows, or ""."""
    if line.unit != "share" or not _is_rounded_to_goal(line):
        return ""
    goal_text = formats.percent(Decimal(line.value), language, decimals=None)
    return _("%(goal)s is required") % {"goal": goal_text}


def _is_rounded_to_goal(line):
    # The printed share is on the goal's other side: 66.7 of a goal of 66.67 that was not reached.
    if not line.rate or HIDDEN in (line.rate, line.state) or numerator(line) == HIDDEN:
        return False
    wanted, exact = _wanted_and_exact(line)
    return exact is not None and _sign(Decimal(line.rate) - wanted) != _sign(exact - wanted)


def _wanted_and_exact(line):
    if line.unit == "share":
        return Decimal(line.value), exact_per_cent(numerator(line), line.base.total if line.base else None)
    return Decimal(100), exact_per_cent(numerator(line), Decimal(line.value))


def _sign(number):
    return (number > 0) - (number < 0)


def numerator(line):
    # For the share of women only the women count.
    return line.cumulative.women if line.measure == "women_share" else line.cumulative.total


def _bar(line, name, figure):
    # The bar of a number ends at the target or beyond it, that of a share at 100 per cent.
    scale, maximum = Decimal(1), None
    if numerator(line) == HIDDEN:
        return None
    if line.unit == "share":
        if line.base is None or not line.base.total or line.base.total == HIDDEN:
            return None
        scale, maximum = Decimal(100) / line.base.total, 100
    segments = segments_of(line.cumulative, scale)
    if line.measure == "women_share":
        segments = segments[:1]
    description = f"{figure}, {labels.goal(line)}. {', '.join(_labels(line))}"
    return charts.bar(
        segments, title=name, description=description, target=Decimal(line.value), maximum=maximum
    )


def segments_of(count, scale=1):
    if count.total == HIDDEN:
        return []
    if HIDDEN in (count.women, count.men):
        return [charts.Segment(_("women and men"), count.total * scale, "step-1")]
    return [
        charts.Segment(_("women"), (count.women or 0) * scale, "women"),
        charts.Segment(_("men"), (count.men or 0) * scale, "men"),
    ]


def number_in_text(number):
    # A screen reader would read the sign ".." as two points.
    return _("a hidden number") if number == HIDDEN else formats.number(number)


def _labels(line):
    if line.cumulative.women is None:
        return []
    return women_and_men(line.cumulative)


def women_and_men(count):
    if HIDDEN in (count.women, count.men):
        return [_("women and men: hidden")]
    women = ngettext("%(count)s woman", "%(count)s women", count.women)
    men = ngettext("%(count)s man", "%(count)s men", count.men)
    return [
        women % {"count": formats.number(count.women)},
        men % {"count": formats.number(count.men)},
    ]


# Tables


def tables(document):
    found = [
        _table(_("Output indicators"), who_counts(document), document.outputs),
        _table(
            _("Result indicators"),
            _("Counted among those who have left, with a complete record: on leaving and six months later."),
            document.results,
        ),
        _table(
            _("The project's own measures"),
            _("Everyone in the register, complete record or not."),
            document.measures,
        ),
    ]
    return [table for table in found if table.rows]


def who_counts(document):
    if document.framework == "2007-2013":
        return _(
            "Everyone who entered counts, complete record or not, by the situation on the first day. "
            "A breakdown counts those whose answer is known."
        )
    return _("Counted among those with a complete record, by the situation on the first day.")


def measures(document):
    # The share of women has no counts of its own.
    return [_row(line) for line in document.measures if line.code != "women_share"]


def _table(title, lede, lines):
    rows = [_row(line) for line in lines]
    return FigureTable(title, lede, rows, has_rates=any(row.rate for row in rows))


def _row(line):
    name = line.name.in_language(language())
    of_what = labels.denominator(line.denominator)
    note = line.note.in_language(language()) if line.note else ""
    code = "" if line.kind == LineKind.MEASURE else line.code  # a measure's code is only a word
    return TableRow(code, name, line.cumulative, line.period, share(line.rate), of_what, note, line.code)


@dataclass(frozen=True)
class PartRow:
    name: str
    cells: list  # a Count or None for each measure of the table


@dataclass(frozen=True)
class PartComparisonTable:
    title: str
    heading: str
    measures: list
    rows: list


def part_tables(document):
    return [_part_table(table) for table in document.parts if table.lines]


def _part_table(table):
    # A measure that no part has gets no column.
    codes = [code for code in PART_MEASURES if any(code in line.measures for line in table.lines)]
    rows = [PartRow(_part_name(line), [line.measures.get(code) for code in codes]) for line in table.lines]
    measures = [labels.measure(code) for code in codes]
    return PartComparisonTable(labels.part_kinds(table.kind), labels.part_kind(table.kind), measures, rows)


def _part_name(line):
    return line.name.in_language(language())


# Rules

SEVERITY_STYLES = {
    Severity.ERROR: "bad",
    Severity.INCOMPLETE: "warn",
    Severity.WARNING: "warn",
    Severity.INFO: "info",
}


@dataclass(frozen=True)
class RuleRow:
    id: str
    text: str
    count: object
    state_kind: str
    state_label: str


def rule_rows(document):
    return [
        RuleRow(
            rule.id,
            labels.rule_text(rule, language()),
            # A count that is suppressed completely is left out.
            None if rule.count == Shown() else rule.count,
            SEVERITY_STYLES[rule.severity],
            labels.severity(rule.severity),
        )
        for rule in document.rules
    ]


# Changes


@dataclass(frozen=True)
class ChangeRow:
    name: str
    code: str
    where: str
    before: object
    after: object
    difference: str


def change_rows(changes):
    return [_change_row(change) for change in changes]


@dataclass(frozen=True)
class TextChangeRow:
    name: str
    what: str
    before: str
    after: str


def text_change_rows(changes):
    return [
        TextChangeRow(_changed_name(change), _aspects()[change.aspect], *_texts_of(change))
        for change in changes
    ]


def _aspects():
    return {"goal": _("goal"), "share": _("share"), "state": _("state")}


def _changed_name(change):
    name = change.name.in_language(language())
    return f"{name} ({change.part.in_language(language())})" if change.part else name


def _texts_of(change):
    show = {
        "goal": labels.goal,
        "share": lambda line: " ".join(
            filter(None, [share(line.rate), labels.denominator(line.denominator)])
        ),
        "state": lambda line: labels.state(line.state),
    }[change.aspect]
    return (("" if line is None else show(line)) for line in (change.before, change.after))


def _change_row(change):
    where = {
        Span.CUMULATIVE: _("since the start"),
        Span.PERIOD: _("in the period"),
        BOTH_SPANS: _("since the start and in the period"),
    }[change.scope]
    if change.part is not None:
        where = f"{change.part.in_language(language())}, {where}"
    difference = f"{change.difference:+d}".replace("-", "\N{MINUS SIGN}")
    code = change.code if change.section in (Section.OUTPUT, Section.RESULT, Section.RULE) else ""
    name = change.name.in_language(language())
    return ChangeRow(name, code, where, change.before, change.after, difference)
