"""Path of a target: how many people are planned by a day, straight from 0 to the goal or through points."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from itertools import pairwise

MOST_POINTS = 60  # a point for each month of five years
LONGEST = 24  # characters of a point that is stored
LARGEST = 10**8 - 1  # as the goal


class Mistake(StrEnum):
    OUTSIDE = "outside"  # not within the project's days, before the last
    NOT_LATER = "not_later"  # than the point before
    FEWER = "fewer"  # than at the point before
    ABOVE_GOAL = "above_goal"


@dataclass(frozen=True)
class Point:
    """The number of people that are planned by the end of a day."""

    day: date
    number: int

    def __str__(self) -> str:
        return f"{self.day.isoformat()} {self.number}"


def stored(points: Sequence[Point]) -> list[str]:
    return [str(point) for point in points]


def points_from(texts: Sequence[str]) -> list[Point]:
    pairs = (text.split() for text in texts)
    return [Point(date.fromisoformat(day), int(number)) for day, number in pairs]


def planned(goal: Fraction, start: date, end: date, day: date, points: Sequence[Point] = ()) -> Fraction:
    """Return how many are planned by the end of `day`, from 0 before `start` to the goal on `end`."""
    # Points that the project's days have left behind do not count.
    within = [(point.day, min(Fraction(point.number), goal)) for point in points if start <= point.day < end]
    corners = [(start - timedelta(1), Fraction(0)), *within, (end, goal)]
    day = min(max(day, corners[0][0]), end)
    (since, low), (until, high) = next(pair for pair in pairwise(corners) if day <= pair[1][0])
    return low + (high - low) * (day - since).days / (until - since).days


def mistakes(
    points: Sequence[Point], *, goal: Fraction | Decimal, start: date | None, end: date | None
) -> Iterator[tuple[int, Mistake]]:
    """Yield the place of each point that can't be on a path to the goal, and why."""
    for place, point in enumerate(points):
        before = points[place - 1] if place else None
        if (start and point.day < start) or (end and point.day >= end):
            yield place, Mistake.OUTSIDE
        elif before and point.day <= before.day:
            yield place, Mistake.NOT_LATER
        elif before and point.number < before.number:
            yield place, Mistake.FEWER
        elif point.number > goal:
            yield place, Mistake.ABOVE_GOAL
