"""Checks before a month is prepared: errors block it, warnings are confirmed."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from reporting.statistics.monthly.content import Row
from reporting.statistics.monthly.months import Participant, last_of, periods_in

MANY_HOURS = 200
DAY = 24  # hours


class Check(TextChoices):
    NO_CODE = "no_code", _("A substitute code is missing: ask SCB for it, and enter it in the settings.")
    UNREADABLE = "unreadable", _("The number can't be read. Tell the portal's operator.")
    NO_NUMBER = (
        "no_number",
        _("There is no number. Record it, or enter in the settings what is written instead."),
    )
    SAME_NUMBER = "same_number", _("The same number stands for two records. Merge them.")
    OUTSIDE_PERIODS = "outside_periods", _("Attendance is recorded outside the periods of taking part.")
    TOO_MANY_HOURS = "too_many_hours", _("The hours are more than the days have.")
    UNKNOWN_NUMBER = "unknown_number", _("There is no number: the row has the word for unknown.")
    SAME_CODE = "same_code", _("The same substitute code stands for two participants.")
    TWO_PERIODS = "two_periods", _("Two periods are in the month: the hours stand in the row of the last.")
    OUTSIDE_PROJECT = "outside_project", _("The start or the end is outside the project's time.")
    MANY_HOURS = "many_hours", _("There are more than 200 hours.")
    UNCONFIRMED = "unconfirmed", _("The hours are not confirmed by a certificate.")


ERRORS = (
    *(Check.NO_CODE, Check.UNREADABLE, Check.NO_NUMBER, Check.SAME_NUMBER),
    *(Check.OUTSIDE_PERIODS, Check.TOO_MANY_HOURS),
)


class Finding(NamedTuple):
    check: Check
    keys: tuple[int, ...]  # of participations

    @property
    def is_error(self) -> bool:
        return self.check in ERRORS


def findings_of(
    rows: Iterable[Row],
    participants: Iterable[Participant],
    month: date,
    *,
    project_time: tuple[date | None, date | None],
    unreadable: Iterable[int] = (),
) -> list[Finding]:
    """Return what is found, errors first."""
    found: dict[Check, set[int]] = defaultdict(set)
    unreadable, people = set(unreadable), {each.key: each for each in participants}
    of_record, of_number = defaultdict(list), defaultdict(set)
    for row in rows:
        of_record[row.key].append(row)
        if row.is_substitute or row.has_number:
            of_number[row.number, row.is_substitute].add(row.key)
        for check in _of_row(row, project_time, row.key in unreadable):
            found[check].add(row.key)
    for (number, is_substitute), keys in of_number.items():
        if number and len(keys) > 1:
            found[Check.SAME_CODE if is_substitute else Check.SAME_NUMBER] |= keys
    for key, its_rows in of_record.items():
        for check in _of_participant(people[key], its_rows, month):
            found[check].add(key)
    return [Finding(check, tuple(sorted(found[check]))) for check in Check if found[check]]


def _of_row(row: Row, project_time: tuple[date | None, date | None], is_unreadable: bool) -> Iterable[Check]:
    first, last = project_time
    if is_unreadable:
        yield Check.UNREADABLE
    elif not row.number:
        yield Check.NO_CODE if row.is_substitute else Check.NO_NUMBER
    elif not row.is_substitute and not row.has_number:
        yield Check.UNKNOWN_NUMBER
    if (first and row.starts_on < first) or (last and row.ends_on and row.ends_on > last):
        yield Check.OUTSIDE_PROJECT


def _of_participant(participant: Participant, rows: list[Row], month: date) -> Iterable[Check]:
    periods, hours = periods_in(participant, month), participant.hours.get(month)
    if len(rows) > 1:
        yield Check.TWO_PERIODS
    if not hours or not hours.hours:
        return
    days = {day for start, end in periods for day in _days_in(start, end, month)}
    if any(each and each.day not in days for each in (hours.first, hours.last)):
        yield Check.OUTSIDE_PERIODS
    elif hours.hours > DAY * len(days):
        yield Check.TOO_MANY_HOURS
    elif hours.hours > MANY_HOURS:
        yield Check.MANY_HOURS
    if not hours.is_confirmed:
        yield Check.UNCONFIRMED


def _days_in(start: date, end: date | None, month: date) -> range:
    last = last_of(month)
    if start > last or (end and end < month):
        return range(0)
    return range(max(start, month).day, min(end or last, last).day + 1)
