import re
from collections.abc import Collection

from django.utils.translation import ngettext

from participants.imports.reading.errors import Problems

TOTALS = re.compile(
    r"(summa|delsumma|s:a|totalt?|totalsumma|antal|sum|subtotal|totals?|count)\b", re.IGNORECASE
)


class TotalsLines:
    """Finds rows such as “Summa: 12”, which are one mistake each and not one in every column."""

    def __init__(self) -> None:
        self._found: list[tuple[int, str, int]] = []  # (row, what stands there, rows until then)
        self._rows = 0

    def is_totals(self, row: int, cells: list[str], required: Collection[int]) -> bool:
        self._rows += 1
        first = next((cell for cell in cells if cell), "")
        match = TOTALS.match(first)
        if not match or all(position < len(cells) and cells[position] for position in required):
            return False
        self._found.append((row, match[0], self._rows))
        return True

    def report(self, problems: Problems) -> None:
        for row, word, until in self._found:
            under = self._rows - until
            message = ngettext(
                "This is a totals line, not a person. Remove it, and %(count)s row under it unless it belongs.",
                "This is a totals line, not a person. Remove it, and %(count)s rows under it unless they belong.",
                under,
            )
            problems.add(row, "", word, message % {"count": under})
