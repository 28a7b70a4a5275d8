"""Attacks on hours: what can be calculated from the sums of reports and of the months on the project's page."""

from fractions import Fraction
from itertools import combinations

import pytest
from hypothesis import event, given, settings
from hypothesis import strategies as st

from reporting.disclosure.hours.sums_together import PARTS_OF, EarlierHours, Entry, Sum, shown_sums
from reporting.indicators.hours.hours_line import TOTAL
from tests.sizes import size

PEOPLE, SMALLEST = range(1, 8), 2
SEX = dict(zip(PEOPLE, ["woman", "man"] * 4, strict=False))
entries = st.dictionaries(
    st.tuples(st.sampled_from(PEOPLE), st.sampled_from(["01", "02"]), st.sampled_from(["course", "group"])),
    st.sampled_from([(60, 60, 60), (60, 60, 0), (60, 30, 0), (0, 30, 30), (60, 0, 0)]),
    max_size=14,
).map(lambda found: [Entry(who, month, kind, SEX[who], *each) for (who, month, kind), each in found.items()])


def parts(some):
    """Return {part of the hours: its minutes}, which are what a reader may not work out of a few people."""
    return {(*each[:4], part): minutes for each in some for part, minutes in each.parts()}


def vector(some, has):
    return {(*part, minutes): 1 for part, minutes in parts(some).items() if has(*part)}


def printed(some, shown):
    """Return the sums, each as {part: how often it counts}."""
    return [
        vector(some, lambda who, month, kind, sex, part, each=each: each.has(kind, part, sex))
        for each in shown
    ]


def months_on_page(some):
    found = []
    for month in {each.month for each in some}:
        people = {
            sex: {e.person for e in some if e[1] == month and e.sex == sex and e.attended}
            for sex in SEX.values()
        }
        few = any(0 < len(each) < SMALLEST for each in people.values())
        if 0 < sum(map(len, people.values())) < SMALLEST:
            continue
        for sexes in [[*people]] if few else [[sex] for sex in people]:
            found.append(
                vector(
                    some,
                    lambda _who, at, _kind, sex, part, month=month, sexes=sexes: (
                        at == month and sex in sexes and part in PARTS_OF["attended"]
                    ),
                )
            )
    return found


def rank(rows, columns):
    table = [[Fraction(row.get(column, 0)) for column in columns] for row in rows]
    found = 0
    for place in range(len(columns)):
        pivot = next((row for row in table[found:] if row[place]), None)
        if pivot is None:
            continue
        table.remove(pivot)
        table.insert(found, pivot)
        for row in table[found + 1 :]:
            times = row[place] / pivot[place]
            row[place:] = [a - times * b for a, b in zip(row[place:], pivot[place:], strict=True)]
        found += 1
    return found


def attack(rows):
    """Yield the few people of whom a combination of the sums tells something, and of no one else."""
    columns = sorted({column for row in rows for column in row})
    everything = rank(rows, columns)
    for number in range(1, SMALLEST):
        for few in combinations(PEOPLE, number):
            if rank(rows, [column for column in columns if column[0] not in few]) < everything:
                yield few


@settings(max_examples=size(50, 3000), deadline=None)
@given(entries, entries, st.sampled_from(["corrected", "other days"]))
def test_no_combination_of_sums_is_of_few_people(before, changed, how):
    corrected = {each[:3]: each for each in (*before, *changed)}
    now = [*corrected.values()] if how == "corrected" else changed
    outside = [each._replace(kind=f"{each.kind} on other days") for each in before if how == "other days"]
    earlier = []
    if how == "corrected":
        earlier = [EarlierHours(before, shown_sums(before, smallest=SMALLEST))]
    shown = shown_sums(now, smallest=SMALLEST, outside=outside, earlier=earlier)
    event(f"{len(shown)} shown")
    reports = [row for each in earlier for row in printed(each.entries, each.shown)]
    for others in (reports, months_on_page([*now, *outside])):
        assert not [*attack([row for row in [*others, *printed(now, shown)] if row])]


def test_the_attack_succeeds_where_the_rule_forbids():
    some = [*(person(number) for number in (1, 3, 5)), person(7, "group")]
    assert {*attack(printed(some, shown_sums(some, smallest=1)))} >= {(7,)}


def person(number, kind="course", *, sex="woman", minutes=(60, 60, 60), month="01"):
    return Entry(number, month, kind, sex, *minutes)


FIVE = [person(number) for number in range(5)]


@pytest.mark.parametrize(
    ("some", "row", "figure", "expected"),
    [
        (FIVE, TOTAL, "attended", {"woman", "man", TOTAL}),
        (FIVE[1:], TOTAL, "attended", set()),
        ([*FIVE, person(9, sex="man")], TOTAL, "attended", {TOTAL}),
        ([*FIVE, person(9, "group")], "course", "attended", set()),  # or the sum would tell the ninth
        ([*FIVE, person(9, minutes=(60, 60, 0))], TOTAL, "confirmed", set()),  # one has not confirmed
        ([*FIVE, person(9, minutes=(60, 0, 0))], TOTAL, "planned", set()),  # one was absent
        ([*FIVE, person(9, month="02")], TOTAL, "attended", set()),  # or the page's month would tell it
    ],
)
def test_sums_are_hidden_with_what_they_would_tell(some, row, figure, expected):
    shown = shown_sums(some, smallest=5)
    assert {each.sex for each in shown if (each.row, each.figure) == (row, figure)} == expected
    everything = shown_sums(some, smallest=1)
    assert shown <= everything
    assert Sum(TOTAL, "planned", "man") in everything


def test_a_correction_of_one_hides_the_sum_and_of_five_does_not():
    ten = [person(number) for number in range(10)]
    earlier = [EarlierHours(ten, shown_sums(ten, smallest=5))]
    for corrected, is_shown in ((0, True), (1, False), (5, True), (6, False), (10, True)):
        now = [person(each.person, minutes=(60, 30, 30)) for each in ten[:corrected]] + ten[corrected:]
        found = shown_sums(now, smallest=5, earlier=earlier)
        assert (Sum(TOTAL, "attended", "woman") in found) == is_shown
