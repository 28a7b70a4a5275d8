"""Hours of sessions, and of participants at them, in minutes."""

from datetime import date, time
from decimal import Decimal

STEPS = {"whole": 60, "quarter": 15}  # minutes, by HoursRounding


def minutes_between(starts_at: time, ends_at: time) -> int:
    """Return the minutes from one time of a day to a later one; seconds are left out."""
    return (ends_at.hour - starts_at.hour) * 60 + ends_at.minute - starts_at.minute


def attended_minutes(lasts: int, state: str, missed: int = 0) -> int:
    """Return the minutes that count of a session of so many, its break taken off; `missed` at its start or end."""
    return 0 if state == "absent" else max(0, lasts - missed)


def attended_period(starts_at: time, ends_at: time, state: str, missed: int = 0) -> tuple[int, int] | None:
    """Return from and to which minute of the day a participant is at a session; None: not at all."""
    first, last = _minute(starts_at), _minute(ends_at)
    if state == "late":
        first = min(last, first + missed)
    elif state == "left_early":
        last = max(first, last - missed)
    return None if state == "absent" or first == last else (first, last)


def overlap(one: tuple[int, int] | None, other: tuple[int, int] | None) -> bool:
    return bool(one and other and one[0] < other[1] and other[0] < one[1])


def reported_hours(minutes: int, rounding: str) -> Decimal:
    """Return the hours of a month to report, rounded down as HoursRounding says."""
    step = STEPS[rounding]
    return Decimal(minutes // step * step) / 60


def months_of_quarter(day: date) -> tuple[date, date, date]:
    """Return the first days of the months of the day's quarter."""
    first = 3 * ((day.month - 1) // 3) + 1
    return date(day.year, first, 1), date(day.year, first + 1, 1), date(day.year, first + 2, 1)


def _minute(moment: time) -> int:
    return moment.hour * 60 + moment.minute
