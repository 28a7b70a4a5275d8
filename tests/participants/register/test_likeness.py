"""Likeness of names and birth dates."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from participants.register.identity.likeness import are_alike, near_dates

NAMES = st.lists(
    st.sampled_from(["Anna", "Åsa", "Kristina", "Mohammed", "Öberg", "Li"]), min_size=2, max_size=4
)


@pytest.mark.parametrize(
    ("names", "other", "expected"),
    [
        ("Kristina Andersson", "Christina Anderson", True),
        ("Åke Öberg", "OBERG ake", True),
        ("Mohammed al-Rashid", "Muhammad Al Rashid", True),
        ("Anna-Karin Berg", "Annakarin Berg", True),
        ("Anna Maria Svensson", "Anna Svensson", True),
        ("Erik Jansson", "Eirk Jansson", True),  # swapped letters
        ("Sofia Wikström", "Sophia Vikström", True),
        ("Cecilia Qvist", "Sesilia Kvist", True),  # the search's spellings, too
        ("Anna Berg", "Anna Borg", True),
        ("Anna Svensson", "Anders Svensson", False),
        ("Li Ek", "Bo Ek", False),
        ("Anna", "Anna Berg", False),
        ("", "", False),
    ],
)
def test_names_are_alike(names, other, expected):
    assert are_alike(names, other) is are_alike(other, names) is expected


@given(NAMES, st.randoms())
def test_the_order_of_names_does_not_matter(names, random):
    mixed = random.sample(names, len(names))
    assert are_alike(" ".join(names), " ".join(mixed).upper())


@given(st.dates(date(1900, 1, 1), date(2020, 12, 31)))
def test_near_dates_lead_back(born):
    assert all(born in near_dates(near) for near in near_dates(born))


def test_days_and_months_are_swapped():
    assert date(1985, 5, 7) in near_dates(date(1985, 7, 5))
    assert date(1985, 7, 25) not in near_dates(date(1985, 7, 5))
