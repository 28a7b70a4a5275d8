"""What a listing of problems shows of a value: enough to find the cell, not who it is about."""

import re

NUMBER = re.compile(r"(?<!\d)(\d{6}(?:\d{2})?)([-+ ]?)\d{4}(?!\d)")
LONG_DIGITS = re.compile(r"\d{9,}")
WORD = re.compile(r"[^\W\d_]{2}")
TEN_DIGITS = 10
LONGEST = 40


def hide_numbers(text):
    """What looks like a personal identity number keeps its date only: 19940112-****."""
    text = NUMBER.sub(lambda match: f"{match[1]}-****", text)
    return LONG_DIGITS.sub(lambda match: match[0][:6] + "*" * (len(match[0]) - 6), text)


def hide_number(text):
    """What stands where a personal identity number should: its date, as far as there is one."""
    if WORD.search(text):
        return hide_name(text)
    kept = 8 if sum(map(str.isdecimal, text)) > TEN_DIGITS else 6
    shown = ""
    for character in text:
        is_digit = character.isdecimal()
        shown += "*" if is_digit and kept <= 0 else character
        kept -= is_digit
    return shown


def hide_name(text):
    """A name or free text: its first letter."""
    return f"{text[:1]}…" if text else ""


def masked(text, names=()):
    """A cell's text as it may be shown in a column that names nobody. `names` are the names in the
    same row: wherever they turn up, in a shifted row for example, they are hidden too."""
    text = hide_numbers(text)
    for name in names:
        if len(name) > 1:
            text = re.sub(re.escape(name), hide_name(name), text, flags=re.IGNORECASE)
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"
