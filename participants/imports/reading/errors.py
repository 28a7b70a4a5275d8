"""Errors in a file or in one of its cells."""

from collections import Counter
from collections.abc import Callable, Collection
from copy import copy
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby
from operator import attrgetter
from typing import Any

from django.utils.translation import gettext as _

LISTED = 1000  # problems shown one by one; further ones are only counted
EVERY = 1_000_000

TextOrFunction = str | Callable[[], str]  # a function is called only for kept problems


class FileError(Exception):
    """Raised for a file that can't be imported at all."""

    def __init__(self, message: object) -> None:
        self.message = str(message)
        super().__init__(self.message)


class ParseError(ValueError):
    """Raised for a value that can't be parsed."""

    def __init__(self, message: str) -> None:
        self.message = message
        # Without the message: it may quote the value.
        super().__init__("refused")


class ProblemKind(StrEnum):
    """Kinds of problem that the review tells apart."""

    MISTAKE = "mistake"
    DOUBLE = "double"  # the same as another row of the file
    SEVERAL = "several"  # several people of the project match
    TARGET_GROUP = "target_group"
    PLACES = "places"
    PERSON = "person"


@dataclass(frozen=True, slots=True)
class Problem:
    row: int  # numbered as in a spreadsheet, from 1
    column: str  # the heading in the file
    value: str  # masked where it would identify a person
    message: str
    kind: ProblemKind = ProblemKind.MISTAKE
    key: str = ""  # of the column; "" for the row or the file as a whole
    is_whole: bool = False  # the value is all that stands in the cell

    def __str__(self) -> str:
        return _("row %(row)s, %(column)s, “%(value)s”: %(message)s") % {
            "row": self.row,
            "column": self.column,
            "value": self.value,
            "message": self.message,
        }


class Problems:
    """All problems are counted, the first thousand are kept."""

    def __init__(self, listed: int = LISTED) -> None:
        self._limit = listed
        self._listed: list[Problem] = []
        self.count = 0
        self.columns: list[str] = []  # headings in the order of the file
        self.notices: list[str] = []  # about the file as a whole
        self.other_sheets: tuple[str, ...] = ()  # those with content that were not read
        self.header_row = 0
        # How the file was read: the row of the headings, and the columns that were chosen for some of them.
        self.read_as: dict[str, Any] = {}
        self.heading_rows: list[tuple[int, str]] = []  # rows that may have the headings, with the headings
        self.unknown_headings: list[str] = []  # those that the user may match with a column
        # By row, also of problems that are only counted; a row with several kinds has mistakes.
        self.kinds: dict[int, ProblemKind] = {}

    def add(
        self,
        row: int,
        column: str,
        value: TextOrFunction,
        message: TextOrFunction,
        kind: ProblemKind = ProblemKind.MISTAKE,
        *,
        key: str = "",
        cell: str | None = None,
    ) -> None:
        """Add a problem. `key` and `cell` say where it can be corrected, and what stands there now."""
        self.count += 1
        if self.kinds.setdefault(row, kind) is not kind:
            self.kinds[row] = ProblemKind.MISTAKE
        if len(self._listed) < self._limit:
            value = value() if callable(value) else value
            message = message() if callable(message) else message
            value = str(value)
            self._listed.append(Problem(row, str(column), value, str(message), kind, key, value == cell))

    def with_rows(self, other: "Problems", rows: Collection[int]) -> "Problems":
        """Return these problems, with another check's of some rows in place of their own."""
        found, before = copy(self), Counter(each.row for each in self._listed)
        new = [each for each in other._listed if each.row in rows]
        found._listed = [*(each for each in self._listed if each.row not in rows), *new]
        # Of a row whose problems are not listed it is known only that there are some.
        gone = sum(before[row] or 1 for row in rows if row in self.kinds)
        found.count = self.count - gone + len(new)
        found.kinds = {row: kind for row, kind in self.kinds.items() if row not in rows}
        found.kinds |= {row: kind for row, kind in other.kinds.items() if row in rows}
        return found

    def __bool__(self) -> bool:
        return self.count > 0

    @property
    def listed(self) -> list[Problem]:
        # By row, then in the order of the columns.
        position = {heading: number for number, heading in enumerate(self.columns)}
        return sorted(self._listed, key=lambda p: (p.row, position.get(p.column, len(position))))

    @property
    def row_count(self) -> int:
        return len(self.kinds)

    @property
    def by_row(self) -> list[tuple[int, list[Problem]]]:
        return [(row, list(found)) for row, found in groupby(self.listed, key=attrgetter("row"))]

    @property
    def unlisted(self) -> int:
        return self.count - len(self._listed)
