"""Test numbers published by the Swedish Tax Agency for people born 1976-2007: two per day."""

from datetime import date, timedelta

from participants.register.identity.numbers import check_digit

FIRST_DAY = date(1976, 1, 1)
LAST_DAY = date(2007, 12, 31)
BIRTH_NUMBER = {"woman": "238", "man": "239"}

# Days for which one of the two, or both, are not published.
DAYS_WITHOUT = frozenset(
    {
        date(1976, 1, 1),
        date(1980, 1, 1),
        date(1989, 12, 20),
        *(date(1990, 1, day) for day in (1, 2, 4, 5, 6, 8, 9, 13)),
        date(2000, 12, 18),
        date(2001, 3, 3),
        date(2001, 11, 4),
        date(2002, 10, 16),
        date(2002, 12, 27),
        date(2005, 5, 9),
        date(2007, 9, 11),
        date(2007, 12, 28),
    }
)


def has_number(born_on):
    """Return whether a test number is published for both sexes on this day."""
    return FIRST_DAY <= born_on <= LAST_DAY and born_on not in DAYS_WITHOUT


def official_number(born_on, sex):
    """Return the published test number (12 digits) for the day and sex. Raises ValueError."""
    if not has_number(born_on):
        raise ValueError(f"no test number is published for {born_on}")
    digits = f"{born_on:%Y%m%d}{BIRTH_NUMBER[sex]}"
    return digits + check_digit(digits[2:])


def free_birth_date(born_on, sex, taken):
    """Return the first day from `born_on` whose number is free in the demo, and mark it as taken."""
    while has_number(born_on) and (born_on, sex) in taken:
        born_on += timedelta(days=1)
    taken.add((born_on, sex))
    return born_on
