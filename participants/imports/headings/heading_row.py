"""Find the row of headings among the first rows of a file."""

import re
from collections.abc import Collection, Sequence

from participants.imports.headings.shape import OF_A_PERSON
from participants.imports.reading.cell_text import clean
from participants.imports.reading.masking import mask_text
from participants.imports.workbooks.cells import is_marked

Rows = Sequence[tuple[int, list[str]]]  # (row number, cells)

FEWEST = 3  # columns of a list without known headings; no kind of list needs fewer
SURE = 2  # known headings that make a row the one of headings
DAY = re.compile(r"\b[0-9]{1,4}[-./][0-9]{1,2}\b|\b[0-9]{1,2}\.? [^\W\d_]{3,9}\.? [0-9]{2,4}\b")
SHOWN = 4  # headings of a row
ANSWERS = {"ja", "nej", "yes", "no"}


def heading_position(rows: Rows, known: Collection[str]) -> int:
    """Return the place of the row with most known headings, or of the widest row of texts. Otherwise 0."""
    counts = [count_known(cells, known) for _number, cells in rows]
    best = max(range(len(rows)), key=lambda place: (counts[place], -place))
    possible = possible_positions(rows)
    if counts[best] >= SURE or (counts[best] and not possible):
        return best
    widths = [sum(map(bool, cells)) for _number, cells in rows]
    return max(possible, key=lambda place: (widths[place], counts[place], -place), default=best)


def possible_positions(rows: Rows) -> list[int]:
    """Return the places of the rows that may have headings: texts alone, in half of the columns or more."""
    widths = [sum(map(bool, cells)) for _number, cells in rows]
    needed = max(FEWEST, max(widths, default=0) / 2)
    found: list[int] = []
    for place, (_number, cells) in enumerate(rows):
        if widths[place] >= needed:
            if _are_texts(cells):
                found.append(place)
            elif found:
                break  # a row of the list; no headings are under it
    return found


def described(rows: Rows) -> list[tuple[int, str]]:
    """Return the numbers of the rows that may have headings, with the first headings."""
    found = [rows[place] for place in possible_positions(rows)]
    return [(number, _shown(list(filter(None, cells)))) for number, cells in found]


def _shown(headings: Sequence[str]) -> str:
    shown = ", ".join(mask_text(" ".join(heading.split())) for heading in headings[:SHOWN])
    return f"{shown} …" if len(headings) > SHOWN else shown


def count_known(cells: Collection[str], known: Collection[str]) -> int:
    return sum(clean(cell).casefold() in known for cell in cells)


def _are_texts(cells: Collection[str]) -> bool:
    return all(map(_is_text, filter(None, cells)))


def _is_text(cell: str) -> bool:
    # What belongs to a person or to a row is a number, a day, an address or an answer.
    return (
        any(map(str.isalpha, cell))
        and not is_marked(cell)
        and not OF_A_PERSON.search(cell)
        and not DAY.search(cell)
        and cell.casefold() not in ANSWERS
    )
