"""Masking of values in lists of problems."""

import re
from collections.abc import Iterable

NUMBER = re.compile(r"(?<!\d)(\d{6}(?:\d{2})?)([-+ ]?)\d{4}(?!\d)")
LONG_DIGITS = re.compile(r"\d{9,}")
WORD = re.compile(r"[^\W\d_]{2}")
TEN_DIGITS = 10
LONGEST = 40


def mask_numbers(text: str) -> str:
    # 19940112-2396 becomes 19940112-****
    text = NUMBER.sub(lambda match: f"{match[1]}-****", text)
    return LONG_DIGITS.sub(lambda match: match[0][:6] + "*" * (len(match[0]) - 6), text)


def mask_number_cell(text: str) -> str:
    # The first six or eight digits stay, so that the row can be found.
    if WORD.search(text):  # a name in the wrong column
        return mask_name(text)
    kept = 8 if sum(map(str.isdecimal, text)) > TEN_DIGITS else 6
    shown = ""
    for character in text:
        is_digit = character.isdecimal()
        shown += "*" if is_digit and kept <= 0 else character
        kept -= is_digit
    return shown


def mask_name(text: str) -> str:
    return f"{text[:1]}…" if text else ""


def mask_text(text: str, names: Iterable[str] = ()) -> str:
    """Mask numbers and the given `names` in a cell of another column."""
    text = mask_numbers(text)
    # In a row shifted by a column, the names stand in other columns.
    for name in names:
        if len(name) > 1:
            text = re.sub(re.escape(name), mask_name(name), text, flags=re.IGNORECASE)
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"
