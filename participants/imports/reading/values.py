"""Text from a cell to a typed value. Each function takes text that is not empty and raises Refused
with what may stand there instead."""

import re
from datetime import date

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from participants.imports.reading.errors import Refused
from participants.register.identity.numbers import NumberError, parse_number

YES_NO = (("yes", "ja"), ("no", "nej"))
SENSITIVE = (*YES_NO, ("refused", "vill ej uppge"))
ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
OTHER_DATE = re.compile(r"\d{1,4}[-./ ]\d{1,2}[-./ ]\d{1,4}")
ROUNDED = re.compile(r"\d([.,]\d+)?[eE]\+?\d+")
CONTROL = re.compile(r"[\x00-\x1f\x7f\ud800-\udfff]")


class Words:
    """A closed list of words: each entry is the English word, the Swedish one, and further ones that
    are understood. The value is the English word, or what `values` says."""

    def __init__(self, entries, values=None):
        self.entries = entries
        self._values = {
            word.casefold(): values[position] if values else entry[0]
            for position, entry in enumerate(entries)
            for word in entry
        }

    def __call__(self, text):
        try:
            return self._values[" ".join(text.casefold().replace(":", ": ").split())]
        except KeyError:
            raise Refused(_("Write one of these: %(words)s.") % {"words": self.listed()}) from None

    def listed(self):
        """The words in the reader's language, in their order."""
        position = 0 if (get_language() or "sv").startswith("en") else 1
        return ", ".join(entry[position] for entry in self.entries)


def day(text):
    """A calendar day written 2020-03-31."""
    if ISO_DATE.fullmatch(text):
        try:
            return date.fromisoformat(text)
        except ValueError:
            raise Refused(_("There is no such day. Check the month and the day.")) from None
    if OTHER_DATE.fullmatch(text):
        raise Refused(_("Write the date as year-month-day, with two digits for month and day: 2020-03-31."))
    raise Refused(_("This is not a date. Write it as year-month-day: 2020-03-31."))


def isced(text):
    """An ISCED level, 0 to 8."""
    if len(text) == 1 and text in "012345678":
        return int(text)
    raise Refused(_("Write the education level as a digit from 0 to 8 (ISCED)."))


def text(text):
    """A line of text; line breaks inside a cell become spaces."""
    if CONTROL.search(text):
        text = " ".join(text.split())
        if CONTROL.search(text):
            raise Refused(_("There is a character that can't be shown. Write the text anew."))
    return text


def number(text):
    """A personal identity number, as identity.PersonalNumber."""
    if ROUNDED.fullmatch(text):
        raise Refused(
            _("Excel has rounded the number off, and its last digits are gone. Format the column as text.")
        )
    try:
        return parse_number(text)
    except NumberError as error:
        raise Refused(error.message) from None
