"""Official test numbers for the tests: the demo's, and ways to more of them."""

from datetime import date, timedelta

from esfportal.demo.data.numbers import check_digit, official_number

FIRST, LAST = date(1991, 1, 1), date(1999, 12, 31)  # no day between these lacks a number


def complete(eleven):
    """Twelve digits from the first eleven, century included."""
    return eleven + check_digit(eleven[2:])


def nth_number(position):
    """Test numbers in a row, women and men in turn, from 1 January 1991 (6,574 of them)."""
    day = FIRST + timedelta(days=position // 2)
    if day > LAST:
        raise ValueError("There are no more test numbers in the row.")
    return official_number(day, "man" if position % 2 else "woman")
