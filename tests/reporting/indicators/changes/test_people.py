"""Causes of changes: they add up to the difference of the figures, whatever was recorded."""

from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reporting.indicators.changes.causes import (
    NAMES,
    Cause,
    Facts,
    Frame,
    Member,
    Place,
    cause_of_addition,
    cause_of_move,
    cause_of_removal,
)
from reporting.indicators.changes.frozen import tally_of_project
from reporting.indicators.changes.people import (
    Compared,
    Kind,
    changes_of_figure,
    difference,
    moves_between_parts,
)
from reporting.indicators.document import Count
from reporting.indicators.enums import PartKind
from reporting.indicators.frameworks.base import ENTERED, LEFT, PRESENT

EARLIER, NOW = date(2020, 3, 31), date(2020, 6, 30)
AT = datetime(2020, 4, 2, tzinfo=UTC)
FRAME = Frame(EARLIER, AT, NOW)
KEYS = range(1, 9)
TALLIED = {**NAMES, "certificate": NAMES[Cause.STATED]}
days = st.sampled_from([EARLIER - timedelta(40), EARLIER, EARLIER + timedelta(1), NOW, NOW + timedelta(9)])
codes = st.sampled_from(["", "a", "b"])
places = st.builds(Place, codes, codes, codes)
members = st.builds(Member, st.sampled_from(["woman", "man"]), days, st.none() | days, places, places)
facts = st.builds(
    Facts,
    st.sampled_from([AT - timedelta(9), AT + timedelta(9)]),
    days,
    days,
    st.none() | days,
    st.booleans(),
    st.booleans(),
    st.lists(days, max_size=2).map(tuple),
    st.booleans(),
    st.booleans(),
    st.sampled_from([(), ("certificate",)]),
)


@st.composite
def registers(draw):
    """Two reports on the same few people, some of them merged or taken apart in between."""
    before, now = (draw(st.dictionaries(st.sampled_from(KEYS), members)) for _ in range(2))
    figure = [draw(st.sets(st.sampled_from(sorted(people)))) if people else set() for people in (before, now)]
    merges = draw(st.lists(st.permutations(KEYS).map(lambda keys: keys[:3]), max_size=1))
    records = {source: record for record, *sources in merges for source in sources}
    return before, now, figure, records


def counted(keys, people, kind="", when=ENTERED):
    return Counter((people[key].part(kind, when) if kind else "", people[key].sex) for key in keys)


def net(changes, kind="", when=ENTERED):
    total = Counter()
    for change in changes:
        for member, sign in ((change.before, -1), (change.now, 1)):
            if member:
                total[member.part(kind, when) if kind else "", member.sex] += sign
    return total


def is_zero(counter):
    return not any(counter.values())


def subtract(left, right):
    left.subtract(right)
    return left


@given(
    registers(),
    st.fixed_dictionaries(dict.fromkeys(KEYS, facts)),
    st.sampled_from([ENTERED, LEFT, PRESENT]),
)
def test_the_causes_add_up_to_the_difference(register, known, when):
    before, now, (old, new), records = register
    compared = Compared(before, now, records)
    found = difference(old, new, compared)
    changes = changes_of_figure(found, compared, known, when=when, frame=FRAME)
    assert is_zero(subtract(subtract(counted(new, now), counted(old, before)), net(changes)))
    # Each person has one change with one cause.
    seen = [(each.kind == Kind.REMOVED, each.participation) for each in changes]
    assert len(seen) == len({*seen})
    assert {each.cause for each in changes} <= {*NAMES, "certificate"}

    counts = [
        Count(people["", "woman"], people["", "man"]) for people in (counted(old, before), counted(new, now))
    ]
    lines = tally_of_project(changes, TALLIED).lines(*counts)
    assert sum(line.net.total for line in lines) == counts[1].total - counts[0].total
    unexplained = [each for each in changes if each.cause == Cause.UNEXPLAINED]
    assert sum(
        line.added.total + line.removed.total for line in lines if line.cause == Cause.UNEXPLAINED
    ) == len(unexplained)

    in_project = [each for each in changes if each.kind != Kind.MOVED]
    for kind in PartKind:
        moves = moves_between_parts(found, compared, known, kind=kind, when=when, frame=FRAME)
        of_parts = subtract(counted(new, now, kind, when), counted(old, before, kind, when))
        assert is_zero(subtract(of_parts, net([*in_project, *moves], kind, when)))


