"""Masking of values in lists of problems."""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches

from esfportal.ui.plain_text import without_unseen
from participants.imports.reading.values import is_unknown

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


NAMES = ("given_name", "family_name")
NUMBERS = ("personal_identity_number", "organisation_number")  # the latter may be a sole trader's
PROTECTION = "protected_identity"
NOT_PROTECTED = ("", "none", "nej")


@dataclass(frozen=True)
class RowMask:
    """Shows the cells of one row. A word is shown only where it can't be a name from another column."""

    texts: Mapping[str, str]  # by column
    known_words: Collection[str]  # in lower case
    is_shifted: bool

    def value(self, name: str, *, is_personal: bool) -> str:
        text = without_unseen(self.texts.get(name, ""))
        if name in NUMBERS:
            return mask_number_cell(text)
        if is_personal:
            return mask_name(text)
        if WORD.search(text) and text.casefold() not in self.known_words and self._may_be_name(name, text):
            return mask_name(text)
        return mask_text(text, [self.texts.get(column, "") for column in NAMES])

    def _may_be_name(self, name: str, text: str) -> bool:
        if self.is_shifted or not self._has_names or (self._is_protected and name != PROTECTION):
            return True
        # Next to the names, so that a name too many comes here.
        return name == "municipality" and not get_close_matches(text.casefold(), self.known_words, 1, 0.75)

    @property
    def _is_protected(self) -> bool:
        return self.texts.get(PROTECTION, "").casefold() not in NOT_PROTECTED

    @property
    def _has_names(self) -> bool:
        if WORD.search(self.texts.get("personal_identity_number", "")):
            return False
        names = [self.texts[column] for column in NAMES if column in self.texts]
        return all(map(self._is_name, names))

    def _is_name(self, text: str) -> bool:
        if not text or any(map(str.isdigit, text)) or is_unknown(text):
            return False
        return text.casefold() not in self.known_words
