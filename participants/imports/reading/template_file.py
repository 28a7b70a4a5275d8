"""Empty files with the headings in one language, to start from."""

import csv
import io
from datetime import datetime

import xlsxwriter
from django.utils import translation

from participants.imports.reading import values
from participants.imports.reading.columns import FORMATS, Column

NAMES = {
    ("participants", "sv"): "deltagare.csv",
    ("participants", "en"): "participants.csv",
    ("outcomes", "sv"): "handelser.csv",
    ("outcomes", "en"): "outcomes.csv",
}


def empty_file(kind: str, language: str) -> tuple[str, bytes]:
    """Return (file name, content)."""
    text = io.StringIO()
    columns = FORMATS[kind].columns
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n", quoting=csv.QUOTE_ALL)
    writer.writerow([column.name if language == "en" else column.swedish for column in columns])
    # Swedish Excel opens CSV with semicolons, and UTF-8 only with a byte-order mark.
    return NAMES[kind, language], text.getvalue().encode("utf-8-sig")


ROWS = 2000  # rows of the workbook that have formats and lists
NARROWEST = 14  # characters
MADE = datetime(2026, 11, 29)  # noqa: DTZ001  (the same bytes each time)


def empty_workbook(kind: str, language: str) -> tuple[str, bytes]:
    """Return (file name, content) of a workbook with cells as text or days, and a list of the words of each column."""
    content = io.BytesIO()
    book = xlsxwriter.Workbook(content, {"in_memory": True})
    book.set_properties({"created": MADE})
    name = NAMES[kind, language].removesuffix(".csv")
    sheet = book.add_worksheet(name)
    heading = book.add_format({"bold": True, "num_format": "@"})
    # As text, numbers keep their leading zeros and last digits.
    formats = {
        True: book.add_format({"num_format": "yyyy-mm-dd"}),
        False: book.add_format({"num_format": "@"}),
    }
    for position, column in enumerate(FORMATS[kind].columns):
        text = column.name if language == "en" else column.swedish
        sheet.set_column(
            position, position, max(NARROWEST, len(text) + 2), formats[column.parse is values.day]
        )
        sheet.write_string(0, position, text, heading)
        if words := _words(column, language):
            # It suggests, and does not refuse: the import says what is wrong.
            sheet.data_validation(
                1,
                position,
                ROWS,
                position,
                {"validate": "list", "source": words, "error_type": "information"},
            )
    sheet.freeze_panes(1, 0)
    book.close()
    return f"{name}.xlsx", content.getvalue()


def _words(column: Column, language: str) -> list[str]:
    if not isinstance(column.parse, values.WordList):
        return []
    with translation.override(language):
        words = column.parse.listed().split(", ")
    # Excel keeps a list of at most 255 characters in the sheet.
    return words if len(",".join(words)) < 255 else []