@pytest.mark.parametrize(
    ("when", "told", "cause"),
    [
        (ENTERED, {"first_entry": EARLIER + timedelta(1)}, Cause.ENTRY),
        (ENTERED, {"first_entry": EARLIER, "created_at": AT + timedelta(1)}, Cause.LATE_ENTRY),
        (ENTERED, {"first_entry": EARLIER, "was_voided": True}, Cause.VOIDED),
        (ENTERED, {"first_entry": EARLIER}, Cause.CORRECTION),
        (LEFT, {"last_exit": NOW}, Cause.EXIT),
        (PRESENT, {"first_entry": NOW}, Cause.ENTRY),
    ],
)
def test_causes_of_people_who_were_not_counted_before(when, told, cause):
    assert cause_of_addition(Facts(**{"created_at": AT, **told}), when, None, False, FRAME) == cause


KNOWN = Member("woman", EARLIER - timedelta(90), EARLIER - timedelta(9), Place(), Place())
AS_KNOWN = Facts(AT, KNOWN.first_entry, KNOWN.first_entry, KNOWN.last_exit)


@pytest.mark.parametrize(
    ("when", "told", "cause"),
    [
        (LEFT, {"outcomes": (EARLIER - timedelta(3),)}, Cause.LATE_OUTCOME),
        (LEFT, {"outcomes": (EARLIER + timedelta(3),)}, Cause.OUTCOME),
        (LEFT, {"has_corrected_outcome": True}, Cause.CORRECTION),
        (LEFT, {"last_entry": NOW - timedelta(9), "last_exit": None}, Cause.RETURN),
        (LEFT, {"last_exit": None}, Cause.CORRECTION),
        (ENTERED, {"is_changed": True}, Cause.CORRECTION),
        (ENTERED, {"registered": ("certificate",), "is_changed": True}, "certificate"),
        (ENTERED, {"is_voided": True, "is_changed": True}, Cause.VOIDED),
        (ENTERED, {}, Cause.UNEXPLAINED),
    ],
)
def test_causes_of_people_who_are_counted_no_longer(when, told, cause):
    now = replace(AS_KNOWN, **told)
    assert cause_of_removal(now, when, KNOWN, False, FRAME) == cause
    assert cause_of_removal(now, when, KNOWN, True, FRAME) == Cause.MERGED
    others = replace(FRAME, same_definitions=False)
    expected = Cause.DEFINITIONS if cause == Cause.UNEXPLAINED else cause
    assert cause_of_removal(now, when, KNOWN, False, others) == expected


def test_an_exit_ends_what_counts_those_present():
    present = replace(KNOWN, last_exit=None)
    left, late = (replace(AS_KNOWN, last_exit=day) for day in (NOW, EARLIER))
    assert cause_of_removal(left, PRESENT, present, False, FRAME) == Cause.EXIT
    assert cause_of_removal(late, PRESENT, present, False, FRAME) == Cause.LATE_EXIT
    assert cause_of_addition(late, LEFT, present, False, FRAME) == Cause.LATE_EXIT
    early = replace(KNOWN, last_exit=NOW)  # known when the earlier report was made, and after its last day
    assert cause_of_removal(left, PRESENT, early, False, FRAME) == Cause.EXIT


def test_causes_of_moves_between_parts():
    def cause(before, now, kind=PartKind.MUNICIPALITY, **told):
        members = (replace(KNOWN, first=place, last=place) for place in (before, now))
        frame = replace(FRAME, parts_before={kind: {"a", "b"}}, parts_now={kind: {"a", "b", "c"}})
        return cause_of_move(replace(AS_KNOWN, **told), LEFT, kind, *members, False, frame)

    at_a, at_b = Place("", "a", ""), Place("", "b", "")
    assert cause(at_a, at_b) == Cause.CORRECTION
    assert cause(at_a, Place()) == cause(Place(), at_a) == Cause.PROTECTION
    assert cause(at_a, at_b, last_entry=NOW) == Cause.RETURN
    assert cause(at_a, Place("", "c", "")) == Cause.PARTS
    assert cause(at_a, Place("s", "a", ""), PartKind.SUB_PROJECT) == Cause.PARTS
    assert cause(at_a, at_b, registered=("certificate",)) == "certificate"
