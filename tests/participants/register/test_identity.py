"""Personal identity numbers: accepted formats, errors and encryption."""

import uuid
from datetime import date
from types import SimpleNamespace

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from esfportal.security import encryption
from participants.register.identity import numbers
from participants.register.identity.numbers import NumberError, parse_number
from participants.register.models import Person
from tests.numbers import NUMBERS, complete, nth_number

TODAY = date(2026, 11, 22)


def code_of(text, today=TODAY):
    with pytest.raises(NumberError) as caught:
        parse_number(text, today=today)
    return caught.value.code


@pytest.mark.parametrize(
    "text",
    [
        "199401122396",
        "19940112-2396",
        "940112-2396",
        "9401122396",
        " 940112 - 2396 ",
        "19 94 01 12 23 96",
        "940112\N{NO-BREAK SPACE}2396",
        "940112–2396",
        "1994\t0112-2396\n",
    ],
)
def test_every_accepted_format(text):
    number = parse_number(text, today=TODAY)

    assert number.digits == "199401122396"
    assert (number.birth_date, number.sex, number.kind) == (date(1994, 1, 12), "man", "personnummer")
    assert number.display == "19940112-2396"


def test_a_coordination_number_has_sixty_added_to_the_day():
    number = parse_number("701063-2391", today=TODAY)

    assert number.digits == "197010632391"
    assert (number.birth_date, number.sex, number.kind) == (date(1970, 10, 3), "man", "samordningsnummer")


def test_another_number_known_to_be_right():
    assert parse_number("811218-9876", today=TODAY).digits == "198112189876"


@pytest.mark.parametrize(
    ("text", "today", "year"),
    [
        ("{}", date(2026, 11, 22), 1926),  # later in this year: a hundred years ago
        ("{}", date(2026, 12, 24), 2026),  # born today
        ("{}", date(2027, 1, 1), 2026),
        ("{}+", date(2026, 11, 22), 1926),  # the plus comes in the year one turns 100
        ("{}+", date(2125, 12, 31), 1926),
        ("{}+", date(2126, 1, 1), 2026),
    ],
)
def test_the_century_of_ten_digits(text, today, year):
    short = complete(f"{year}1224238")[2:]
    sign = text[2:] or "-"

    assert parse_number(short[:6] + sign + short[6:], today=today).birth_date == date(year, 12, 24)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "empty"),
        ("   ", "empty"),
        ("940112-239X", "letters"),
        ("940112.2396", "letters"),
        ("٩٤٠١١٢٢٣٩٦", "letters"),
        ("940112-239", "length"),
        ("1940112-2396", "length"),
        ("1994011223960", "length"),
        ("94-01-12-2396", "sign"),
        ("940112--2396", "sign"),
        ("940112-2396-", "sign"),
        ("179401122396", "century"),
        ("940132-2396", "date"),
        ("941312-2396", "date"),
        ("940100-2396", "date"),
        ("940229-2396", "date"),
        ("940160-2396", "check_digit"),  # a coordination number may have day 60, or month 00
        ("940072-2396", "check_digit"),
        ("941372-2396", "date"),
        ("940192-2396", "date"),
        ("209401122396", "future"),
        (complete("20261123238"), "future"),
        (complete("19940112000"), "birth_number"),
        ("940112-2395", "check_digit"),
    ],
)
def test_invalid_numbers_have_an_error_code(text, code):
    assert code_of(text) == code


@pytest.mark.parametrize("code", numbers.MESSAGES)
def test_every_message_is_translated(code):
    with translation.override("en"):
        english = str(numbers.MESSAGES[code])
    with translation.override("sv"):
        assert str(numbers.MESSAGES[code]) != english


def test_published_numbers_are_parsed(published_numbers):
    for digits, sex in published_numbers.items():
        number = parse_number(digits, today=TODAY)
        assert (number.digits, number.sex, f"{number.birth_date:%Y%m%d}") == (digits, sex, digits[:8])


def test_the_tests_use_published_numbers(published_numbers):
    assert {nth_number(position) for position in range(NUMBERS)} <= published_numbers.keys()


