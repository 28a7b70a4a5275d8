"""Typed values, parsed from the texts of a frozen document."""

from dataclasses import dataclass
from decimal import Decimal

from reporting.document import HIDDEN


@dataclass(frozen=True)
class Percent:
    """A share in per cent: 70.0 is 70 %."""

    value: Decimal


def decimal(text):
    return Decimal(text) if text else None


def percent(text):
    """Return the share; HIDDEN stays as it is."""
    if text == HIDDEN:
        return HIDDEN
    return Percent(Decimal(text)) if text else None
