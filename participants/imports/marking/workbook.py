"""A file with its mistakes marked, as a workbook."""

import io
from collections.abc import Iterable, Iterator
from typing import Any

import xlsxwriter
from django.utils.translation import gettext as _

from esfportal.ui.safe_cells import clean, neutralise, restored
from participants.imports.marking.marked_rows import MarkedRow
from participants.imports.reading.template_workbook import FORMATS_OF_CELLS, MADE

MOST_ROWS = 20_000  # the workbook is made in memory: personal data in clear is not written to a disk
NOTES = 2000  # at cells; the first column says the same
WIDTH, WIDTH_OF_MISTAKES = 18, 60  # characters
LOOKS = {
    **FORMATS_OF_CELLS,
    "faulty": {"num_format": "@", "bg_color": "#f8d4d0", "border": 1, "border_color": "#a3231a"},
}


class MarkedWorkbook:
    """Faulty cells are coloured and have a note; rows left out are on a sheet of their own."""

    def __init__(self, header: MarkedRow, name: str = "") -> None:
        self._content = io.BytesIO()
        options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
        self._book = xlsxwriter.Workbook(self._content, options)
        self._book.set_properties({"created": MADE})
        self._looks = {key: self._book.add_format(look) for key, look in LOOKS.items()}
        self._header, self._left_out = header, None
        self._sheet = self._add_sheet(name) if name else None
        self.count = 0

    def _add_sheet(self, name: str) -> "_Sheet":
        return _Sheet(self._book.add_worksheet(name), self._header, self._looks)

    def add(self, row: MarkedRow) -> None:
        self.count += 1
        if not row.is_left_out:
            if self._sheet:
                self._sheet.add(row)
            return
        self._left_out = self._left_out or self._add_sheet(_("Rows left out"))
        self._left_out.add(row)

    def content(self) -> bytes:
        self._book.close()
        return self._content.getvalue()


class _Sheet:
    def __init__(self, sheet: Any, header: MarkedRow, looks: dict[str, Any]) -> None:
        self._sheet, self._looks, self._count, self._notes = sheet, looks, 0, 0
        sheet.set_column(0, 0, WIDTH_OF_MISTAKES, looks["wrapped"])
        sheet.set_column(1, len(header.cells), WIDTH, looks["text"])
        sheet.freeze_panes(1, 1)
        for place, text in enumerate((header.mark, *header.cells)):
            sheet.write_string(0, place, _cell(text), looks["heading"])

    def add(self, row: MarkedRow) -> None:
        self._count += 1
        self._sheet.write_string(self._count, 0, _cell(row.mark), self._looks["wrapped"])
        for place, text in enumerate(row.cells):
            is_faulty = place in row.faults
            if text or is_faulty:
                look = self._looks["faulty" if is_faulty else "text"]
                self._sheet.write_string(self._count, place + 1, _cell(text), look)
            if is_faulty and self._notes < NOTES:
                self._notes += 1
                note = {"author": "", "width": 240, "height": 110}
                self._sheet.write_comment(self._count, place + 1, row.faults[place], note)


def _cell(text: str) -> str:
    # A file with marks is read without the quotes of neutralise().
    text = clean(text)
    return text if restored(text) == text else neutralise(text)


def left_out_workbook(rows: Iterable[MarkedRow]) -> bytes:
    found: Iterator[MarkedRow] = iter(rows)
    book = MarkedWorkbook(next(found))
    for row in found:
        if row.is_left_out:
            book.add(row)
    return book.content()
