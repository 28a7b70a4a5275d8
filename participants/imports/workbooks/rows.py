"""Rows of a sheet: cells in their columns, hidden rows and merged ranges."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from participants.imports.workbooks import limits
from participants.imports.workbooks.archive import Refused

REFERENCE = re.compile(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})")
Range = tuple[
    int, int, int, int
]  # first row, first column, last row, last column; rows from 1, columns from 0

EmitRow = Callable[[int, list[str]], None]


def column_number(letters: str) -> int:
    # 0 for A, 26 for AA
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number - 1


def read_range(text: str) -> Range:
    """Return the range of a reference such as A1:B3. Raises Refused."""
    corners = [REFERENCE.fullmatch(part) for part in text.split(":")[:2]]
    if not all(corners):
        raise Refused("unreadable")
    places = [(int(corner[2]), column_number(corner[1])) for corner in corners if corner]
    (first_row, first_column), (last_row, last_column) = places[0], places[-1]
    return first_row, first_column, last_row, last_column


@dataclass
class Budget:
    """Counts rows and cells of all sheets by tag, whether or not they carry a place."""

    cells: int = 0
    rows: int = 0

    def count_row(self) -> None:
        self.rows += 1
        if self.rows > 3 * limits.ROWS:
            raise Refused("too_large")

    def count_cell(self) -> None:
        self.cells += 1
        if self.cells > limits.CELLS:
            raise Refused("too_large")


@dataclass
class SheetRows:
    """Collects the cells of one sheet and emits its rows with content."""

    emit: EmitRow
    hidden_count: int = 0
    hidden: list[int] = field(default_factory=list)  # the first ones
    merged: list[Range] = field(default_factory=list)
    count: int = 0
    _number: int = 0
    _cells: list[str] = field(default_factory=list)
    _is_hidden: bool = False

    def begin_row(self, number: int, *, is_hidden: bool) -> None:
        self.end_row()
        self._number, self._is_hidden = number, is_hidden

    def put(self, column: int, text: str) -> None:
        if not text:
            return
        if column >= limits.COLUMNS:
            raise Refused("too_large")
        cells = self._cells
        if column > len(cells):
            cells.extend([""] * (column - len(cells)))
        if column == len(cells):
            cells.append(text[: limits.LONGEST_CELL])
        else:  # the same cell twice, or out of order
            cells[column] = text[: limits.LONGEST_CELL]

    def end_row(self) -> None:
        if not self._cells:
            return
        self.count += 1
        if self.count > limits.ROWS:
            raise Refused("too_large")
        cells, self._cells = self._cells, []
        if self._is_hidden:
            self.hidden_count += 1
            if len(self.hidden) < limits.HIDDEN_ROWS_NAMED:
                self.hidden.append(self._number)
        self.emit(self._number, cells)

    def merge(self, text: str) -> None:
        self.add_merged(read_range(text))

    def add_merged(self, found: Range) -> None:
        self.merged.append(found)
        if len(self.merged) > limits.MERGED_RANGES:
            raise Refused("too_large")
