"""Tables of the CSV and XLSX files, as lists of columns."""

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext, pgettext_lazy

from esfportal.files.columns import Column
from reporting.disclosure.parts_together import parts_together
from reporting.indicators.distance.distance_line import DistanceLine
from reporting.indicators.document import Count, ReportDocument, TargetLine
from reporting.indicators.enums import Section
from reporting.indicators.hours.hours_line import HoursLine
from reporting.indicators.money import MoneyLine
from reporting.indicators.names import Name
from reporting.reports.attachments.content import kind_label
from reporting.reports.distance.distance_columns import DISTANCE_COLUMNS_OF_CSV, DISTANCE_SHEET
from reporting.reports.files import labels
from reporting.reports.files.facts import FACT_COLUMNS, fact_rows
from reporting.reports.files.typed_values import (
    SHARES_IN_PARTS,
    decimal,
    percent,
    percent_as_entered,
    share_in_part,
)
from reporting.reports.hours.hours_columns import HOURS_COLUMNS_OF_CSV, HOURS_SHEET
from reporting.reports.since_last import changed_rows
from reporting.reports.since_last.changed_rows import ChangeRow
from reporting.reports.texts.content import cell_text


@dataclass(frozen=True)
class PartMeasureRow:
    kind: str
    code: str
    part: Name
    measure: str
    measure_name: Name
    cumulative: Count
    period: Count | None
    rate: str = ""
    denominator: str = ""
    base: Count | None = None
    with_proof: int | None = None


@dataclass(frozen=True)
class FigureRow:
    section: str
    code: str
    name: Name | str
    cumulative: Count | None = None
    period: Count | None = None
    target: str = ""
    rate: str = ""
    denominator: str = ""
    note: Name | str | None = None
    goal: TargetLine | None = None
    part: PartMeasureRow | None = None
    with_evidence: int | None = None
    base: Count | None = None
    counted: Any = ""  # what the counts are of
    amount: Decimal | None = None
    is_approximate: bool = False
    on_track_from: int | None = None
    path_planned_on: str = ""
    money: MoneyLine | None = None
    change: ChangeRow | None = None
    distance: tuple[DistanceLine, ReportDocument] | None = None
    with_proof: int | None = None
    hours: HoursLine | None = None


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
        Column(prefix + sex, heading, _count(attribute, sex), 12, has_numbers=True)
        for sex, heading in zip(sexes, headings, strict=True)
    ]


def _goal(row, language):
    return percent_as_entered(row.value) if row.unit == "share" else decimal(row.value)


_rate = Column("rate", _("Share"), lambda row, language: percent(row.rate), has_numbers=True)

FIGURE_COLUMNS = [
    Column("section", _("Section"), _text("section")),
    Column("code", _("Code"), _text("code"), 16),
    Column("name", _("Name"), _name("name"), 56),
    *_counts("cumulative"),
    *_counts("period", "period_", _PERIOD),
    Column("target", _("Target"), lambda row, language: decimal(row.target), has_numbers=True),
    _rate,
]


def _of_goal(column):
    # A column of the sheet of targets, empty in rows that are none.
    return replace(column, get=lambda row, language: column.get(row.goal, language) if row.goal else "")


def _of_part(key, column):
    return replace(
        column, key=key, get=lambda row, language: column.get(row.part, language) if row.part else ""
    )


def _part_name(row, language):
    part = row.goal.part if row.goal else row.part and row.part.part
    return part.in_language(language) if part else ""


SECTION_COLUMN = Column("section", _("Kind"), lambda row, language: labels.section(row.section), 20)
NOTE_COLUMN = Column("note", _("Remark"), _name("note"), 40, is_optional=True)


def _without_evidence(row, language):
    return None if row.with_evidence is None else row.cumulative.total - row.with_evidence


EVIDENCE_COLUMNS = [
    Column("with_evidence", _("With evidence"), _text("with_evidence"), 12, True, is_optional=True),
    Column("without_evidence", _("Without evidence"), _without_evidence, 12, True, is_optional=True),
    Column("with_proof", _("With accepted proof"), _text("with_proof"), 12, True, is_optional=True),
]

