"""Sheets of an OpenDocument spreadsheet (ODS)."""

from participants.imports.workbooks import cells, limits
from participants.imports.workbooks.archive import Archive, Refused
from participants.imports.workbooks.markup import Attributes, Enough, attribute, parse
from participants.imports.workbooks.relations import Sheet
from participants.imports.workbooks.rows import Budget, EmitRow, SheetRows

CONTENT = "content.xml"
MANIFEST = "META-INF/manifest.xml"
ENCRYPTED = "encrypted-package"
# A repeated cell or row with content is laid out; an empty one is only counted.
MOST_REPEATED = 1000
HIDDEN = ("collapse", "filter")
TYPES = ("float", "currency", "percentage")


class OdsWorkbook:
    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self._budget = Budget()
        if self._is_encrypted():
            raise Refused("password")
        self.sheets = self._read_sheets()

    @staticmethod
    def matches(archive: Archive) -> bool:
        return CONTENT in archive or ENCRYPTED in archive

    def _is_encrypted(self) -> bool:
        if ENCRYPTED in self._archive:
            return True
        return MANIFEST in self._archive and b"encryption-data" in b"".join(self._archive.chunks(MANIFEST))

    def _read_sheets(self) -> list[Sheet]:
        sheets: list[Sheet] = []
        hidden: set[str] = set()
        style = ""

        def start(tag: str, attributes: Attributes) -> None:
            nonlocal style
            if tag == "style":
                style = attribute(attributes, "name")
            elif tag == "table-properties" and attribute(attributes, "display") == "false":
                hidden.add(style)
            elif tag == "table":
                name, number = attribute(attributes, "name"), str(len(sheets))
                is_visible = attribute(attributes, "style-name") not in hidden
                sheets.append(Sheet(name, number, is_visible))
            if len(sheets) > limits.SHEETS or len(hidden) > limits.ENTRIES:
                raise Refused("too_large")

        parse(self._archive.chunks(CONTENT), start=start)
        return sheets

    def read(self, sheet: Sheet, emit: EmitRow) -> SheetRows:
        """Emit the rows with content. `emit` may raise Enough. Raises Refused."""
        rows = SheetRows(emit)
        reader = _TableReader(rows, self._budget, int(sheet.part))
        parse(self._archive.chunks(CONTENT), start=reader.start, text=reader.text, end=reader.end)
        return rows


class _TableReader:
    """Handlers for the table with the given number."""

    def __init__(self, rows: SheetRows, budget: Budget, wanted: int) -> None:
        self._rows, self._budget, self._wanted = rows, budget, wanted
        self._table = -1
        self._row = 1
        self._column = 0
        self._attributes: Attributes = {}
        self._row_attributes: Attributes = {}
        self._row_cells: list[tuple[int, str]] = []
        self._paragraphs: list[str] = []
        self._ignored = 0  # depth inside notes and shapes
        self._is_in_cell = self._is_in_paragraph = False

    @property
    def _is_inside(self) -> bool:
        return self._table == self._wanted

    def start(self, tag: str, attributes: Attributes) -> None:
        if tag == "table":
            self._table += 1
        elif not self._is_inside:
            return
        elif tag in ("annotation", "shapes") or self._ignored:
            self._ignored += 1
        elif tag == "table-row":
            self._budget.count_row()
            self._row_attributes, self._row_cells, self._column = attributes, [], 0
        elif tag in ("table-cell", "covered-table-cell"):
            self._budget.count_cell()
            self._attributes, self._paragraphs, self._is_in_cell = attributes, [], True
        elif self._is_in_cell:
            self._start_text(tag)

    def _start_text(self, tag: str) -> None:
        if tag == "p":
            self._paragraphs.append("")
            self._is_in_paragraph = True
        elif tag in ("s", "tab", "line-break") and self._paragraphs:
            self._paragraphs[-1] += " "

    def text(self, data: str) -> None:
        is_read = self._is_in_paragraph and not self._ignored and self._paragraphs
        if is_read and len(self._paragraphs[-1]) < limits.LONGEST_CELL:
            self._paragraphs[-1] += data

    def end(self, tag: str) -> None:
        if not self._is_inside:
            return
        if self._ignored:
            self._ignored -= 1
        elif tag == "p":
            self._is_in_paragraph = False
        elif tag in ("table-cell", "covered-table-cell"):
            self._end_cell()
        elif tag == "table-row":
            self._end_row()
        elif tag == "table":
            raise Enough  # no further table is read

    def _end_cell(self) -> None:
        self._is_in_cell = False
        text = self._as_text()
        repeated = _count(attribute(self._attributes, "number-columns-repeated"))
        self._merge()
        if text:
            if repeated > MOST_REPEATED:
                raise Refused("too_large")
            self._row_cells.extend((self._column + n, text) for n in range(repeated))
        self._column += repeated

    def _merge(self) -> None:
        columns = _count(attribute(self._attributes, "number-columns-spanned"))
        rows = _count(attribute(self._attributes, "number-rows-spanned"))
        if columns > 1 or rows > 1:
            last = self._row + rows - 1, self._column + columns - 1
            self._rows.add_merged((self._row, self._column, *last))

    def _end_row(self) -> None:
        repeated = _count(attribute(self._row_attributes, "number-rows-repeated"))
        if self._row_cells:
            if repeated > MOST_REPEATED:
                raise Refused("too_large")
            is_hidden = attribute(self._row_attributes, "visibility") in HIDDEN
            for number in range(self._row, self._row + repeated):
                self._rows.begin_row(number, is_hidden=is_hidden)
                for column, text in self._row_cells:
                    self._rows.put(column, text)
                self._rows.end_row()
        self._row += repeated

    def _as_text(self) -> str:
        shown = " ".join(self._paragraphs)
        is_formula = bool(attribute(self._attributes, "formula"))
        kinds = {value for name, value in self._attributes.items() if name.endswith("value-type")}
        if "error" in kinds or (is_formula and shown.startswith(("#", "Err:"))):
            return cells.mark(cells.ERROR, shown[:20])
        if is_formula and not kinds:
            return cells.mark(cells.NO_RESULT)
        kind = attribute(self._attributes, "value-type")
        if kind == "date":
            return cells.day_text(attribute(self._attributes, "date-value"))
        if kind == "boolean":
            return cells.truth_text(attribute(self._attributes, "boolean-value"))
        if kind in TYPES:
            return cells.number_text(attribute(self._attributes, "value"), is_date=False)
        return attribute(self._attributes, "string-value") or shown


def _count(text: str) -> int:
    try:
        number = int(text or 1)
    except ValueError:
        raise Refused("unreadable") from None
    if not 1 <= number <= 10_000_000:
        raise Refused("too_large")
    return number
