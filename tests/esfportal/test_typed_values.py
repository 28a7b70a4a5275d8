"""Dates, amounts and texts as people type and paste them."""

import contextlib
from datetime import date, timedelta
from decimal import Decimal

import pytest
from crispy_forms.utils import render_crispy_form
from django import forms
from django.core.exceptions import ValidationError
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from esfportal.ui.form_layouts import DateField, PortalHelper, TextField
from esfportal.ui.formats import date_text, money, number
from esfportal.ui.plain_text import tidy, unseen_character
from esfportal.ui.typed_dates import NoSuchDay, parse_date
from projects.forms.fields import AmountField

TODAY = date(2026, 11, 27)
DAYS = st.dates(date(1900, 1, 1), date(2099, 12, 31))


@pytest.mark.parametrize(
    "text",
    [
        "2020-01-31",
        "20200131",
        "200131",
        "20-01-31",
        "2020-1-31",
        "2020/01/31",
        "2020.1.31",
        "2020 01 31",
        "31/1 2020",
        "31/1-2020",
        "31/1/2020",
        "31.1.2020",
        "31-01-2020",
        "31/1 20",
        "31 januari 2020",
        "den 31 januari 2020",
        "31 jan 2020",
        "31 jan. 2020",
        "31 JANUARI 2020",
        "31:a januari 2020",
        "31\N{NO-BREAK SPACE}januari\N{NO-BREAK SPACE}2020",
        "31 January 2020",
        "31st January 2020",
        "January 31, 2020",
        "Jan 31 2020",
        "2020\N{EN DASH}01\N{EN DASH}31",
        "２０２０-０１-３１",
        "  2020-01-31 ",
    ],
)
@pytest.mark.parametrize("language", ["sv", "en"])
def test_a_date_is_read_as_people_write_it(text, language):
    with translation.override(language):
        assert DateField().clean(text) == date(2020, 1, 31)


@given(DAYS)
def test_every_day_is_read_as_the_portal_writes_it(day):
    for text in (day.isoformat(), f"{day:%Y%m%d}", date_text(day, "sv"), date_text(day, "en")):
        assert parse_date(text) == day
    for text in (f"{day.day}/{day.month} {day.year}", f"{day.day}.{day.month}.{day.year}"):
        assert parse_date(text) == day


@given(st.dates(TODAY - timedelta(days=89 * 365), TODAY + timedelta(days=9 * 365)))
def test_two_digits_of_a_year_are_the_closest_year(day):
    assert parse_date(f"{day:%y%m%d}", today=TODAY) == day
    assert parse_date(f"{day:%y-%m-%d}", today=TODAY) == day


@given(st.text(max_size=20))
def test_any_text_is_a_date_or_none(text):
    with contextlib.suppress(NoSuchDay):
        assert parse_date(text) is None or isinstance(parse_date(text), date)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("10.000,50", "10000.50"),
        ("10,000.50", "10000.50"),
        ("10 000,50", "10000.50"),
        ("1.000.000", "1000000"),
        ("1,000,000", "1000000"),
        ("10.000", "10000"),
        ("10,000", "10000"),
        ("66,67", "66.67"),
        ("66.67", "66.67"),
        ("10,5", "10.5"),
        ("500 kr", "500"),
        ("500:-", "500"),
        ("SEK 10.000,50", "10000.50"),
        ("\N{MINUS SIGN}1.234,5", "-1234.5"),
    ],
)
@pytest.mark.parametrize("language", ["sv", "en"])
def test_an_amount_is_read_alike_in_both_languages(text, value, language):
    with translation.override(language):
        assert AmountField(max_digits=14, decimal_places=2).clean(text) == forms.DecimalField().clean(value)


@pytest.mark.parametrize("text", ["1.2.3", "1,2,3", "1.000,50,2", "10.00.0", "x", "--1", "1.0000,5x"])
def test_what_is_no_amount_is_refused(text):
    with pytest.raises(ValidationError):
        AmountField(max_digits=14, decimal_places=2).clean(text)


@pytest.mark.parametrize(("language", "text"), [("sv", "13 100 000,5"), ("en", "13,100,000.5")])
def test_a_form_writes_an_amount_with_the_separators_of_its_language(language, text):
    with translation.override(language):
        assert AmountField().prepare_value(Decimal("13100000.50")) == text


@given(st.decimals(-(10**11), 10**11, places=2))
def test_amounts_are_read_as_the_portal_writes_them(value):
    field = AmountField(max_digits=14, decimal_places=2)
    for language in ("sv", "en"):
        with translation.override(language):
            assert field.clean(field.prepare_value(value)) == value
            assert field.clean(number(value)) == value
            assert field.clean(money(int(value))) == int(value)


# Texts


@pytest.mark.parametrize(
    "character",
    ["\u202e", "\u202a", "\u2066", "\u200e", "\u061c", "\x00", "\x07", "\ue000", "\ud800"],
    ids=ascii,
)
def test_characters_that_cannot_be_seen_are_refused_by_name(character):
    with pytest.raises(ValidationError, match=f"U\\+{ord(character):04X}"):
        TextField().clean(f"Ali{character}ce")


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("  Åsa \N{NO-BREAK SPACE} Maria ", "Åsa Maria"),
        ("A\N{COMBINING RING ABOVE}sa", "Åsa"),
        ("An\N{SOFT HYPHEN}na\N{ZERO WIDTH SPACE}", "Anna"),
        ("نیلوفر", "نیلوفر"),
        ("👩‍👧", "👩‍👧"),
    ],
)
def test_names_are_tidied(text, kept):
    assert TextField().clean(text) == kept


@given(st.text(max_size=40))
def test_tidied_text_stays_tidy(text):
    assert tidy(tidy(text)) == tidy(text)
    assert unseen_character("Åsa-Maria O'Neill") == ""


def test_a_null_character_is_called_by_what_one_can_do():
    with pytest.raises(ValidationError, match="inte går att spara"):
        forms.CharField().clean("a\x00b")


class EvidenceForm(forms.Form):
    text = TextField(max_length=300)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = PortalHelper("text", submit="Spara")


def test_a_text_that_is_too_long_is_told_and_not_cut():
    form = EvidenceForm({"text": "å" * 301})
    html = render_crispy_form(form)
    assert "maxlength" not in html
    assert "å" * 301 in html
    assert "högst 300 tecken" in html
