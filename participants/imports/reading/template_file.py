"""Files to start from: empty ones with the headings, and a file with its mistakes marked."""

from collections import defaultdict
from collections.abc import Iterator
from typing import BinaryIO

from django.utils import translation
from django.utils.translation import gettext as _

from esfportal.files.csv_table import encode
from esfportal.ui.safe_cells import neutralise
from participants.imports.reading.columns import FORMATS, HEADINGS, MISTAKES
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
