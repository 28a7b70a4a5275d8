"""Sheets of an XLSX or XLSM workbook."""

import re
from collections.abc import Callable
from datetime import datetime
from functools import cached_property

from participants.imports.workbooks import cells, limits
from participants.imports.workbooks.archive import Archive, Refused
from participants.imports.workbooks.markup import Attributes, attribute, parse
from participants.imports.workbooks.relations import Sheet, related_parts
from participants.imports.workbooks.rows import REFERENCE, Budget, EmitRow, SheetRows, column_number

CACHED_REFERENCES = 100_000
TRUE = ("1", "true")
ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
# Elements after the cells: formulas and texts in these belong to no cell.
AFTER_CELLS = {
    *("autoFilter", "mergeCells", "conditionalFormatting", "dataValidations", "hyperlinks"),
    *("headerFooter", "extLst", "tableParts"),
}


class XlsxWorkbook:
    """A workbook whose sheets are found by its own relations, in whatever folder they lie."""

    def __init__(self, archive: Archive, part: str) -> None:
        self._archive, self._part = archive, part
        self._budget = Budget()
        self.is_1904 = False
        self.sheets = self._read_sheets()

    def _read_sheets(self) -> list[Sheet]:
        parts = related_parts(self._archive, self._part, "worksheet")
        sheets: list[Sheet] = []

        def start(tag: str, attributes: Attributes) -> None:
            if tag == "sheet":
                # The relation's id, in a namespace of its own.
                key = next(
                    (value for name, value in attributes.items() if name.endswith(":id") and value in parts),
                    "",
                )
                if key:
                    is_visible = attribute(attributes, "state") in ("", "visible")
                    sheets.append(Sheet(attribute(attributes, "name"), parts[key], is_visible))
            elif tag == "workbookPr":
                self.is_1904 = attribute(attributes, "date1904") in TRUE
            if len(sheets) > limits.SHEETS:
                raise Refused("too_large")

        parse(self._archive.chunks(self._part), start=start)
        return sheets

    @cached_property
    def _date_styles(self) -> frozenset[str]:
        """Return the numbers of the cell styles that show a day or a time."""
        codes: dict[str, str] = {}
        found: set[str] = set()
        count, inside = 0, False

        def start(tag: str, attributes: Attributes) -> None:
            nonlocal count, inside
            if tag == "numFmt":
                codes[attribute(attributes, "numFmtId")] = attribute(attributes, "formatCode")
            elif tag == "cellXfs":
                inside = True
            elif tag in ("cellStyles", "dxfs", "cellStyleXfs"):
                inside = False
            elif tag == "xf" and inside:
                number = attribute(attributes, "numFmtId")
                if cells.is_date_format(int(number or 0), codes.get(number, "")):
                    found.add(str(count))
                count += 1
            if count > CACHED_REFERENCES or len(codes) > CACHED_REFERENCES:
                raise Refused("too_large")

        self._parse_related("styles", start)
        return frozenset(found)

    @cached_property
    def _strings(self) -> list[str]:
        strings: list[str] = []
        pieces: list[str] = []
        is_text = is_phonetic = False

        def start(tag: str, _attributes: Attributes) -> None:
            nonlocal is_text, is_phonetic
            is_phonetic = tag == "rPh" or (is_phonetic and tag == "t")
            is_text = tag == "t" and not is_phonetic
            if tag == "si":
                pieces.clear()

        def end(tag: str) -> None:
            nonlocal is_text
            if tag == "t":
                is_text = False
            elif tag == "si":
                strings.append(unescaped("".join(pieces)[: limits.LONGEST_CELL]))
                pieces.clear()
                if len(strings) > limits.STRINGS:
                    raise Refused("too_large")

        def text(data: str) -> None:
            if is_text:
                pieces.append(data)

        self._parse_related("sharedStrings", start, text, end)
        return strings

    def _parse_related(
        self,
        kind: str,
        start: Callable[[str, Attributes], None],
        text: Callable[[str], None] | None = None,
        end: Callable[[str], None] | None = None,
    ) -> None:
        for part in list(related_parts(self._archive, self._part, kind).values())[:1]:
            if part in self._archive:
                parse(self._archive.chunks(part), start=start, text=text, end=end)

    def read(self, sheet: Sheet, emit: EmitRow) -> SheetRows:
        """Emit the rows with content. `emit` may raise Enough. Raises Refused."""
        rows = SheetRows(emit)
        reader = _SheetReader(rows, self._budget, self)
        # With prefixes, because a second call for each element costs a fifth of the time.
        parse(self._archive.chunks(sheet.part), start=reader.start, text=reader.text, has_prefixes=True)
        reader.finish()
        return rows

    def shared_text(self, position: str) -> str:
        try:
            number = int(position)
            if number < 0:
                raise ValueError
            return self._strings[number]
        except (ValueError, IndexError):
            return cells.mark(cells.ERROR, position[:20])

    def number(self, text: str, style: str) -> str:
        epoch: datetime = cells.EPOCH_1904 if self.is_1904 else cells.EPOCH_1900
        return cells.number_text(text, is_date=style in self._date_styles, epoch=epoch)


