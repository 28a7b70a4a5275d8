"""From a table to typed rows: headings understood, every cell parsed, what is wrong collected."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from participants.imports.reading.columns import HEADINGS, IDENTITY, KINDS
from participants.imports.reading.errors import FileError, Refused
from participants.imports.reading.masking import hide_name, hide_number, masked
from participants.imports.reading.table_reader import open_table

HEADER_ROW = 1
# Columns whose words recur, so that parsing one once is enough.
NOT_REMEMBERED = {"personal_identity_number", "given_name", "family_name", "evidence"}


@dataclass(frozen=True, slots=True)
class Cell:
    """One column as it stands in this file."""

    position: int
    name: str
    heading: str
    parse: object
    personal: bool
    memory: dict | None


class RowReader:
    """Reads a file of one kind. `parsers` serve the columns that depend on the project."""

    def __init__(self, file, kind, problems, parsers):
        self.kind = kind
        self.problems = problems
        self.table = open_table(file, HEADINGS)
        self._demand_kind()
        problems.columns = self.table.header
        self.headings = {}  # column name → heading in the file
        self._cells = list(self._columns(parsers))
        self._positions = {cell.position for cell in self._cells}
        self._absent = self._absent_columns()
        self._count = 0

    def _demand_kind(self):
        """Refuse another kind of file, or one without a header that can be understood."""
        header = [heading for heading in self.table.header if heading]
        known = {name: sum(kind.column_of(h) is not None for h in header) for name, kind in KINDS.items()}
        other = next(name for name in KINDS if name != self.kind)
        if known[other] > known[self.kind] and known[other] > 1:
            raise FileError(
                _("This is %(other)s. %(wanted)s was expected.")
                % {"other": KINDS[other].label, "wanted": str(KINDS[self.kind].label).capitalize()}
            )
        if not known[self.kind]:
            raise FileError(
                _(
                    "No known column heading in the first row. Start from the empty template and keep its header."
                )
            )

    def _columns(self, parsers):
        seen = set()
        for position, heading in enumerate(self.table.header):
            column = KINDS[self.kind].column_of(heading)
            if column is None:
                if heading:
                    self._header_problem(heading, _("Unknown column. Take it away or correct the heading."))
                continue
            if column.key in seen:
                self._header_problem(heading, _("The column stands twice in the file. Keep one of them."))
                continue
            seen.add(column.key)
            self.headings[column.key] = heading
            memory = None if column.key in NOT_REMEMBERED else {}
            parse = column.parse or parsers[column.key]
            yield Cell(position, column.key, heading, parse, column.personal, memory)

    def _header_problem(self, heading, message):
        self.problems.add(HEADER_ROW, masked(heading), "", message)

    def _absent_columns(self):
        """Values for the columns that the file lacks; what had to be there is reported once, here."""
        columns = KINDS[self.kind].columns
        absent = {column.key: None for column in columns if column.key not in self.headings}
        missing = {column.key for column in columns if column.required} & absent.keys()
        if self.kind == "participants" and "personal_identity_number" in absent:
            missing |= set(IDENTITY[1:]) & absent.keys()
        for column in columns:
            if column.key in missing:
                self.problems.add(
                    HEADER_ROW, column.heading, "", _("The column is missing. Add it to the file.")
                )
        return {name: None for name in absent if name not in missing}

    def heading(self, name):
        """What the file calls a column."""
        if name in self.headings:
            return self.headings[name]
        return next(column.heading for column in KINDS[self.kind].columns if column.key == name)

    def __iter__(self):
        """(row number, cells, values by column name). A value that could not be read is absent."""
        width = len(self.table.header)
        for row, found in self.table.rows:
            self._count += 1
            cells = found if len(found) == width else self._fitted(row, found, width)
            yield row, cells, self._values(row, cells)

    def demand_rows(self):
        """After the last row: a file with a header only is a mistake of its own."""
        if not self._count:
            raise FileError(_("The file has a header but no rows. Choose a file with at least one row."))

    @property
    def complete_length(self):
        """How many values a row has when every one of them could be read."""
        return len(KINDS[self.kind].columns)

    def _fitted(self, row, cells, width):
        """A row as long as the header: short ones end in empty cells, longer ones are a mistake."""
        if any(cells[width:]):
            self.problems.add(
                row,
                _("after the last column"),
                "",
                _("The row has more cells than the header. A separator inside a text needs quotation marks."),
            )
        return cells[:width] + [""] * (width - len(cells))

    def _values(self, row, cells):
        values = dict(self._absent)
        for cell in self._cells:
            text = cells[cell.position]
            if not text:
                values[cell.name] = None
                continue
            memory = cell.memory
            if memory is not None and text in memory:
                values[cell.name] = memory[text]
                continue
            try:
                value = values[cell.name] = cell.parse(text)
            except Refused as refused:
                self.add(row, cells, cell.name, refused.message)
                continue
            if memory is not None:
                memory[text] = value
        if len(self._positions) < len(cells):
            self._demand_headings(row, cells)
        return values

    def _demand_headings(self, row, cells):
        for position, text in enumerate(cells):
            if text and not self.table.header[position]:
                self.problems.add(
                    row,
                    _("column %(number)s") % {"number": position + 1},
                    "",
                    _("The column has no heading. Give it one, or empty the cell."),
                )

    def add(self, row, cells, name, message):
        """A problem in one cell; the value is looked up in the row's cells and masked."""
        self.problems.add(row, self.heading(name), lambda: self._shown(cells, name), message)

    def _shown(self, cells, name):
        texts = {cell.name: cells[cell.position] for cell in self._cells}
        text = texts.get(name, "")
        if name == "personal_identity_number":
            return hide_number(text)
        if any(cell.personal for cell in self._cells if cell.name == name):
            return hide_name(text)
        return masked(text, [texts.get("given_name", ""), texts.get("family_name", "")])
