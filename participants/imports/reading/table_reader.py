"""Read a CSV file or a workbook as a table of text."""

import csv
import io
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import chain
from statistics import median_high
from typing import Any, BinaryIO

from django.utils.translation import gettext as _

from participants.imports.headings.heading_row import count_known, heading_position
from participants.imports.reading.cell_text import clean
from participants.imports.reading.encodings import encoding_of
from participants.imports.reading.errors import FileError
from participants.imports.reading.notices import Notices
from participants.imports.reading.other_files import LOOKED_AT, refuse_other_file
from participants.imports.reading.workbook import read_workbook
from participants.imports.workbooks.cells import INVISIBLE, MARK
from participants.imports.workbooks.limits import COLUMNS, HEADER_ROWS
from participants.imports.workbooks.merged_cells import mark_merged, range_name
from participants.imports.workbooks.rows import Range

SEPARATORS = ";,\t"
SAMPLE = 40_000  # characters in which the separator is looked for
SEPARATOR_LINE = re.compile('\ufeff*"?sep=(.)"?[\r\n]*', re.IGNORECASE)  # for Excel
ZIP = b"PK\x03\x04"
COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # XLS, and workbooks with a password
INVISIBLE_CELL = MARK + INVISIBLE

NumberedRows = Iterator[tuple[int, list[str]]]

# The default refuses a cell of 131,072 characters as a wrong quotation mark. Its length is reported instead.
csv.field_size_limit(1 << 26)


@dataclass(frozen=True)
class Table:
    """A header and the rows, without empty ones."""

    header: list[str]
    header_row: int
    rows: NumberedRows  # (row number, cells)
    notices: Notices
    first: tuple[tuple[int, list[str]], ...] = ()  # rows among which the headings are looked for
    merged_headings: Mapping[int, str] = field(default_factory=dict)  # by place, without the first of a range


def open_table(file: BinaryIO, known: Collection[str] = (), *, sheet: str = "", header_row: int = 0) -> Table:
    """Return the table of a seekable binary file. Raises FileError.

    `known`: headings in lower case; the separator, the sheet and the heading row are those that have most of
    them. `sheet`: the sheet of a workbook that has several. `header_row`: the row of the headings, which is
    found where it is 0.
    """
    file.seek(0)
    start = file.read(LOOKED_AT)
    if not start.strip():
        file.seek(0)
        if not file.read().strip():
            raise _empty()
    if start.startswith((ZIP, COMPOUND)):
        return _workbook_table(file, known, sheet, header_row)
    refuse_other_file(start)
    encoding = encoding_of(file)
    return _table(_csv_rows(file, encoding, known), known, Notices(), header_row)


def _workbook_table(file: BinaryIO, known: Collection[str], wanted: str, header_row: int) -> Table:
    sheet = read_workbook(file, sheet=wanted, headings=known)
    notices = Notices(sheet.name, sheet.other_sheets, sheet.hidden_count, sheet.hidden)
    cleaned = ((number, [clean(cell) for cell in cells]) for number, cells in sheet.rows)
    try:
        table = _with_merged_headings(_table(cleaned, known, notices, header_row), sheet.merged)
    except FileError as error:
        if not sheet.other_sheets:
            raise
        raise FileError(f"{error.message} {notices.sheets_text()}") from None
    rows = mark_merged(table.rows, sheet.merged, table.header_row, len(table.header))
    return replace(table, rows=rows)


def _table(rows: NumberedRows, known: Collection[str], notices: Notices, chosen: int) -> Table:
    rows = ((number, cells) for number, cells in rows if any(map(has_content, cells)))
    first: list[tuple[int, list[str]]] = []
    for number, cells in rows:
        first.append((number, cells))
        if number >= HEADER_ROWS:
            break
    if not first:
        raise _empty()
    places = {number: place for place, (number, _cells) in enumerate(first)}
    best = places[chosen] if chosen in places else heading_position(first, known)
    header_row, header = first[best]
    # A heading may stand on several lines of its cell.
    header = [" ".join(heading.split()) if has_content(heading) else "" for heading in header]
    while not header[-1]:
        header.pop()
    notices.rows_above = best
    return Table(header, header_row, chain(first[best + 1 :], rows), notices, tuple(first))


def _with_merged_headings(table: Table, merged: Collection[Range]) -> Table:
    # A heading may go down from a row above, and a wide one has no place for the other columns' headings.
    header, rows = list(table.header), dict(table.first)
    wide: dict[int, str] = {}
    for each in merged:
        top, left, bottom, right = each
        if top <= table.header_row <= bottom and right < COLUMNS:
            above = rows.get(top, [])
            header.extend([""] * (left + 1 - len(header)))
            header[left] = header[left] or (above[left] if left < len(above) else "")
            wide |= dict.fromkeys(range(left + 1, right + 1), range_name(each))
    while header and not header[-1]:
        header.pop()
    return replace(table, header=header, merged_headings=wide)


def has_content(cell: str) -> bool:
    return bool(cell) and not cell.startswith(INVISIBLE_CELL)


def _empty() -> FileError:
    return FileError(_("The file is empty. Choose a file with a header and at least one row."))


def _text(file: BinaryIO, encoding: str) -> io.TextIOWrapper:
    file.seek(0)
    return io.TextIOWrapper(io.BufferedReader(_NonClosingFile(file)), encoding=encoding, newline="")


class _NonClosingFile(io.RawIOBase):
    def __init__(self, file: BinaryIO) -> None:
        self._file = file

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:  # Any: collections.abc.Buffer has no item assignment
        data = self._file.read(len(buffer))
        buffer[: len(data)] = data
        return len(data)


def _separator(sample: str, known: Collection[str]) -> str:
    sample = sample.lstrip("\r\n")

    def score(separator: str) -> tuple[int, int]:
        reader = csv.reader(io.StringIO(sample, newline=""), delimiter=separator)
        counts, widths = [0], [0]
        try:
            for _number, cells in zip(range(HEADER_ROWS), reader, strict=False):
                counts.append(count_known(cells, known))
                widths.append(len(cells))
        except csv.Error:
            pass  # the rows before the wrong one decide
        # The width of most rows: a title above the headings may have a comma.
        return max(counts), median_high(widths)

    return max(SEPARATORS, key=score)


def _csv_rows(file: BinaryIO, encoding: str, known: Collection[str]) -> NumberedRows:
    sample = _text(file, encoding).read(SAMPLE)
    stated = SEPARATOR_LINE.match(sample)
    separator = stated[1] if stated else _separator(sample, known)
    reader = csv.reader(_text(file, encoding), delimiter=separator, strict=True)
    begun = 1  # the line on which the record begins
    try:
        for number, cells in enumerate(reader, start=1):
            begun = reader.line_num + 1
            if not (stated and number == 1):
                yield number, [clean(cell) for cell in cells]
    except csv.Error as error:
        if "unexpected end" in str(error):
            message = _(
                "A quotation mark is missing in the file: the cell that begins in line %(line)s never ends."
            )
            raise FileError(message % {"line": begun}) from None
        raise FileError(
            _("Line %(line)s of the file can't be read: a quotation mark is missing or misplaced there.")
            % {"line": reader.line_num}
        ) from None
