"""Forecasts: a target's result at the end of the project, drawn from the months behind it.

The method stands in docs/forecasts.md.
"""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import lru_cache
from math import ceil

WINDOW = 12  # complete months that are drawn from, at most
FEWEST = 3  # complete months without which nothing is said
DRAWS = 1000
LOW, MIDDLE, HIGH = (
    10,
    50,
    90,
)  # per cent of the draws that are no higher: eight in ten lie between low and high


@dataclass(frozen=True)
class Month:
    """The people whom a target counted anew in a month, and for a share those of whom it is one."""

    starts_on: date
    number: int
    base: int = 0


@dataclass(frozen=True)
class Goal:
    """The target's value: a number of people, or per cent if `is_share`."""

    value: Fraction
    is_share: bool
    at_most: bool

    def is_met(self, number: int, base: int) -> bool:
        """Return whether the sums meet the goal; a share of no people does not."""
        if self.is_share and not base:
            return False
        reached = self.share(number, base) if self.is_share else Fraction(number)
        return reached <= self.value if self.at_most else reached >= self.value

    def share(self, number: int, base: int) -> Fraction:
        return Fraction(number * 100, base)


@dataclass(frozen=True)
class Forecast:
    """The result at the project's end, as the target counts: people, or per cent (Fraction)."""

    low: Fraction
    middle: Fraction
    high: Fraction
    chance: Fraction  # of meeting the goal: the share of the draws (0 to 1)
    months: int  # that were drawn from


def forecast(
    months: Sequence[Month], *, months_left: int, goal: Goal, seed: str, so_far: int = 0
) -> Forecast | None:
    """Return what the last complete months lead to; None with fewer than three, or for a share of no people.

    `months`: all since the start in order, the last one complete. `so_far`: what the month that runs has reached,
    below which no number ends. `seed`: the same seed, the same draws.
    """
    window = tuple(months[-WINDOW:])
    if len(window) < FEWEST:
        return None
    sums = sum(each.number for each in months), sum(each.base for each in months)
    return _drawn(window, *sums, months_left, goal, seed, so_far)


@lru_cache(maxsize=1000)  # a target's page is read more often than its figures change
def _drawn(
    window: tuple[Month, ...], number: int, base: int, months_left: int, goal: Goal, seed: str, so_far: int
) -> Forecast | None:
    ends = _ends(window, number, base, months_left, random.Random(seed))  # noqa: S311  # nosec B311
    if goal.is_share:
        ends = [end for end in ends if end[1]]
        values = sorted(goal.share(*end) for end in ends)
    else:
        ends = [(max(end, so_far), 0) for end, _base in ends]
        values = sorted(Fraction(end) for end, _base in ends)
    if not values:
        return None
    low, middle, high = (values[_rank(len(values), part)] for part in (LOW, MIDDLE, HIGH))
    met = sum(goal.is_met(*end) for end in ends)
    return Forecast(low, middle, high, Fraction(met, len(ends)), len(window))


def _rank(count: int, per_cent: int) -> int:
    return min(count - 1, max(0, ceil(count * per_cent / 100) - 1))


def _ends(
    window: Sequence[Month], number: int, base: int, months_left: int, chance: random.Random
) -> list[tuple[int, int]]:
    # Drawn twice: first the months that might have been in place of those that were, because the pace itself is
    # only known from a few of them; then the months to come, out of these. One less than there are: with all of
    # them the draws vary less than the months do.
    ends = []
    for _draw in range(DRAWS):
        pace = chance.choices(window, k=len(window) - 1)
        drawn = chance.choices(pace, k=months_left)
        ends.append((number + sum(m.number for m in drawn), base + sum(m.base for m in drawn)))
    return ends


@dataclass(frozen=True)
class Needed:
    """People needed each month on average to meet the goal; for a share, of the next `of`."""

    number: Fraction
    of: int = 0


def needed(number: int, base: int, *, goal: Goal, months_left: int, base_to_come: int = 0) -> Needed | None:
    """Return what is missing a month; None if nothing is missing, time has run out, or it can't be met.

    `base_to_come`: for a share, how many more people are expected in its base.
    """
    if goal.at_most or months_left < 1 or (goal.is_share and goal.is_met(number, base)):
        return None
    if not goal.is_share:
        missing = goal.value - number
        return Needed(missing / months_left) if missing > 0 else None
    missing = goal.value * (base + base_to_come) / 100 - number
    if missing <= 0 or missing > base_to_come:
        return None
    return Needed(missing, base_to_come)


def months_until_end(day: date, end: date) -> int:
    """Return the months from the one after `day`'s to that of `end`, which counts from its 15th on."""
    months = (end.year - day.year) * 12 + end.month - day.month
    return max(0, months - (end.day < 15))
