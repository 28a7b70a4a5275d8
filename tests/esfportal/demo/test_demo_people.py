"""Demo data: all people are made up, with official test numbers."""

from collections import Counter
from datetime import timedelta
from random import Random

import pytest

from esfportal.demo.data.build import SEED
from esfportal.demo.data.numbers import DAYS_WITHOUT, FIRST_DAY, LAST_DAY, has_number, official_number
from esfportal.demo.data.people import make_people
from esfportal.demo.data.plans import PLANS


def test_every_number_is_an_official_test_number(published_numbers):
    days = (LAST_DAY - FIRST_DAY).days + 1
    for day in (FIRST_DAY + timedelta(days=n) for n in range(days)):
        for sex in ("woman", "man"):
            if has_number(day):
                assert published_numbers[official_number(day, sex)] == sex


def test_days_without_a_number_really_lack_one(published_numbers):
    published = Counter(number[:8] for number in published_numbers if number[8:11] in ("238", "239"))
    assert all(published[f"{day:%Y%m%d}"] < 2 for day in DAYS_WITHOUT)


def test_number_of_a_day_without_is_refused():
    with pytest.raises(ValueError, match="no test number"):
        official_number(min(DAYS_WITHOUT), "woman")


def test_people_are_the_same_at_every_run():
    first = [make_people(plan, Random(SEED), set()) for plan in PLANS]
    second = [make_people(plan, Random(SEED), set()) for plan in PLANS]
    assert first == second
