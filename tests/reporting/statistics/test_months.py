"""Rows of a month, their differences and checks, and the months that are sent again."""

import json
from collections import Counter
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reporting.statistics.duties.reminders import occasion_of
from reporting.statistics.monthly.checks import ERRORS, Check, findings_of
from reporting.statistics.monthly.content import digest_of, frozen, in_order, rows_of
from reporting.statistics.monthly.differences import are_alike, differences
from reporting.statistics.monthly.facts import BLANK, Fact, Job, Place
from reporting.statistics.monthly.months import (
    Hours,
    Participant,
    Rules,
    due_on,
    last_of,
    months_between,
    next_month,
    rows_in,
    unsent_months,
)
from reporting.statistics.monthly.states import Month, State, first_to_send_again, states_of, unsent_before

JANUARY, FEBRUARY, MARCH, APRIL, MAY = MONTHS = months_between(date(2026, 1, 15), date(2026, 5, 1))
RULES = Rules("Tf29", "Tfxx")
DAYS = st.dates(MONTHS[0], last_of(MAY))
NAMES = st.sampled_from(["", "Bygg", "Vård"])
JOBS = st.builds(Job, DAYS, DAYS | st.none(), NAMES, NAMES)
FACTS = st.sets(st.sampled_from(Fact.values))
QUICK = settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def person(key=1, *periods, hours=None, **values):
    found = {"number": f"number {key}", "given_name": "Elsa", "family_name": "Lind", "sex": "woman"}
    found |= {"birth_date": date(1990, 5, 17), "is_protected": False}
    return Participant(key, **found | values, periods=periods, hours=hours or {})


@st.composite
def people(draw):
    found = []
    for key in range(1, draw(st.integers(1, 4)) + 1):
        days = sorted(draw(st.sets(DAYS, min_size=1, max_size=4)))
        periods = [(*pair, None)[:2] for pair in (days[at : at + 2] for at in range(0, len(days), 2))]
        hours = draw(st.dictionaries(st.sampled_from(MONTHS), st.integers(0, 90), max_size=3))
        of_months = {month: Hours(Decimal(each), True) for month, each in hours.items()}
        about = {"sex": draw(st.sampled_from(["woman", "man"])), "is_protected": draw(st.booleans())}
        about["employed"] = draw(st.sampled_from(["yes", "no", ""]))
        about["places"] = {start: Place(*draw(st.tuples(NAMES, NAMES, NAMES))) for start, _end in periods}
        about["jobs"] = tuple(draw(st.lists(JOBS, max_size=2)))
        found.append(person(key, *periods, hours=of_months, **about))
    return found


@QUICK
@given(people())
def test_the_files_of_all_months_say_what_is_recorded(participants):
    files = {month: rows_in(participants, month, RULES) for month in MONTHS}
    for rows in files.values():
        assert rows_of(frozen(rows)) == rows == in_order(rows)
    for each in participants:
        rows = {month: [row for row in found if row.key == each.key] for month, found in files.items()}
        starts = {row.starts_on for found in rows.values() for row in found}
        assert starts == {start for start, _end in each.periods}
        for start, end in each.periods:
            with_start = [month for month in MONTHS if start in {row.starts_on for row in rows[month]}]
            assert with_start[0] <= start or each.hours
            shown = {row.ends_on for month in with_start for row in rows[month] if row.starts_on == start}
            assert shown - {None} == ({end} if end else set())
        of_months = {month: sum(row.hours for row in found) for month, found in rows.items() if found}
        assert of_months == {
            month: each.hours[month].hours if month in each.hours else 0 for month in of_months
        }
        assert {month for month, hours in each.hours.items() if hours.hours} <= of_months.keys()
        for row in (row for found in rows.values() for row in found):
            assert row.is_substitute == each.is_protected
            if each.is_protected:
                code = "Tf29" if each.sex == "woman" else "Tfxx"
                assert (row.number, row.given_name, row.family_name) == (f"19900517{code}", "", "")
                assert row[-len(Fact) :] == BLANK
            else:
                assert row.employed == each.employed
                assert row[-3:] == each.places[row.starts_on]


