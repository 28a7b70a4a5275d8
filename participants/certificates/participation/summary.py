"""Summary of a participation: its periods, and the hours of each activity."""

from collections.abc import Iterable
from datetime import date
from typing import Any, NamedTuple


class Line(NamedTuple):
    """An activity that a participant was at."""

    name: str
    kind: str
    first: date
    last: date
    sessions: int
    minutes: int


class Summary(NamedTuple):
    periods: list[tuple[date, date]]  # from and to, by day
    lines: list[Line]
    minutes: int


def summary_of(periods: Iterable[tuple[date, date | None]], attendances: Iterable[Any]) -> Summary | None:
    """Return the summary of a participant who has left, or None.

    `attendances` are rows with their session and activity. A session that two merged records were at counts once.
    """
    found = sorted(periods, key=lambda period: period[0])
    ended = [(entry, left) for entry, left in found if left is not None]
    if not ended or len(ended) != len(found):
        return None
    of_activities: dict[int, list[Any]] = {}
    for each in {row.session_id: row for row in attendances if row.minutes}.values():
        of_activities.setdefault(each.session.activity_id, []).append(each)
    lines = sorted((_line(rows) for rows in of_activities.values()), key=lambda line: (line.first, line.name))
    return Summary(ended, lines, sum(line.minutes for line in lines))


def _line(rows: list[Any]) -> Line:
    activity, days = rows[0].session.activity, [row.session.held_on for row in rows]
    return Line(
        activity.name, activity.kind, min(days), max(days), len(rows), sum(row.minutes for row in rows)
    )
