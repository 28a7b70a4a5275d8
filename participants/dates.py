"""Calendar arithmetic as the rules count it: completed years, and months clamped like PostgreSQL's."""

from calendar import monthrange
from datetime import timedelta

IMMEDIATE_DAYS = 28  # results upon leaving: the fourth week after the exit is the last (P7, V-R14)
LONGER_TERM_MONTHS = 6  # results six months after leaving (P10, V-R15)


def add_months(day, months):
    """The same day `months` later; a day the month lacks becomes its last: 31 August + 6 = 28 February."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    month += 1
    return day.replace(year=year, month=month, day=min(day.day, monthrange(year, month)[1]))


def completed_years(born, day):
    """Age in completed years on a day; somebody born on 29 February turns a year older on 1 March."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def immediate_result_until(exit_date):
    """The last day on which an event still counts as a result upon leaving."""
    return exit_date + timedelta(days=IMMEDIATE_DAYS)


def follow_up_from(exit_date):
    """The first day on which a follow-up counts as the situation six months after leaving."""
    return add_months(exit_date, LONGER_TERM_MONTHS)


def latest_exit_due(day):
    """The last exit whose follow-up is due on `day`: months are clamped, so several exits may share a day."""
    exit_date = add_months(day, -LONGER_TERM_MONTHS)
    while follow_up_from(exit_date + timedelta(days=1)) <= day:
        exit_date += timedelta(days=1)
    return exit_date
