"""XLSX writer: numbers as numbers, dates as dates, text never as a formula."""

import io
import math
from datetime import date
from decimal import Decimal

import xlsxwriter
from django.utils import translation

from esfportal.ui.safe_cells import clean, starts_formula
from reporting.reports.files import labels
from reporting.reports.files.columns import sheets
from reporting.reports.files.typed_values import Percent, moment_made

FORMATS = {
    "text": {"text_wrap": True, "valign": "top"},
    "quoted": {"text_wrap": True, "valign": "top", "quote_prefix": True},
    "count": {"num_format": "#,##0", "valign": "top"},
    "decimal": {"num_format": "#,##0.##", "valign": "top"},
    # by the number of decimals
    "percent-0": {"num_format": "0%", "valign": "top"},
    "percent-1": {"num_format": "0.0%", "valign": "top"},
    "percent-2": {"num_format": "0.00%", "valign": "top"},
    "date": {"num_format": "yyyy-mm-dd", "valign": "top"},
    "head": {
        "bold": True,
        "text_wrap": True,
        "valign": "vcenter",
        "font_color": "#ffffff",
        "bg_color": "#083a66",
    },
}
LINE_HEIGHT, MOST_LINES = 15, 27  # in points; Excel opens no row above 409
OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}


def render(document, language):
    out = io.BytesIO()
    with translation.override(language), xlsxwriter.Workbook(out, OPTIONS) as workbook:
        # When the figures were made, which is stored with them, so that the bytes are reproducible.
        made = moment_made(document).replace(tzinfo=None)
        workbook.set_properties(
            {
                "title": clean(labels.title(document, language)),
                "author": clean(document.project.owner.in_language(language)),
                "created": made,
            }
        )
        formats = {
            align: {
                name: workbook.add_format({"font_name": "Calibri", "align": align, "indent": 1, **look})
                for name, look in FORMATS.items()
            }
            for align in ("left", "right")
        }
        for title, columns, rows in sheets(document):
            found = list(rows(document, language))
            shown = [each for each in columns if not each.is_optional or _has_values(each, found, language)]
            _write_sheet(workbook.add_worksheet(str(title)), shown, found, language, formats)
    return out.getvalue()


def _has_values(column, rows, language):
    return any(column.get(row, language) is not None for row in rows)


def _write_sheet(sheet, columns, rows, language, formats):
    sheet.freeze_panes(1, 0)
    sheet.set_row(0, 32)
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    for place, column in enumerate(columns):
        sheet.set_column(place, place, column.width)
        sheet.write_string(0, place, str(column.heading), formats[_align(column)]["head"])
    for number, row in enumerate(rows, start=1):
        values = [column.get(row, language) for column in columns]
        # Not every program makes room for the lines of a cell when it opens the file.
        lines = max(_lines(value, column.width) for value, column in zip(values, columns, strict=True))
        if lines > 1:
            sheet.set_row(number, LINE_HEIGHT * min(lines, MOST_LINES))
        for place, column in enumerate(columns):
            write_cell(sheet, number, place, values[place], formats[_align(column)])


def _align(column):
    return "right" if column.has_numbers else "left"


def _lines(value, width):
    if not isinstance(value, str) or len(value) < width:
        return 1
    return math.ceil(len(value) * 1.1 / width)  # a tenth is lost where lines break between words


def write_cell(sheet, row, column, value, formats):
    match value:
        case None | "":
            return
        case int():
            sheet.write_number(row, column, value, formats["count"])
        case Percent():
            sheet.write_number(row, column, float(value.value / 100), formats[f"percent-{value.decimals}"])
        case Decimal():
            whole = value == value.to_integral_value()
            sheet.write_number(row, column, float(value), formats["count" if whole else "decimal"])
        case date():
            sheet.write_datetime(row, column, value, formats["date"])
        case _:
            text = clean(value)
            sheet.write_string(row, column, text, formats["quoted" if starts_formula(text) else "text"])
