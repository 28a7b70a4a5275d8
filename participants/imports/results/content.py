"""Record of a saved import: the effect of each row, and the values that it replaced. Plain data."""

import json
import zlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from django.db import models
from django.utils.translation import gettext_lazy as _

from participants.imports.matching.plan import ParticipantsPlan, Plan, Result, Written


class Fate(models.TextChoices):
    """Effect of a row of a saved file."""

    CREATED = Result.CREATED.value, _("new")
    UPDATED = Result.UPDATED.value, _("changed")
    UNCHANGED = Result.UNCHANGED.value, _("unchanged")
    SKIPPED = Result.SKIPPED.value, _("skipped")
    LEFT_OUT = "left_out", _("left out")


class SavedRow(NamedTuple):
    number: int
    fate: str
    participation: int | None


class SavedOutcome(NamedTuple):
    row: int
    outcome: int
    supersedes: int | None


class SavedAttendance(NamedTuple):
    row: int
    session: int
    participation: int
    before: tuple[Any, ...] | None  # values of BEFORE; None: there was none
    version: str  # of the attendance that the import wrote


class SavedEmployer(NamedTuple):
    row: int
    employer: int
    is_new: bool
    items: tuple[tuple[str, int, bool], ...]  # "workplace" or "contact", primary key, is new


class SavedBooking(NamedTuple):
    row: int
    entry: int


@dataclass
class Content:
    rows: list[SavedRow]
    written: list[Written]
    # The rest is for undoing; None: kept before imports could be undone.
    entered: list[int] | None = None  # participations that the import made
    reentries: list[tuple[int, int, date]] = field(default_factory=list)  # row, participation, entry date
    numbered: list[int] = field(default_factory=list)  # rows that gave a person a number
    outcomes: list[SavedOutcome] = field(default_factory=list)
    attendance: list[SavedAttendance] = field(default_factory=list)
    employers: list[SavedEmployer] = field(default_factory=list)  # of all rows that were read
    bookings: list[SavedBooking] = field(default_factory=list)

    @property
    def has_effects(self) -> bool:
        new = [each for each in self.employers if each.is_new or each.items]
        return self.entered is not None and any(
            (self.entered, self.reentries, self.written, self.outcomes, self.attendance, new, self.bookings)
        )

    @property
    def counts(self) -> dict[str, int]:
        found = Counter(row.fate for row in self.rows)
        return {fate: found[fate] for fate in Fate.values if found[fate]}

    def changes_of(self, numbers: set[int]) -> dict[int, list[Written]]:
        found: dict[int, list[Written]] = {}
        for each in self.written:
            if each.row in numbers:
                found.setdefault(each.row, []).append(each)
        return found


def content_of(plan: Plan) -> Content:
    """Return what is kept of a plan that has been carried out."""
    content = Content([*_saved_rows(plan)], plan.written, entered=[])
    if isinstance(plan, ParticipantsPlan):
        content.entered = [plan.participation_of[new.rows[0].row] for new in plan.new_participations]
        content.reentries = [(row.row, pk, row.entry_date) for pk, row in plan.reentries]
        content.numbered = [row.row for row in plan.identities.values()]
    content.outcomes = [SavedOutcome(*each) for each in plan.saved_outcomes]
    content.attendance = [SavedAttendance(*each) for each in plan.saved_attendance]
    content.employers = [SavedEmployer(*each) for each in plan.saved_employers]
    content.bookings = [SavedBooking(*each) for each in plan.saved_bookings]
    return content


def _saved_rows(plan: Plan) -> Iterator[SavedRow]:
    for number in sorted({*plan.row_numbers, *plan.results, *plan.mended.get("left_out_rows", ())}):
        fate = plan.results.get(number, Fate.LEFT_OUT)
        about = plan.repeats.get(number, number)
        yield SavedRow(number, str(fate), plan.participation_of.get(about))


TUPLES = {
    "rows": SavedRow,
    "written": Written,
    "outcomes": SavedOutcome,
    "attendance": SavedAttendance,
    "employers": SavedEmployer,
    "bookings": SavedBooking,
}


def packed(content: Content) -> bytes:
    return zlib.compress(json.dumps(vars(content), default=_as_json, separators=(",", ":")).encode(), level=3)


def unpacked(data: bytes) -> Content:
    fields = {name: _value(value) for name, value in json.loads(zlib.decompress(data)).items()}
    for name, of in TUPLES.items():
        fields[name] = [of(*each) for each in fields.get(name, ())]
    return Content(**fields)


def _as_json(value: Any) -> Any:
    if isinstance(value, date):
        return {"date": value.isoformat()}
    raise TypeError(type(value).__name__)


def _value(stored: Any) -> Any:
    if isinstance(stored, dict):
        return date.fromisoformat(stored["date"])
    return tuple(_value(each) for each in stored) if isinstance(stored, list) else stored