TARGET_COLUMNS = [
    Column("code", _("Code"), _text("code"), 20),
    Column("name", _("Target"), _name("name"), 44),
    Column("part", _("Part"), _name("part"), 24, is_optional=True),
    Column("measure", _("Measure"), lambda row, language: labels.measure(row.measure), 20),
    Column("comparison", _("Comparison"), lambda row, language: labels.comparison(row.comparison), 14),
    Column("value", _("Target value"), _goal, 12, has_numbers=True),
    *_counts("cumulative"),
    *_counts("base", "base_", _BASE),
    *_counts("period", "period_", _PERIOD),
    _rate,
    Column("state", _("State"), lambda row, language: labels.state(row.state), 20),
    EVIDENCE_COLUMNS[2],
]

PART_COLUMNS = [
    Column("kind", _("Kind of part"), lambda row, language: labels.part_kind(row.kind), 16),
    Column("code", _("Code"), _text("code"), 16),
    Column("name", _("Part"), _name("part"), 34),
    Column("measure", _("Measure"), _name("measure_name"), 50),
    *_counts("cumulative"),
    *_counts("period", "period_", _PERIOD),
    _rate,
    EVIDENCE_COLUMNS[2],
]


def _comparison(row, language):
    if row.is_approximate:
        return pgettext("amount", "about")
    return labels.comparison(row.goal.comparison) if row.goal else ""


def _amounts(key, heading, get, **options):
    def value(row, language):
        line = row.money if isinstance(row, FigureRow) else row
        found = get(line) if line else None
        return decimal(found) if found else None

    return Column(key, heading, value, 18, has_numbers=True, **options)


def _hours(span):
    return lambda line: line.hours and getattr(line.hours, span)


BOOKED_COLUMNS = [
    _amounts("booked", _("Booked since the start"), lambda line: line.booked.since_start),
    _amounts("period_booked", _("Booked in the period"), lambda line: line.booked.period),
    _amounts("hours", _("Hours since the start"), _hours("since_start"), is_optional=True),
    _amounts("period_hours", _("Hours in the period"), _hours("period"), is_optional=True),
]


def _planned(line, language):
    # An approximate amount is a text: as a bare number it would look exact.
    return labels.planned(line, language) if line.planned_is_approximate else decimal(line.planned)


MONEY_COLUMNS = [
    Column("kind", _("Kind"), lambda row, language: labels.money_kind(row.kind), 12),
    Column("name", _("Name"), labels.money_line, 50),
    Column("planned", _("Planned"), _planned, 18, has_numbers=True),
    *BOOKED_COLUMNS,
]

# Of the CSV file. Other systems read it: a new column comes last, and no column is renamed.
CSV_COLUMNS = [
    *FIGURE_COLUMNS,
    Column("comparison", "", _comparison),
    Column("unit", "", lambda row, language: labels.unit(row.goal.unit) if row.goal else ""),
    Column("rate_of", "", lambda row, language: labels.denominator(row.denominator)),
    *_counts("base", "base_"),
    *(_of_goal(column) for column in TARGET_COLUMNS if column.key == "state"),
    _of_part("part_kind", PART_COLUMNS[0]),
    _of_part("part_code", PART_COLUMNS[1]),
    Column("part", _("Part"), _part_name),
    NOTE_COLUMN,
    *EVIDENCE_COLUMNS[:2],
    Column("counted", "", _text("counted")),
    Column("amount", "", _text("amount")),
    Column("on_track_from", "", _text("on_track_from")),
    *BOOKED_COLUMNS,
    Column(
        "change", "", lambda row, language: changed_rows.kind_label(row.change.kind) if row.change else ""
    ),
    Column("cause", "", lambda row, language: changed_rows.cause(row.change, language) if row.change else ""),
    EVIDENCE_COLUMNS[2],
    *DISTANCE_COLUMNS_OF_CSV,
    *HOURS_COLUMNS_OF_CSV,
    Column("path_planned_on", "", _text("path_planned_on")),
]

RULE_COLUMNS = [
    Column("id", _("Rule"), _text("id")),
    Column("severity", _("Severity"), lambda row, language: labels.severity(row.severity), 14),
    Column("text", _("What it says"), _name("text"), 80),
    Column("concerns", _("Concerns"), lambda row, language: labels.concerns(row), 24),
    Column("detail", _("Numbers compared"), _text("detail"), 44),
    *_counts("count"),
]


