"""Personal identity numbers: parsing, encryption and blind index."""

import hmac
import re
from dataclasses import dataclass, field, replace
from datetime import date

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from esfportal.security import encryption
from participants.register.models.person import Person, Sex

COORDINATION_DAYS = 60  # added to the day of birth in a coordination number
LAST_MONTH, LAST_DAY = 12, 31
DIGIT_SUM_OF_DOUBLE = (0, 2, 4, 6, 8, 1, 3, 5, 7, 9)
CENTURIES = ("18", "19", "20")
PURPOSE = "person.number"

# A date of six or eight digits, perhaps a sign, and four digits.
SHAPE = re.compile(r"(?P<century>[0-9]{2})?(?P<short>[0-9]{6})(?P<sign>[-+]?)(?P<last>[0-9]{4})")
SPACE = re.compile(r"\s+")
IN_TEXT = re.compile(r"(?<![0-9])[0-9]{6}(?:[0-9]{2})?[-+ ]?[0-9]{4}(?![0-9])")
DASHES = str.maketrans("‐‑‒–—−", "------")

MESSAGES = {
    "empty": _("Write the personal identity number."),
    "letters": _("The number has characters other than digits. Write it as 19940112-2396 or 940112-2396."),
    "length": _("The number should have ten or twelve digits. Write it as 19940112-2396 or 940112-2396."),
    "sign": _("Write a hyphen or a plus sign only before the last four digits."),
    "century": _("The year should begin with 18, 19 or 20. Check the first two digits."),
    "date": _("There is no such date. Check the year, the month and the day."),
    "twelve_digits": _(
        "The century is not clear: the person would be younger than 16. Write twelve digits, with the year as 1924 "
        "or 2024."
    ),
    "future": _("The birth date is in the future. Check the year."),
    "birth_number": _("The three digits after the date can't be 000. Check the last four digits."),
    "check_digit": _(
        "The last digit does not agree with the others. Compare the number with an identity document, digit by digit."
    ),
}


# The number itself appears in no message, repr or log: errors never repeat it.
class NumberError(ValueError):
    def __init__(self, code):
        self.code = code
        self.message = MESSAGES[code]
        super().__init__(code)


class NumberUnreadable(encryption.Unreadable):
    """A stored number cannot be decrypted."""


@dataclass(frozen=True)
class PersonalNumber:
    # Always twelve digits in code, the century first.
    digits: str = field(repr=False)  # twelve
    kind: Person.NumberKind
    # None for a coordination number of a person whose day or month of birth is not known.
    birth_date: date | None = field(repr=False)
    sex: Sex = field(repr=False)
    # Ten digits without a sign: a plus sign may have been lost on the way.
    is_century_guessed: bool = False

    @property
    def birth_year(self):
        return int(self.digits[:4])

    @property
    def display(self):
        return display(self.digits)


def parse_number(text, *, today=None):
    """Parse a personnummer or samordningsnummer of ten or twelve digits. Raises NumberError.

    `today` (Swedish time by default) bounds the birth date and decides the century of ten digits.
    """
    today = today or timezone.localdate()
    century, short, last, is_century_guessed = _parts(text, today)
    # In a coordination number 60 is added to the day of birth.
    is_coordination = int(short[4:]) >= COORDINATION_DAYS
    read_date = _coordination_date if is_coordination else _date
    born = read_date(int(century + short[:2]), int(short[2:4]), int(short[4:]))
    if (born or date(int(century + short[:2]), 1, 1)) > today:
        raise NumberError("future")
    if last.startswith("000"):
        raise NumberError("birth_number")
    digits = century + short + last
    if check_digit(digits[2:11]) != digits[11]:
        raise NumberError("check_digit")
    return PersonalNumber(
        digits=digits,
        kind=Person.NumberKind.SAMORDNINGSNUMMER if is_coordination else Person.NumberKind.PERSONNUMMER,
        birth_date=born,
        sex=Sex.MAN if int(last[2]) % 2 else Sex.WOMAN,
        is_century_guessed=is_century_guessed,
    )


def are_in(text):
    """Return whether a text has a valid number."""
    return any(_is_number(found[0]) for found in IN_TEXT.finditer(text.translate(DASHES)))


