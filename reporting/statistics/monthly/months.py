"""Months, and the rows that stand in one."""

from calendar import monthrange
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import NamedTuple

from reporting.statistics.monthly.content import Row, in_order
from reporting.statistics.monthly.facts import BLANK, NO_PLACE, Facts, Job, Place, facts_of

DAYS_TO_SEND = 28  # after the month's end
WOMAN = "woman"
Period = tuple[date, date | None]  # both days are included; None: not ended


class Hours(NamedTuple):
    hours: Decimal
    is_confirmed: bool
    first: date | None = None  # days with attendance
    last: date | None = None


@dataclass(frozen=True)
class Participant:
    key: int
    number: str  # or what stands for it in a comparison; "" for a person without one
    given_name: str
    family_name: str
    sex: str
    birth_date: date
    is_protected: bool
    periods: tuple[Period, ...] = ()
    hours: Mapping[date, Hours] = field(default_factory=dict)  # by the first day of the month
    employed: str = ""  # at entry: Employed, or "" for unknown
    jobs: tuple[Job, ...] = ()
    places: Mapping[date, Place] = field(default_factory=dict)  # by the start of the period


class Rules(NamedTuple):
    """The project's settings. Without a code the row of a protected identity has an empty number."""

    woman_code: str = ""
    man_code: str = ""
    with_zero_hours: bool = True
    unknown_number: str = ""  # what is written for a participant without a number
    whole_hours: bool = False  # rounded down


def first_of(day: date) -> date:
    return day.replace(day=1)


def last_of(month: date) -> date:
    return month.replace(day=monthrange(month.year, month.month)[1])


def next_month(month: date) -> date:
    return last_of(month) + timedelta(1)


def due_on(month: date) -> date:
    return last_of(month) + timedelta(DAYS_TO_SEND)


def months_between(first: date, last: date) -> list[date]:
    """Return the first days of the months from that of one day to that of another."""
    found, month = [], first_of(first)
    while month <= last:
        found.append(month)
        month = next_month(month)
    return found


def unsent_months(
    starts_on: date | None, ends_on: date | None, sent: Container[date], today: date
) -> list[date]:
    """Return the first days of the months that are over and not sent."""
    last = min(today, ends_on or today)
    months = months_between(starts_on, last) if starts_on else []
    return [month for month in months if last_of(month) < today and month not in sent]


def rows_in(participants: Iterable[Participant], month: date, rules: Rules) -> list[Row]:
    return in_order(row for each in participants for row in _rows_of(each, month, rules))


def periods_in(participant: Participant, month: date, *, with_zero_hours: bool = True) -> list[Period]:
    """Return the periods of the participant that stand in the month, by start."""
    last, periods = last_of(month), sorted(participant.periods, key=lambda period: period[0])
    found = [(start, end) for start, end in periods if start <= last and (end is None or end >= month)]
    hours = participant.hours.get(month)
    if hours and hours.hours:
        # Hours outside all periods belong to the one before them, or else to the first.
        before = [period for period in periods if period[0] <= last]
        return found or before[-1:] or periods[:1]
    if with_zero_hours:
        return found
    return [(start, end) for start, end in found if start >= month or (end is not None and end <= last)]


def _rows_of(participant: Participant, month: date, rules: Rules) -> Iterable[Row]:
    periods = periods_in(participant, month, with_zero_hours=rules.with_zero_hours)
    hours, last = participant.hours.get(month), last_of(month)
    for start, end in periods:
        # A month with two periods has its hours once.
        is_last = (start, end) == periods[-1]
        yield Row(
            participant.key,
            *_identity(participant, rules),
            participant.sex,
            participant.birth_date,
            start,
            end if end and end <= last else None,
            _written_hours(hours.hours, rules) if hours and is_last else Decimal(),
            *_facts(participant, start, max(start, month), min(end or last, last)),
        )


def _facts(participant: Participant, start: date, first: date, last: date) -> Facts:
    if participant.is_protected:
        return BLANK
    place = participant.places.get(start, NO_PLACE)
    return facts_of(participant.employed, participant.jobs, place, first, last)


def _written_hours(hours: Decimal, rules: Rules) -> Decimal:
    return Decimal(int(hours)) if rules.whole_hours else hours


def _identity(participant: Participant, rules: Rules) -> tuple[str, bool, str, str]:
    if not participant.is_protected:
        number = participant.number or rules.unknown_number
        return number, False, participant.given_name, participant.family_name
    code = rules.woman_code if participant.sex == WOMAN else rules.man_code
    return (f"{participant.birth_date:%Y%m%d}{code}" if code else ""), True, "", ""
