"""Differences between shares of groups: intervals, and which are more than chance.

The method stands in docs/comparisons.md.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import exp, lgamma, sqrt

Z = 1.959963984540054  # 95 of 100 lie within this many standard deviations of a normal distribution
LEVEL = 0.05  # of the differences that are called more than chance, at most this share where there is none
FEWEST = 10  # people of a group, and of the rest, below whom nothing is said


class Difference(StrEnum):
    HIGHER = "higher"
    LOWER = "lower"
    NO_DIFFERENCE = "no_difference"  # none that is more than chance
    TOO_FEW = "too_few"


@dataclass(frozen=True)
class Group:
    """People of whom `number` of `base` met the condition."""

    number: int
    base: int


@dataclass(frozen=True)
class Compared:
    share: float | None  # per cent; None without people
    interval: tuple[float, float] | None  # per cent
    rest: float | None  # the share of all other groups together, per cent
    difference: Difference


def compare(groups: Sequence[Group], rests: Sequence[Group] = ()) -> list[Compared]:
    """Compare each group with its rest, for as many comparisons as are made (Holm's method).

    Without `rests` no one is in two groups, and the rest of a group is all others together.
    """
    if not rests:
        number, base = sum(g.number for g in groups), sum(g.base for g in groups)
        rests = [Group(number - g.number, base - g.base) for g in groups]
        are_opposites = len(groups) == 2
    else:
        are_opposites = False
    chances = {
        place: chance_of_difference(group, rest)
        for place, (group, rest) in enumerate(zip(groups, rests, strict=True))
        if min(group.base, rest.base) >= FEWEST
    }
    # Of two groups each is the rest of the other: that is one comparison.
    found = more_than_chance(chances, comparisons=1 if are_opposites else len(chances))
    return [
        Compared(
            _share(group),
            interval(group),
            _share(rest),
            _difference(group, rest, place in chances, place in found),
        )
        for place, (group, rest) in enumerate(zip(groups, rests, strict=True))
    ]


def _share(group: Group) -> float | None:
    return 100 * group.number / group.base if group.base else None


def _difference(group: Group, rest: Group, is_compared: bool, is_different: bool) -> Difference:
    if not is_compared:
        return Difference.TOO_FEW
    if not is_different:
        return Difference.NO_DIFFERENCE
    return Difference.HIGHER if group.number * rest.base > rest.number * group.base else Difference.LOWER


def interval(group: Group) -> tuple[float, float] | None:
    """Return Wilson's 95 per cent interval of the share, in per cent; None without people."""
    # Within 0 to 100 also where none or all met the condition.
    # Source: Wilson, J. Am. Stat. Assoc. 22 (1927).
    if not group.base:
        return None
    share, base = group.number / group.base, group.base
    middle = share + Z**2 / (2 * base)
    width = Z * sqrt(share * (1 - share) / base + Z**2 / (4 * base**2))
    below, above = ((middle + sign * width) / (1 + Z**2 / base) for sign in (-1, 1))
    return 100 * max(0.0, below), 100 * min(1.0, above)


def chance_of_difference(group: Group, rest: Group) -> float:
    """Return how likely chance alone makes at least as great a difference: Fisher's exact test, two-sided."""
    number, base, size = group.number + rest.number, group.base + rest.base, group.base
    least, most = max(0, size - (base - number)), min(size, number)

    def likelihood(of_group: int) -> float:
        return exp(
            _log_choices(number, of_group)
            + _log_choices(base - number, size - of_group)
            - _log_choices(base, size)
        )

    observed = likelihood(group.number) * (1 + 1e-9)  # equal ones may differ in the last digit
    likelihoods = (likelihood(of_group) for of_group in range(least, most + 1))
    return min(1.0, sum(each for each in likelihoods if each <= observed))


def _log_choices(among: int, chosen: int) -> float:
    return lgamma(among + 1) - lgamma(chosen + 1) - lgamma(among - chosen + 1)


def more_than_chance(chances: dict[int, float], *, comparisons: int) -> set[int]:
    """Return which differences are more than chance: from the least likely, until one is not."""
    # Source: Holm, Scand. J. Stat. 6 (1979).
    found: set[int] = set()
    for done, (place, chance) in enumerate(sorted(chances.items(), key=lambda item: item[1])):
        if chance > LEVEL / max(comparisons - done, 1):
            break
        found.add(place)
    return found
