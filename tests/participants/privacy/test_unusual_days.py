"""How many people in a day are unusually many: beside the colleagues, and beside a fixed number."""

from datetime import date

import pytest

from participants.privacy.log_review.unusual_days import above_limit

OCTOBER = date(2026, 10, 1)


@pytest.mark.parametrize(
    ("colleagues", "people", "stands_out"),
    [
        ([10, 10, 10], 30, False),
        ([10, 10, 10], 31, True),
        ([], 15, False),
        ([], 16, True),
        ([1, 1], 15, False),
    ],
)
def test_what_is_many(settings, colleagues, people, stands_out):
    settings.READ_LOG_MANY, settings.READ_LOG_MANY_FROM = 3, 15
    counts = [(2, date(2026, 10, day), count) for day, count in enumerate(colleagues, 1)]
    found = above_limit([(1, OCTOBER, people), *counts])
    assert [(busy.actor, busy.people) for busy in found] == ([(1, people)] if stands_out else [])
