"""Input rules, each at its limit."""

from datetime import date, timedelta
from types import SimpleNamespace

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from participants.register import dates
from participants.register.identity.numbers import parse_number
from participants.register.rules import entry_rules

TODAY = date(2020, 3, 31)
PROJECT = SimpleNamespace(starts_on=date(2017, 9, 1), ends_on=date(2020, 11, 30))
NUMBER = parse_number("940112-2396", today=TODAY)


def entry(**changes):
    values = {
        "personal_identity_number": NUMBER,
        "birth_date": None,
        "sex": "",
        "given_name": "Åke",
        "family_name": "Öberg",
        "municipality": "0882",
        "entry_date": date(2018, 3, 1),
        "labour_market_status": "unemployed",
        "unemployed_since": None,
        "in_education": None,
    }
    return {**values, **changes}


def fields(problems):
    return [problem.field for problem in problems]


def entry_fields(**changes):
    return fields(entry_rules.entry_problems(entry(**changes), project=PROJECT, today=TODAY))


def test_a_registration_without_problems():
    assert entry_fields() == []


@pytest.mark.parametrize(
    ("changes", "wrong"),
    [
        ({"entry_date": date(2017, 9, 1)}, []),
        ({"entry_date": date(2017, 8, 31)}, ["entry_date"]),
        ({"entry_date": TODAY}, []),
        ({"entry_date": TODAY + timedelta(days=1)}, ["entry_date"]),
        ({"unemployed_since": date(2018, 3, 1)}, []),
        ({"unemployed_since": date(2018, 3, 2)}, ["unemployed_since"]),
        ({"sick_listed_since": date(2018, 3, 2)}, ["sick_listed_since"]),
        ({"labour_market_status": "inactive", "in_education": False}, []),
        ({"labour_market_status": "inactive", "in_education": None}, ["in_education"]),
        ({"labour_market_status": "", "in_education": None}, []),
        ({"given_name": ""}, ["given_name"]),
        ({"given_name": "Å" * 100}, []),
        ({"given_name": "Å" * 101}, ["given_name"]),
        ({"family_name": None}, ["family_name"]),
        ({"municipality": None}, ["municipality"]),
        ({"entry_date": None}, ["entry_date"]),
        ({"sex": "man"}, []),
        ({"sex": "woman"}, ["sex"]),
        ({"birth_date": date(1994, 1, 12)}, []),
        ({"birth_date": date(1994, 1, 13)}, ["birth_date"]),
        ({"personal_identity_number": None}, ["birth_date", "sex"]),
        ({"personal_identity_number": None, "birth_date": date(1950, 1, 1), "sex": "man"}, []),
        ({"personal_identity_number": None, "birth_date": date(2018, 3, 2), "sex": "man"}, ["birth_date"]),
        ({"personal_identity_number": None, "birth_date": date(2018, 3, 1), "sex": "man"}, []),
        (
            {"personal_identity_number": None, "birth_date": date(1900, 3, 30), "sex": "man"},
            ["birth_date"],
        ),
        ({"personal_identity_number": None, "birth_date": date(1900, 3, 31), "sex": "man"}, []),
    ],
)
def test_entry(changes, wrong):
    assert entry_fields(**changes) == wrong


def test_the_last_day_of_the_project_is_accepted():
    ended = SimpleNamespace(starts_on=None, ends_on=date(2018, 3, 1))
    assert not entry_rules.entry_problems(entry(), project=ended, today=TODAY)
    late = entry_rules.entry_problems(entry(entry_date=date(2018, 3, 2)), project=ended, today=TODAY)
    assert fields(late) == ["entry_date"]


def test_unreadable_values_are_not_reported_again():
    values = entry()
    for name in ("given_name", "entry_date", "municipality", "personal_identity_number", "in_education"):
        del values[name]
    assert entry_rules.entry_problems(values, project=PROJECT, today=TODAY) == []


@pytest.mark.parametrize(
    ("left", "reason", "wrong"),
    [
        (None, "", []),
        (date(2018, 3, 1), "completed", []),
        (date(2018, 2, 28), "completed", ["exit_date"]),
        (TODAY, "moved", []),
        (TODAY + timedelta(days=1), "moved", ["exit_date"]),
        (date(2018, 9, 1), "", ["exit_reason"]),
        (None, "other", ["exit_date"]),
    ],
)
def test_exit(left, reason, wrong):
    assert fields(entry_rules.exit_problems(date(2018, 3, 1), left, reason, today=TODAY)) == wrong


