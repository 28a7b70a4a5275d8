"""Official test numbers (personnummer) for tests."""

from datetime import date, timedelta

from esfportal.demo.data.numbers import check_digit, official_number

FIRST, LAST = date(1991, 1, 1), date(1999, 12, 31)  # no day between these lacks a number
NUMBERS = 2 * ((LAST - FIRST).days + 1)


def complete(eleven):
    return eleven + check_digit(eleven[2:])


def nth_number(position):
    """Return one of 6,574 test numbers, from 1 January 1991 on, of women and men in turn."""
    day = FIRST + timedelta(days=position // 2)
    if day > LAST:
        raise ValueError("There are no more test numbers in the row.")
    return official_number(day, "man" if position % 2 else "woman")
