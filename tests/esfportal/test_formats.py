from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.utils import translation

from esfportal.ui import formats

THIN = "\N{NO-BREAK SPACE}"


@pytest.mark.parametrize(
    ("value", "swedish", "english"),
    [
        (0, "0", "0"),
        (999, "999", "999"),
        (15_500_000, f"15{THIN}500{THIN}000", "15,500,000"),
        (-1234, f"\N{MINUS SIGN}1{THIN}234", "-1,234"),
        (Decimal("12.50"), "12,5", "12.5"),
        (None, "", ""),
    ],
)
def test_number(value, swedish, english):
    assert formats.number(value, "sv") == swedish
    assert formats.number(value, "en") == english


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [
        (69.95, 1, "70,0"),
        (Decimal("0.05"), 1, "0,1"),
        (2.5, 0, "3"),
        (-2.5, 0, "\N{MINUS SIGN}3"),
        (1, 2, "1,00"),
    ],
)
def test_halves_go_away_from_zero(value, decimals, text):
    assert formats.number(value, "sv", decimals) == text


def test_money_is_in_whole_kronor():
    assert formats.money(Decimal("21000000.00"), "sv") == f"21{THIN}000{THIN}000{THIN}kr"
    assert formats.money(21_000_000, "en") == f"SEK{THIN}21,000,000"
    assert formats.money(None, "sv") == ""


def test_per_cent():
    assert formats.percent(70, "sv") == f"70{THIN}%"
    assert formats.percent(70, "en") == "70%"
    assert formats.percent(Decimal("69.94"), "sv", 1) == f"69,9{THIN}%"
    assert formats.percent(None) == ""


@pytest.mark.parametrize(
    ("part", "whole", "text"), [(382, 418, f"91{THIN}%"), (0, 418, f"0{THIN}%"), (1, 0, ""), (None, 5, "")]
)
def test_share(part, whole, text):
    assert formats.share(part, whole, "sv") == text


def test_a_day_in_text_and_in_a_table():
    day = date(2020, 3, 31)
    assert formats.date_text(day, "sv").replace(THIN, " ") == "31 mars 2020"
    assert formats.date_text(day, "en").replace(THIN, " ") == "31 March 2020"
    assert formats.date_iso(day) == "2020-03-31"
    assert formats.date_text(None) == formats.date_iso(None) == ""


def test_moments_are_in_swedish_time():
    late = datetime(2020, 3, 31, 22, 30, tzinfo=UTC)
    assert formats.date_iso(late) == "2020-04-01"
    assert formats.moment(late, "sv") == "1 april 2020 kl. 00:30"
    assert formats.moment(late, "en") == "1 April 2020 00:30"


def test_a_period_may_be_open():
    start, end = date(2018, 1, 1), date(2020, 3, 31)
    assert formats.period(start, end, "sv").replace(THIN, " ") == "1 januari 2018–31 mars 2020"
    assert formats.period(start, None, "sv").endswith("–")
    assert formats.period(None, None) == ""


def test_the_readers_language_decides():
    with translation.override("en"):
        assert formats.number(1500) == "1,500"
    with translation.override("sv"):
        assert formats.number(1500) == f"1{THIN}500"


def test_what_is_not_a_date_is_refused():
    with pytest.raises(TypeError, match="not a date"):
        formats.date_text("2020-03-31")
