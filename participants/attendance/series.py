"""Days of a series: every so many weeks on chosen weekdays, without public holidays and a closed period."""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

MOST_SESSIONS = 200
LONGEST = timedelta(days=366)


class LeftOut(StrEnum):
    HOLIDAY = "holiday"
    CLOSED = "closed"


@dataclass(frozen=True)
class Series:
    """A series as it is planned. Weekdays are 0 (Monday) to 6; both ends of a period belong to it."""

    first: date
    last: date
    weekdays: frozenset[int]
    every_weeks: int = 1
    closed: tuple[date, date] | None = None
    leaves_out_holidays: bool = True


@dataclass(frozen=True)
class Days:
    """The days of a series, and those that are left out with the reason, both in order."""

    held: list[date] = field(default_factory=list)
    left_out: list[tuple[date, LeftOut]] = field(default_factory=list)


def days_of(series: Series, holidays_of: Callable[[int], Collection[date]]) -> Days:
    """Return the days on which the series is held. `holidays_of` returns the public holidays of a year."""
    found = Days()
    for day in _candidates(series):
        if series.closed and series.closed[0] <= day <= series.closed[1]:
            found.left_out.append((day, LeftOut.CLOSED))
        elif series.leaves_out_holidays and day in holidays_of(day.year):
            found.left_out.append((day, LeftOut.HOLIDAY))
        else:
            found.held.append(day)
    return found


def _candidates(series: Series) -> Iterator[date]:
    # Weeks are counted from the one with the first day, Monday to Sunday.
    monday = series.first - timedelta(series.first.weekday())
    for offset in range((series.last - series.first).days + 1):
        day = series.first + timedelta(offset)
        week = (day - monday).days // 7
        if day.weekday() in series.weekdays and week % series.every_weeks == 0:
            yield day