def _is_number(text):
    try:
        parse_number(text)
    except NumberError:
        return False
    return True


def check_digit(nine_digits):
    """Return the last digit of a number from the nine before it (YYMMDDNNN).

    Luhn: weights 2 and 1 alternating, sum of the digits of the products, modulus 10.
    """
    digits = [int(digit) for digit in nine_digits]
    doubled = sum(DIGIT_SUM_OF_DOUBLE[digit] for digit in digits[::2])
    return str(-(doubled + sum(digits[1::2])) % 10)


def with_birth_date(number, birth_date):
    """Return the number with the given birth date where it tells none itself."""
    return replace(number, birth_date=stated_birth_date(number, birth_date))


def stated_birth_date(number, birth_date):
    """Return the birth date that the number tells, or else the given one."""
    return (number and number.birth_date) or birth_date


def _parts(text, today):
    """Return the century, the date's six digits, the last four, and whether the century is a guess."""
    text = SPACE.sub("", str(text)).translate(DASHES)
    if not text:
        raise NumberError("empty")
    if not re.fullmatch(r"[-+0-9]*", text):
        raise NumberError("letters")
    match = SHAPE.fullmatch(text)
    if not match:
        digits = len(re.sub(r"[^0-9]", "", text))
        raise NumberError("sign" if digits in (10, 12) else "length")
    century = match["century"] or _century(match["short"], match["sign"], today)
    if century not in CENTURIES:
        raise NumberError("century")
    is_guessed = not (match["century"] or match["sign"])
    return century, match["short"], match["last"], is_guessed


def _century(short, sign, today):
    """Return the year's first two digits for a date of six digits."""
    # Ten digits mean the most recent past; a plus sign means the century before the one in which the person
    # turns 100.
    if sign == "+":
        latest = today.year - 100
        return str(latest - (latest - int(short[:2])) % 100)[:2]
    year = today.year - (today.year - int(short[:2])) % 100
    day = int(short[4:])
    month_and_day = (int(short[2:4]), day % COORDINATION_DAYS)
    if year == today.year and month_and_day > (today.month, today.day):
        year -= 100
    return str(year)[:2]


def _date(year, month, day):
    try:
        return date(year, month, day)
    except ValueError:
        raise NumberError("date") from None


def _coordination_date(year, month, day):
    """Return the birth date, or None where the number has a month or day that does not exist."""
    # The tax agency's own list of test numbers has month 00, day 60 and days that the month lacks.
    if month > LAST_MONTH or day > COORDINATION_DAYS + LAST_DAY:
        raise NumberError("date")
    try:
        return date(year, month, day - COORDINATION_DAYS)
    except ValueError:
        return None


def display(digits):
    """Format twelve digits as 19940112-2396."""
    return f"{digits[:8]}-{digits[8:]}"


def blind_index(digits):
    """Return the keyed hash (HMAC-SHA256, 32 bytes)."""
    return hmac.digest(settings.INDEX_KEY, digits.encode(), "sha256")


def encrypt_number(person_id, digits):
    """Return (encrypted bytes, key version), bound to the person's row."""
    return encryption.encrypt(PURPOSE, person_id, digits.encode())


def decrypt_number(person):
    """Return twelve digits, or "" without a number. Raises NumberUnreadable."""
    if person.number_kind == Person.NumberKind.NONE:
        return ""
    try:
        content = encryption.decrypt(PURPOSE, person.pk, person.number_encrypted, person.number_key_version)
    except encryption.Unreadable as error:
        raise NumberUnreadable(str(error)) from None
    return content.decode()


def masked_number(person):
    if person.number_kind == Person.NumberKind.NONE:
        return ""
    # Shown until the user asks for the whole number: the date's digits and four dots.
    if person.number_kind == Person.NumberKind.SAMORDNINGSNUMMER:
        # Only the number itself says whether it has the day and month of birth.
        try:
            return f"{decrypt_number(person)[:8]}-••••"
        except NumberUnreadable:
            return f"{person.birth_date:%Y}••••-••••"
    return f"{person.birth_date:%Y%m%d}-••••"
