"""Format numbers, money, shares and dates in Swedish and English; the language None is the active one."""

from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

from babel import Locale
from babel.dates import format_date, format_datetime
from babel.numbers import format_decimal
from django.utils import timezone
from django.utils.translation import get_language

type Number = int | float | Decimal

HIDDEN = ".."  # printed instead of a suppressed number or share, as in official statistics
NO_BREAK_SPACE = "\N{NO-BREAK SPACE}"
LOCALES = {"sv": Locale("sv", "SE"), "en": Locale("en", "GB")}


def locale_of(language: str | None = None) -> Locale:
    code = (language or get_language() or "sv").split("-")[0]
    return LOCALES.get(code, LOCALES["sv"])


def minus_of(locale: Locale) -> str:
    return locale.number_symbols["latn"]["minusSign"]


def number(value: Number | str | None, language: str | None = None, decimals: int | None = None) -> str:
    """Return a number with grouped thousands: 15 500 000 (sv), 15,500,000 (en); without `decimals` at most three."""
    if value is None:
        return ""
    if value == HIDDEN:
        return HIDDEN
    pattern = "#,##0.###" if decimals is None else "#,##0" + ("." + "0" * decimals if decimals else "")
    if decimals is not None:
        value = Decimal(str(value)).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    return _formatted(value, pattern, locale_of(language).language)


# A page shows the same few numbers and days again and again, and Babel takes a tenth of a millisecond for each.
@lru_cache(maxsize=10_000, typed=True)
def _formatted(value: Number | str, pattern: str, language: str) -> str:
    locale = LOCALES[language]
    return format_decimal(value, format=pattern, locale=locale).replace("-", minus_of(locale))


@lru_cache(maxsize=10_000)
def _formatted_day(day: date, language: str) -> str:
    return format_date(day, "d MMMM y", locale=LOCALES[language]).replace(" ", NO_BREAK_SPACE)


def money(value: Number | str | None, language: str | None = None) -> str:
    """Return kronor: 15 500 000 kr (sv), SEK 15,500,000.50 (en)."""
    if value is None:
        return ""
    value = Decimal(str(value))
    amount = number(value, language, decimals=0 if value == value.to_integral_value() else 2)
    if locale_of(language).language == "en":
        return f"SEK{NO_BREAK_SPACE}{amount}"
    return f"{amount}{NO_BREAK_SPACE}kr"


def percent(value: Number | str | None, language: str | None = None, decimals: int | None = 0) -> str:
    """Return a share: 70 % (sv), 70% (en). `value` is per cent, not a fraction."""
    if value is None:
        return ""
    amount = number(value, language, decimals=decimals)
    return f"{amount}%" if locale_of(language).language == "en" else f"{amount}{NO_BREAK_SPACE}%"


def share(
    part: Number | None, whole: Number | None, language: str | None = None, decimals: int | None = 0
) -> str:
    if part is None or not whole:
        return ""
    return percent(Decimal(str(part)) * 100 / Decimal(str(whole)), language, decimals)


def date_text(value: date | None, language: str | None = None) -> str:
    """Return 31 mars 2020 (sv), 31 March 2020 (en)."""
    if value is None:
        return ""
    return _formatted_day(as_day(value), locale_of(language).language)


def date_iso(value: date | None) -> str:
    return "" if value is None else as_day(value).isoformat()


def month_text(value: date, language: str | None = None) -> str:
    """Return mars 2020 (sv), March 2020 (en)."""
    return format_date(value, "LLLL y", locale=locale_of(language))


def moment(value: datetime | None, language: str | None = None) -> str:
    """Return 31 mars 2020 kl. 14:05 (sv), in Swedish time."""
    if value is None:
        return ""
    pattern = "d MMMM y HH:mm" if locale_of(language).language == "en" else "d MMMM y 'kl'. HH:mm"
    local = timezone.localtime(value) if timezone.is_aware(value) else value
    return format_datetime(local, pattern, locale=locale_of(language))


def period(start: date | None, end: date | None, language: str | None = None) -> str:
    """Return 1 januari 2018–31 mars 2020 (sv). An open end is left out."""
    if start is None and end is None:
        return ""
    return f"{date_text(start, language)}–{date_text(end, language)}"


def as_day(value: object) -> date:
    """Return the Swedish day of a date or a datetime, or raise TypeError."""
    if isinstance(value, datetime):
        return timezone.localtime(value).date() if timezone.is_aware(value) else value.date()
    if isinstance(value, date):
        return value
    raise TypeError(f"not a date: {value!r}")
