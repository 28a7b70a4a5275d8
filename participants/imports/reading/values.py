"""Parsers of cells: non-empty text → a typed value. All raise ParseError."""

import re
from collections.abc import Callable, Sequence
from datetime import date

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from participants.imports.reading.errors import ParseError
from participants.register.identity.numbers import NumberError, PersonalNumber, parse_number

YES_NO = (("yes", "ja"), ("no", "nej"))
SENSITIVE = (*YES_NO, ("refused", "vill ej uppge"))
ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
OTHER_DATE = re.compile(r"\d{1,4}[-./ ]\d{1,2}[-./ ]\d{1,4}")
ROUNDED = re.compile(r"\d([.,]\d+)?[eE]\+?\d+")
CONTROL = re.compile(r"[\x00-\x1f\x7f\ud800-\udfff]")

Parser = Callable[[str], object]


class WordList:
    # Each entry is (English, Swedish, synonyms …). The value is the English word, or the one in `values`.

    def __init__(self, entries: Sequence[tuple[str, ...]], values: Sequence[object] | None = None) -> None:
        self.entries = entries
        self._values = {
            word.casefold(): values[position] if values else entry[0]
            for position, entry in enumerate(entries)
            for word in entry
        }

    def __call__(self, text: str) -> object:
        try:
            return self._values[" ".join(text.casefold().replace(":", ": ").split())]
        except KeyError:
            raise ParseError(_("Write one of these: %(words)s.") % {"words": self.listed()}) from None

    def listed(self) -> str:
        # In the active language.
        position = 0 if (get_language() or "sv").startswith("en") else 1
        return ", ".join(entry[position] for entry in self.entries)


def day(text: str) -> date:
    if ISO_DATE.fullmatch(text):
        try:
            return date.fromisoformat(text)
        except ValueError:
            raise ParseError(_("There is no such day. Check the month and the day.")) from None
    if OTHER_DATE.fullmatch(text):
        raise ParseError(
            _("Write the date as year-month-day, with two digits for month and day: 2020-03-31.")
        )
    raise ParseError(_("This is not a date. Write it as year-month-day: 2020-03-31."))


def isced(text: str) -> int:
    # ISCED level, 0 to 8
    if len(text) == 1 and text in "012345678":
        return int(text)
    raise ParseError(_("Write the education level as a digit from 0 to 8 (ISCED)."))


def text(text: str) -> str:
    # Line breaks become spaces.
    if CONTROL.search(text):
        text = " ".join(text.split())
        if CONTROL.search(text):
            raise ParseError(_("There is a character that can't be shown. Write the text again."))
    return text


def number(text: str) -> PersonalNumber:
    if ROUNDED.fullmatch(text):
        raise ParseError(
            _("Excel has rounded the number off, and its last digits are gone. Format the column as text.")
        )
    try:
        return parse_number(text)
    except NumberError as error:
        raise ParseError(error.message) from None
