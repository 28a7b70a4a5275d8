"""Sheets of an XLSB workbook: the parts of an XLSX, as records instead of XML."""

import struct
from collections.abc import Iterator

from participants.imports.workbooks import cells, limits
from participants.imports.workbooks.archive import Archive, Refused
from participants.imports.workbooks.relations import Sheet, related_parts
from participants.imports.workbooks.rows import Budget, EmitRow, SheetRows
from participants.imports.workbooks.xls import error_text, unpacked
from participants.imports.workbooks.xlsx import CACHED_REFERENCES

SETTINGS, SHEET = 153, 156
SHARED_TEXT = 19
FORMAT, STYLE, STYLES_BEGIN, STYLES_END = 44, 47, 617, 618
ROW, MERGED = 0, 176
BLANK, PACKED, ERROR, TRUTH, NUMBER, TEXT, SHARED = range(1, 8)
FORMULA_TEXT, FORMULA_NUMBER, FORMULA_TRUTH, FORMULA_ERROR = range(8, 12)
SHORT_FIRST, SHORT_LAST = 12, 18  # the same seven kinds, without a column of their own
RICH_TEXT = 62
HIDDEN_ROW = 0x10
HIGH_BIT, LOW_BITS = 0x80, 0x7F
LONGEST_RECORD = 1 << 20


class XlsbWorkbook:
    def __init__(self, archive: Archive, part: str) -> None:
        self._archive, self._part = archive, part
        self._budget = Budget()
        self.is_1904 = False
        try:
            self.sheets = self._read_sheets()
            self._date_styles = self._read_styles()
            self._strings = [
                _wide(content, 1)[0][: limits.LONGEST_CELL]
                for kind, content in self._related_records("sharedStrings")
                if kind == SHARED_TEXT
            ]
        except (struct.error, IndexError):
            raise Refused("unreadable") from None

    def _read_sheets(self) -> list[Sheet]:
        parts = related_parts(self._archive, self._part, "worksheet")
        sheets: list[Sheet] = []
        for kind, content in _records(self._archive, self._part):
            if kind == SETTINGS:
                self.is_1904 = bool(content[0] & 1)
            elif kind == SHEET:
                key, position = _wide(content, 8)
                name, _end = _wide(content, position)
                if key in parts:
                    sheets.append(Sheet(name, parts[key], is_visible=not content[0] & 3))
        return sheets

    def _related_records(self, relation: str) -> Iterator[tuple[int, bytes]]:
        for part in list(related_parts(self._archive, self._part, relation).values())[:1]:
            if part in self._archive:
                yield from _records(self._archive, part)

    def _read_styles(self) -> set[int]:
        """Return the numbers of the cell styles that show a day or a time."""
        codes: dict[int, str] = {}
        found: set[int] = set()
        count, is_inside = 0, False
        for kind, content in self._related_records("styles"):
            if kind == FORMAT:
                codes[struct.unpack_from("<H", content)[0]] = _wide(content, 2)[0]
            elif kind in (STYLES_BEGIN, STYLES_END):
                is_inside = kind == STYLES_BEGIN
            elif kind == STYLE and is_inside:
                (number,) = struct.unpack_from("<H", content, 2)
                if cells.is_date_format(number, codes.get(number, "")):
                    found.add(count)
                count += 1
            if count > CACHED_REFERENCES or len(codes) > CACHED_REFERENCES:
                raise Refused("too_large")
        return found

    def read(self, sheet: Sheet, emit: EmitRow) -> SheetRows:
        """Emit the rows with content. `emit` may raise Enough. Raises Refused."""
        rows = SheetRows(emit)
        column = -1
        try:
            for kind, content in _records(self._archive, sheet.part):
                if kind == ROW:
                    self._budget.count_row()
                    (number,) = struct.unpack_from("<I", content)
                    rows.begin_row(number + 1, is_hidden=bool(content[11] & HIDDEN_ROW))
                    column = -1
                elif BLANK <= kind <= SHORT_LAST or kind == RICH_TEXT:
                    self._budget.count_cell()
                    is_short = SHORT_FIRST <= kind <= SHORT_LAST
                    column = column + 1 if is_short else struct.unpack_from("<I", content)[0]
                    value = content[0 if is_short else 4 :]
                    rows.put(column, self._cell_text(kind - SHORT_FIRST + 1 if is_short else kind, value))
                elif kind == MERGED:
                    top, bottom, left, right = struct.unpack_from("<IIII", content)
                    rows.add_merged((top + 1, left, bottom + 1, right))
            rows.end_row()
        except (struct.error, IndexError):
            raise Refused("unreadable") from None
        return rows

    def _cell_text(self, kind: int, content: bytes) -> str:
        # Three bytes of the style and one of flags come before the value.
        style = int.from_bytes(content[:3], "little")
        if kind == PACKED:
            return self._number(unpacked(*struct.unpack_from("<I", content, 4)), style)
        if kind in (ERROR, FORMULA_ERROR):
            return error_text(content[4])
        if kind in (TRUTH, FORMULA_TRUTH):
            return cells.truth_text(str(content[4]))
        if kind in (NUMBER, FORMULA_NUMBER):
            return self._number(struct.unpack_from("<d", content, 4)[0], style)
        if kind in (TEXT, FORMULA_TEXT):
            return _wide(content, 4)[0]
        if kind == SHARED:
            return self._shared_text(*struct.unpack_from("<I", content, 4))
        return _wide(content, 5)[0] if kind == RICH_TEXT else ""

    def _shared_text(self, position: int) -> str:
        try:
            return self._strings[position]
        except IndexError:
            return cells.mark(cells.ERROR, str(position))

    def _number(self, value: float, style: int) -> str:
        epoch = cells.EPOCH_1904 if self.is_1904 else cells.EPOCH_1900
        return cells.number_text(repr(value), is_date=style in self._date_styles, epoch=epoch)


def _records(archive: Archive, part: str) -> Iterator[tuple[int, bytes]]:
    """Yield (kind, content). Kind and length are written in seven bits a byte."""
    buffer, position = b"", 0
    chunks = archive.chunks(part)
    while True:
        head = _head(buffer, position)
        if head is None or head[1] + head[2] > len(buffer):
            if head is not None and head[2] > LONGEST_RECORD:
                raise Refused("too_large")
            chunk = next(chunks, None)
            if chunk is None:
                return
            buffer, position = buffer[position:] + chunk, 0
            continue
        kind, start, length = head
        yield kind, buffer[start : start + length]
        position = start + length


def _head(buffer: bytes, position: int) -> tuple[int, int, int] | None:
    """Return (kind, start of the content, length), or None where the buffer ends before."""
    numbers: list[int] = []
    for most in (2, 4):
        number = 0
        for count in range(most):
            if position >= len(buffer):
                return None
            byte = buffer[position]
            position += 1
            number |= (byte & LOW_BITS) << (7 * count)
            if byte < HIGH_BIT:
                break
        numbers.append(number)
    return numbers[0], position, numbers[1]


def _wide(content: bytes, position: int) -> tuple[str, int]:
    """Return the text at the position, and the position after it."""
    (length,) = struct.unpack_from("<I", content, position)
    start = position + 4
    if length == 0xFFFFFFFF:  # no text
        return "", start
    end = start + 2 * length
    if end > len(content):
        raise Refused("unreadable")
    text = content[start:end].decode("utf-16-le", "replace").replace(cells.MARK, "")
    return text, end
