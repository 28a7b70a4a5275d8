"""Read a list of bookings and compare it with what is booked: a plan, or problems."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, BinaryIO

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from esfportal.ui.formats import date_iso, money
from participants.imports.booking_files.words import purposes_of, sources_of
from participants.imports.headings.lookup import reader_of
from participants.imports.matching.plan import Plan, Result
from participants.imports.reading.errors import Problems
from participants.imports.reading.rows import RowReader, TotalsLine, Values
from projects.actions.stored_bookings import StoredBookings, bookings_in, key_of
from projects.models import FinancingEntry

# Codes of questions.
BOOKED = "booked_already"
REPEATED = "same_booking"
VOUCHER = "voucher"
TOTAL = "total"
COLUMNS = {"booked_on": "date", "budget_line": "purpose"}  # of fields with other names
GIVEN = ("line", "budget_line", "booked_by", "recorded_at")  # found by the parsers, or never in a file


@dataclass
class BookingsPlan(Plan):
    entries: list[tuple[int, FinancingEntry]] = field(default_factory=list)  # new ones, by row


def plan_bookings(
    file: BinaryIO, *, project: Any, by: Any, problems: Problems, lock: bool = False, **options: Any
) -> BookingsPlan:
    """Return the plan; it is valid only without `problems`. `options` as for RowReader. Raises FileError."""
    # Locked by the caller: booking by the form waits for it.
    parsers = {"source": sources_of(project), "purpose": purposes_of(project)}
    reader = reader_of(project, "bookings", file, problems, parsers, **options)
    planner = _Planner(reader, bookings_in(project), by)
    for number, cells, values in reader:
        planner.read(number, cells, values)
    reader.check_not_empty()
    for line in reader.totals:
        planner.compare(line)
    planner.plan.sums = planner.sums()
    return planner.plan


def save_bookings(plan: BookingsPlan, *, project: Any, by: Any) -> None:
    saved = FinancingEntry.objects.bulk_create([entry for _row, entry in plan.entries], batch_size=1000)
    rows = (row for row, _entry in plan.entries)
    plan.saved_bookings = [(row, entry.pk) for row, entry in zip(rows, saved, strict=True)]


def text_of(entry: FinancingEntry) -> str:
    """Return the booking in a line of words."""
    parts = [date_iso(entry.booked_on), entry.line.source_name, money(entry.amount), entry.voucher]
    parts += [entry.budget_line.display_name if entry.budget_line else "", entry.note]
    return " · ".join(filter(None, parts))


class _Planner:
    def __init__(self, reader: RowReader, stored: StoredBookings, by: Any) -> None:
        self.reader, self.stored, self.by = reader, stored, by
        self.plan = BookingsPlan(**reader.about_file)
        self._rows_of: dict[Any, list[int]] = defaultdict(list)  # equal rows
        self._amounts: list[tuple[int, Decimal]] = []
        self._of_source: Counter[Any] = Counter()
        self._new_of_source: Counter[Any] = Counter()
        self._count_of_source: Counter[Any] = Counter()
        self._compared = 0  # the last totals line

    def read(self, number: int, cells: list[str], values: Values) -> None:
        problems = self.reader.problems
        before = problems.count
        amount = self._amount(number, cells, values)
        for name in ("date", "source"):
            if name in values and values[name] is None:
                self.reader.add_problem(number, cells, name, _("Fill in the cell."))
        if amount is not None:
            self._amounts.append((number, amount))
        if problems.count > before or amount is None or len(values) < self.reader.complete_length:
            return
        entry = FinancingEntry(
            line=values["source"],
            budget_line=values["purpose"],
            booked_on=values["date"],
            amount=amount,
            hours=values["hours"],
            voucher=values["voucher"] or "",
            note=values["note"] or "",
            booked_by=self.by,
        )
        if self._is_right(entry, number, cells):
            self._compare(entry, number)

    def _amount(self, number: int, cells: list[str], values: Values) -> Decimal | None:
        if not {"amount", "debit", "credit"} <= values.keys():
            return None  # the mistake is listed
        stated, debit, credit = (values[name] for name in ("amount", "debit", "credit"))
        if stated is None and debit is None and credit is None:
            self.reader.add_problem(number, cells, "amount", _("Write an amount, or a debit or a credit."))
        elif stated is not None and (debit or credit):
            text = _("Write either an amount, or a debit or a credit.")
            self.reader.add_problem(number, cells, "amount", text)
        elif debit and credit:
            text = _("Only one of debit and credit can be other than zero in a row.")
            self.reader.add_problem(number, cells, "credit", text)
        else:
            return _net(values)
        return None

    def _is_right(self, entry: FinancingEntry, number: int, cells: list[str]) -> bool:
        # The rules of the form are those of the model.
        found: dict[str, list[str]] = {}
        for check in (lambda: entry.clean_fields(exclude=GIVEN), entry.clean):
            try:
                check()
            except ValidationError as error:
                found = error.message_dict | found
        for name, texts in found.items():
            column = COLUMNS.get(name, name)
            if column == "amount" and "amount" not in self.reader.headings:
                column = "debit" if "debit" in self.reader.headings else "credit"
            self.reader.add_problem(number, cells, column, " ".join(texts))
        return not found

    def _compare(self, entry: FinancingEntry, number: int) -> None:
        key, line = key_of(entry), entry.line
        rows, stored = self._rows_of[key], self.stored.keys.get(key, ())
        rows.append(number)
        self.plan.said[number] = text_of(entry)
        self._of_source[line] += entry.amount
        self._count_of_source[line] += 1
        if len(rows) <= len(stored) and entry.voucher:
            self.plan.note_row(number, Result.UNCHANGED)
            return
        self.plan.note_row(number, Result.CREATED)
        self.plan.entries.append((number, entry))
        self._new_of_source[line] += entry.amount
        if len(rows) <= len(stored):
            self.plan.questions.ask(BOOKED, self.stored.doubt_about_repetition(entry), number)
        elif len(rows) > 1:
            text = _("The same as row %(row)s: tick if both are to be booked.")
            self.plan.questions.ask(REPEATED, text % {"row": rows[0]}, number)
        if text := self.stored.doubt_about_voucher(entry):
            self.plan.questions.ask(VOUCHER, text, number)

    def compare(self, line: TotalsLine) -> None:
        """Ask about a totals line that differs from the rows above it."""
        self.plan.note_row(line.row, Result.SKIPPED)
        first = self._compared if line.is_of_part else 0
        self._compared = line.row
        stated = _net(line.values)
        total = sum((amount for row, amount in self._amounts if first < row < line.row), Decimal())
        given = {"stated": money(stated), "sum": money(total)}
        if stated is None:
            self.plan.said[line.row] = _("A totals line without an amount. It is not booked.")
        elif stated == total:
            self.plan.said[line.row] = _("A totals line. It is not booked, and agrees with the rows.")
        else:
            text = _("The totals line says %(stated)s, and the rows of the file add up to %(sum)s.") % given
            self.plan.questions.ask(TOTAL, text, line.row)

    def sums(self) -> list[list[Any]]:
        """Return the name, number of rows, sum and sum of new bookings of each source, as plain data."""
        return [
            [line.source_name, self._count_of_source[line], str(total), str(self._new_of_source[line])]
            for line, total in sorted(self._of_source.items(), key=lambda each: each[0].position)
        ]


def _net(values: Values) -> Decimal | None:
    stated, debit, credit = (values.get(name) for name in ("amount", "debit", "credit"))
    if stated is not None or (debit is None and credit is None):
        return stated
    return Decimal(debit or 0) - Decimal(credit or 0)
