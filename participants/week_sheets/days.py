"""Days of a week sheet: from, to and break, or absent with a reason; their checks, sums and checksum."""

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, time, timedelta

from django.utils.translation import gettext as _

from participants.attendance import rules
from participants.attendance.hours import minutes_between
from participants.register.rules.entry_rules import Problem

type Stored = dict[str, str | int]


@dataclass(frozen=True)
class Day:
    """A day as it is written. An absent participant was to be there from the one time to the other."""

    date: date
    starts_at: time | None = None
    ends_at: time | None = None
    break_minutes: int = 0
    reason: str = ""  # of an absence, a value of Attendance.Reason

    @property
    def is_written(self) -> bool:
        return bool(self.starts_at or self.ends_at or self.break_minutes or self.reason)

    @property
    def lasts(self) -> int:
        if self.starts_at is None or self.ends_at is None:
            return 0
        return max(0, minutes_between(self.starts_at, self.ends_at) - self.break_minutes)

    @property
    def minutes(self) -> int:
        return 0 if self.reason else self.lasts


def days_of_week(monday: date) -> list[date]:
    return [monday + timedelta(number) for number in range(7)]


def field_name(day: date, name: str) -> str:
    return f"{day.isoformat()}-{name}"


def problems(day: Day, *, today: date) -> Iterator[Problem]:
    """Yield what is wrong with a day by itself, each for a field of the form."""
    if not day.is_written:
        return
    if day.date > today:
        yield Problem(field_name(day.date, "starts_at"), _("The day is in the future."))
    for name, value in (("starts_at", day.starts_at), ("ends_at", day.ends_at)):
        if value is None:
            text = _("State the time. For an absence, the one that was planned.")
            yield Problem(field_name(day.date, name), text)
    times = {"starts_at": day.starts_at, "ends_at": day.ends_at, "break_minutes": day.break_minutes}
    for problem in rules.time_problems(times):
        yield Problem(field_name(day.date, problem.field), problem.message)


def total(days: Iterable[Day]) -> int:
    return sum(day.minutes for day in days)


def stored(days: Iterable[Day]) -> list[Stored]:
    return [
        {
            "day": day.date.isoformat(),
            "from": f"{day.starts_at:%H:%M}" if day.starts_at else "",
            "to": f"{day.ends_at:%H:%M}" if day.ends_at else "",
            "break": day.break_minutes,
            "reason": day.reason,
        }
        for day in sorted(days, key=lambda each: each.date)
        if day.is_written
    ]


def read(rows: Iterable[Stored]) -> list[Day]:
    return [
        Day(
            date.fromisoformat(str(row["day"])),
            time.fromisoformat(str(row["from"])) if row["from"] else None,
            time.fromisoformat(str(row["to"])) if row["to"] else None,
            int(row["break"]),
            str(row["reason"]),
        )
        for row in rows
    ]


def digest_of(shown: object) -> str:
    text = json.dumps(shown, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
