"""Sheets of an XLS workbook: records of Excel 97 to 2003 (BIFF8), and of Excel 5 and 95."""

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

from participants.imports.workbooks import cells, limits
from participants.imports.workbooks.archive import Refused
from participants.imports.workbooks.compound import CompoundFile
from participants.imports.workbooks.relations import Sheet
from participants.imports.workbooks.rows import Budget, EmitRow, SheetRows
from participants.imports.workbooks.xls_texts import Texts

BEGIN, END, CONTINUE = 0x0809, 0x000A, 0x003C
PASSWORD, CODE_PAGE, IS_1904, SHEET, FORMAT, STYLE, SHARED_TEXTS = 0x2F, 0x42, 0x22, 0x85, 0x41E, 0xE0, 0xFC
ROW, MERGED = 0x0208, 0x00E5
SHARED, TEXT, RICH_TEXT, NUMBER, PACKED, PACKED_ROW = 0x00FD, 0x0204, 0x00D6, 0x0203, 0x027E, 0x00BD
FORMULA, FORMULA_TEXT, TRUTH_OR_ERROR = 0x0006, 0x0207, 0x0205
CELLS = {SHARED, TEXT, RICH_TEXT, NUMBER, PACKED, PACKED_ROW, FORMULA, TRUTH_OR_ERROR}
NEW_VERSION, OLD_VERSION = 0x0600, 0x0500
IS_SHEET = (0x0010, 0)  # kind in the record of the beginning, and in the list of sheets
HIDDEN_ROW = 0x20
OF_DOCUMENTS = ("WordDocument", "PowerPoint Document")  # streams in files of other programs
CALCULATED_LATER = 1

Cell = tuple[int, int, str]  # row from 1, column from 0, text or mark


@dataclass
class _Survey:
    hidden: set[int] = field(default_factory=set)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    is_ordered: bool = True


