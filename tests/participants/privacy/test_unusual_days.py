"""Limits of unusual days: relative to colleagues, and absolute."""

from datetime import date

import pytest

from participants.privacy.log_review.unusual_days import above_limit

OCTOBER = date(2026, 10, 1)


@pytest.mark.parametrize(
    ("colleagues", "people", "is_unusual"),
    [
        ([10, 10, 10], 30, False),
        ([10, 10, 10], 31, True),
        ([], 15, False),
        ([], 16, True),
        ([1, 1], 15, False),
    ],
)
def test_limits_of_an_unusual_day(settings, colleagues, people, is_unusual):
    settings.ACCESS_LOG_MANY, settings.ACCESS_LOG_MANY_FROM = 3, 15
    counts = [(2, date(2026, 10, day), count) for day, count in enumerate(colleagues, 1)]
    found = above_limit([(1, OCTOBER, people), *counts])
    assert [(found_day.actor, found_day.people) for found_day in found] == (
        [(1, people)] if is_unusual else []
    )
