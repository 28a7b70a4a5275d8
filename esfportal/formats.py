"""Numbers, money, shares and dates as people read them, in Swedish and English.

Pure functions over Babel. `language` is a language code ("sv" or "en"); without
one the active translation decides. None gives an empty string: whether nothing
is shown as a dash or a phrase is for the page to say.
"""

from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal

from babel import Locale
from babel.dates import format_date, format_datetime
from babel.numbers import format_decimal
from django.utils import timezone
from django.utils.translation import get_language

HIDDEN = ".."  # stands where a number or a share is withheld
NO_BREAK_SPACE = "\N{NO-BREAK SPACE}"
LOCALES = {"sv": Locale("sv", "SE"), "en": Locale("en", "GB")}


def locale_of(language=None):
    """The Babel locale of a language code; anything but English is Swedish."""
    code = (language or get_language() or "sv").split("-")[0]
    return LOCALES.get(code, LOCALES["sv"])


def minus_of(locale):
    """The sign before a negative number: a true minus in Swedish."""
    return locale.number_symbols["latn"]["minusSign"]


def number(value, language=None, decimals=None):
    """A number with grouped thousands: 15 500 000 (sv), 15,500,000 (en).

    `decimals` fixes the digits after the decimal mark (half away from zero);
    without it an int has none and other numbers have as many as they need, at most three.
    """
    if value is None:
        return ""
    if value == HIDDEN:
        return HIDDEN
    pattern = "#,##0.###" if decimals is None else "#,##0" + ("." + "0" * decimals if decimals else "")
    if decimals is not None:
        value = Decimal(str(value)).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    locale = locale_of(language)
    return format_decimal(value, format=pattern, locale=locale).replace("-", minus_of(locale))


def money(value, language=None):
    """Whole kronor: 15 500 000 kr (sv), SEK 15,500,000 (en). The amount is in kronor."""
    if value is None:
        return ""
    amount = number(value, language, decimals=0)
    if locale_of(language).language == "en":
        return f"SEK{NO_BREAK_SPACE}{amount}"
    return f"{amount}{NO_BREAK_SPACE}kr"


def percent(value, language=None, decimals=0):
    """A share in per cent: 70 % (sv), 70% (en). `value` is already per cent, not a fraction."""
    if value is None:
        return ""
    amount = number(value, language, decimals=decimals)
    return f"{amount}%" if locale_of(language).language == "en" else f"{amount}{NO_BREAK_SPACE}%"


def share(part, whole, language=None, decimals=0):
    """`part` of `whole` in per cent; empty when there is nothing to share."""
    if part is None or not whole:
        return ""
    return percent(Decimal(str(part)) * 100 / Decimal(str(whole)), language, decimals)


def date_text(value, language=None):
    """A day in running text: 31 mars 2020 (sv), 31 March 2020 (en)."""
    if value is None:
        return ""
    return format_date(as_day(value), "d MMMM y", locale=locale_of(language)).replace(" ", NO_BREAK_SPACE)


def date_iso(value):
    """A day in a table or a field: 2020-03-31."""
    return "" if value is None else as_day(value).isoformat()


def moment(value, language=None):
    """A day and time in running text, Swedish time: 31 mars 2020 kl. 14:05 (sv)."""
    if value is None:
        return ""
    pattern = "d MMMM y HH:mm" if locale_of(language).language == "en" else "d MMMM y 'kl'. HH:mm"
    local = timezone.localtime(value) if timezone.is_aware(value) else value
    return format_datetime(local, pattern, locale=locale_of(language))


def period(start, end, language=None):
    """From day to day in running text; an open end is left out: 1 januari 2018–31 mars 2020."""
    if start is None and end is None:
        return ""
    return f"{date_text(start, language)}–{date_text(end, language)}"


def as_day(value):
    """The calendar day of a date or of a moment (Swedish time)."""
    if isinstance(value, datetime):
        return timezone.localtime(value).date() if timezone.is_aware(value) else value.date()
    if isinstance(value, date):
        return value
    raise TypeError(f"not a date: {value!r}")
