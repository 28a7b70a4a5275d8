"""Rows and columns of the CSV and XLSX files for what is counted in another way than in the last report."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from reporting.indicators.enums import Section, Span
from reporting.reports.files.columns import Column, FigureRow, PartMeasureRow
from reporting.reports.since_last import changed_rows


def _number(sex):
    return lambda row, language: None if row.count is None else getattr(row.count, sex)


CHANGE_COLUMNS = [
    Column("code", gettext_lazy("Code"), lambda row, language: row.figure.code, 16),
    Column("name", gettext_lazy("Figure"), lambda row, language: row.figure.name.in_language(language), 44),
    Column("kind", gettext_lazy("Kind of part"), lambda row, language: changed_rows.part_kind(row), 16),
    Column("part", gettext_lazy("Part"), changed_rows.part, 24),
    Column("span", gettext_lazy("Time"), lambda row, language: changed_rows.time(row.figure), 20),
    Column("before", gettext_lazy("Total before"), lambda row, language: row.figure.before.total, 12, True),
    Column("now", gettext_lazy("Total now"), lambda row, language: row.figure.now.total, 12, True),
    Column(
        "change", pgettext_lazy("noun", "Change"), lambda row, language: changed_rows.kind_label(row.kind), 20
    ),
    Column("cause", gettext_lazy("Why"), changed_rows.cause, 36),
    Column("women", gettext_lazy("Women"), _number("women"), 12, True),
    Column("men", gettext_lazy("Men"), _number("men"), 12, True),
    Column("total", gettext_lazy("Total"), _number("total"), 12, True),
]
CHANGE_SHEET = (gettext_lazy("Changes"), CHANGE_COLUMNS, changed_rows.change_rows)


def change_sheets(document):
    return [CHANGE_SHEET] if document.changes else []


def figure_rows(document):
    """Yield the rows of the CSV file."""
    for code, rows in changed_rows.rows_by_code(document).items():
        row = next(iter(rows.values()))
        figure, part = row.figure, None
        counts = [rows[span].count if span in rows else None for span in (Span.CUMULATIVE, Span.PERIOD)]
        if figure.part_kind:
            part = PartMeasureRow(
                figure.part_kind, figure.part, figure.part_name, figure.code, figure.name, *counts
            )
        counted = "" if row.count is None else _("persons")
        yield FigureRow(Section.CHANGE, code, figure.name, *counts, part=part, change=row, counted=counted)
