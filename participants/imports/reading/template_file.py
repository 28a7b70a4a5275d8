"""Files to start from: empty ones with the headings, and a file with its mistakes marked."""

import io
from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime
from typing import BinaryIO

import xlsxwriter
from django.utils import translation
from django.utils.translation import gettext as _

from esfportal.files.csv_table import encode
from esfportal.ui.safe_cells import neutralise
from participants.imports.reading import values
from participants.imports.reading.columns import FORMATS, HEADINGS, MISTAKES, Column
from participants.imports.reading.errors import Problems
from participants.imports.reading.table_reader import open_table
from participants.imports.reading.unreadable import shown_of

NAMES = {
    ("participants", "sv"): "deltagare.csv",
    ("participants", "en"): "participants.csv",
    ("outcomes", "sv"): "handelser.csv",
    ("outcomes", "en"): "outcomes.csv",
    ("attendance", "sv"): "narvaro.csv",
    ("attendance", "en"): "attendance.csv",
}


def empty_file(kind: str, language: str) -> tuple[str, bytes]:
    """Return (file name, content)."""
    columns = FORMATS[kind].columns
    headings = [column.name if language == "en" else column.swedish for column in columns]
    return NAMES[kind, language], encode([headings])


def marked_file_name(kind: str, language: str) -> str:
    with translation.override(language):
        return f"{NAMES[kind, language].removesuffix('.csv')}_{_('mistakes')}.csv"


def marked_rows(file: BinaryIO, problems: Problems, *, sheet: str, language: str) -> Iterator[list[str]]:
    """Yield the rows of a refused file, each with its mistakes in the first column, header first."""
    table = open_table(file, HEADINGS, sheet=sheet)
    mistakes: dict[int, list[str]] = defaultdict(list)
    for problem in problems.listed:
        mistakes[problem.row].append(f"{problem.column}: {problem.message}")
    # The mistakes of the header and of the file as a whole are marked in the first row below it.
    general = [text for row in list(mistakes) if row <= table.header_row for text in mistakes.pop(row)]
    is_old = [heading.casefold() in MISTAKES for heading in table.header]  # of a file marked before

    def marked(mark: str, cells: list[str]) -> list[str]:
        kept = [cell for cell, old in zip(cells, is_old + [False] * len(cells), strict=False) if not old]
        return [neutralise(text) for text in (mark, *map(shown_of, kept))]

    yield marked(MISTAKES[language == "en"], table.header)
    for row, cells in table.rows:
        yield marked(" ".join([*general, *mistakes.pop(row, ())]), cells)
        general = []


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