@QUICK
@given(people(), people(), st.sampled_from(MONTHS), FACTS)
def test_files_are_alike_exactly_if_nothing_differs(some, others, month, facts):
    before, after = (rows_in(each, month, RULES) for each in (some, others))
    kept = json.loads(frozen(before))
    earlier = rows_of(json.dumps({"rows": [row[:10] for row in kept["rows"]]}))  # before there were facts
    assert are_alike(earlier, before, facts)
    assert differences(earlier, before, facts=facts) == []
    hidden = dict.fromkeys({*Fact.values} - facts)
    before, after = ([row._replace(**hidden) for row in each] for each in (before, after))
    full = [rows_in(each, month, RULES) for each in (some, others)]
    found = differences(*full, facts=facts)
    assert are_alike(*full, facts) == (not found)
    in_file = [Counter(row.written for row in each) for each in (before, after)]
    assert are_alike(*full, facts) == (in_file[0] == in_file[1])
    assert are_alike([row._replace(key=row.key + 100) for row in before], before)  # merged records
    left = [row.written for row in before]
    for each in found:
        assert each.before or each.after
        assert (each.before is None or each.after is None) == (not each.fields)
        if each.before:
            left.remove(each.before.written)
        if each.after:
            left.append(each.after.written)
    assert sorted(left, key=repr) == sorted((row.written for row in after), key=repr)


def test_digest_tells_nothing_without_its_salt():
    rows = rows_in([person(1, (JANUARY, None))], JANUARY, RULES)
    assert digest_of(frozen(rows)) != digest_of(frozen(rows))


def test_which_periods_stand_in_a_month():
    half = date(2026, 3, 15)
    one = person(1, (date(2026, 1, 8), half), hours={FEBRUARY: Hours(Decimal("7.25"), True)})

    def shown(each, month, rules=RULES):
        return [(row.starts_on, row.ends_on, row.hours) for row in rows_in([each], month, rules)]

    assert shown(one, FEBRUARY) == [(date(2026, 1, 8), None, Decimal("7.25"))]
    assert shown(one, MARCH) == [(date(2026, 1, 8), half, 0)]
    assert shown(one, APRIL) == []
    active = RULES._replace(with_zero_hours=False)
    assert [len(shown(one, month, active)) for month in MONTHS] == [1, 1, 1, 0, 0]
    late = replace(one, hours={APRIL: Hours(Decimal(2), True)})
    assert [len(shown(late, month, active)) for month in MONTHS] == [1, 0, 1, 1, 0]
    assert shown(late, APRIL) == [(date(2026, 1, 8), half, 2)]
    whole = RULES._replace(whole_hours=True)
    assert shown(one, FEBRUARY, whole) == [(date(2026, 1, 8), None, 7)]
    again = replace(
        one, periods=(*one.periods, (date(2026, 3, 20), None)), hours={MARCH: Hours(Decimal(9), True)}
    )
    assert [hours for *_days, hours in shown(again, MARCH)] == [0, 9]
    assert (due_on(FEBRUARY), next_month(date(2026, 12, 1))) == (date(2026, 3, 28), date(2027, 1, 1))


def test_the_employer_is_that_of_a_job_in_the_month():
    job = Job(date(2026, 1, 20), date(2026, 3, 2), "Bygg", "5500000000")
    later = Job(date(2026, 3, 2), None, "Vård", "")
    one = person(1, (date(2026, 1, 8), date(2026, 4, 20)), jobs=(later, job), employed="no")

    def employers(each):
        return [[row.employer for row in rows_in([each], month, RULES)] for month in MONTHS]

    assert employers(one) == [["Bygg"], ["Bygg"], ["Bygg"], ["Vård"], []]
    after = replace(one, jobs=(Job(date(2026, 4, 21), None, "Vård", ""),))  # after taking part
    assert employers(after) == [[""], [""], [""], [""], []]
    late = replace(after, hours={MAY: Hours(Decimal(2), True)})
    assert employers(late)[-1] == [""]


def month(first, version=1, order=0, *, is_sent=True, differs=False, is_over=True):
    return Month(first, is_over, version, order, is_sent, differs)