def money_rows(document, _language=None):
    money = document.money
    return [*money.sources, money.total, *money.purposes] if money else []


def line_rows(section, lines, bases=None):
    """Yield the rows of lines. bases: {code: count} of the measures that rates are shares of."""
    for line in lines:
        counts = line.cumulative, line.period
        yield FigureRow(
            section,
            line.code,
            line.name,
            *counts,
            rate=line.rate,
            denominator=line.denominator,
            note=line.note,
            with_evidence=line.with_evidence,
            with_proof=line.with_proof,
            base=(bases or {}).get(line.denominator) if line.rate else None,
            counted=labels.counted(line.kind),
        )


def part_rows(document, _language=None):
    names = {line.code: line.name for line in document.measures}
    place = {code: number for number, code in enumerate(names)}
    for table in document.parts:
        together = parts_together(table, document)
        for line in [*table.lines, *([together] if together else [])]:
            # In the order of the measures: a document read from the database has its keys in another order.
            for measure, count in sorted(
                line.measures.items(), key=lambda item: place.get(item[0], len(place))
            ):
                row = PartMeasureRow(
                    kind=table.kind,
                    code=line.code,
                    part=line.name,
                    measure=measure,
                    measure_name=names.get(measure) or labels.measure(measure),
                    cumulative=count,
                    period=line.period_measures.get(measure),
                    with_proof=line.with_proof.get(measure),
                )
                yield replace(row, **_share(line, document, measure)) if measure in SHARES_IN_PARTS else row


def _share(line, document, measure):
    share, base = share_in_part(line, document, measure), SHARES_IN_PARTS[measure]
    return {"rate": share, "denominator": base, "base": line.measures[base]} if share else {}


def targets(document, _language=None):
    return [replace(line, state=labels.shown_state(line, document)) for line in document.targets]


def _rule_rows(document, _language):
    return [replace(rule, count=labels.rule_count(rule)) for rule in document.rules]


TEXT_COLUMNS = [
    Column("heading", _("Section"), lambda row, language: row.heading.in_language(language), 30),
    Column("text", _("Text"), lambda row, language: cell_text(row), 100),
]

SHEETS = [
    (_("Report"), FACT_COLUMNS, fact_rows),
    (
        _("Figures"),
        [
            SECTION_COLUMN,
            *(column for column in FIGURE_COLUMNS if column.key not in ("section", "target")),
            NOTE_COLUMN,
            *EVIDENCE_COLUMNS,
        ],
        lambda document, language: [
            *line_rows(Section.OUTPUT, document.outputs),
            *line_rows(Section.RESULT, document.results),
            *line_rows(Section.MEASURE, document.measures),
        ],
    ),
    (_("Targets"), TARGET_COLUMNS, targets),
    (_("Parts"), PART_COLUMNS, part_rows),
    (_("Rules"), RULE_COLUMNS, _rule_rows),
]
TEXT_SHEET = (_("Texts"), TEXT_COLUMNS, lambda document, language: document.texts)

ATTACHMENT_COLUMNS = [
    Column("title", _("Title"), _text("title"), 40),
    Column("name", _("File"), _text("name"), 40),
    Column("kind", _("Kind of file"), lambda row, language: kind_label(row), 16),
    Column("size", _("Size in bytes"), _text("size"), 12, has_numbers=True),
    Column("sha256", _("Checksum (SHA-256)"), _text("sha256"), 66),
    Column("for", _("Section"), _name("section"), 30, is_optional=True),
]
ATTACHMENT_SHEET = (
    _("Attachments"),
    ATTACHMENT_COLUMNS,
    lambda document, language: document.attachments,
)

MONEY_SHEET = (_("Money"), MONEY_COLUMNS, money_rows)


def sheets(document):
    with_money = [MONEY_SHEET] if document.money else []
    with_texts = [TEXT_SHEET] if document.texts else []
    with_attachments = [ATTACHMENT_SHEET] if document.attachments else []
    with_distances = [DISTANCE_SHEET] if document.distances else []
    with_hours = [HOURS_SHEET] if document.hours else []
    return [*SHEETS, *with_money, *with_texts, *with_attachments, *with_distances, *with_hours]
