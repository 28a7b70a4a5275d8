"""Tables of the CSV and XLSX files, as lists of columns."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from operator import attrgetter
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from reporting.indicators.document import Count, Name
from reporting.indicators.enums import Section
from reporting.reports.files import labels
from reporting.reports.files.typed_values import decimal, percent, percent_as_entered


@dataclass(frozen=True)
class Column:
    key: str  # CSV heading, the same in every language
    heading: Any  # XLSX heading, translated
    get: Callable  # (row, language) -> value
    width: int = 10  # in characters, XLSX only


@dataclass(frozen=True)
class FigureRow:
    section: str
    code: str
    name: Name | str
    cumulative: Count | None = None
    period: Count | None = None
    target: str = ""
    rate: str = ""
    note: Name | None = None


@dataclass(frozen=True)
class PartMeasureRow:
    kind: str
    code: str
    part: Name
    measure: str
    measure_name: Name
    cumulative: Count
    period: Count | None


@dataclass(frozen=True)
class FactRow:
    label: Any
    value: Any


_SINCE_THE_START = (_("Women"), _("Men"), _("Total"))
_PERIOD = (_("Women in the period"), _("Men in the period"), _("Total in the period"))
_BASE = (_("Women in the base"), _("Men in the base"), _("Base in total"))


def _text(attribute):
    return lambda row, language: getattr(row, attribute)


def _name(attribute):
    def get(row, language):
        name = getattr(row, attribute)
        return name.in_language(language) if isinstance(name, Name) else name

    return get


def _count(attribute, sex):
    def get(row, language):
        count = getattr(row, attribute)
        if sex == "total" and count is not None and count.total is None:
            return pgettext_lazy("figure", "not stated")
        return None if count is None else getattr(count, sex)

    return get


def _counts(attribute, prefix="", headings=_SINCE_THE_START):
    sexes = ("women", "men", "total")
    return [
        Column(prefix + sex, heading, _count(attribute, sex), 12)
        for sex, heading in zip(sexes, headings, strict=True)
    ]


def _goal(row, language):
    return percent_as_entered(row.value) if row.unit == "share" else decimal(row.value)


_rate = Column("rate", _("Share"), lambda row, language: percent(row.rate))

FIGURE_COLUMNS = [
    Column("section", _("Section"), _text("section")),
    Column("code", _("Code"), _text("code"), 16),
    Column("name", _("Name"), _name("name"), 70),
    *_counts("cumulative"),
    *_counts("period", "period_", _PERIOD),
    Column("target", _("Target"), lambda row, language: decimal(row.target)),
    _rate,
]

SECTION_COLUMN = Column("section", _("Kind"), lambda row, language: labels.section(row.section), 20)
NOTE_COLUMN = Column("note", _("Remark"), _name("note"), 40)

TARGET_COLUMNS = [
    Column("code", _("Code"), _text("code"), 20),
    Column("name", _("Target"), _name("name"), 44),
    Column("part", _("Part"), _name("part"), 24),
    Column("measure", _("Measure"), lambda row, language: labels.measure(row.measure), 20),
    Column("comparison", _("Comparison"), lambda row, language: labels.comparison(row.comparison), 14),
    Column("value", _("Target value"), _goal, 12),
    *_counts("cumulative"),
    *_counts("base", "base_", _BASE),
    *_counts("period", "period_", _PERIOD),
    _rate,
    Column("state", _("State"), lambda row, language: labels.state(row.state), 20),
]

PART_COLUMNS = [
    Column("kind", _("Kind of part"), lambda row, language: labels.part_kind(row.kind), 16),
    Column("code", _("Code"), _text("code"), 16),
    Column("name", _("Part"), _name("part"), 34),
    Column("measure", _("Measure"), _name("measure_name"), 44),
    *_counts("cumulative"),
    *_counts("period", "period_", _PERIOD),
]

RULE_COLUMNS = [
    Column("id", _("Rule"), _text("id")),
    Column("severity", _("Severity"), lambda row, language: labels.severity(row.severity), 14),
    Column("text", _("What it says"), _name("text"), 80),
    Column("concerns", _("Concerns"), lambda row, language: labels.concerns(row), 24),
    Column("detail", _("Numbers compared"), _text("detail"), 44),
    *_counts("count"),
]

FACT_COLUMNS = [
    Column("label", _("About the report"), lambda row, language: str(row.label), 30),
    Column("value", _("Value"), _name("value"), 80),
]


def figure_rows(document, language):
    """Yield the rows of the CSV file."""
    project = document.project
    facts = {
        "project": project.name,
        "framework": document.framework,
        "from": document.starts_on,
        "to": document.ends_on,
        "made": labels.made(document, language),
        "digest": document.digest,
        "about": labels.as_of(),
        "budget_total": labels.money(project.budget_total, project.budget_is_approximate, language),
        "esf_support": labels.money(project.esf_support, project.esf_support_is_approximate, language),
    }
    if document.is_released:
        facts["hidden"] = labels.hidden_legend(document)
    yield from (FigureRow(Section.REPORT, code, value) for code, value in facts.items())
    yield from line_rows(Section.OUTPUT, document.outputs)
    yield from line_rows(Section.RESULT, document.results)
    yield from line_rows(Section.MEASURE, document.measures)
    for target in document.targets:
        name = labels.target_name(target, language)
        counts = target.cumulative, target.period
        yield FigureRow(Section.TARGET, target.code, name, *counts, target.value, target.rate)
    for rule in document.rules:
        yield FigureRow(Section.RULE, rule.id, labels.rule_text(rule, language), rule.count)


def line_rows(section, lines):
    for line in lines:
        counts = line.cumulative, line.period
        yield FigureRow(section, line.code, line.name, *counts, rate=line.rate, note=line.note)


def part_rows(document):
    names = {line.code: line.name for line in document.measures}
    place = {code: number for number, code in enumerate(names)}
    for table in document.parts:
        for line in table.lines:
            # In the order of the measures: a document read from the database has its keys in another order.
            for measure, count in sorted(
                line.measures.items(), key=lambda item: place.get(item[0], len(place))
            ):
                yield PartMeasureRow(
                    kind=table.kind,
                    code=line.code,
                    part=line.name,
                    measure=measure,
                    measure_name=names.get(measure) or labels.measure(measure),
                    cumulative=count,
                    period=line.period_measures.get(measure),
                )


def _amount(amount, is_approximate):
    # An approximate amount stays one: as a bare number it would look exact.
    return labels.money(amount, True) if amount and is_approximate else decimal(amount)


def facts(document):
    project = document.project
    money = [
        FactRow(_("Total budget, SEK"), _amount(project.budget_total, project.budget_is_approximate)),
        FactRow(_("ESF support, SEK"), _amount(project.esf_support, project.esf_support_is_approximate)),
    ]
    return [
        FactRow(_("Project"), project.name),
        FactRow(_("First day"), date.fromisoformat(document.starts_on)),
        FactRow(_("Last day"), date.fromisoformat(document.ends_on)),
        FactRow(_("Made"), labels.made(document)),
        FactRow(_("Project owner"), project.owner),
        FactRow(_("Funders"), ", ".join(project.funders)),
        FactRow(_("Programme period"), project.programme_period),
        FactRow(_("Programme area"), project.programme_area),
        FactRow(_("Region"), project.region),
        FactRow(_("Case number"), project.case_number),
        FactRow(_("Municipalities"), ", ".join(project.municipalities)),
        FactRow(_("Other parties"), project.other_parties or ""),
        *money,
        FactRow(_("Framework"), document.framework),
        FactRow(_("Version of the definitions"), document.definitions_version),
        FactRow(_("Checksum of the figures"), document.digest),
        FactRow(_("About the figures"), labels.official_values()),
        FactRow(_("As of a day"), labels.as_of()),
        *([FactRow(_("Hidden numbers"), labels.hidden_legend(document))] if document.is_released else []),
    ]


SHEETS = [
    (_("Report"), FACT_COLUMNS, facts),
    (
        _("Figures"),
        [
            SECTION_COLUMN,
            *(column for column in FIGURE_COLUMNS if column.key not in ("section", "target")),
            NOTE_COLUMN,
        ],
        lambda document: [
            *line_rows(Section.OUTPUT, document.outputs),
            *line_rows(Section.RESULT, document.results),
            *line_rows(Section.MEASURE, document.measures),
        ],
    ),
    (_("Targets"), TARGET_COLUMNS, attrgetter("targets")),
    (_("Parts"), PART_COLUMNS, part_rows),
    (_("Rules"), RULE_COLUMNS, attrgetter("rules")),
]
