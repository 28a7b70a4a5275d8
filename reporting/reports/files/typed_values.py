"""Typed values of a frozen document's texts."""

from dataclasses import dataclass
from decimal import Decimal

from reporting.indicators.document import HIDDEN


@dataclass(frozen=True)
class Percent:
    """A share in per cent: 70.0 is 70 %."""

    value: Decimal


def decimal(text):
    return Decimal(text) if text else None


def percent(text):
    if text == HIDDEN:
        return HIDDEN
    return Percent(Decimal(text)) if text else None
