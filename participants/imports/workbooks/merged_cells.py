"""Cells inside merged ranges: a value that stands once must not be taken for empty in the other rows."""

from collections.abc import Collection, Iterator

from participants.imports.workbooks.cells import MARK, MERGED, is_marked, mark
from participants.imports.workbooks.rows import Range

NumberedRows = Iterator[tuple[int, list[str]]]


def mark_merged(rows: NumberedRows, merged: Collection[Range], header_row: int, width: int) -> NumberedRows:
    """Return the rows with every cell of a merged range that holds a value marked.

    `width`: the number of columns with headings; cells beyond them are not looked at.
    """
    waiting = sorted((each for each in merged if each[2] > header_row and each[1] < width), reverse=True)
    return _marked(rows, waiting, header_row, width) if waiting else rows


def _marked(rows: NumberedRows, waiting: list[Range], header_row: int, width: int) -> NumberedRows:
    active: dict[Range, str] = {}  # with the text that stands in the range
    for number, cells in rows:
        while waiting and waiting[-1][0] <= number:
            found = waiting.pop()
            top, left = found[:2]
            if top <= header_row:
                active[found] = ""
            elif top == number and left < len(cells) and cells[left]:
                active[found] = "" if is_marked(cells[left]) else cells[left]
            # Otherwise nothing stands in the range.
        active = {each: text for each, text in active.items() if each[2] >= number}
        for each, text in active.items():
            _mark_row(cells, each, text, width)
        yield number, cells


def _mark_row(cells: list[str], found: Range, text: str, width: int) -> None:
    top, left, bottom, right = found
    if (top, left) == (bottom, right):
        return
    end = min(right + 1, width)
    cells.extend([""] * (end - len(cells)))
    cells[left:end] = [mark(MERGED, f"{range_name(found)}{MARK}{text}")] * (end - left)


def range_name(found: Range) -> str:
    top, left, bottom, right = found
    return f"{column_letters(left)}{top}:{column_letters(right)}{bottom}"


def column_letters(number: int) -> str:
    # A for 0, AA for 26
    letters = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
