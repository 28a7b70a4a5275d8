"""Forecasts: what they say of months alone, without the database."""

import math
import random
from datetime import date, timedelta
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from reporting.forecasts.chart import HEIGHT, WIDTH, chart
from reporting.forecasts.forecast import FEWEST, Goal, Month, forecast, months_until_end, needed

START = date(2024, 1, 1)
people = Goal(Fraction(100), is_share=False, at_most=False)
share = Goal(Fraction(60), is_share=True, at_most=False)
months = st.lists(
    st.tuples(st.integers(0, 30), st.integers(0, 30)).map(lambda n: Month(START, min(n), max(n))), max_size=24
)


@settings(max_examples=60, deadline=None)
@given(months=months, left=st.integers(0, 24), goal=st.sampled_from([people, share]))
def test_a_forecast_keeps_to_what_was_and_is_repeatable(months, left, goal):
    found = forecast(months, months_left=left, goal=goal, seed="1")
    number, base = sum(m.number for m in months), sum(m.base for m in months)
    if len(months) < FEWEST or (goal.is_share and not base and not any(m.base for m in months[-12:])):
        assert found is None
        return
    assert found == forecast(months, months_left=left, goal=goal, seed="1")
    assert found.low <= found.middle <= found.high
    assert 0 <= found.chance <= 1
    if goal.is_share:
        assert found.low >= 0
        assert found.high <= 100
    else:
        window = [m.number for m in months[-12:]]
        assert number + left * min(window) <= found.low
        assert found.high <= number + left * max(window)
    if not left:
        assert found.chance == goal.is_met(number, base)


def test_the_interval_holds_as_often_as_it_says():
    # Months that vary as counts do: drawn anew for each simulated project, with as many to come as there were.
    chance, held, simulated = random.Random(7), 0, 250
    for number in range(simulated):
        drawn = [_poisson(chance, 6) for _month in range(24)]
        found = forecast([Month(START, n) for n in drawn[:12]], months_left=12, goal=people, seed=f"{number}")
        held += found.low <= sum(drawn) <= found.high
    assert 0.72 <= held / simulated <= 0.90  # eight of ten


def _poisson(chance, mean):
    limit, product, found = math.exp(-mean), chance.random(), 0
    while product > limit:
        product, found = product * chance.random(), found + 1
    return found


def test_no_number_ends_below_what_the_running_month_has_reached():
    found = forecast([Month(START, 1)] * 3, months_left=1, goal=people, seed="1", so_far=9)
    assert (found.low, found.high) == (9, 9)


@given(
    reached=st.integers(0, 120),
    base=st.integers(1, 200),
    left=st.integers(0, 24),
    to_come=st.integers(0, 200),
)
def test_what_is_needed_leads_to_the_goal_and_less_does_not(reached, base, left, to_come):
    found = needed(reached, base, goal=people, months_left=left)
    if found:
        assert reached + found.number * left == people.value
    else:
        assert reached >= people.value or not left
    of_share = needed(min(reached, base), base, goal=share, months_left=left, base_to_come=to_come)
    if of_share:
        number = min(reached, base) + math.ceil(of_share.number)
        assert share.is_met(number, base + to_come)
        assert not share.is_met(number - 1, base + to_come)


def test_months_are_counted_from_the_fifteenth():
    end = date(2025, 12, 31)
    assert [
        months_until_end(date(2025, 11, 1), day) for day in (end, date(2026, 1, 14), date(2026, 1, 15))
    ] == [1, 1, 2]


@given(values=st.lists(st.integers(0, 3000), min_size=1, max_size=30), goal=st.integers(0, 3000))
def test_every_point_of_a_chart_is_within_it(values, goal):
    days = [START + timedelta(30 * n) for n in range(len(values))]
    drawn = chart(
        title="",
        description="",
        reached=list(zip(days, map(Fraction, values), strict=True)),
        path=[(days[0], Fraction(0)), (days[-1], Fraction(goal))],
        goal=Fraction(goal),
        interval=(Fraction(1), Fraction(goal), Fraction(4000)),
        start=days[0],
        end=days[-1],
    )
    for points in (drawn.line, drawn.path, drawn.band, drawn.middle):
        for x, y in (map(float, point.split(",")) for point in points.split()):
            assert 0 <= x <= WIDTH
            assert 0 <= y <= HEIGHT
    assert 2 <= len(drawn.ticks) <= 7