class _SheetReader:
    """Handlers for one sheet. There is none for end tags, which would cost a third of the time."""

    def __init__(self, rows: SheetRows, budget: Budget, workbook: XlsxWorkbook) -> None:
        self._rows, self._budget, self._workbook = rows, budget, workbook
        self._row = 0
        self._column = -1
        self._cell: Attributes | None = None
        self._pieces: list[str] = []
        self._is_value = self._has_value = self._has_formula = self._is_phonetic = False
        self._columns: dict[str, int] = {}  # by letters

    def start(self, tag: str, attributes: Attributes) -> None:
        if tag == "c":
            self._flush()
            self._begin_cell(attributes)
        elif tag == "v":
            self._is_value = self._has_value = True
            self._pieces.clear()
        elif tag == "row":
            self._flush()
            self._begin_row(attributes)
        elif tag == "t":
            self._is_value = not self._is_phonetic
            self._has_value = True
        elif tag == "f":
            self._is_value, self._has_formula = False, True
        elif tag == "mergeCell":
            self._rows.merge(attribute(attributes, "ref"))
        elif tag in ("is", "r", "rPh"):
            self._is_value, self._is_phonetic = False, tag == "rPh"
        elif ":" in tag:
            self.start(tag.rpartition(":")[2], attributes)
        else:
            self._is_value = False
            if tag in AFTER_CELLS:
                self._flush()

    def text(self, data: str) -> None:
        if self._is_value:
            self._pieces.append(data)

    def finish(self) -> None:
        self._flush()
        self._rows.end_row()

    def _begin_row(self, attributes: Attributes) -> None:
        self._budget.count_row()
        number = attributes.get("r")
        try:
            self._row = int(number) if number else self._row + 1
        except ValueError:
            raise Refused("unreadable") from None
        self._column = -1
        self._rows.begin_row(self._row, is_hidden=attributes.get("hidden") in TRUE)

    def _begin_cell(self, attributes: Attributes) -> None:
        budget = self._budget
        budget.cells += 1
        if budget.cells > limits.CELLS:
            raise Refused("too_large")
        self._cell = attributes
        self._has_value = self._has_formula = self._is_phonetic = False
        self._pieces.clear()

    def _flush(self) -> None:
        cell = self._cell
        if cell is None:
            return
        self._cell, self._is_value = None, False
        self._column = self._column_of(cell)
        text = "".join(self._pieces) if self._has_value else ""
        kind = cell.get("t")
        if text or kind == "e":
            self._rows.put(self._column, self._as_text(cell, text))
        elif self._has_formula and not (self._has_value and kind == "str"):  # an empty text is a result
            self._rows.put(self._column, cells.mark(cells.NO_RESULT))

    def _column_of(self, cell: Attributes) -> int:
        reference = cell.get("r")
        if not reference:
            return self._column + 1
        letters = reference.rstrip("0123456789")
        column = self._columns.get(letters)
        if column is None:
            if not REFERENCE.fullmatch(reference):
                raise Refused("unreadable")
            column = self._columns[letters] = column_number(letters)
        return column

    def _as_text(self, cell: Attributes, text: str) -> str:
        match cell.get("t"):
            case "s":
                return self._workbook.shared_text(text)
            case "str" | "inlineStr":
                return unescaped(text)
            case "b":
                return cells.truth_text(text)
            case "e":
                return cells.mark(cells.ERROR, text.strip()[:20])
            case "d":
                return cells.day_text(text.strip())
            case _:
                return self._workbook.number(text.strip(), cell.get("s", ""))


def unescaped(text: str) -> str:
    # _x000D_ stands for a character that XML cannot hold.
    return ESCAPED.sub(_unescape, text) if "_x" in text else text


def _unescape(match: re.Match[str]) -> str:
    character = chr(int(match[1], 16))
    # Neither a mark nor half a character can come into a text this way.
    return match[0] if character == cells.MARK or "\ud800" <= character <= "\udfff" else character
