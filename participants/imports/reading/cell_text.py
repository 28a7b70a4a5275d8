"""Text of a cell in one form: composed, without invisible characters and doubled spaces."""

import re
import unicodedata

from participants.imports.workbooks.cells import ERROR, INVISIBLE, is_marked, mark

# Soft hyphen, zero-width characters, and the marks of a direction that change no order by themselves.
REMOVED = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f"
    "\u2060-\u2064\u3164\ufe00-\ufe0f\ufeff\uffa0]"
)
SPACES = re.compile("[ \u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]+")
# What Excel and LibreOffice write to a CSV file for a cell with an error, in English and Swedish, and for a
# column that is too narrow.
ERRORS = re.compile(
    "#(?:N/A|REF!|VALUE!|NAME\\?|NUM!|DIV/0!|NULL!|SPILL!|CALC!|SAKNAS!|REFERENS!|VÄRDEFEL!|NAMN\\?|OGILTIGT!"
    "|DIVISION/0!|SKÄRNING!|UTFALL!|#+)|(?:Err|Fel):[0-9]{3}",
    re.IGNORECASE,
)
# The form of almost every cell: words of ASCII or composed Latin letters with single spaces, and no error.
USUAL = re.compile("(?!#|(?i:err|fel):)[!-~\u00c0-\u00ff]+(?: [!-~\u00c0-\u00ff]+)*")
WIDE = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}  # full-width forms of ASCII


def clean(text: str) -> str:
    """Return the text in composed form (NFC). An error value, or invisible characters alone, become a mark."""
    if not text or USUAL.fullmatch(text) or is_marked(text):
        return text
    text = _plain(text)
    return mark(ERROR, text) if ERRORS.fullmatch(text) else text


def _plain(text: str) -> str:
    if text.isascii():
        text = text.strip()
        return SPACES.sub(" ", text) if "  " in text else text
    cleaned = REMOVED.sub("", text)
    cleaned = unicodedata.normalize("NFC", SPACES.sub(" ", cleaned).strip())
    if any(map(_is_other_digit, cleaned)):
        cleaned = "".join(map(_plain_digit, cleaned.translate(WIDE)))
    if not cleaned and (hidden := REMOVED.search(text)):
        return mark(INVISIBLE, f"U+{ord(hidden[0]):04X}")
    return cleaned


def _is_other_digit(character: str) -> bool:
    return character > "\x7f" and character.isdecimal()


def _plain_digit(character: str) -> str:
    return str(unicodedata.decimal(character)) if _is_other_digit(character) else character
