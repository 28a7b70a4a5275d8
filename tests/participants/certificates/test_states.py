"""The table of steps, the SQL that checks it, and the pure rules of the content."""

import re
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from esfportal.database.sql import sql_file
from participants.certificates.closing import Month, problems_of
from participants.certificates.document.content import changes
from participants.certificates.states import NOT_IN_FORCE, TRANSITIONS, State, transitions_from

ROWS = st.lists(
    st.fixed_dictionaries(
        {"day": st.sampled_from(["2018-03-05", "2018-03-06"]), "from": st.sampled_from(["09:00", "13:00"])}
        | {"activity": st.just("Kalejdo"), "minutes": st.integers(0, 2)}
    ),
    unique_by=lambda row: (row["day"], row["from"]),
)


def by_time(row):
    return row["day"], row["from"]


def test_the_database_allows_the_steps_of_the_table():
    sql = sql_file("participants.certificates", "closed_months").sql
    allowed = {tuple(pair) for pair in re.findall(r"'([a-z_]+) ([a-z_]+)'", sql)}
    assert allowed - {("taken_back", "superseded")} == {(row.start, row.end) for row in TRANSITIONS}
    for start in State:
        for is_countersigned in (True, False):
            rows = transitions_from(start, is_countersigned=is_countersigned)
            assert len({row.step for row in rows}) == len(rows)
            assert bool(rows) == (start not in NOT_IN_FORCE)


@given(ROWS, ROWS)
def test_the_changes_turn_one_version_into_the_next(before, after):
    found = changes({"rows": before}, {"rows": after})
    left = [row for row in before if row not in [change.before for change in found]]
    added = [change.after for change in found if change.after]
    assert sorted(left + added, key=by_time) == sorted(after, key=by_time)
    assert all(change.before != change.after for change in found)


def test_when_a_month_can_be_closed():
    month, stays, left = date(2018, 2, 1), [(date(2018, 1, 1), None)], [(date(2018, 1, 1), date(2018, 2, 9))]

    def number(today, spells=stays, attendances=(1,), unrecorded=0):
        return len(problems_of(month, Month([*attendances], unrecorded, spells, []), today=today))

    assert [number(date(2018, 2, 28)), number(date(2018, 3, 1))] == [1, 0]
    assert [number(date(2018, 2, 9), left), number(date(2018, 2, 10), left)] == [1, 0]
    assert number(date(2018, 2, 28), attendances=(), unrecorded=2) == 3
