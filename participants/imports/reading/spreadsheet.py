"""Read the first sheet of an XLSX file as rows of text."""

import csv
import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import IO, BinaryIO

from django.utils.translation import gettext as _
from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, SheetVisibleEnum

from participants.imports.reading.errors import FileError

UNPACKED_LIMIT = 400 * 1024 * 1024  # bytes
CELLS_LIMIT = 8_000_000
CHUNK = 1 << 20
OVERLAP = 400
ROW = re.compile(rb"""<(?:\w+:)?row(?:\s[^>]{0,300})?\sr\s*=\s*["'](\d{1,6})["']""")
FAR_COLUMN = re.compile(rb"""\sr\s*=\s*["']([A-Za-z]{2,3})\d""")
# A row number of seven digits or a column of four letters: no sheet that fits in memory has one.
BEYOND = re.compile(rb"""\sr\s*=\s*["'](?:[A-Za-z]{0,3}\d{7}|[A-Za-z]{4})""")
SHEET = re.compile(r"xl/worksheets/[^/]+\.xml", re.IGNORECASE)
NEAR_COLUMNS = 26
LONGEST_CELL = 32_767  # characters, the limit of Excel


def read_spreadsheet(file: BinaryIO) -> Iterator[list[str]]:
    """Return the rows as text. Raises FileError."""
    _check_size(file)
    # The sheet takes ten times the memory of its text, so it is turned into CSV and released first.
    text = io.TextIOWrapper(io.BytesIO(), encoding="utf-8", newline="")
    csv.writer(text).writerows([_text(cell) for cell in cells] for cells in _first_sheet(file).iter_rows())
    text.seek(0)
    return csv.reader(text)


def _first_sheet(file: BinaryIO) -> CalamineSheet:
    file.seek(0)
    try:
        workbook = CalamineWorkbook.from_filelike(file)
        visible = [
            sheet.name for sheet in workbook.sheets_metadata if sheet.visible == SheetVisibleEnum.Visible
        ]
        if not visible:
            raise _unreadable()
        return workbook.get_sheet_by_name(visible[0])
    except (CalamineError, OSError, ValueError):
        raise _unreadable() from None
    except BaseException as error:
        if type(error).__name__ != "PanicException":  # a crash in the library, which exports no class for it
            raise
        raise _unreadable() from None


def _check_size(file: BinaryIO) -> None:
    # The library allocates a sheet as a full rectangle: one stray value in the last corner fills the memory.
    file.seek(0)
    try:
        with zipfile.ZipFile(file) as archive:
            if sum(part.file_size for part in archive.infolist()) > UNPACKED_LIMIT:
                raise _too_large()
            for part in archive.namelist():
                if SHEET.fullmatch(part):
                    with archive.open(part) as sheet:
                        _check_sheet_size(sheet)
    except (zipfile.BadZipFile, zlib.error, OSError, EOFError, NotImplementedError, RuntimeError, ValueError):
        raise _unreadable() from None


def _check_sheet_size(sheet: IO[bytes]) -> None:
    rows, columns, rest, size = 0, NEAR_COLUMNS, b"", 0
    while chunk := sheet.read(CHUNK):
        size += len(chunk)
        data = rest + chunk
        rows = max(rows, *map(int, ROW.findall(data)), 0)
        columns = max(columns, *map(_column_number, set(FAR_COLUMN.findall(data))), 0)
        if size > UNPACKED_LIMIT or rows * columns > CELLS_LIMIT or BEYOND.search(data):
            raise _too_large()
        rest = data[-OVERLAP:]  # a cell reference may lie across two chunks


def _column_number(letters: bytes) -> int:
    # 27 for AA
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number


def _unreadable() -> FileError:
    return FileError(
        _("The spreadsheet can't be read: it is damaged, or not a workbook. Save it again as .xlsx.")
    )


def _too_large() -> FileError:
    return FileError(_("The spreadsheet is too large: remove what is outside the list, or save it as CSV."))


def _text(cell: object) -> str:
    if isinstance(cell, str):
        return cell[:LONGEST_CELL]
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time() else cell.isoformat(" ")
    if isinstance(cell, (date, time)):
        return cell.isoformat()
    if isinstance(cell, (int, timedelta)):
        return str(cell)
    return ""
