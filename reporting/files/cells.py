"""Text that is safe to put in a cell, whoever wrote it.

A spreadsheet takes a cell that begins with one of a few characters for a formula. Names and
notes come from people and other systems, so every text cell passes here on its way out.
"""

import re
import unicodedata

FORMULA_STARTS = "=+-@\N{MINUS SIGN}"
LONGEST_CELL = 32_000  # a spreadsheet refuses 32,768 characters or more
QUOTE = "'"

# Where a reader that splits the file otherwise than we wrote it would begin a cell.
_SEPARATOR = re.compile(r'[;,|"]')


def clean(text):
    """One line of text: no control characters, no lone surrogates, no runs of space."""
    text = str(text)
    kept = text if text.isprintable() else "".join(_plain(character) for character in text)
    if "  " in kept:
        kept = re.sub(" {2,}", " ", kept)
    return kept.strip(" ")[:LONGEST_CELL]


def _plain(character):
    if character in "\t\r\n\v\f\x85\u2028\u2029":
        return " "
    unusable = unicodedata.category(character) in ("Cc", "Cs") or ord(character) & 0xFFFE == 0xFFFE
    return "" if unusable or character == "\N{ZERO WIDTH NO-BREAK SPACE}" else character


def starts_formula(text, start=0):
    """Whether a spreadsheet may take the text from `start` for a formula: `=`, `+`, `-` or `@`
    first, also in full width and behind spaces or invisible characters."""
    for position in range(start, len(text)):
        character = text[position]
        if unicodedata.category(character) in ("Cf", "Zs"):
            continue
        return unicodedata.normalize("NFKC", character)[0] in FORMULA_STARTS
    return False


def neutralise(text):
    """The text, cleaned, with a quote before everything that could begin a formula."""
    text = _SEPARATOR.sub(_quote_behind, clean(text))
    return QUOTE + text if starts_formula(text) else text


def _quote_behind(separator):
    begins = starts_formula(separator.string, separator.end())
    return separator.group() + (QUOTE if begins else "")
