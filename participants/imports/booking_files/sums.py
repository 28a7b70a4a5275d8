"""Sums of a file of bookings, to compare with those of the accounts."""

from decimal import Decimal
from typing import Any, NamedTuple


class SourceSum(NamedTuple):
    name: str
    count: int
    total: Decimal
    new: Decimal  # of bookings that are not stored yet


class FileSums(NamedTuple):
    sources: list[SourceSum]
    count: int
    total: Decimal
    new: Decimal


def sums_of(kept: list[list[Any]]) -> FileSums | None:
    """Return the sums, of what a plan keeps; None for a list of people."""
    if not kept:
        return None
    rows = [SourceSum(name, count, Decimal(total), Decimal(new)) for name, count, total, new in kept]
    count = sum(row.count for row in rows)
    return FileSums(
        rows, count, sum((r.total for r in rows), Decimal()), sum((r.new for r in rows), Decimal())
    )
