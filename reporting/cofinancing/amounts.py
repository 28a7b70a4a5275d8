"""Hours of a certificate with a benefit, and what they are worth by the rates that are loaded."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

from participants.attendance.hours import reported_hours

CENT = Decimal("0.01")


class Attended(NamedTuple):
    """Project time at one session."""

    day: date
    minutes: int


class BenefitFact(NamedTuple):
    kind: str
    extent: int
    starts_on: date
    ends_on: date | None


class RateFact(NamedTuple):
    key: int
    kind: str
    starts_on: date
    ends_on: date | None
    unit: str
    price: Decimal


class Amount(NamedTuple):
    rate: RateFact
    hours: Decimal
    days: int
    amount: Decimal


@dataclass
class Worth:
    """Amounts of a certificate, and the minutes that are worth nothing."""

    amounts: list[Amount] = field(default_factory=list)
    without_benefit: int = 0
    without_rate: dict[str, int] = field(default_factory=lambda: defaultdict(int))  # by kind of benefit


def worth_of(
    rows: Iterable[Attended], benefits: Sequence[BenefitFact], rates: Sequence[RateFact], rounding: str
) -> Worth:
    """Return what a month's project time is worth. The hours of each rate are rounded down."""
    worth, minutes = Worth(), defaultdict[RateFact, list[Attended]](list)
    for row in rows:
        if row.minutes == 0:
            continue
        benefit = benefit_on(row.day, benefits)
        if benefit is None:
            worth.without_benefit += row.minutes
        elif (rate := _rate_on(row.day, benefit.kind, rates)) is None:
            worth.without_rate[benefit.kind] += row.minutes
        else:
            minutes[rate].append(row)
    for rate, attended in sorted(minutes.items()):
        hours = reported_hours(sum(row.minutes for row in attended), rounding)
        days = len({row.day for row in attended})
        amount = (rate.price * (hours if rate.unit == "hour" else days)).quantize(CENT, ROUND_HALF_UP)
        if amount:
            worth.amounts.append(Amount(rate, hours, days, amount))
    return worth


def benefit_on(day: date, benefits: Iterable[BenefitFact]) -> BenefitFact | None:
    """Return the benefit of the day: of several that of the greatest extent, so that an hour counts once."""
    found = [each for each in benefits if _includes(each, day)]
    return min(found, key=lambda each: (-each.extent, each.starts_on, each.kind), default=None)


def _rate_on(day: date, kind: str, rates: Iterable[RateFact]) -> RateFact | None:
    return next((each for each in rates if each.kind == kind and _includes(each, day)), None)


def _includes(each: BenefitFact | RateFact, day: date) -> bool:
    return each.starts_on <= day and (each.ends_on is None or day <= each.ends_on)
