"""Write rows into the XML of a sheet. Everything else of it stays as it is, byte for byte."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from html import escape
from xml.parsers import expat

from django.utils.translation import gettext_lazy as _

from participants.imports.workbooks.archive import Refused
from participants.imports.workbooks.rows import REFERENCE, column_number, read_range
from reporting.statistics.scb_template.filling.cell_values import Value, text_of

START_TAG = re.compile(rb"""<([^\s/>"']+)(?:"[^"]*"|'[^']*'|[^>"'])*>""")
STYLE = re.compile(rb"""\ss=["'](\d+)["']""")
SPANS = re.compile(rb"""\sspans=(?:"[^"]*"|'[^']*')""")
UNFIT_ENCODING = re.compile(rb"""^\s*<\?xml[^>]*encoding=["'](?!utf-?8["'])""", re.IGNORECASE)
NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
LIKE_ESCAPED = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
DAY_0 = date(1899, 12, 30)
DAY_0_OF_1904 = date(1904, 1, 1)
CELLS = 500_000


class Unfit(Exception):
    """Raised for a template that can't be filled; `text` says why."""

    def __init__(self, text: object) -> None:
        self.text = str(text)
        super().__init__(self.text)


@dataclass
class Element:
    place: int
    start: int
    tag_end: int
    end: int = 0
    is_filled: bool = False  # of a cell: has a value or a formula
    cells: list["Element"] = field(default_factory=list)


class SheetXml:
    """A sheet's XML, with the places of its rows and cells. Raises Unfit."""

    def __init__(self, content: bytes) -> None:
        if UNFIT_ENCODING.match(content) or content[:2] in (b"\xff\xfe", b"\xfe\xff"):
            raise Unfit(_("The sheet is not written in UTF-8. Save the template again in Excel."))
        self.content = content
        self.rows: list[Element] = []
        self.data = Element(0, -1, -1)  # until the sheet's cells begin
        self.column_styles: list[tuple[int, int, bytes]] = []  # first and last column, style
        self.merged: list[tuple[int, int, int, int]] = []
        self._row: Element | None = None
        self._cell: Element | None = None
        self._count = 0
        self._parse()
        if self.data.start < 0:
            raise Unfit(_("The sheet has no cells."))

    def _parse(self) -> None:
        parser = self._parser = expat.ParserCreate()
        parser.StartDoctypeDeclHandler = _refuse
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        try:
            parser.Parse(self.content, True)
        except (expat.ExpatError, ValueError, KeyError, Refused):
            raise Unfit(_("The sheet can't be read: it is damaged.")) from None

    def _start(self, name: str, attributes: Mapping[str, str]) -> None:
        match name.rpartition(":")[2]:
            case "sheetData" if self.data.start < 0:
                self.data = self._element(0)
            case "row" if self._is_inside:
                after = self.rows[-1].place + 1 if self.rows else 1
                self._row = self._element(int(attributes.get("r", after)))
                self.rows.append(self._row)
            case "c" if self._row:
                self._begin_cell(self._row, attributes)
            case "v" | "f" | "is" if self._cell:
                self._cell.is_filled = True
            case "mergeCell":
                self.merged.append(read_range(attributes["ref"]))
            case "col":
                style = attributes.get("style", "").encode()
                if style.isdigit():
                    found = int(attributes["min"]) - 1, int(attributes["max"]) - 1, style
                    self.column_styles.append(found)

    @property
    def _is_inside(self) -> bool:
        return self.data.start >= 0 and not self.data.end

    def _begin_cell(self, row: Element, attributes: Mapping[str, str]) -> None:
        self._count += 1
        if self._count > CELLS:
            raise Unfit(_("The sheet has too many cells."))
        reference = REFERENCE.fullmatch(attributes.get("r", ""))
        after = row.cells[-1].place + 1 if row.cells else 0
        self._cell = self._element(column_number(reference[1]) if reference else after)
        row.cells.append(self._cell)

    def _end(self, name: str) -> None:
        match name.rpartition(":")[2]:
            case "sheetData" if self._is_inside:
                self._close(self.data)
            case "row" if self._row:
                self._close(self._row)
                self._row = None
            case "c" if self._cell:
                self._close(self._cell)
                self._cell = None

    def _element(self, place: int) -> Element:
        start = self._parser.CurrentByteIndex
        tag = START_TAG.match(self.content, start)
        if tag is None:
            raise Unfit(_("The sheet can't be read: it is damaged."))
        return Element(place, start, tag.end())

    def _close(self, element: Element) -> None:
        if self.content[element.tag_end - 2 : element.tag_end] == b"/>":
            element.end = element.tag_end
        else:
            element.end = self.content.index(b">", self._parser.CurrentByteIndex) + 1

    def filled(
        self, first_row: int, rows: Sequence[Mapping[int, Value]], columns: Sequence[int], *, is_1904: bool
    ) -> bytes:
        """Return the sheet with the rows, each {column: value}, from `first_row` on. Raises Unfit.

        `columns`: those that belong to the rows, and are empty in the template.
        """
        self._check_room(first_row, columns)
        present = {row.place: row for row in self.rows}
        pattern = present.get(first_row)
        kept = [(row.place, self._bytes(row)) for row in self.rows if row.place < first_row]
        later = {row.place: self._bytes(row) for row in self.rows if row.place >= first_row}
        for number, values in enumerate(rows, start=first_row):
            cells = _Cells(self, number, present.get(number), pattern, is_1904=is_1904)
            later[number] = cells.written(values)
        body = b"".join(each for _place, each in [*kept, *sorted(later.items())])
        opening = self.content[self.data.start : self.data.tag_end]
        if opening.endswith(b"/>"):
            opening = opening[:-2] + b">"
        closing = b"</" + self._name(self.data) + b">"
        before, after = self.content[: self.data.start], self.content[self.data.end :]
        return self._with_dimension(before, first_row + len(rows) - 1) + opening + body + closing + after

    def _check_room(self, first_row: int, columns: Sequence[int]) -> None:
        for row in self.rows:
            if row.place >= first_row and any(c.is_filled and c.place in columns for c in row.cells):
                raise Unfit(
                    _("Row %(row)s has content where participants are written. Give the empty template.")
                    % {"row": row.place}
                )
        for _top, left, bottom, right in self.merged:
            if bottom >= first_row and any(left <= column <= right for column in columns):
                raise Unfit(_("Cells are merged where participants are written."))

    def _with_dimension(self, before: bytes, last_row: int) -> bytes:
        # Some readers take the area of the sheet from here.
        found = re.search(rb"""(<(?:\w+:)?dimension\s[^>]*?ref=["'][A-Z]+\d+:[A-Z]+)(\d+)(["'])""", before)
        if found is None or int(found[2]) >= last_row:
            return before
        return before[: found.start(2)] + str(last_row).encode() + before[found.end(2) :]

    def _bytes(self, element: Element) -> bytes:
        return self.content[element.start : element.end]

    def _tag(self, element: Element) -> bytes:
        return self.content[element.start : element.tag_end]

    def _name(self, element: Element) -> bytes:
        return START_TAG.match(self.content, element.start)[1]  # type: ignore[index]

    def style_of(self, element: Element) -> bytes:
        found = STYLE.search(self._tag(element))
        return found[1] if found else b""

    @property
    def prefix(self) -> bytes:
        prefix, colon, _name = self._name(self.data).rpartition(b":")
        return prefix + colon


class _Cells:
    def __init__(
        self, sheet: SheetXml, number: int, row: Element | None, pattern: Element | None, *, is_1904: bool
    ) -> None:
        self.sheet, self.number, self.row, self.is_1904 = sheet, number, row, is_1904
        self.styles = {cell.place: sheet.style_of(cell) for cell in (pattern.cells if pattern else ())}
        self.present = {cell.place: cell for cell in (row.cells if row else ())}

    def written(self, values: Mapping[int, Value]) -> bytes:
        sheet = self.sheet
        cells = {place: sheet._bytes(cell) for place, cell in self.present.items()}
        cells |= {place: self._cell(place, value) for place, value in values.items() if value is not None}
        prefix = sheet.prefix
        opening = b'<%srow r="%d">' % (prefix, self.number)
        if self.row:
            opening = SPANS.sub(b"", sheet._tag(self.row))
            opening = opening[:-2] + b">" if opening.endswith(b"/>") else opening
        return opening + b"".join(each for _place, each in sorted(cells.items())) + b"</%srow>" % prefix

    def _cell(self, place: int, value: Value) -> bytes:
        style = self._style(place)
        prefix, attributes = self.sheet.prefix, b' r="%s%d"' % (letters_of(place).encode(), self.number)
        attributes += b' s="%s"' % style if style else b""
        if isinstance(value, date | Decimal):
            return b"<%(p)sc%(a)s><%(p)sv>%(v)s</%(p)sv></%(p)sc>" % {
                b"p": prefix,
                b"a": attributes,
                b"v": str(self._number(value)).encode(),
            }
        text = escape(LIKE_ESCAPED.sub("_x005F_", NO_XML.sub("", str(value))), quote=False).encode()
        # A text in its cell stays a text, whatever its first character is.
        return (
            b'<%(p)sc%(a)s t="inlineStr"><%(p)sis><%(p)st xml:space="preserve">%(v)s</%(p)st></%(p)sis></%(p)sc>'
            % {b"p": prefix, b"a": attributes, b"v": text}
        )

    def _style(self, place: int) -> bytes:
        """Return the style of the cell itself, of the first row's, or of the column."""
        if place in self.present and (own := self.sheet.style_of(self.present[place])):
            return own
        of_column = (style for first, last, style in self.sheet.column_styles if first <= place <= last)
        return self.styles.get(place) or next(of_column, b"")

    def _number(self, value: date | Decimal) -> int | str:
        if isinstance(value, date):
            return (value - (DAY_0_OF_1904 if self.is_1904 else DAY_0)).days
        return text_of(value)


def letters_of(place: int) -> str:
    found = ""
    place += 1
    while place:
        place, left = divmod(place - 1, 26)
        found = chr(65 + left) + found
    return found


def _refuse(*_declaration: object) -> None:
    raise Unfit(_("The sheet declares entities of its own. Save the template again in Excel."))
