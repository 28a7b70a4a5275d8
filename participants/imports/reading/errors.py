"""What can be wrong with a file: as a whole, or in one of its cells."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

LISTED = 1000  # problems shown one by one; those beyond are counted


class FileError(Exception):
    """The file as a whole can't be imported; `message` says why and what to do, in one line."""

    def __init__(self, message):
        self.message = str(message)
        super().__init__(self.message)


class Refused(ValueError):
    """One value can't be understood; `message` says what may stand there."""

    def __init__(self, message):
        self.message = message
        super().__init__("refused")


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with one cell. `row` counts as a spreadsheet does, the header being 1;
    `column` is the heading in the file; `value` is masked where it would tell who it is about."""

    row: int
    column: str
    value: str
    message: str

    def __str__(self):
        return _("row %(row)s, %(column)s, “%(value)s”: %(message)s") % {
            "row": self.row,
            "column": self.column,
            "value": self.value,
            "message": self.message,
        }


class Problems:
    """Problems as they are found: the first thousand kept, every one counted."""

    def __init__(self, listed=LISTED):
        self._limit = listed
        self._listed = []
        self.count = 0
        self.columns = []  # headings in the order of the file

    def add(self, row, column, value, message):
        """`value` and `message` may be functions, called only for what is kept."""
        self.count += 1
        if len(self._listed) < self._limit:
            value = value() if callable(value) else value
            message = message() if callable(message) else message
            self._listed.append(Problem(row, str(column), str(value), str(message)))

    def __bool__(self):
        return self.count > 0

    @property
    def listed(self):
        """Those that are kept, by row and then as the columns stand in the file."""
        position = {heading: number for number, heading in enumerate(self.columns)}
        return sorted(self._listed, key=lambda p: (p.row, position.get(p.column, len(position))))

    @property
    def unlisted(self):
        return self.count - len(self._listed)
