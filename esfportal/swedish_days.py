"""Days as Swedish offices count them: which are free. The public holidays, and the eves that offices are closed on.

Pure; the holidays are those of lag (1989:253) om allmänna helgdagar, the eves those that semesterlagen
counts as Sundays.
"""

from calendar import monthrange
from datetime import date, timedelta
from functools import cache

SATURDAY, SUNDAY = 5, 6
FRIDAY = 4


def easter(year):
    """Easter Sunday of the Gregorian calendar (Meeus, Jones and Butcher)."""
    century, rest = divmod(year, 100)
    golden = year % 19
    skipped, leap = century // 4, century % 4
    correction = (century - (century + 8) // 25 + 1) // 3
    epact = (19 * golden + century - skipped - correction + 15) % 30
    weekday = (32 + 2 * leap + 2 * (rest // 4) - epact - rest % 4) % 7
    shift = (golden + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * shift + 114, 31)
    return date(year, month, day + 1)


@cache
def holidays(year):
    """The days of a year on which offices are closed whatever the weekday, as a frozenset."""
    paschal = easter(year)
    midsummer_eve = _first(FRIDAY, date(year, 6, 19))
    moving = {paschal + timedelta(days) for days in (-2, 0, 1, 39, 49)}
    fixed = {
        date(year, *day) for day in ((1, 1), (1, 6), (5, 1), (6, 6), (12, 24), (12, 25), (12, 26), (12, 31))
    }
    return frozenset(
        moving | fixed | {midsummer_eve, midsummer_eve + timedelta(1), _first(SATURDAY, date(year, 10, 31))}
    )


def _first(weekday, earliest):
    """The first such weekday from a day on (Monday is 0)."""
    return earliest + timedelta((weekday - earliest.weekday()) % 7)


def last_of_month(day):
    return day.replace(day=monthrange(day.year, day.month)[1])


def is_working_day(day):
    """Whether offices are open: neither a Saturday or Sunday nor a holiday."""
    return day.weekday() not in (SATURDAY, SUNDAY) and day not in holidays(day.year)
