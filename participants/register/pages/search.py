"""Search for participants: kept in the session, with a key in the URL that says nothing of it."""

import re
import secrets
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import datetime

from django.db.models import Q
from django.utils.translation import gettext as _

from esfportal.ui.formats import date_text
from esfportal.ui.typed_dates import NoSuchDay, parse_date
from participants.register.identity import numbers

MAX_WORDS = 6
MAX_LENGTH = 100
SEPARATED = re.compile(r"([0-9]{4}|[0-9]{2})[-./]([0-9]{1,2})(?:[-./]([0-9]{1,2}))?")
SHAPES = {
    4: (r"(?P<year>\d{4})", r"(?P<year>\d\d)(?P<month>\d\d)"),
    6: (r"(?P<year>\d{4})(?P<month>\d\d)", r"(?P<year>\d\d)(?P<month>\d\d)(?P<day>\d\d)"),
    8: (r"(?P<year>\d{4})(?P<month>\d\d)(?P<day>\d\d)",),
}


@dataclass(frozen=True)
class SearchTerm:
    """A parsed search: `words` of a name and parts of a birth date, or the blind `index` of a number."""

    words: tuple[str, ...] = ()
    born: tuple[str, ...] = ()  # digits: 1992, 9207, 199207, 920722 or 19920722
    index: str = ""
    # For a text that looks like a number but is invalid; then nothing is found.
    error: str = ""

    def apply(self, participations, user):
        if self.error:
            return participations.none()
        # A protected identity is found by number only, and only by authorised case workers: even that a
        # number exists here would reveal where the person takes part.
        if self.index:
            return participations.unprotected_or_openable_by(user).with_number_index(
                bytes.fromhex(self.index)
            )
        found = participations.search_name(self.words)
        for digits in self.born:
            found = found.search_birth_date(birth_date_condition(digits))
        return found

    @property
    def names(self):
        return " ".join(self.words)

    @property
    def birth_date(self):
        return ", ".join(map(_date_in_words, self.born))

    @property
    def text(self):
        # A number is not repeated in the search field.
        return " ".join([*self.words, *self.born])


def parse_search(text):
    text = text.strip()[:MAX_LENGTH]
    if not text:
        return None
    if not any(character.isdigit() for character in text):
        return SearchTerm(words=tuple(text.split()[:MAX_WORDS]))
    try:
        number = numbers.parse_number(text)
    except numbers.NumberError as error:
        return _parse_written_date(text) or _parse_parts(text) or SearchTerm(error=_error_text(error))
    # Only the blind index is stored, so that the session holds no number.
    return SearchTerm(index=numbers.blind_index(number.digits).hex())


def _error_text(error):
    if error.code in ("length", "letters"):
        return _(
            "Write the whole number, or the birth date or a part of it: 19940112, 940112, 9401 or 1994. "
            "The last four digits can't be searched for alone."
        )
    return str(error.message)


def _parse_parts(text):
    """Return the term for a name with parts of a birth date, such as "Öberg 1992", or None."""
    texts = text.split()[:MAX_WORDS]
    words = [each for each in texts if not any(character.isdigit() for character in each)]
    born = [_birth_digits(each) for each in texts if each not in words]
    return SearchTerm(words=tuple(words), born=tuple(born)) if all(born) else None


def _parse_written_date(text):
    """Return the term for a date such as "22 juli 1992" or "22/7 1992", or None."""
    if not re.search(r"\b[0-9]{4}\b", text):  # two digits of a year may be of either century
        return None
    try:
        day = parse_date(text)
    except NoSuchDay:
        return None
    return SearchTerm(born=(f"{day:%Y%m%d}",)) if day and birth_date_condition(f"{day:%Y%m%d}") else None


def _birth_digits(text):
    """Return the digits of a birth date or a part of it, or "" if it is none."""
    if match := SEPARATED.fullmatch(text):
        year, month, day = match.groups()
        text = year + month.zfill(2) + (day or "").zfill(2) * bool(day)
    return text if re.fullmatch(r"[0-9]+", text) and birth_date_condition(text) else ""


def _date_in_words(digits):
    if len(digits) == 8:
        with suppress(ValueError):  # the day of a coordination number
            return date_text(datetime.strptime(digits, "%Y%m%d").date())
    return digits


def birth_date_condition(digits):
    """Return the condition on a person's birth date for 4, 6 or 8 digits; empty if there is no such date."""
    condition = Q()
    for shape in SHAPES.get(len(digits), ()):
        if match := re.fullmatch(shape, digits):
            condition |= _condition(**match.groupdict())
    return condition


def _condition(year, month="", day=""):
    years = [int(year)] if len(year) == 4 else [int(century + year) for century in numbers.CENTURIES]
    # In a coordination number 60 is added to the day of birth.
    in_month = int(day or 1) % numbers.COORDINATION_DAYS
    if not (1800 <= max(years) <= 2099 and 1 <= int(month or 1) <= 12 and 1 <= in_month <= 31):
        return Q()
    asked = {"year__in": years}
    if month:
        asked["month"] = int(month)
    if day:
        asked["day"] = in_month
    return Q(**{f"person__birth_date__{part}": value for part, value in asked.items()})


def save_search(session, scope, text):
    """Store the search and return its key, "" for an empty one.

    `scope`: a project's slug, or "" for all projects.
    """
    searches = session.get("people_searches", {})
    searches.pop(scope, None)
    key = ""
    if term := parse_search(text):
        key = secrets.token_hex(4)
        searches[scope] = {"key": key, "term": asdict(term)}
    session["people_searches"] = searches
    return key


def load_search(request, scope):
    """Return the latest search of the scope if its key is in the URL: a list opened by another link has none."""
    kept = request.session.get("people_searches", {}).get(scope)
    key = request.GET.get("search")
    return SearchTerm(**kept["term"]) if kept and key and kept.get("key") == key else None
