"""Comparisons of groups: intervals and tests of numbers alone, without the database."""

import random
from fractions import Fraction
from math import comb

from hypothesis import given, settings
from hypothesis import strategies as st

from reporting.comparisons.differences import (
    FEWEST,
    Difference,
    Group,
    chance_of_difference,
    compare,
    interval,
    more_than_chance,
)

groups = st.tuples(st.integers(0, 60), st.integers(0, 60)).map(lambda n: Group(min(n), max(n)))


def exactly(group, rest):
    """Fisher's test in fractions, by its definition."""
    number, base = group.number + rest.number, group.base + rest.base

    def likelihood(of_group):
        return Fraction(
            comb(number, of_group) * comb(base - number, group.base - of_group), comb(base, group.base)
        )

    possible = range(max(0, group.base - (base - number)), min(group.base, number) + 1)
    observed = likelihood(group.number)
    return sum(likelihood(n) for n in possible if likelihood(n) <= observed)


@given(group=groups, rest=groups)
def test_the_chance_is_that_of_fishers_test(group, rest):
    assert abs(chance_of_difference(group, rest) - float(exactly(group, rest))) < 1e-6


@given(group=groups)
def test_the_share_is_within_its_interval(group):
    if not group.base:
        assert interval(group) is None
        return
    low, high = interval(group)
    assert 0 <= low <= 100 * group.number / group.base + 1e-9
    assert 100 * group.number / group.base - 1e-9 <= high <= 100
    wider = interval(Group(group.number * 4, group.base * 4))
    assert wider[1] - wider[0] < high - low  # four times the people: narrower


def test_the_interval_holds_as_often_as_it_says():
    chance, held = random.Random(3), 0
    for _sample in range(2000):
        low, high = interval(Group(sum(chance.random() < 0.3 for _person in range(40)), 40))
        held += low <= 30 <= high
    assert 0.93 <= held / 2000 <= 0.97


def test_where_there_is_no_difference_one_is_seldom_named():
    chance, named = random.Random(5), 0
    for _project in range(400):
        drawn = [Group(sum(chance.random() < 0.4 for _person in range(40)), 40) for _group in range(6)]
        named += any(each.difference in (Difference.HIGHER, Difference.LOWER) for each in compare(drawn))
    assert named / 400 <= 0.06


@settings(max_examples=60)
@given(found=st.lists(groups, min_size=1, max_size=6))
def test_every_group_is_compared_with_all_others(found):
    number, base = sum(g.number for g in found), sum(g.base for g in found)
    for group, compared in zip(found, compare(found), strict=True):
        rest = Group(number - group.number, base - group.base)
        few = min(group.base, rest.base) < FEWEST
        assert (compared.difference == Difference.TOO_FEW) == few
        if compared.difference == Difference.HIGHER:
            assert compared.share > compared.rest
        if compared.difference == Difference.LOWER:
            assert compared.share < compared.rest


def test_a_difference_is_named_and_less_easily_among_many():
    assert [c.difference for c in compare([Group(30, 40), Group(10, 40)])] == [
        Difference.HIGHER,
        Difference.LOWER,
    ]
    assert more_than_chance({0: 0.03}, comparisons=1) == {0}
    assert more_than_chance({0: 0.03, 1: 0.5}, comparisons=2) == set()
    assert more_than_chance({0: 0.02, 1: 0.04}, comparisons=2) == {0, 1}  # the second alone is left