@pytest.mark.parametrize(
    ("months", "expected"),
    [
        ([month(JANUARY, 0), month(FEBRUARY, 0, is_over=False)], "to_send not_open"),
        ([month(JANUARY, order=1), month(FEBRUARY, order=2, is_sent=False)], "sent prepared"),
        # The first that differs, and every later one that was prepared; what was never prepared is as before.
        (
            [
                month(JANUARY, order=1),
                month(FEBRUARY, order=2, differs=True),
                month(MARCH, order=3),
                month(APRIL, order=4, is_sent=False),
                month(MAY, 0),
            ],
            "sent to_send_again to_send_again to_send_again to_send",
        ),
        # After the correction later months are sent again though they are alike, until each has a version after it.
        (
            [month(JANUARY, 2, 9, is_sent=False), month(FEBRUARY, order=2), month(MARCH, order=3)],
            "prepared to_send_again to_send_again",
        ),
        (
            [month(JANUARY, 2, 9), month(FEBRUARY, 2, 10), month(MARCH, order=3)],
            "sent sent to_send_again",
        ),
        # A month that was sent late for the first time corrects nothing.
        ([month(JANUARY, order=9), month(FEBRUARY, order=2)], "sent sent"),
    ],
)
def test_states(months, expected):
    states = states_of(reversed(months))
    assert [str(states[each.first]) for each in months] == expected.split()
    again = [first for first, state in states.items() if state == State.TO_SEND_AGAIN]
    assert first_to_send_again(states) == (min(again) if again else None)
    unsent = {first for first, state in states.items() if state != State.SENT}
    assert {*unsent_before(states, MAY)} == unsent - {MAY}


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, set()),
        ({"sex": "man", "is_protected": True}, {Check.NO_CODE}),
        ({"number": ""}, {Check.NO_NUMBER}),
        ({"number": "", "word": "okänt"}, {Check.UNKNOWN_NUMBER}),
        ({"hours": {MARCH: Hours(Decimal(201), True, MARCH, MARCH)}}, {Check.MANY_HOURS}),
        ({"hours": {MARCH: Hours(Decimal(8), False, MARCH, MARCH)}}, {Check.UNCONFIRMED}),
        ({"hours": {MARCH: Hours(Decimal(745), True, MARCH, MARCH)}}, {Check.TOO_MANY_HOURS}),
        (
            {
                "hours": {MARCH: Hours(Decimal(1), True, MARCH, date(2026, 3, 9))},
                "periods": ((MARCH, date(2026, 3, 8)),),
            },
            {Check.OUTSIDE_PERIODS},
        ),
        ({"periods": ((MARCH, date(2026, 3, 2)), (date(2026, 3, 9), None))}, {Check.TWO_PERIODS}),
        ({"periods": ((date(2025, 12, 31), None),)}, {Check.OUTSIDE_PROJECT}),
    ],
)
def test_checks(changes, expected):
    rules = Rules("Tf29", unknown_number=changes.get("word", ""))
    changes = {name: value for name, value in changes.items() if name != "word"}
    each = replace(person(1, (JANUARY, None)), **changes)
    time = (JANUARY, date(2026, 12, 31))
    rows = rows_in([each], MARCH, rules)
    found = findings_of(rows, [each], MARCH, project_time=time)
    assert {finding.check for finding in found} == expected
    assert [finding.is_error for finding in found] == [check in ERRORS for check in expected]


def test_checks_of_several():
    pair = [person(key, (JANUARY, None), number="5") for key in (1, 2)]
    women = [person(key, (JANUARY, None), is_protected=True) for key in (3, 4)]
    both = [*pair, *women]
    rows = rows_in(both, MARCH, RULES)
    found = findings_of(rows, both, MARCH, project_time=(None, None), unreadable={2})
    assert [(each.check, each.keys) for each in found] == [
        (Check.UNREADABLE, (2,)),
        (Check.SAME_NUMBER, (1, 2)),
        (Check.SAME_CODE, (3, 4)),
    ]


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2026, 3, 1), "opened"),
        (date(2026, 3, 20), "opened"),
        (date(2026, 3, 21), "before"),
        (date(2026, 3, 28), "before"),
        (date(2026, 3, 29), "late"),
        (date(2026, 4, 27), "late"),
        (date(2026, 4, 28), ""),  # no news
    ],
)
def test_reminders(day, expected):
    assert occasion_of(FEBRUARY, day) == expected
    sent = {JANUARY} if expected else set()
    months = unsent_months(JANUARY, date(2026, 3, 9), sent, day)
    assert months == [each for each in (JANUARY, FEBRUARY, MARCH) if each not in sent and last_of(each) < day]
    assert unsent_months(None, None, set(), day) == []
