"""Estimates from a sample: the share of faults with an exact interval, and the projected amount of the faults."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import exp, fsum, lgamma, log

CONFIDENCE = 0.95
STEPS = 60  # of the search for a limit, each of which halves the error


def exact_interval(faults: int, size: int) -> tuple[float, float]:
    """Return Clopper and Pearson's 95 per cent interval of a share, from 0 to 1."""
    # Source: Clopper and Pearson, Biometrika 26 (1934). At least as wide as it has to be for a list without end.
    tail = (1 - CONFIDENCE) / 2
    low = 0.0 if faults == 0 else _where(lambda share: _at_least(faults, size, share) < tail)
    high = 1.0 if faults == size else _where(lambda share: 1 - _at_least(faults + 1, size, share) >= tail)
    return low, high


def _where(is_below: Callable[[float], bool]) -> float:
    """Return the share at which the condition ceases to hold."""
    low, high = 0.0, 1.0
    for _step in range(STEPS):
        middle = (low + high) / 2
        low, high = (middle, high) if is_below(middle) else (low, middle)
    return low


def _at_least(faults: int, size: int, share: float) -> float:
    """Return the chance of at least so many faults, where this share of the list has one."""
    if not 0 < share < 1:
        return float(share >= 1 or faults == 0)
    return fsum(
        exp(
            lgamma(size + 1)
            - lgamma(number + 1)
            - lgamma(size - number + 1)
            + number * log(share)
            + (size - number) * log(1 - share)
        )
        for number in range(faults, size + 1)
    )


@dataclass(frozen=True)
class CheckedAmount:
    """An item of money: its amount, and the part of it that is a fault."""

    amount: Decimal
    fault: Decimal
    is_certain: bool = False


def projected_at_random(items: Sequence[CheckedAmount], total: Decimal) -> Decimal:
    """Return the projected fault of the list by ratio estimation: the checked amounts' share of faults."""
    checked = sum((item.amount for item in items), Decimal())
    faults = sum((item.fault for item in items), Decimal())
    return total * faults / checked if checked else Decimal()


def projected_by_amount(items: Sequence[CheckedAmount], total: Decimal) -> Decimal:
    """Return the projected fault of a sample by amount.

    The faults of certain items count once. The others' share of a fault, on average, is that of the rest of the list.
    """
    # Source: European Commission, EGESIF 16-0014-01, monetary-unit sampling, standard approach.
    certain = [item for item in items if item.is_certain]
    others = [item for item in items if not item.is_certain]
    known = sum((item.fault for item in certain), Decimal())
    if not others:
        return known
    rest = total - sum((item.amount for item in certain), Decimal())
    return known + rest * sum((item.fault / item.amount for item in others), Decimal()) / len(others)
