from datetime import date, timedelta

import pytest

from esfportal.swedish_days import holidays, is_working_day, last_of_month


@pytest.mark.parametrize("day", [(2008, 3, 23), (2011, 4, 24), (2019, 4, 21), (2024, 3, 31), (2038, 4, 25)])
def test_easter_is_a_holiday(day):
    sunday = date(*day)
    assert {sunday - timedelta(2), sunday, sunday + timedelta(1)} <= holidays(sunday.year)


def test_holidays_of_a_year():
    assert sorted(f"{day:%m-%d}" for day in holidays(2024)) == [
        *("01-01", "01-06", "03-29", "03-31", "04-01", "05-01", "05-09", "05-19", "06-06"),
        *("06-21", "06-22", "11-02", "12-24", "12-25", "12-26", "12-31"),
    ]


@pytest.mark.parametrize(
    ("day", "works"),
    [("2024-06-20", True), ("2024-06-21", False), ("2024-06-23", False), ("2024-12-27", True)],
)
def test_working_days(day, works):
    assert is_working_day(date.fromisoformat(day)) is works


def test_the_last_of_a_month():
    assert last_of_month(date(2024, 2, 1)) == date(2024, 2, 29)
