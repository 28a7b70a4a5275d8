"""Calendar arithmetic of the rules."""

from calendar import monthrange
from datetime import timedelta

IMMEDIATE_DAYS = 28  # results upon leaving: the fourth week after the exit is the last (P7, V-R14)
LONGER_TERM_MONTHS = 6  # results six months after leaving (P10, V-R15)


def add_months(day, months):
    """Return the same day `months` later, or the month's last day: 31 August + 6 months = 28 February."""
    # Clamped as PostgreSQL does.
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    month += 1
    return day.replace(year=year, month=month, day=min(day.day, monthrange(year, month)[1]))


def completed_years(born, day):
    """Return completed years; a person born on 29 February turns a year older on 1 March."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def immediate_result_until(exit_date):
    """Return the last day of results upon leaving (P7, V-R14)."""
    return exit_date + timedelta(days=IMMEDIATE_DAYS)


def follow_up_from(exit_date):
    """Return the first day of the follow-up (P10, V-R15)."""
    return add_months(exit_date, LONGER_TERM_MONTHS)


def latest_exit_due(day):
    """Return the last exit date whose follow-up is due on `day`."""
    # Months are clamped, so several exit dates can have the same follow-up day.
    exit_date = add_months(day, -LONGER_TERM_MONTHS)
    while follow_up_from(exit_date + timedelta(days=1)) <= day:
        exit_date += timedelta(days=1)
    return exit_date
