"""Turn a table into typed rows and collect the problems."""

from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any, BinaryIO, NamedTuple, cast

from django.utils import timezone
from django.utils.translation import gettext as _

from esfportal.ui.formats import number
from esfportal.ui.safe_cells import restored
from participants.imports.headings.heading_row import SURE, count_known, described
from participants.imports.headings.shape import MISTAKES, MOST, NOT_READ, may_be_kept
from participants.imports.mending.overlay import NOTHING, Overlay
from participants.imports.reading.columns import (
    FORMATS,
    HEADINGS,
    IDENTITY,
    vocabulary,
)
from participants.imports.reading.encodings import check_decoding
from participants.imports.reading.errors import FileError, ParseError, ProblemKind, Problems, TextOrFunction
from participants.imports.reading.masking import NAMES, RowMask, mask_text
from participants.imports.reading.other_lines import OF_PART, CellsWithoutHeading, OtherLines
from participants.imports.reading.table_reader import Table, open_table
from participants.imports.reading.unreadable import is_error, is_invisible, message_of, shown_of
from participants.imports.reading.values import Parser, WordList, is_unknown
from participants.imports.reading.values import number as personal_number
from participants.imports.workbooks.cells import is_marked

Remembered = Callable[[list[str]], Mapping[str, str]]
Progress = Callable[[int], object]  # called with the number of rows read
NOTED_EVERY = 100  # rows


def no_headings(_header: list[str]) -> Mapping[str, str]:
    return {}


def _open(file: BinaryIO, sheet: str, header_row: int, remembered: Remembered) -> Table:
    table = open_table(file, HEADINGS, sheet=sheet, header_row=header_row)
    if header_row or count_known(table.header, HEADINGS) >= SURE:
        return table
    # The row whose headings were matched before.
    rows = dict(table.first)
    for place, _text in described(table.first):
        if remembered(rows[place]):
            return open_table(file, HEADINGS, sheet=sheet, header_row=place)
    return table


LONGEST = 2000  # characters; no column takes as many
PROTECTION = "protected_identity"
# Texts of users, which may be words that mean unknown in other columns.
FREE_TEXTS = {
    "personal_identity_number",
    "given_name",
    "family_name",
    "evidence",
    "admission_ground",
    "participant",
    *("organisation_number", "employer", "address", "contact", "role", "email", "phone"),
    *("voucher", "note"),
}
# Other columns repeat the same few texts: each is parsed once, and its value is shared by all rows.
UNCACHED = FREE_TEXTS - {"given_name"}

Values = dict[str, Any]  # by column; the type depends on the column's parser


@dataclass(frozen=True, slots=True)
class FileColumn:
    position: int
    name: str
    heading: str
    parse: Parser
    personal: bool
    is_required: bool
    cache: dict[str, object] | None


class ShownCell(NamedTuple):
    """A cell without a mistake, with the attributes of a Problem."""

    key: str
    column: str
    value: str
    is_whole: bool
    is_in_file: bool
    message: str = ""


@dataclass(frozen=True, slots=True)
class TotalsLine:
    row: int
    is_of_part: bool  # of the rows since the totals line before
    values: Values


