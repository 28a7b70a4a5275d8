"""Counts and shares as the PDF formats them."""

import re
from decimal import Decimal

from esfportal.ui import formats
from reporting.indicators.document import HIDDEN

THIN_SPACE = "\N{THIN SPACE}"


def number(value, language):
    if isinstance(value, int):  # fast path: most values are counts, and Babel is slow
        return f"{value:,}" if language == "en" else f"{value:,}".replace(",", THIN_SPACE)
    return thin(formats.number(value, language))


def sexes(count, language):
    if count is None:
        return ["", "", ""]
    return [number(value, language) for value in (count.women, count.men, count.total)]


def rate(text, language):
    if text == HIDDEN:
        return HIDDEN
    # Always one decimal, so that the numbers of a column align.
    return formats.percent(Decimal(text), language, decimals=1) if text else ""


def thin(text):
    # Only between digits: other spaces stay.
    return re.sub(r"(?<=\d)\s(?=\d)", THIN_SPACE, text)
