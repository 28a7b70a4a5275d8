"""Months of the review: a month is the date of its first day."""

from datetime import timedelta

MONTHS_BACK = 3  # a scheduler that has been down longer is noticed by monitoring


def first_of(day):
    return day.replace(day=1)


def ended_months(today):
    """Return the last ended months, earliest first."""
    months, day = [], first_of(today)
    for _month in range(MONTHS_BACK):
        day = first_of(day - timedelta(1))
        months.append(day)
    return months[::-1]
