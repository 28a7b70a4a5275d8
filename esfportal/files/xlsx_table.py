"""XLSX files: numbers as numbers, dates as dates, text never as a formula."""

import math
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import xlsxwriter
from django.utils.functional import Promise

from esfportal.files.columns import Percent
from esfportal.ui.safe_cells import clean, starts_formula

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
        "valign": "top",  # the button of the filter is at the bottom
        "font_color": "#ffffff",
        "bg_color": "#083a66",
    },
}
LINE_HEIGHT, MOST_LINES = 15, 27  # in points; Excel opens no row above 409
NARROWEST = 9  # in characters
MARGIN = 3  # in characters, for the indents of a cell
LONGEST_HEADER = 120
WIDE = 110  # in characters: a sheet is printed across the page from here
OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}


@dataclass(frozen=True)
class Workbook:
    book: xlsxwriter.Workbook
    formats: dict
    title: str  # printed above each sheet

    def add_sheet(self, name, columns, rows, language):
        """Add a sheet with one row of headings; optional columns without a value are left out."""
        found = list(rows)
        shown = [each for each in columns if not each.is_optional or _has_values(each, found, language)]
        sheet = self.book.add_worksheet(str(name))
        _fill(sheet, shown, found, language, self.formats)
        _set_up_print(sheet, self.title)


@contextmanager
def new_workbook(out, *, title, author, made):
    """Open a workbook that is written to `out` at the end; `made` is in UTC."""
    with xlsxwriter.Workbook(out, OPTIONS) as book:
        about = {"title": clean(title), "author": clean(author), "created": made.replace(tzinfo=None)}
        book.set_properties(about)
        formats = {
            align: {
                name: book.add_format({"font_name": "Calibri", "align": align, "indent": 1, **look})
                for name, look in FORMATS.items()
            }
            for align in ("left", "right")
        }
        yield Workbook(book, formats, title)


def _has_values(column, rows, language):
    return any(column.get(row, language) not in (None, "") for row in rows)


def _fill(sheet, columns, rows, language, formats):
    cells = [[_in_force(column.get(row, language)) for column in columns] for row in rows]
    widths = [_width(column, values) for column, values in zip(columns, _turned(cells, columns), strict=True)]
    heads = [str(column.heading) for column in columns]
    lines = max(_lines(head, width) for head, width in zip(heads, widths, strict=True))
    sheet.set_row(0, LINE_HEIGHT * lines + LINE_HEIGHT)
    for place, column in enumerate(columns):
        sheet.set_column(place, place, widths[place])
        sheet.write_string(0, place, heads[place], formats[_align(column)]["head"])
    for number, values in enumerate(cells, start=1):
        # Not every program makes room for the lines of a cell when it opens the file.
        lines = max(_lines(value, width) for value, width in zip(values, widths, strict=True))
        if lines > 1:
            sheet.set_row(number, LINE_HEIGHT * min(lines, MOST_LINES))
        for place, column in enumerate(columns):
            write_cell(sheet, number, place, values[place], formats[_align(column)])
    sheet.freeze_panes(1, 0)
    last = len(rows), len(columns) - 1
    if len(columns) > 2 and rows:  # facts and texts are read from top to bottom
        sheet.autofilter(0, 0, *last)
    sheet.print_area(0, 0, *last)
    if sum(widths) > WIDE:
        sheet.set_landscape()


def _in_force(value):
    return str(value) if isinstance(value, Promise) else value


def _turned(cells, columns):
    return zip(*cells, strict=True) if cells else [()] * len(columns)


def _width(column, values):
    """Return as few characters as the texts of a column need, at most the column's width."""
    texts = [value for value in values if isinstance(value, str)]
    words = str(column.heading).split()
    longest = max(map(len, [*texts, *words]), default=0)
    # A number has no second line: where it has no room, it is shown as "###".
    numbers = max((len(f"{value:,}") for value in values if isinstance(value, int | Decimal)), default=0)
    return max(NARROWEST, min(longest + MARGIN, column.width), numbers + MARGIN)


def _set_up_print(sheet, title):
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    sheet.set_margins(left=0.5, right=0.5)
    text = clean(title).replace("&", "&&")[:LONGEST_HEADER]
    sheet.set_header(f"&L{text}")
    sheet.set_footer("&L&A&R&P / &N")


def _align(column):
    return "right" if column.has_numbers else "left"


def _lines(value, width):
    if not isinstance(value, str) or len(value) <= width:
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
