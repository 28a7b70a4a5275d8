"""What a listing of problems shows of a value: enough to find the cell, not who it is about."""

import re

NUMBER = re.compile(r"(?<!\d)(\d{6}(?:\d{2})?)([-+ ]?)\d{4}(?!\d)")
LONG_DIGITS = re.compile(r"\d{9,}")
LONGEST = 40


def hide_numbers(text):
    """What looks like a personal identity number keeps its date only: 19940112-****."""
    text = NUMBER.sub(lambda match: f"{match[1]}-****", text)
    return LONG_DIGITS.sub(lambda match: match[0][:6] + "*" * (len(match[0]) - 6), text)


def hide_name(text):
    """A name or free text: its first letter."""
    return f"{text[:1]}…" if text else ""


def masked(text, *, personal, name_like, names=()):
    """A cell's text as it may be shown. `names` are the names in the same row: wherever they
    turn up, in a shifted row for example, they are hidden too."""
    if personal and name_like:
        return hide_name(text)
    text = hide_numbers(text)
    if personal and not re.search(r"\d", text):
        return hide_name(text)
    for name in names:
        if len(name) > 1:
            text = re.sub(re.escape(name), hide_name(name), text, flags=re.IGNORECASE)
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"