LEFT = date(2018, 8, 31)  # six months later there is no 31st


@pytest.mark.parametrize(
    ("happened_on", "kind", "improvement", "status", "left", "wrong"),
    [
        (date(2018, 3, 1), "employment", "", "", LEFT, []),
        (date(2018, 2, 28), "employment", "", "", LEFT, ["date"]),
        (TODAY, "employment", "", "", LEFT, []),
        (TODAY + timedelta(days=1), "employment", "", "", LEFT, ["date"]),
        (date(2019, 2, 28), "follow_up_employed", "", "", LEFT, []),
        (date(2019, 2, 27), "follow_up_employed", "", "", LEFT, ["date"]),
        (date(2019, 2, 28), "follow_up_inactive", "", "", None, ["kind"]),
        (date(2019, 2, 28), "follow_up_employed", "promotion", "employed", LEFT, []),
        (date(2019, 2, 28), "follow_up_employed", "promotion", "unemployed", LEFT, ["improvement"]),
        (date(2019, 2, 28), "follow_up_employed", "promotion", "", LEFT, ["improvement"]),
        (date(2019, 2, 28), "employment", "promotion", "employed", LEFT, ["improvement"]),
        (None, "", "", "", LEFT, ["date", "kind"]),
    ],
)
def test_outcome(happened_on, kind, improvement, status, left, wrong):
    values = {"date": happened_on, "kind": kind, "improvement": improvement, "evidence": ""}
    problems = entry_rules.outcome_problems(
        values, first_entry=date(2018, 3, 1), last_exit=left, status_at_entry=status, today=TODAY
    )
    assert fields(problems) == wrong


def test_every_problem_is_translated():
    def messages():
        values = entry(
            entry_date=date(2017, 1, 1), unemployed_since=date(2019, 1, 1), given_name="", sex="woman"
        )
        return [
            problem.message for problem in entry_rules.entry_problems(values, project=PROJECT, today=TODAY)
        ]

    with translation.override("sv"):
        swedish = messages()
    with translation.override("en"):
        english = messages()
    assert "Startdatumet ligger före projektets start, 1\xa0september\xa02017. Kontrollera året." in swedish
    assert "The start is before the project's own, 1\xa0September\xa02017. Check the year." in english
    assert not set(swedish) & set(english)


# Calendar


@pytest.mark.parametrize(
    ("day", "months", "then"),
    [
        (date(2018, 8, 31), 6, date(2019, 2, 28)),
        (date(2019, 8, 31), 6, date(2020, 2, 29)),
        (date(2019, 12, 31), 2, date(2020, 2, 29)),
        (date(2020, 2, 29), 12, date(2021, 2, 28)),
        (date(2020, 3, 31), -1, date(2020, 2, 29)),
        (date(2020, 1, 15), -1, date(2019, 12, 15)),
    ],
)
def test_months_are_added_as_postgresql_adds_them(day, months, then):
    assert dates.add_months(day, months) == then


@pytest.mark.django_db
@pytest.mark.parametrize("day", [date(2018, 8, 31), date(2019, 8, 30), date(2020, 2, 29), date(2019, 12, 1)])
def test_postgresql_agrees_about_months(day):
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT (%s + interval '6 months')::date", [day])
        assert cursor.fetchone()[0] == dates.add_months(day, 6)


@given(st.dates(date(1990, 1, 1), date(2060, 1, 1)))
def test_latest_exit_due_is_the_last_one(day):
    last = dates.latest_exit_due(day)
    assert dates.follow_up_from(last) <= day < dates.follow_up_from(last + timedelta(days=1))


@pytest.mark.parametrize(
    ("born", "day", "age"),
    [
        (date(1963, 3, 1), date(2018, 3, 1), 55),
        (date(1963, 3, 2), date(2018, 3, 1), 54),
        (date(2000, 2, 29), date(2018, 2, 28), 17),
        (date(2000, 2, 29), date(2018, 3, 1), 18),
    ],
)
def test_age_is_completed_years(born, day, age):
    assert dates.completed_years(born, day) == age
