"""Lines and cells that are no part of a list: totals, notes, cells under no heading."""

import re
from collections.abc import Collection, Mapping, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from participants.imports.reading.errors import Problems
from participants.imports.reading.masking import WORD, mask_name
from participants.imports.workbooks.cells import is_marked

TOTALS = re.compile(
    r"(summa|delsumma|s:a|totalt?|totalsumma|antal|sum|subtotal|totals?|count)\b", re.IGNORECASE
)
OF_PART = ("delsumma", "subtotal")
FEW_COLUMNS = 3  # a list with fewer needed columns may have a single cell in a row


class CellsWithoutHeading:
    """Counts cells under no heading: one mistake for each column, at its first row."""

    def __init__(self, header: Sequence[str], merged_headings: Mapping[int, str]) -> None:
        self._without = [place for place, heading in enumerate(header) if not heading]
        self._merged = merged_headings
        self._found: dict[int, list[int]] = {}  # by place: the first row, and how many rows

    def look_at(self, row: int, cells: Sequence[str]) -> None:
        for place in self._without:
            if cells[place]:
                self._found.setdefault(place, [row, 0])[1] += 1

    def report(self, problems: Problems) -> None:
        for place, (row, count) in self._found.items():
            name = _("column %(number)s") % {"number": place + 1}
            problems.add(row, name, "", self._message(place, count))

    def _message(self, place: int, count: int) -> str:
        if place in self._merged:
            return _(
                "The heading is in the merged cells %(range)s. Separate the cells, and give each column a heading."
            ) % {"range": self._merged[place]}
        message = ngettext(
            "The column has no heading. Give it one, or empty the cell.",
            "The column has no heading, and cells in %(count)s rows. Give it one, or empty the cells.",
            count,
        )
        return message % {"count": count}


class OtherLines:
    """Finds totals lines and notes, which are one mistake each and not one in every column."""

    def __init__(self, *, keeps_totals: bool = False) -> None:
        # Whether totals lines belong, because they are compared with the rows.
        self._keeps_totals = keeps_totals
        self.totals_word = ""  # of the row that was looked at last
        self._totals: list[tuple[int, str, int]] = []  # (row, what stands there, rows until then)
        self._notes: list[tuple[int, str]] = []
        self._rows = 0

    def includes(self, row: int, cells: list[str], required: Collection[int]) -> bool:
        self._rows += 1
        if all(position < len(cells) and cells[position] for position in required):
            return False
        filled = [cell for cell in cells if cell]
        if self._keeps_totals:
            self.totals_word = self._word_of_totals(filled)
            return bool(self.totals_word)
        if match := TOTALS.match(filled[0]):
            self._totals.append((row, match[0], self._rows))
            return True
        is_note = len(filled) == 1 and len(required) >= FEW_COLUMNS and WORD.search(filled[0])
        if is_note and not is_marked(filled[0]):
            self._notes.append((row, filled[0]))
            return True
        return False

    @staticmethod
    def _word_of_totals(filled: Sequence[str]) -> str:
        return next((match[1].casefold() for cell in filled if (match := TOTALS.match(cell))), "")

    def report(self, problems: Problems) -> None:
        for row, word, until in self._totals:
            under = self._rows - until
            message = ngettext(
                "This is a totals line, not a person. Remove it, and %(count)s row under it unless it belongs.",
                "This is a totals line, not a person. Remove it, and %(count)s rows under it unless they belong.",
                under,
            )
            problems.add(row, "", word, message % {"count": under})
        for row, text in self._notes:
            problems.add(
                row, "", mask_name(text), _("The row has this cell alone. Remove it if it is a note.")
            )
