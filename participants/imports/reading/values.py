"""Parsers of cells: non-empty text → a typed value. All raise ParseError."""

import re
from collections.abc import Callable, Sequence
from datetime import date, time
from uuid import UUID

from django.utils.translation import gettext as _

from esfportal.languages import active_language
from participants.employers import organisation_numbers
from participants.imports.reading.errors import ParseError
from participants.register.identity.numbers import NumberError, PersonalNumber, parse_number
from participants.register.rules.situations import income_problem

YES_NO = (("yes", "ja"), ("no", "nej"))
SENSITIVE = (
    *YES_NO,
    ("refused", "vill ej uppge", "vill inte uppge", "vill ej svara", "vill inte svara", "declined"),
)
ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
# Other ways to write a day that can be read in one way only.
YEAR_FIRST = (re.compile(r"(\d{4})([-./ ])(\d{1,2})\2(\d{1,2})"), (1, 3, 4))
EIGHT_DIGITS = (re.compile(r"((?:19|20)\d\d)(\d\d)(\d\d)"), (1, 2, 3))
DAY_AND_MONTH = (
    re.compile(r"(?:den )?(\d{1,2})(?::?e|:?a|th|st|nd|rd|\.)? ([a-z]+)\.?,? (\d{4})"),
    (3, 2, 1),
)
MONTH_AND_DAY = (re.compile(r"([a-z]+)\.? (\d{1,2})(?:th|st|nd|rd)?,? (\d{4})"), (3, 1, 2))
WAYS_TO_WRITE = (YEAR_FIRST, EIGHT_DIGITS, DAY_AND_MONTH, MONTH_AND_DAY)
MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "januari january jan", "februari february febr feb", "mars march mar", "april apr", "maj may",
            "juni june jun", "juli july jul", "augusti august aug", "september sept sep", "oktober october okt oct",
            "november nov", "december dec",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
SERIAL = re.compile(r"\d{5}([.,]\d+)?")  # the number with which Excel stores a day
# A day as databases export it.
MIDNIGHT = re.compile(r"[T ]00:00(:00([.,]0+)?)?$")
TIME = re.compile(r"\d{1,2}:\d{2}(:00)?")
OTHER_DATE = re.compile(r"\d{1,4}[-./ ]\d{1,2}[-./ ]\d{1,4}")
ROUNDED = re.compile(r"\d([.,]\d+)?[eE]\+?\d+")
CONTROL = re.compile(r"[\x00-\x1f\x7f\ud800-\udfff]")
# Characters that turn the direction of the text after them, as in a name that hides another.
DIRECTION = re.compile("[\u202a-\u202e\u2066-\u2069]")
# A reserve number of the health service: a date and two letters, or letters among the last four.
RESERVE_NUMBER = re.compile(
    r"(?:[0-9]{2})?[0-9]{6}[-+ ]?(?=[0-9A-Za-z]{4}$)[0-9]{0,3}[A-Za-z]{1,3}[0-9A-Za-z]*"
)
UNKNOWN_WORDS = {
    *("okänt", "okänd", "okända", "ej känt", "ej känd", "inte känt", "inte känd", "vet ej", "vet inte"),
    *("uppgift saknas", "saknas", "ingen uppgift", "ej angivet", "inte angivet", "ej ifyllt", "ej svar"),
    *("inget svar", "vet inte än", "oklart", "-", "--", "–", "—"),
    *("unknown", "not known", "don't know", "do not know", "n/a", "n.a", "missing", "no information"),
    *("no answer", "not stated", "not available"),
}
# What databases and programs write. They may be names, too.
UNKNOWN_WORDS_OF_PROGRAMS = {"na", "nan", "null", "nil", "<null>", "(null)"}
AROUND_A_WORD = " .()"
SHORT_NUMBER = 10  # digits
DASHES = str.maketrans("‐‑‒–—−", "------")

NO_DECIMALS = re.compile(r"(\d+)[.,]0+")

Parser = Callable[[str], object]


def whole(text: str) -> str:
    """Return a whole number without the decimals that some programs write: 880.0."""
    found = NO_DECIMALS.fullmatch(text)
    return found[1] if found else text


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

    def entry_of(self, value: object) -> tuple[str, ...]:
        """Return the words of a value, English first."""
        return next(entry for entry in self.entries if self._values[entry[0].casefold()] == value)

    def listed(self) -> str:
        # In the active language.
        position = 0 if active_language() == "en" else 1
        return ", ".join(entry[position] for entry in self.entries)


class WholeNumber:
    """A number from 0 to `most`; "%" may stand after it."""

    def __init__(self, most: int) -> None:
        self.most = most

    def __call__(self, text: str) -> int:
        digits = whole(text.removesuffix("%").strip())
        if digits.isascii() and digits.isdecimal() and len(digits) < 4 and int(digits) <= self.most:
            return int(digits)
        raise ParseError(_("Write a whole number from 0 to %(most)s.") % {"most": self.most})

    def listed(self) -> str:
        return _("a whole number from 0 to %(most)s") % {"most": self.most}


Incomes = tuple[tuple[str, int | None], ...]  # sources, each with its extent in per cent


