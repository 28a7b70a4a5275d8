"""Typed values of the files, made of the texts that a frozen document holds."""

from dataclasses import dataclass
from decimal import Decimal

from reporting.document import HIDDEN


@dataclass(frozen=True)
class Percent:
    """A share, already in per cent: 70.0 is 70 %."""

    value: Decimal


def decimal(text):
    """A number written with a point; None for no text."""
    return Decimal(text) if text else None


def percent(text):
    """A share in per cent written with a point; None for no text, and HIDDEN as it is."""
    if text == HIDDEN:
        return HIDDEN
    return Percent(Decimal(text)) if text else None
