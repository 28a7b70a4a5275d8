"""Attacks on distance travelled: what the releases of a series tell a reader who has taken part of another's answer."""

from collections import Counter
from functools import cache

import pytest
from hypothesis import event, given, settings
from hypothesis import strategies as st

from reporting.disclosure.distance import DistanceRules, may_be_released
from tests.sizes import size

WIDEST = 1
RULES = DistanceRules(fewest=3, widest=WIDEST)
VALUES = range(-WIDEST, WIDEST + 1)
# Answers by the releases that they are in, of up to three.
SIGNATURES = [(1, 1, 1), (0, 1, 1), (0, 0, 1), (1, 1, 0), (1, 0, 0)]
changes = st.one_of(
    st.lists(st.sampled_from(VALUES), max_size=4),
    st.permutations([1, 1, 0, 0, -1, -1]),
    st.permutations([1, 1, 1, 0, 0, -1, -1, -1]),
    st.lists(st.sampled_from(VALUES), min_size=5, max_size=8),
)
series = st.dictionaries(st.sampled_from(SIGNATURES), changes, min_size=1, max_size=4)


@cache
def sums(number):
    """Return what a number of answers can be in all: (how many up, sum), by trying every one."""
    found = {(0, 0)}
    for _each in range(number):
        found = {(up + (value > 0), total + value) for up, total in found for value in VALUES}
    return found


def printed(answers):
    return sum(value > 0 for value in answers), sum(answers)


def less(one, other):
    return tuple(a - b for a, b in zip(one, other, strict=True))


def is_possible(numbers, left):
    """Return whether groups of so many unknown answers can add up to what is left of each release."""
    if not numbers:
        return all(each == (0, 0) for each in left)
    alone = [[signature for signature in numbers if signature[release]] for release in range(len(left))]
    for release, signatures in enumerate(alone):
        if not signatures and left[release] != (0, 0):
            return False
        if len(signatures) == 1:  # then the release tells its sum
            states = [left[release]]
            break
    else:
        signatures, states = [next(iter(numbers))], sums(next(iter(numbers.values())))
    signature = signatures[0]
    rest = {other: number for other, number in numbers.items() if other != signature}
    return any(
        state in sums(numbers[signature])
        and is_possible(
            rest,
            [less(each, state) if inside else each for each, inside in zip(left, signature, strict=True)],
        )
        for state in states
    )


def learnt(answers, shown):
    """Yield the values left for each kind of answer, to each reader; `answers`: [(signature, value)]."""
    left = [printed([value for each, value in answers if each[release]]) for release in shown]
    seen = Counter((tuple(each[release] for release in shown), value) for each, value in answers)
    seen = {kind: number for kind, number in seen.items() if any(kind[0])}
    for known in seen:
        others = Counter()
        for (signature, value), number in seen.items():
            others[signature] += number - ((signature, value) == known)
        of_known = printed([known[1]])
        after = [
            less(each, of_known) if inside else each for each, inside in zip(left, known[0], strict=True)
        ]
        for signature, number in others.items():
            if number:
                yield {value for value in VALUES if _fits(others, after, signature, value)}


def _fits(others, left, signature, value):
    rest = {each: number - (each == signature) for each, number in others.items()}
    of_value = printed([value])
    after = [less(each, of_value) if inside else each for each, inside in zip(left, signature, strict=True)]
    return is_possible({each: number for each, number in rest.items() if number}, after)


def releases_of(groups):
    answers = [(signature, value) for signature, values in groups.items() for value in values]
    return answers, [
        {f"{number}": value for number, (signature, value) in enumerate(answers) if signature[release]}
        for release in range(len(SIGNATURES[0]))
    ]


@settings(max_examples=size(60, 3000), deadline=None)
@given(series)
def test_releases_leave_every_answer_open(groups):
    answers, releases = releases_of(groups)
    shown = []
    for number, release in enumerate(releases):
        if may_be_released(release, [releases[each] for each in shown], RULES):
            shown.append(number)
    event(f"{len(shown)} shown")
    assert all(values == set(VALUES) for values in learnt(answers, shown))


BALANCED = [1, 1, 0, 0, -1, -1]


@pytest.mark.parametrize(
    ("groups", "allowed"),
    [
        ({(1, 1, 1): BALANCED}, [True, True, True]),  # nothing new: the same figures again
        ({(1, 1, 1): BALANCED, (0, 1, 1): [1]}, [True, False, False]),
        ({(1, 1, 1): BALANCED, (0, 1, 1): [1], (0, 0, 1): [0, -1, 1, 0, -1]}, [True, False, True]),
        # One comes and another leaves: no fewer, and yet the difference is theirs.
        ({(1, 1, 1): BALANCED, (1, 0, 0): [1], (0, 1, 1): [0]}, [True, False, False]),
        ({(1, 1, 1): [1] * 6}, [False, False, False]),  # all went up
        ({(1, 1, 1): [1, 0, 0, 0, 0, -1]}, [False, False, False]),  # the one who went up knows of the others
    ],
)
def test_the_attack_succeeds_where_the_rule_forbids(groups, allowed):
    answers, releases = releases_of(groups)
    shown, found = [], []
    for number, release in enumerate(releases):
        found.append(may_be_released(release, [releases[each] for each in shown], RULES))
        is_open = all(values == set(VALUES) for values in learnt(answers, [*shown, number]))
        assert is_open == found[-1]
        shown += [number] * found[-1]
    assert found == allowed


def test_fewer_than_five_are_never_released():
    five = {"1": 3, "2": -2, "3": 0, "4": 2, "5": 1}
    assert may_be_released(five, [])
    assert not may_be_released({key: five[key] for key in "1234"}, [])
    assert not may_be_released({}, [])