@given(st.data())
def test_a_published_number_with_one_digit_changed_is_refused(data):
    digits = nth_number(data.draw(st.integers(0, 6573)))
    position = data.draw(st.integers(2, 11))
    other = data.draw(st.sampled_from([d for d in "0123456789" if d != digits[position]]))
    changed = digits[:position] + other + digits[position + 1 :]

    assert code_of(changed) in {"check_digit", "date", "future"}


@given(st.text(max_size=20))
def test_any_other_text_raises_number_error(text):
    try:
        assert len(parse_number(text, today=TODAY).digits) == 12
    except NumberError as error:
        code = error.code
    else:
        return
    assert code in numbers.MESSAGES


def test_errors_and_reprs_contain_no_number():
    digits = "199401122396"
    assert digits[-4:] not in repr(parse_number(digits, today=TODAY))
    assert "1994" not in repr(parse_number(digits, today=TODAY))
    with pytest.raises(NumberError) as caught:
        parse_number("199401122395", today=TODAY)
    assert "2395" not in f"{caught.value!r} {caught.value} {caught.value.message}"


def test_the_index_finds_the_same_number_and_is_keyed(settings):
    index = numbers.blind_index("199401122396")

    assert len(index) == 32
    assert index == numbers.blind_index("199401122396")
    assert index != numbers.blind_index("199401122388")
    settings.INDEX_KEY = bytes(32)
    assert index != numbers.blind_index("199401122396")


def person_with(digits, **changes):
    person = Person(number_kind="personnummer")
    person.number_encrypted, person.number_key_version = numbers.encrypt_number(person.pk, digits)
    for name, value in changes.items():
        setattr(person, name, value)
    return person


def test_a_number_is_decrypted_for_its_own_row_only():
    digits = "199401122396"
    assert numbers.decrypt_number(person_with(digits)) == digits

    with pytest.raises(numbers.NumberUnreadable):
        numbers.decrypt_number(person_with(digits, pk=uuid.uuid4()))


def test_an_altered_number_is_not_returned():
    person = person_with("199401122396")
    encrypted = bytearray(person.number_encrypted)
    # A single changed bit.
    encrypted[-1] ^= 1

    for altered in (bytes(encrypted), b"", b"short"):
        person.number_encrypted = altered
        with pytest.raises(numbers.NumberUnreadable):
            numbers.decrypt_number(person)


def test_encrypting_twice_gives_different_bytes():
    row = uuid.uuid4()
    assert numbers.encrypt_number(row, "199401122396") != numbers.encrypt_number(row, "199401122396")


def test_the_old_key_still_decrypts_after_a_new_one_is_added(settings):
    old = person_with("199401122396")
    newest = settings.DATA_KEY_VERSION + 1
    settings.DATA_KEYS = {**settings.DATA_KEYS, newest: bytes(range(32))}
    settings.DATA_KEY_VERSION = newest

    assert numbers.decrypt_number(old) == "199401122396"
    assert person_with("199401122396").number_key_version == newest


def test_the_configured_key_version_encrypts(settings):
    settings.DATA_KEYS, settings.DATA_KEY_VERSION = {1: b"1" * 32, 2: b"2" * 32}, 1
    person = person_with("199401122396")
    assert person.number_key_version == 1
    settings.DATA_KEYS = {1: b"1" * 32}
    assert numbers.decrypt_number(person) == "199401122396"


def test_a_missing_key_is_named_in_the_error(settings):
    person = person_with("199401122396")
    settings.DATA_KEYS = {7: bytes(32)}

    with pytest.raises(numbers.NumberUnreadable, match="version 1"):
        numbers.decrypt_number(person)


def test_a_person_without_a_number_decrypts_to_nothing():
    assert numbers.decrypt_number(SimpleNamespace(number_kind="none")) == ""


def test_encryption_is_bound_to_its_purpose():
    row = uuid.uuid4()
    encrypted, version = encryption.encrypt("person.number", row, b"x")

    assert encryption.decrypt("person.number", row, encrypted, version) == b"x"
    with pytest.raises(encryption.Unreadable):
        encryption.decrypt("import.draft", row, encrypted, version)