class XlsWorkbook:
    def __init__(self, content: bytes) -> None:
        file = CompoundFile(content)
        if "EncryptedPackage" in file:
            raise Refused("password")
        if any(name in file for name in OF_DOCUMENTS):
            raise Refused("document")
        self._budget = Budget()
        self._stream = file.stream("Workbook" if "Workbook" in file else "Book")
        self.is_1904 = False
        self._codes: dict[int, str] = {}
        self._formats: list[int] = []
        self.sheets: list[Sheet] = []
        self._texts = Texts()
        try:
            self._read_globals()
        except (struct.error, IndexError):
            raise Refused("unreadable") from None
        self._date_styles = {
            style
            for style, number in enumerate(self._formats)
            if cells.is_date_format(number, self._codes.get(number, ""))
        }

    def _records(self, position: int) -> Iterator[tuple[int, bytes]]:
        """Yield (kind, content) up to the end of the part; charts inside a sheet are left out."""
        depth = 0
        while position + 4 <= len(self._stream):
            kind, length = struct.unpack_from("<HH", self._stream, position)
            position += 4
            depth += (kind == BEGIN) - (kind == END)
            if depth <= 0:
                return
            if depth == 1:
                yield kind, self._stream[position : position + length]
            position += length

    def _read_globals(self) -> None:
        shared: list[bytes] = []
        is_continued = False
        for kind, content in self._records(0):
            if kind == BEGIN:
                version = struct.unpack_from("<H", content)[0]
                if version not in (NEW_VERSION, OLD_VERSION):
                    raise Refused("before_1995")
                self._texts.is_old = version == OLD_VERSION
            elif kind == PASSWORD:
                raise Refused("password")
            elif kind == SHARED_TEXTS or (kind == CONTINUE and is_continued):
                shared.append(content)
            else:
                self._read_setting(kind, content)
            is_continued = kind == SHARED_TEXTS or (kind == CONTINUE and is_continued)
        if not self.sheets:
            raise Refused("unreadable")
        self._texts.read_shared(shared)

    def _read_setting(self, kind: int, content: bytes) -> None:
        if kind == CODE_PAGE:
            self._texts.set_code_page(*struct.unpack_from("<H", content))
        elif kind == IS_1904:
            self.is_1904 = content[:1] == b"\1"
        elif kind == FORMAT:
            self._codes[struct.unpack_from("<H", content)[0]] = self._texts.format_code(content)
        elif kind == STYLE:
            self._formats.append(struct.unpack_from("<H", content, 2)[0])
        elif kind == SHEET:
            position, state, sheet_kind = struct.unpack_from("<IBB", content)
            if sheet_kind == IS_SHEET[1]:
                name = self._texts.short(content, 6)
                self.sheets.append(Sheet(name, str(position), is_visible=not state & 3))
            if len(self.sheets) > limits.SHEETS:
                raise Refused("too_large")

    def read(self, sheet: Sheet, emit: EmitRow) -> SheetRows:
        """Emit the rows with content. `emit` may raise Enough. Raises Refused."""
        rows = SheetRows(emit)
        try:
            survey = self._survey(int(sheet.part))
            for found in survey.merged:
                rows.add_merged(found)
            found_cells: Iterator[Cell] = self._cells(int(sheet.part))
            if not survey.is_ordered:  # some programs write cells as they come
                found_cells = iter(sorted(found_cells, key=lambda cell: cell[:2]))
            row = 0
            for number, column, text in found_cells:
                if number != row:
                    row = number
                    rows.begin_row(row, is_hidden=row in survey.hidden)
                rows.put(column, text)
            rows.end_row()
        except (struct.error, IndexError):
            raise Refused("unreadable") from None
        return rows

    def _survey(self, position: int) -> _Survey:
        # Hidden rows and merged ranges may come after the cells.
        survey = _Survey()
        row = -1
        for kind, content in self._records(position):
            if kind in CELLS:
                before, (row,) = row, struct.unpack_from("<H", content)
                survey.is_ordered &= before <= row
            elif kind == ROW:
                self._budget.count_row()
                number, flags = struct.unpack_from("<H10xH", content)
                if flags & HIDDEN_ROW:
                    survey.hidden.add(number + 1)
            elif kind == MERGED:
                for at in range(2, len(content) - 7, 8):
                    top, bottom, left, right = struct.unpack_from("<HHHH", content, at)
                    survey.merged.append((top + 1, left, bottom + 1, right))
                    if len(survey.merged) > limits.MERGED_RANGES:
                        raise Refused("too_large")
        return survey

    def _cells(self, position: int) -> Iterator[Cell]:
        waiting: tuple[int, int] | None = None  # the place of a formula whose text is a record of its own
        for kind, content in self._records(position):
            if kind == FORMULA_TEXT and waiting:
                yield *waiting, self._texts.long(content, 0)
                waiting = None
            elif kind in CELLS:
                if waiting:
                    yield *waiting, cells.mark(cells.NO_RESULT)
                    waiting = None
                self._budget.count_cell()
                row, column, style = struct.unpack_from("<HHH", content)
                if kind == PACKED_ROW:
                    yield from self._packed_row(row, column, content)
                    continue
                text = self._cell_text(kind, content, style)
                if text is None:
                    waiting = row + 1, column
                else:
                    yield row + 1, column, text
        if waiting:
            yield *waiting, cells.mark(cells.NO_RESULT)

    def _packed_row(self, row: int, column: int, content: bytes) -> Iterator[Cell]:
        for at in range(4, len(content) - 7, 6):
            self._budget.count_cell()
            style, packed = struct.unpack_from("<HI", content, at)
            yield row + 1, column, self._number(unpacked(packed), style)
            column += 1

    def _cell_text(self, kind: int, content: bytes, style: int) -> str | None:
        """Return the cell's text, or None for a formula whose text follows."""
        if kind == SHARED:
            return self._texts.shared(*struct.unpack_from("<I", content, 6))
        if kind in (TEXT, RICH_TEXT):
            return self._texts.long(content, 6)
        if kind == NUMBER:
            return self._number(struct.unpack_from("<d", content, 6)[0], style)
        if kind == PACKED:
            return self._number(unpacked(*struct.unpack_from("<I", content, 6)), style)
        if kind == TRUTH_OR_ERROR:
            return error_text(content[6]) if content[7] else cells.truth_text(str(content[6]))
        return self._formula(content, style)

    def _formula(self, content: bytes, style: int) -> str | None:
        if content[12:14] != b"\xff\xff":
            (flags,) = struct.unpack_from("<H", content, 14)
            if flags & CALCULATED_LATER and not any(content[6:14]):
                return cells.mark(cells.NO_RESULT)  # as programs write that don't calculate
            return self._number(struct.unpack_from("<d", content, 6)[0], style)
        match content[6]:
            case 0:
                return None
            case 1:
                return cells.truth_text(str(content[8]))
            case 2:
                return error_text(content[8])
            case _:
                return ""

    def _number(self, value: float, style: int) -> str:
        epoch = cells.EPOCH_1904 if self.is_1904 else cells.EPOCH_1900
        return cells.number_text(repr(value), is_date=style in self._date_styles, epoch=epoch)


ERRORS = {
    0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!",
    0x1D: "#NAME?", 0x24: "#NUM!", 0x2A: "#N/A", 0x2B: "#GETTING_DATA",
}  # fmt: skip


def error_text(code: int) -> str:
    return cells.mark(cells.ERROR, ERRORS.get(code, f"#{code}"))


def unpacked(packed: int) -> float:
    """Return a number stored in 30 bits: a whole number or the first half of a float, perhaps in hundredths."""
    if packed & 2:
        whole = packed >> 2
        value = float(whole - (1 << 30) if whole >= 1 << 29 else whole)
    else:
        (value,) = struct.unpack("<d", struct.pack("<II", 0, packed & 0xFFFFFFFC))
    return value / 100 if packed & 1 else value