class RowReader:
    """Iterates over a file's rows; `parsers` serve columns that depend on the project."""

    def __init__(
        self,
        file: BinaryIO,
        kind: str,
        problems: Problems,
        parsers: Mapping[str, Parser],
        *,
        sheet: str = "",
        header_row: int = 0,
        overlay: Overlay = NOTHING,
        known_words: Iterable[str] = (),
        remembered: Remembered = no_headings,
        progress: Progress | None = None,
    ) -> None:
        # `known_words`: words that are never a name, beside those of the columns. `remembered` returns what was
        # chosen before for the headings.
        self._progress, self._overlay = progress, overlay
        self.kind = kind
        self.format = FORMATS[kind]
        self.problems = problems
        table = _open(file, sheet, header_row, remembered)
        problems.notices = self.notices = table.notices.texts()
        problems.other_sheets = self.other_sheets = table.notices.other_sheets
        problems.heading_rows = described(table.first)
        self._chosen = remembered(table.header)
        problems.read_as = {"header_row": table.header_row, "chosen": self._chosen}
        self.table = overlay.over(table, kind, self._chosen)
        self._check_kind()
        self._known_words = frozenset(vocabulary(self.format)) | {word.casefold() for word in known_words}
        problems.columns, problems.header_row = self.table.header, self.table.header_row
        self.headings: dict[str, str] = {}  # column name → heading in the file
        self._misspelled: set[str] = set()  # columns that are in the file under another heading
        self._file_columns = list(self._match_columns(parsers))
        self._note_chosen()
        self._empty_values = self._find_absent_columns()
        self._other_lines = OtherLines(keeps_totals=bool(self.format.totalled))
        self.totals: list[TotalsLine] = []
        self._without_heading = CellsWithoutHeading(self.table.header, self.table.merged_headings)
        self.numbers = array("I")  # of all rows that were read

    def _check_kind(self) -> None:
        header = [heading for heading in self.table.header if heading]
        for heading in header:
            try:
                check_decoding(heading)
            except ParseError as error:
                raise FileError(error.message) from None
        if self._chosen:
            return
        known = {name: each.known_in(header) for name, each in FORMATS.items()}
        other = max((name for name in FORMATS if name != self.kind), key=lambda name: len(known[name]))
        # A few headings that another kind has too don't make a list of that kind.
        needed = FORMATS[other].required
        is_whole = len(needed - known[other]) <= len(needed) // 3
        if is_whole and len(known[other]) > max(len(known[self.kind]), 1):
            raise FileError(
                _("This is %(other)s. %(wanted)s was expected.")
                % {"other": FORMATS[other].label, "wanted": str(self.format.label).capitalize()}
            )
        if known[self.kind]:
            return
        if self.table.header_row in dict(self.problems.heading_rows):
            text = _(
                "None of the headings in row %(row)s is known. Say on the page of the import which columns they "
                "are, or start from the empty template."
            )
            self.notices.append(text % {"row": self.table.header_row})
        else:
            raise FileError(
                " ".join(
                    [
                        _(
                            "No known column heading in the first ten rows. "
                            "Start from the empty template and keep its header."
                        ),
                        *self.notices,
                    ]
                )
            )

    def _match_columns(self, parsers: Mapping[str, Parser]) -> Iterator[FileColumn]:
        seen: set[str] = set()
        today = timezone.localdate()
        for position, heading in enumerate(self.table.header):
            column = self.format.column_of(heading, self._chosen)
            if column is None:
                if heading and heading.casefold() not in MISTAKES and not self._is_ignored(heading):
                    self._add_header_problem(heading, self._about_unknown(heading))
                continue
            if column.key in seen:
                self._add_header_problem(heading, _("The column is in the file twice. Keep one of them."))
                continue
            seen.add(column.key)
            self.headings[column.key] = heading
            cache: dict[str, object] | None = None if column.key in UNCACHED else {}
            parse = column.parse or parsers[column.key]
            if parse is personal_number:
                # The day is the same for all rows, and asking the clock for each takes as long as reading a cell.
                parse = partial(personal_number, today=today)
            yield FileColumn(position, column.key, heading, parse, column.personal, column.required, cache)

    def _is_ignored(self, heading: str) -> bool:
        return self._chosen.get(heading.strip().casefold()) == NOT_READ

    def _note_chosen(self) -> None:
        by_key = {column.key: column.heading for column in self.format.columns}
        pairs = [
            f"“{heading}” = {by_key[key]}"
            for key, heading in self.headings.items()
            if self.format.column_of(heading) is None
        ]
        left_out = [f"“{heading}”" for heading in self.table.header if heading and self._is_ignored(heading)]
        if pairs:
            text = _("Columns are read as they were chosen before: %(columns)s.")
            self.notices.append(text % {"columns": ", ".join(pairs)})
        if left_out:
            text = _("Columns that are not read, as was chosen before: %(columns)s.")
            self.notices.append(text % {"columns": ", ".join(left_out)})

    def _about_unknown(self, heading: str) -> str:
        if may_be_kept(heading) and len(self.problems.unknown_headings) < MOST:
            self.problems.unknown_headings.append(heading)
        near = self.format.heading_near(heading)
        if near is None:
            return _("Unknown column. Remove it or correct the heading.")
        self._misspelled.add(self.format.by_heading[near].key)
        return _("Unknown column. Write “%(near)s” if that is what it holds, or remove it.") % {"near": near}

    def _add_header_problem(self, heading: str, message: str) -> None:
        self.problems.add(self.table.header_row, mask_text(shown_of(heading)), "", message)

    def _find_absent_columns(self) -> Values:
        """Return {column: None} for absent optional columns."""
        columns = self.format.columns
        absent = {column.key: None for column in columns if column.key not in self.headings}
        missing = {column.key for column in columns if column.required} & absent.keys()
        number = "personal_identity_number"
        if self.kind == "participants" and number in absent and number not in self._misspelled:
            missing |= set(IDENTITY[1:]) & absent.keys()
        for column in columns:
            if column.key in missing - self._misspelled:
                self.problems.add(
                    self.table.header_row, column.heading, "", _("The column is missing. Add it to the file.")
                )
        return {name: None for name in absent if name not in missing | self._misspelled}

    def heading(self, name: str) -> str:
        if name in self.headings:
            return self.headings[name]
        return next(column.heading for column in self.format.columns if column.key == name)

    def __iter__(self) -> Iterator[tuple[int, list[str], Values]]:
        """Yield (row number, cells, values)."""
        # Values that could not be parsed are absent.
        width = len(self.table.header)
        required_positions = self._required_positions()
        is_marked_file = any(heading.casefold() in MISTAKES for heading in self.table.header)
        for row, in_file in self.table.rows:
            self.numbers.append(row)
            # The formulas in a marked file are neutralised.
            found = [*map(restored, in_file)] if is_marked_file else in_file
            if self._other_lines.includes(row, found, required_positions):
                if word := self._other_lines.totals_word:
                    self.totals.append(TotalsLine(row, word in OF_PART, self._totalled(row, found)))
                continue
            if self._progress and len(self.numbers) % NOTED_EVERY == 0:
                self._progress(len(self.numbers))
            cells = found if len(found) == width else self._fit_to_header(row, found, width)
            yield row, cells, self._values(row, cells, is_too_long=len(found) > width)
        self._other_lines.report(self.problems)
        self._without_heading.report(self.problems)

    @property
    def about_file(self) -> dict[str, Any]:
        """Return what a Plan keeps of the file."""
        return {"row_numbers": self.numbers, "notices": self.notices, "other_sheets": self.other_sheets}

    def _required_positions(self) -> list[int]:
        required = {column.key for column in self.format.columns if column.required}
        return [column.position for column in self._file_columns if column.name in required]

    def check_not_empty(self) -> None:
        # Known only after the last row. A file whose rows are all left out lists them.
        if not self.numbers and not self._overlay.counts:
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

    def _values(self, row: int, cells: list[str], *, is_too_long: bool) -> Values:
        values = dict(self._empty_values)
        found: list[tuple[str, str]] = []  # (column, message)
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
                value = values[column.name] = self._parse(column, text)
            except ParseError as error:
                found.append((column.name, error.message))
                continue
            if cache is not None:
                cache[text] = value
        # In a row with several mistakes a name may stand in any column.
        is_shifted = len(found) > 1 or is_too_long
        for name, message in found:
            self.add_problem(row, cells, name, message, is_shifted=is_shifted)
        self._without_heading.look_at(row, cells)
        return values

    def _totalled(self, row: int, cells: list[str]) -> Values:
        values: Values = {}
        for column in self._file_columns:
            text = cells[column.position] if column.position < len(cells) else ""
            if text and column.name in self.format.totalled:
                try:
                    values[column.name] = self._parse(column, text)
                except ParseError as error:
                    fitted = cells + [""] * (len(self.table.header) - len(cells))
                    self.add_problem(row, fitted, column.name, error.message)
        return values

    def _parse(self, column: FileColumn, text: str) -> object:
        if is_marked(text):
            if is_invisible(text) and not column.is_required:
                return None
            raise ParseError(message_of(text, self.table.notices.sheet))
        if len(text) > LONGEST:
            raise ParseError(
                _("The cell has %(count)s characters. A quotation mark may be missing in the file.")
                % {"count": number(len(text))}
            )
        if is_unknown(text, is_text=column.name in FREE_TEXTS):
            if column.name == PROTECTION:  # unknown is not the same as none
                raise ParseError(
                    _(
                        "It must be known whether the identity is protected. Find out, and write one of these: "
                        "%(words)s. An empty cell means that it is not protected."
                    )
                    % {"words": cast(WordList, column.parse).listed()}
                )
            return None
        check_decoding(text, is_name=column.name in NAMES)
        return column.parse(text)

    def add_problem(
        self,
        row: int,
        cells: list[str],
        name: str,
        message: TextOrFunction,
        *,
        is_shifted: bool = False,
        kind: ProblemKind = ProblemKind.MISTAKE,
    ) -> None:
        value = lambda: self._masked_value(cells, name, is_shifted)  # noqa: E731
        cell = self._cell(cells, name)
        self.problems.add(row, self.heading(name), value, message, kind, key=name, cell=cell)

    def shown_cells(self, cells: list[str], *, is_shifted: bool) -> list["ShownCell"]:
        """Return the row's cell of each column of the format, as a problem with it would show it."""
        return [self._shown_cell(cells, column.key, is_shifted) for column in self.format.columns]

    def _shown_cell(self, cells: list[str], name: str, is_shifted: bool) -> "ShownCell":
        cell, is_in_file = self._cell(cells, name), name in self.headings
        shown = self._masked_value(cells, name, is_shifted) if cell else ""
        return ShownCell(name, self.heading(name), shown, shown == cell, is_in_file)

    def _cell(self, cells: list[str], name: str) -> str:
        return next((cells[column.position] for column in self._file_columns if column.name == name), "")

    def _masked_value(self, cells: list[str], name: str, is_shifted: bool) -> str:
        cell = self._cell(cells, name)
        if is_error(cell):
            return shown_of(cell)
        texts = {column.name: shown_of(cells[column.position]) for column in self._file_columns}
        is_personal = any(column.personal for column in self._file_columns if column.name == name)
        return RowMask(texts, self._known_words, is_shifted=is_shifted).value(name, is_personal=is_personal)
