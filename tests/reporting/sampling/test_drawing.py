"""Drawing and estimates: rules that hold for each list, seed and size, without the database."""

import hashlib
from collections import Counter
from decimal import Decimal
from math import comb

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reporting.sampling.method.drawing import certain_codes, draw_at_random, draw_by_amount
from reporting.sampling.method.estimates import (
    CheckedAmount,
    exact_interval,
    projected_at_random,
    projected_by_amount,
)

CODES = st.lists(st.text("ABCDEFG23", min_size=1, max_size=6), min_size=1, max_size=40, unique=True)
AMOUNTS = st.dictionaries(
    st.text("ABCDEFG23", min_size=1, max_size=6), st.integers(1, 10**9), min_size=1, max_size=40
)
SEEDS = st.text(min_size=1, max_size=12).filter(lambda text: text.isprintable())


@given(CODES, SEEDS, st.data())
def test_a_random_sample_is_the_same_in_any_order_and_never_repeats(codes, seed, data):
    size = data.draw(st.integers(1, len(codes)))
    drawn = [each.code for each in draw_at_random(codes, size, seed)]
    assert len(set(drawn)) == size
    assert set(drawn) <= set(codes)
    assert drawn == [each.code for each in draw_at_random(codes[::-1], size, seed)]
    # What docs/samples.md lets an outsider do.
    assert drawn == sorted(codes, key=lambda c: hashlib.sha256(f"{seed}:{c}".encode()).hexdigest())[:size]
    # A larger sample has the smaller one in it.
    assert drawn == [each.code for each in draw_at_random(codes, len(codes), seed)][:size]


@given(AMOUNTS, SEEDS, st.data())
def test_a_sample_by_amount_has_its_size_and_what_is_certain(amounts, seed, data):
    size = data.draw(st.integers(1, len(amounts)))
    drawn = draw_by_amount(amounts, size, seed)
    assert len({each.code for each in drawn}) == len(drawn) == size
    assert drawn == draw_by_amount(dict(reversed(amounts.items())), size, seed)
    certain = {each.code for each in drawn if each.is_certain}
    rest = {code: amount for code, amount in amounts.items() if code not in certain}
    left = size - len(certain)
    assert certain == certain_codes(amounts, size)
    assert all(amount * left < sum(rest.values()) for amount in rest.values()) or not left


def _chi_square(counts, expected):
    return sum((counts[code] - share) ** 2 / share for code, share in expected.items())


def test_each_item_has_the_same_chance():
    codes, size, times = [f"K{n}" for n in range(20)], 5, 2000
    found = Counter(each.code for n in range(times) for each in draw_at_random(codes, size, f"seed {n}"))
    # 19 degrees of freedom: above 44 once in a thousand. The seeds are fixed, so the outcome is, too.
    assert _chi_square(found, dict.fromkeys(codes, times * size / len(codes))) < 44
    pairs = Counter(
        tuple(sorted(each.code for each in draw_at_random(codes[:5], 2, f"seed {n}"))) for n in range(times)
    )
    assert len(pairs) == comb(5, 2)
    assert _chi_square(pairs, dict.fromkeys(pairs, times / 10)) < 28


def test_the_chance_is_in_proportion_to_the_amount():
    amounts, size, times = {f"K{n}": 100 * n for n in range(1, 21)}, 4, 4000
    found = Counter(each.code for n in range(times) for each in draw_by_amount(amounts, size, f"seed {n}"))
    total = sum(amounts.values())
    expected = {code: times * size * amount / total for code, amount in amounts.items()}
    assert _chi_square(found, expected) < 44
    # Positive control: the same counts are not those of equal chances.
    assert _chi_square(found, dict.fromkeys(amounts, times * size / len(amounts))) > 1000


@pytest.mark.parametrize(
    ("faults", "size", "low", "high"),
    # As published: R's binom.test(), and 1 - 0.025^(1/n) without faults.
    [(0, 30, 0, 11.57), (3, 30, 2.11, 26.53), (30, 30, 88.43, 100), (1, 1, 2.5, 100), (5, 300, 0.54, 3.85)],
)
def test_the_interval_is_exact(faults, size, low, high):
    assert [round(100 * limit, 2) for limit in exact_interval(faults, size)] == [low, high]


def test_the_projected_fault():
    items = [CheckedAmount(Decimal(600), Decimal(60), is_certain=True)]
    others = [CheckedAmount(Decimal(100), Decimal(10)), CheckedAmount(Decimal(50), Decimal(0))]
    # 60 for certain; a tenth of one of two others is five per cent of the 400 that are left.
    assert projected_by_amount([*items, *others], Decimal(1000)) == 80
    assert projected_by_amount(items, Decimal(600)) == 60
    assert projected_at_random(others, Decimal(300)) == 20


@given(
    st.lists(st.tuples(st.integers(1, 10**6), st.fractions(0, 1)), min_size=1, max_size=20),
    st.integers(0, 10**6),
)
def test_a_whole_list_that_is_checked_has_its_own_faults(rows, rest):
    items = [CheckedAmount(Decimal(a), Decimal(int(a * share)), is_certain=True) for a, share in rows]
    total = sum(item.amount for item in items)
    assert projected_by_amount(items, total) == sum(item.fault for item in items)
    # A list of faults alone is a fault as a whole.
    wrong = [CheckedAmount(item.amount, item.amount) for item in items]
    assert round(projected_at_random(wrong, total + rest)) == total + rest
