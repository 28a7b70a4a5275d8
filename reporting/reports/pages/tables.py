"""Tables of indicators, measures, parts and broken rules, as rows for templates."""

from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from esfportal.languages import active_language
from reporting.disclosure.parts_together import coarser_tables
from reporting.indicators.enums import LineKind, Severity
from reporting.reports.files import labels, section_texts
from reporting.reports.files.remarks import remark
from reporting.reports.pages.target_rows import share, with_proof

PART_MEASURES = ("participants", "leavers", "work", "occupation", "progression")
PART_MEASURES_WITH_PEOPLE = ("compared", "began_or_increased")  # columns only where they count people


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
    more: str = ""  # the figure with accepted proof, where the table has no notes


@dataclass(frozen=True)
class FigureTable:
    title: str
    lede: str
    rows: list
    has_rates: bool


def tables(document):
    found = [
        _table(*section_texts.measures(), document.measures),
        _table(*section_texts.outputs(document), document.outputs),
        _table(*section_texts.results(), document.results),
    ]
    return [table for table in found if table.rows]


def measures(document):
    # The share of women has no counts of its own.
    return [
        replace(_row(line), rate=share(line.rate), more=with_proof(line))
        for line in document.measures
        if line.code != "women_share"
    ]


def activity(document):
    """Return the rows of begun or increased work or studies, [] without people compared."""
    lines = [line for line in document.measures if line.code in ("began_or_increased", "compared")]
    is_known = any(line.code == "compared" and line.cumulative.total != 0 for line in lines)
    return [_row(line) for line in lines] if is_known else []


def _table(title, lede, lines):
    rows = [_row(line) for line in lines]
    return FigureTable(title, lede, rows, has_rates=any(row.rate for row in rows))


def _row(line):
    name = line.name.in_language(active_language())
    of_what = labels.denominator(line.denominator)
    note = remark(line, active_language())
    code = "" if line.kind == LineKind.MEASURE else line.code  # a measure's code is only a word
    return TableRow(code, name, line.cumulative, line.period, _rate(line), of_what, note, line.code)


def _rate(line):
    return share(line.rate, active_language())


@dataclass(frozen=True)
class MoneyRow:
    name: str
    planned: str
    booked: object  # Booked
    hours: object  # Booked or None


@dataclass(frozen=True)
class MoneyTable:
    title: str
    rows: list

    @property
    def has_hours(self):
        return any(row.hours for row in self.rows)


def money_tables(document):
    money = document.money
    if money is None:
        return []
    by_source = [*money.sources, money.total] if money.sources else []
    found = [(_("By source"), by_source), (_("By purpose"), money.purposes)]
    return [MoneyTable(title, [_money_row(line) for line in lines]) for title, lines in found if lines]


def _money_row(line):
    name = labels.money_line(line, active_language())
    return MoneyRow(name, labels.planned(line, active_language()), line.booked, line.hours)


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
    return [_part_table(table) for table in coarser_tables(document) if table.lines]


def _part_table(table):
    # A measure that no part has gets no column.
    codes = [code for code in PART_MEASURES if any(code in line.measures for line in table.lines)]
    codes += [code for code in PART_MEASURES_WITH_PEOPLE if counts_people(table.lines, code)]
    rows = [PartRow(_part_name(line), [line.measures.get(code) for code in codes]) for line in table.lines]
    measures = [labels.measure(code) for code in codes]
    return PartComparisonTable(labels.part_kinds(table.kind), labels.part_kind(table.kind), measures, rows)


def counts_people(lines, code):
    """Return True if a measure of parts is not zero."""
    return any(code in line.measures and line.measures[code].total != 0 for line in lines)


def _part_name(line):
    return line.name.in_language(active_language())


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
            labels.rule_text(rule, active_language()),
            labels.rule_count(rule),
            SEVERITY_STYLES[rule.severity],
            labels.severity(rule.severity),
        )
        for rule in document.rules
    ]
