"""Swedish office days: public holidays (lag 1989:253) and the eves that semesterlagen treats as Sundays."""

from calendar import monthrange
from datetime import date, timedelta
from functools import cache

SATURDAY, SUNDAY = 5, 6
FRIDAY = 4


def easter(year):
    """Return Easter Sunday of the Gregorian calendar (Meeus, Jones and Butcher)."""
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
    """Return the days of a year on which offices are closed, except Saturdays and Sundays."""
    paschal = easter(year)
    midsummer_eve = _first(FRIDAY, date(year, 6, 19))
    # Good Friday, Easter Sunday, Easter Monday, Ascension Day, Whit Sunday
    moving = {paschal + timedelta(days) for days in (-2, 0, 1, 39, 49)}
    fixed = {
        date(year, *day) for day in ((1, 1), (1, 6), (5, 1), (6, 6), (12, 24), (12, 25), (12, 26), (12, 31))
    }
    return frozenset(
        moving | fixed | {midsummer_eve, midsummer_eve + timedelta(1), _first(SATURDAY, date(year, 10, 31))}
    )


def _first(weekday, earliest):
    """Return the first such weekday from a day on (Monday is 0)."""
    return earliest + timedelta((weekday - earliest.weekday()) % 7)


def last_of_month(day):
    return day.replace(day=monthrange(day.year, day.month)[1])


def is_working_day(day):
    return day.weekday() not in (SATURDAY, SUNDAY) and day not in holidays(day.year)
