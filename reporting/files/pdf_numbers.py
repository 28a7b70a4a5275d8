"""Counts and shares as the PDF writes them."""

import re
from decimal import Decimal

from esfportal import formats

THIN_SPACE = "\N{THIN SPACE}"


def number(value, language):
    """A count or a target's value; empty for None."""
    if isinstance(value, int):  # by far the most, and Babel takes its time
        return f"{value:,}" if language == "en" else f"{value:,}".replace(",", THIN_SPACE)
    return thin(formats.number(value, language))


def sexes(count, language):
    """Women, men and total as three cells; only a total for what is no count of persons."""
    if count is None:
        return ["", "", ""]
    return [number(value, language) for value in (count.women, count.men, count.total)]


def rate(text, language):
    """A share in a table: always one decimal, so that they stand under each other."""
    return formats.percent(Decimal(text), language, decimals=1) if text else ""


def short_rate(text, language):
    """A share standing alone: a decimal only where it says something. "70.0" is 70 %."""
    value = Decimal(text)
    return formats.percent(value, language, decimals=0 if value == value.to_integral_value() else 1)


def share(part, whole):
    """Per cent with one decimal as text with a point, as a document holds it; "" of nothing."""
    return f"{Decimal(100 * part) / whole:.1f}" if whole else ""


def thin(text):
    """Thousands apart by a thin space; other spaces as they are."""
    return re.sub(r"(?<=\d)\s(?=\d)", THIN_SPACE, text)
