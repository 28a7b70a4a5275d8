"""Safe cell texts: cleaned, and with formulas neutralised."""

import re
import unicodedata

# Names and notes come from users and other systems, so every text cell is neutralised (CSV injection).
FORMULA_STARTS = "=+-@\N{MINUS SIGN}"
LONGEST_CELL = 32_000  # a spreadsheet refuses 32,768 characters or more
QUOTE = "'"

# A program that assumes another delimiter would begin a new cell after these.
_SEPARATOR = re.compile(r'[;,|"]')
_QUOTED_SEPARATOR = re.compile(r"""([;,|"])'""")


def clean(text):
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
    """Return True if a spreadsheet may read the text from `start` as a formula."""
    for position in range(start, len(text)):
        character = text[position]
        # Spaces and invisible characters before the sign do not stop a spreadsheet.
        if unicodedata.category(character) in ("Cf", "Zs"):
            continue
        # NFKC maps full-width signs to =, +, - and @.
        return unicodedata.normalize("NFKC", character)[0] in FORMULA_STARTS
    return False


def neutralise(text):
    """Return the cleaned text with formulas quoted."""
    text = _SEPARATOR.sub(_quote_behind, clean(text))
    return QUOTE + text if starts_formula(text) else text


def _quote_behind(separator):
    begins = starts_formula(separator.string, separator.end())
    return separator.group() + (QUOTE if begins else "")


def restored(text):
    """Return a text without the quotes of neutralise()."""
    text = text[1:] if text.startswith(QUOTE) and starts_formula(text, 1) else text
    return _QUOTED_SEPARATOR.sub(
        lambda found: found[1] + ("" if starts_formula(text, found.end()) else QUOTE), text
    )
