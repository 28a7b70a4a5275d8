"""Rows of an uploaded file, as corrected in the page, each with its mistakes."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import BinaryIO, NamedTuple

from participants.imports.headings.shape import MISTAKES
from participants.imports.mending.overlay import Overlay
from participants.imports.mending.page import left_out_text
from participants.imports.reading.columns import FORMATS, HEADINGS
from participants.imports.reading.errors import Problems
from participants.imports.reading.table_reader import open_table
from participants.imports.reading.unreadable import shown_of


class MarkedRow(NamedTuple):
    mark: str  # its mistakes in words
    cells: list[str]
    faults: dict[int, str]  # messages by the place of the cell
    is_left_out: bool = False


def marked_rows(
    file: BinaryIO,
    problems: Problems,
    *,
    kind: str,
    sheet: str,
    overlay: Overlay,
    language: str,
    header_row: int,
    chosen: Mapping[str, str],
) -> Iterator[MarkedRow]:
    """Yield the rows of a file, header first. A row left out says why."""
    table = open_table(file, HEADINGS, sheet=sheet, header_row=header_row)
    table = overlay.with_all_rows().over(table, kind, chosen)
    marks = _Marks(problems, table.header_row)
    # The column of a file that was marked before is made again.
    kept = [place for place, heading in enumerate(table.header) if heading.casefold() not in MISTAKES]
    keys: dict[str, int] = {}
    for place, position in enumerate(kept):
        if column := FORMATS[kind].column_of(table.header[position], chosen):
            keys.setdefault(column.key, place)
    width = len(table.header)
    yield MarkedRow(MISTAKES[language == "en"], [table.header[position] for position in kept], {})
    for row, cells in table.rows:
        shown = [shown_of(cells[position]) if position < len(cells) else "" for position in kept]
        shown += map(shown_of, cells[width:])
        left_out = overlay.left_out.get(row)
        mark = marks.take(row)
        if left_out:
            mark = f"{left_out_text(left_out)} {mark}".rstrip()
        faults = {keys[key]: text for key, text in marks.of_cells(row).items() if key in keys}
        yield MarkedRow(mark, shown, faults, left_out is not None)


class _Marks:
    # Those of the headings are the first row's.
    def __init__(self, problems: Problems, header_row: int) -> None:
        self._texts: dict[int, list[str]] = defaultdict(list)
        self._cells: dict[int, dict[str, str]] = defaultdict(dict)
        for problem in problems.listed:
            self._texts[problem.row].append(f"{problem.column}: {problem.message}".removeprefix(": "))
            self._cells[problem.row].setdefault(problem.key, problem.message)
        self._general = [
            text for row in list(self._texts) if row <= header_row for text in self._texts.pop(row)
        ]

    def take(self, row: int) -> str:
        general, self._general = self._general, []
        return " ".join([*general, *self._texts.pop(row, ())])

    def of_cells(self, row: int) -> dict[str, str]:
        return self._cells.pop(row, {})
