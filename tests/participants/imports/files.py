"""Build import files from rows of text, as CSV or XLSX."""

import csv
import io
from datetime import date

import xlsxwriter

from esfportal.demo.data.numbers import official_number
from participants.imports.reading.columns import FORMATS

ASA = official_number(date(1994, 1, 12), "woman")
BO = official_number(date(1985, 5, 17), "man")
EVA = official_number(date(1990, 3, 3), "woman")


# Pages that correct a file.
OF_CORRECTIONS = ("correct", "leave_out", "take_in", "correct_undo", "correct_undo_all", "left_out")


def person(number=ASA, **values):
    # A complete record; `values` replace cells by column.
    row = {
        "personal_identity_number": number,
        "given_name": "Åsa",
        "family_name": "Öberg",
        "municipality": "0882",
        "entry_date": "2018-03-01",
        "labour_market_status": "unemployed",
        "education_level": "3",
    }
    return row | values


def outcome(number=ASA, **values):
    row = {"personal_identity_number": number, "date": "2018-06-01", "kind": "employment"}
    return row | values


def headings(rows, kind, language):
    # Only columns that the rows use, in the order of the documentation.
    used = [column for column in FORMATS[kind].columns if any(column.name in row for row in rows)]
    return used, [column.name if language == "en" else column.swedish for column in used]


def csv_file(rows, kind="participants", *, language="en", separator=";", encoding="utf-8"):
    used, header = headings(rows, kind, language)
    text = io.StringIO()
    writer = csv.writer(text, delimiter=separator)
    writer.writerow(header)
    writer.writerows([row.get(column.name, "") for column in used] for row in rows)
    return io.BytesIO(text.getvalue().encode(encoding))


# What is written is text, even when it looks like a formula or an address.
PLAIN = {
    "in_memory": True,
    "default_date_format": "yyyy-mm-dd",
    "strings_to_formulas": False,
    "strings_to_urls": False,
}


def xlsx_file(rows, kind="participants", *, language="en"):
    # Dates and numbers in `rows` become date and number cells.
    used, header = headings(rows, kind, language)
    content = io.BytesIO()
    book = xlsxwriter.Workbook(content, PLAIN)
    sheet = book.add_worksheet()
    for position, cells in enumerate([header, *([row.get(c.name, "") for c in used] for row in rows)]):
        sheet.write_row(position, 0, cells)
    book.close()
    content.seek(0)
    return content


def text_file(text, encoding="utf-8"):
    return io.BytesIO(text.encode(encoding))
