"""Swedish office days: public holidays (lag 1989:253) and the eves that semesterlagen treats as Sundays."""

from calendar import monthrange
from datetime import date
from functools import cache

SATURDAY, SUNDAY = 5, 6


@cache
def holidays(year):
    """Return the days of a year on which offices are closed, except Saturdays and Sundays."""
    # All countries come with Sweden: 10 MB, also in processes that ask for no holiday.
    from holidays.constants import DE_FACTO, PUBLIC
    from holidays.countries import Sweden

    # The eves of Midsummer, Christmas and New Year are holidays in fact, not by the law on public holidays.
    return frozenset(Sweden(years=year, categories=(PUBLIC, DE_FACTO), include_sundays=False, expand=False))


def last_of_month(day: date) -> date:
    return day.replace(day=monthrange(day.year, day.month)[1])


def is_working_day(day):
    return day.weekday() not in (SATURDAY, SUNDAY) and day not in holidays(day.year)