class IncomeList:
    """Sources of income between commas, each with or without an extent: "lön 50 %, försörjningsstöd"."""

    ONE = re.compile(r"(.*?\S)(?:\s+(\d{1,3}\s*%?))?")

    def __init__(self, words: WordList, most: int) -> None:
        self.words, self.most = words, most
        self._extent = WholeNumber(100)

    def __call__(self, text: str) -> Incomes:
        found: list[tuple[str, int | None]] = []
        for part in re.split("[,;+]", text):
            if match := self.ONE.fullmatch(part.strip()):
                found.append((str(self.words(match[1])), self._extent(match[2]) if match[2] else None))
        sources = [source for source, _extent in found]
        if len(found) > self.most:
            raise ParseError(_("State %(most)s at most, with commas between them.") % {"most": self.most})
        for number in range(len(sources)):
            if problem := income_problem(sources, number):
                raise ParseError(problem)
        if not found:
            raise ParseError(_("Write one of these: %(words)s.") % {"words": self.words.listed()})
        return tuple(found)

    def listed(self) -> str:
        text = _("with commas between them and the extent in per cent, for example “%(example)s”: %(words)s")
        is_english = active_language() == "en"
        example = "wage 50 %, income_support" if is_english else "lön 50 %, försörjningsstöd"
        return text % {"example": example, "words": self.words.listed()}


def day(text: str) -> date:
    text = MIDNIGHT.sub("", text.translate(DASHES))
    if written := text if ISO_DATE.fullmatch(text) else _in_iso(text.casefold()):
        try:
            return date.fromisoformat(written)
        except ValueError:
            raise ParseError(_("There is no such day. Check the month and the day.")) from None
    if OTHER_DATE.fullmatch(text):
        raise ParseError(
            _(
                "It is not certain which number is the day, the month and the year. Write the date as "
                "year-month-day: 2020-03-31."
            )
        )
    if SERIAL.fullmatch(text):
        raise ParseError(
            _(
                "This is the number with which Excel stores a day. Format the column as a date (2020-03-31), and "
                "save the file again."
            )
        )
    raise ParseError(_("This is not a date. Write it as year-month-day: 2020-03-31."))


def _in_iso(text: str) -> str:
    """Return a day that is written in another way that can be read in one way only; or nothing."""
    for pattern, places in WAYS_TO_WRITE:
        if found := pattern.fullmatch(text):
            year, month, day_of_month = (found[place] for place in places)
            number_of_month = MONTHS.get(month) or (int(month) if month.isdecimal() else 0)
            if number_of_month or month.isdecimal():
                return f"{year}-{number_of_month:02}-{int(day_of_month):02}"
    return ""


def isced(text: str) -> int:
    # ISCED level, 0 to 8
    text = whole(text)
    if len(text) == 1 and text in "012345678":
        return int(text)
    raise ParseError(_("Write the education level as a digit from 0 to 8 (ISCED)."))


def is_unknown(text: str, *, is_text: bool = False) -> bool:
    """Return whether the cell has a word that people write for an answer that is not known."""
    word = text.casefold()
    if word in UNKNOWN_WORDS or word.strip(AROUND_A_WORD) in UNKNOWN_WORDS:
        return True
    return not is_text and word in UNKNOWN_WORDS_OF_PROGRAMS


def text(text: str) -> str:
    # Line breaks become spaces.
    if found := DIRECTION.search(text):
        raise ParseError(
            _("There is an invisible character that turns the text around (%(code)s). Write the text again.")
            % {"code": f"U+{ord(found[0]):04X}"}
        )
    if CONTROL.search(text):
        text = " ".join(text.split())
        if CONTROL.search(text):
            raise ParseError(_("There is a character that can't be shown. Write the text again."))
    return text


def _rounded() -> str:
    return _("Excel has rounded the number off, and its last digits are gone. Format the column as text.")


def number(text: str, *, today: date | None = None) -> PersonalNumber:
    if ROUNDED.fullmatch(text):
        raise ParseError(_rounded())
    if RESERVE_NUMBER.fullmatch(text):
        raise ParseError(
            _(
                "This is a reserve number, not a personal identity number. Leave it out, give birth date and "
                "gender, and mark the protected identity if there is one."
            )
        )
    text = whole(text)
    try:
        return parse_number(text, today=today)
    except NumberError as error:
        if _has_lost_zeros(text, today):
            raise ParseError(
                _(
                    "The first zeros are lost, as when Excel takes the number for an amount. Write twelve digits."
                )
            ) from None
        raise ParseError(error.message) from None


def _has_lost_zeros(text: str, today: date | None) -> bool:
    if not (text.isascii() and text.isdecimal() and len(text) < SHORT_NUMBER):
        return False
    try:
        return bool(parse_number(text.zfill(SHORT_NUMBER), today=today))
    except NumberError:
        return False


def organisation_number(text: str) -> str:
    if ROUNDED.fullmatch(text):
        raise ParseError(_rounded())
    try:
        return organisation_numbers.parse(text)
    except organisation_numbers.OrganisationNumberError as error:
        raise ParseError(str(error.message)) from None


def time_of_day(text: str) -> time:
    text = text.replace(".", ":")
    if TIME.fullmatch(text):
        hours, minutes = (int(part) for part in text.split(":")[:2])
        if hours < 24 and minutes < 60:
            return time(hours, minutes)
    raise ParseError(_("Write the time as hours and minutes, for example 09:30."))


def code_or_number(text: str) -> UUID | str:
    """Return a participant's code, or the digits of a number."""
    try:
        return UUID(text)
    except ValueError:
        return number(text).digits
