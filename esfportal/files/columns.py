"""Columns of CSV and XLSX files, and the values of their cells that have a type of their own."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any


@dataclass(frozen=True)
class Column:
    key: str  # CSV heading, the same in every language
    heading: Any  # XLSX heading, translated
    get: Callable  # (row, language) -> value
    width: int = 10  # at most, in characters, XLSX only
    has_numbers: bool = False  # aligned to the right, XLSX only
    is_optional: bool = False  # left out when no row has a value, XLSX only


@dataclass(frozen=True)
class Percent:
    """A share in per cent: 70.0 is 70 %."""

    value: Decimal
    decimals: int = 1
