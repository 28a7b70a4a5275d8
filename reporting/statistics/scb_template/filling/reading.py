"""Read a template in the process with limits."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import BinaryIO

from django.utils.translation import gettext as _

from participants.imports.reading.cell_text import clean
from participants.imports.reading.errors import FileError
from participants.imports.reading.unreadable import shown_of
from participants.imports.reading.workbook import SheetContent, read_workbook
from participants.imports.workbooks.limits import HEADER_ROWS
from participants.register.identity import numbers
from reporting.statistics.scb_template.filling.fields import BY_NAME, field_of
from reporting.statistics.scb_template.filling.sheet_xml import Unfit

MOST_COLUMNS = 60
LONGEST_HEADING = 80
CHECKED_ROWS = 5_000


@dataclass(frozen=True)
class Outline:
    sheet: str
    sheets: tuple[str, ...]  # all with content
    heading_row: int
    first_row: int  # where the first participant is written
    headings: tuple[tuple[int, str], ...]  # (place from 0, heading)


def outline(content: bytes, *, sheet: str = "", heading_row: int | None = None) -> Outline:
    """Return what is known of a sheet; without a name the first with known headings. Raises Unfit."""
    found = read_sheet(io.BytesIO(content), sheet)
    rows = dict(found.rows)
    top = {number: cells for number, cells in rows.items() if number <= HEADER_ROWS}
    if heading_row is None:
        # The row with the most known headings, or else with the most cells.
        heading_row = max(top, key=lambda number: (_known(top[number]), _filled(top[number])), default=0)
    headings = _headings(top.get(heading_row, ()))
    if not headings:
        raise Unfit(_("No row among the first ten has headings."))
    below = [" ".join(cells) for number, cells in rows.items() if number > heading_row][:CHECKED_ROWS]
    if any(map(numbers.are_in, (*below, *(heading for _place, heading in headings)))):
        raise Unfit(_("The sheet has personal identity numbers. Give the empty template."))
    bottoms = [bottom for first, _left, bottom, _right in found.merged if first <= heading_row <= bottom]
    sheets = tuple(sorted({found.name, *found.other_sheets}))
    return Outline(found.name, sheets, heading_row, max([heading_row, *bottoms]) + 1, headings)


def read_sheet(file: BinaryIO, sheet: str) -> SheetContent:
    try:
        return read_workbook(file, sheet=sheet, headings=list(BY_NAME))
    except FileError as error:
        raise Unfit(error.message) from None


def _headings(cells: Sequence[str]) -> tuple[tuple[int, str], ...]:
    found = tuple(
        (place, clean(shown_of(cell))[:LONGEST_HEADING]) for place, cell in enumerate(cells) if cell
    )
    if len(found) > MOST_COLUMNS or (found and found[-1][0] >= MOST_COLUMNS):
        raise Unfit(_("The sheet has more than %(most)s columns.") % {"most": MOST_COLUMNS})
    return tuple((place, heading) for place, heading in found if heading)


def _known(cells: Sequence[str]) -> int:
    return sum(field_of(clean(cell), with_near=len(cells) <= MOST_COLUMNS) is not None for cell in cells)


def _filled(cells: Sequence[str]) -> int:
    return sum(map(bool, cells))
