import re
from collections.abc import Collection

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from participants.imports.reading.errors import Problems
from participants.imports.reading.masking import WORD, mask_name
from participants.imports.workbooks.cells import is_marked

TOTALS = re.compile(
    r"(summa|delsumma|s:a|totalt?|totalsumma|antal|sum|subtotal|totals?|count)\b", re.IGNORECASE
)
FEW_COLUMNS = 3  # a list with fewer needed columns may have a single cell in a row


class OtherLines:
    """Finds totals lines and notes, which are one mistake each and not one in every column."""

    def __init__(self) -> None:
        self._totals: list[tuple[int, str, int]] = []  # (row, what stands there, rows until then)
        self._notes: list[tuple[int, str]] = []
        self._rows = 0

    def includes(self, row: int, cells: list[str], required: Collection[int]) -> bool:
        self._rows += 1
        if all(position < len(cells) and cells[position] for position in required):
            return False
        filled = [cell for cell in cells if cell]
        if match := TOTALS.match(filled[0]):
            self._totals.append((row, match[0], self._rows))
            return True
        is_note = len(filled) == 1 and len(required) >= FEW_COLUMNS and WORD.search(filled[0])
        if is_note and not is_marked(filled[0]):
            self._notes.append((row, filled[0]))
            return True
        return False

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
