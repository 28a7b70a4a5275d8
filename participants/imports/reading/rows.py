"""Turn a table into typed rows and collect the problems."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, BinaryIO

from django.utils.translation import gettext as _

from participants.imports.reading.columns import FORMATS, HEADINGS, IDENTITY
from participants.imports.reading.errors import FileError, ParseError, Problems, TextOrFunction
from participants.imports.reading.masking import mask_name, mask_number_cell, mask_text
from participants.imports.reading.table_reader import open_table
from participants.imports.reading.values import Parser

HEADER_ROW = 1
# Other columns repeat the same few texts, so that parsed values are cached.
UNCACHED = {"personal_identity_number", "given_name", "family_name", "evidence"}

Values = dict[str, Any]  # by column; the type depends on the column's parser


@dataclass(frozen=True, slots=True)
class FileColumn:
    position: int
    name: str
    heading: str
    parse: Parser
    personal: bool
    cache: dict[str, object] | None


class RowReader:
    """Iterates over a file's rows; `parsers` serve columns that depend on the project."""

    def __init__(self, file: BinaryIO, kind: str, problems: Problems, parsers: Mapping[str, Parser]) -> None:
        self.kind = kind
        self.format = FORMATS[kind]
        self.problems = problems
        self.table = open_table(file, HEADINGS)
        self._check_kind()
        problems.columns = self.table.header
        self.headings: dict[str, str] = {}  # column name → heading in the file
        self._file_columns = list(self._match_columns(parsers))
        self._positions = {column.position for column in self._file_columns}
        self._empty_values = self._find_absent_columns()
        self._count = 0

    def _check_kind(self) -> None:
        header = [heading for heading in self.table.header if heading]
        known = {name: sum(each.column_of(h) is not None for h in header) for name, each in FORMATS.items()}
        other = next(name for name in FORMATS if name != self.kind)
        if known[other] > known[self.kind] and known[other] > 1:
            raise FileError(
                _("This is %(other)s. %(wanted)s was expected.")
                % {"other": FORMATS[other].label, "wanted": str(self.format.label).capitalize()}
            )
        if not known[self.kind]:
            raise FileError(
                _(
                    "No known column heading in the first row. Start from the empty template and keep its header."
                )
            )

    def _match_columns(self, parsers: Mapping[str, Parser]) -> Iterator[FileColumn]:
        seen: set[str] = set()
        for position, heading in enumerate(self.table.header):
            column = self.format.column_of(heading)
            if column is None:
                if heading:
                    self._add_header_problem(heading, _("Unknown column. Remove it or correct the heading."))
                continue
            if column.key in seen:
                self._add_header_problem(heading, _("The column is in the file twice. Keep one of them."))
                continue
            seen.add(column.key)
            self.headings[column.key] = heading
            cache: dict[str, object] | None = None if column.key in UNCACHED else {}
            parse = column.parse or parsers[column.key]
            yield FileColumn(position, column.key, heading, parse, column.personal, cache)

    def _add_header_problem(self, heading: str, message: str) -> None:
        self.problems.add(HEADER_ROW, mask_text(heading), "", message)

    def _find_absent_columns(self) -> Values:
        """Return {column: None} for absent optional columns."""
        columns = self.format.columns
        absent = {column.key: None for column in columns if column.key not in self.headings}
        missing = {column.key for column in columns if column.required} & absent.keys()
        if self.kind == "participants" and "personal_identity_number" in absent:
            missing |= set(IDENTITY[1:]) & absent.keys()
        for column in columns:
            if column.key in missing:
                self.problems.add(
                    HEADER_ROW, column.heading, "", _("The column is missing. Add it to the file.")
                )
        return {name: None for name in absent if name not in missing}

    def heading(self, name: str) -> str:
        if name in self.headings:
            return self.headings[name]
        return next(column.heading for column in self.format.columns if column.key == name)

    def __iter__(self) -> Iterator[tuple[int, list[str], Values]]:
        """Yield (row number, cells, values)."""
        # Values that could not be parsed are absent.
        width = len(self.table.header)
        for row, found in self.table.rows:
            self._count += 1
            cells = found if len(found) == width else self._fit_to_header(row, found, width)
            yield row, cells, self._values(row, cells)

    def check_not_empty(self) -> None:
        # Known only after the last row.
        if not self._count:
            raise FileError(_("The file has a header but no rows. Choose a file with at least one row."))

    @property
    def complete_length(self) -> int:
        return len(self.format.columns)

    def _fit_to_header(self, row: int, cells: list[str], width: int) -> list[str]:
        if any(cells[width:]):
            self.problems.add(
                row,
                _("after the last column"),
                "",
                _("The row has more cells than the header. A separator inside a text needs quotation marks."),
            )
        return cells[:width] + [""] * (width - len(cells))

    def _values(self, row: int, cells: list[str]) -> Values:
        values = dict(self._empty_values)
        for column in self._file_columns:
            text = cells[column.position]
            if not text:
                values[column.name] = None
                continue
            cache = column.cache
            if cache is not None and text in cache:
                values[column.name] = cache[text]
                continue
            try:
                value = values[column.name] = column.parse(text)
            except ParseError as error:
                self.add_problem(row, cells, column.name, error.message)
                continue
            if cache is not None:
                cache[text] = value
        if len(self._positions) < len(cells):
            self._check_headings(row, cells)
        return values

    def _check_headings(self, row: int, cells: list[str]) -> None:
        for position, text in enumerate(cells):
            if text and not self.table.header[position]:
                self.problems.add(
                    row,
                    _("column %(number)s") % {"number": position + 1},
                    "",
                    _("The column has no heading. Give it one, or empty the cell."),
                )

    def add_problem(self, row: int, cells: list[str], name: str, message: TextOrFunction) -> None:
        self.problems.add(row, self.heading(name), lambda: self._masked_value(cells, name), message)

    def _masked_value(self, cells: list[str], name: str) -> str:
        texts = {column.name: cells[column.position] for column in self._file_columns}
        text = texts.get(name, "")
        if name == "personal_identity_number":
            return mask_number_cell(text)
        if any(column.personal for column in self._file_columns if column.name == name):
            return mask_name(text)
        return mask_text(text, [texts.get("given_name", ""), texts.get("family_name", "")])
