"""Counts and shares as the PDF writes them."""

import re
from decimal import Decimal

from esfportal import formats
from reporting.document import HIDDEN

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
    if text == HIDDEN:
        return HIDDEN
    return formats.percent(Decimal(text), language, decimals=1) if text else ""


def thin(text):
    """Thousands apart by a thin space; other spaces as they are."""
    return re.sub(r"(?<=\d)\s(?=\d)", THIN_SPACE, text)
