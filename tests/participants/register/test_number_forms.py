"""Coordination numbers of every form on the tax agency's list, and ten digits whose sign is missing."""

from datetime import date

import pytest
import time_machine
from django.core.management import CommandError, call_command
from hypothesis import given
from hypothesis import strategies as st

from participants.imports.actions import ImportRefused, import_file
from participants.register.identity.numbers import masked_number, parse_number, stated_birth_date
from participants.register.models import Participation, Person
from participants.register.rules.entry_rules import entry_problems
from tests.factories import ProjectFactory
from tests.numbers import complete
from tests.participants.imports.files import csv_file, person
from tests.participants.register.test_registration import PAGE, answers

TODAY = date(2026, 11, 28)
WITHOUT_MONTH = "195200622396"


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel(TODAY, tick=False):
        yield


years = st.integers(1900, 2010)
birth_numbers = st.integers(1, 999)


@given(years, st.integers(0, 12), st.integers(60, 91), birth_numbers)
def test_a_coordination_number_is_valid_by_its_check_digit(year, month, day, birth_number):
    digits = complete(f"{year}{month:02}{day:02}{birth_number:03}")

    number = parse_number(digits, today=TODAY)

    assert (number.digits, number.kind, number.birth_year) == (digits, "samordningsnummer", year)
    try:
        told = date(year, month, day - 60)
    except ValueError:
        told = None
    assert number.birth_date == told


@given(years, st.sampled_from([0, 13, 20, 99]), st.integers(1, 31), birth_numbers)
def test_a_personal_identity_number_has_a_month(year, month, day, birth_number):
    with pytest.raises(ValueError, match="date"):
        parse_number(complete(f"{year}{month:02}{day:02}{birth_number:03}"), today=TODAY)


@given(st.dates(date(1926, 12, 1), date(2026, 11, 1)), st.sampled_from(["", " ", "  ", "-", "–"]))
def test_ten_digits_without_a_sign_are_refused_for_the_young(born, between):
    digits = complete(f"{born:%Y%m%d}238")
    text = digits[2:8] + between + digits[8:]
    number = parse_number(text, today=TODAY)
    values = {"personal_identity_number": number, "entry_date": TODAY}

    problems = entry_problems(values, project=ProjectFactory.build(starts_on=None, ends_on=None), today=TODAY)

    turned_16 = date(born.year + 16, born.month, born.day) if (born.month, born.day) != (2, 29) else None
    is_young = (turned_16 or date(born.year + 16, 2, 28)) > TODAY
    is_refused = [problem.field for problem in problems] == ["personal_identity_number"]
    assert number.birth_date == born
    assert is_refused == (is_young and not between.strip())


@given(st.dates(date(1926, 12, 1), date(2026, 11, 1)))
def test_twelve_digits_and_a_plus_sign_are_never_doubted(born):
    for year in (born.year, born.year - 100):
        digits = complete(f"{year}{born:%m%d}238") if (born.month, born.day) != (2, 29) else WITHOUT_MONTH
        assert not parse_number(digits, today=TODAY).is_century_guessed
    assert not parse_number("240101+9183", today=TODAY).is_century_guessed


def test_the_given_birth_date_counts_where_the_number_tells_none():
    number = parse_number(WITHOUT_MONTH)
    assert stated_birth_date(number, date(1952, 3, 4)) == date(1952, 3, 4)
    assert stated_birth_date(parse_number("199401122396"), None) == date(1994, 1, 12)


# The three ways in


@pytest.mark.django_db
def test_the_form_asks_for_the_birth_date(cast, sign_in):
    client = sign_in(cast.case_worker)
    filled = answers(personal_identity_number=WITHOUT_MONTH)

    asked = client.post(PAGE, filled)
    checked = client.post(PAGE + "check/", filled)
    doubted = client.post(PAGE, {**filled, "birth_date": "1953-03-04"})

    assert list(asked.context["form"].errors) == ["birth_date"]
    assert "data-birth-date-missing" in checked.text
    assert list(doubted.context["form"].errors) == ["confirmed"]
    assert not Person.objects.exists()

    client.post(PAGE, {**filled, "birth_date": "1952-03-04"})

    registered = Participation.objects.get()
    assert (registered.person.birth_date, registered.person.sex) == (date(1952, 3, 4), "man")
    assert masked_number(registered.person) == "19520062-••••"
    assert "19520062-••••" in client.get(registered.get_absolute_url()).text


@pytest.mark.django_db
def test_a_lost_plus_sign_is_refused_in_the_form(cast, sign_in):
    client = sign_in(cast.case_worker)
    refused = client.post(PAGE, answers(personal_identity_number="180101 9181", unemployed_since=""))
    assert "tolv siffror" in str(refused.context["form"].errors["personal_identity_number"])
    assert not Person.objects.exists()


@pytest.mark.django_db
def test_an_import_needs_the_birth_date_too():
    project = ProjectFactory()
    with pytest.raises(ImportRefused) as refused:
        import_file(project, "participants", csv_file([person(WITHOUT_MONTH)]), by=None)
    assert "födelsedatum" in str(refused.value.problems.listed[0])

    row = person(WITHOUT_MONTH, birth_date="1952-03-04")
    import_file(project, "participants", csv_file([row]), by=None)

    assert Person.objects.get().birth_date == date(1952, 3, 4)


@pytest.mark.django_db
def test_the_command_refuses_a_lost_plus_sign(tmp_path, capsys):
    project = ProjectFactory(starts_on=date(2023, 1, 1), ends_on=date(2027, 12, 31))
    file = tmp_path / "list.csv"
    file.write_bytes(csv_file([person("240101 9183", entry_date="2026-11-01")]).getvalue())

    with pytest.raises(CommandError):
        call_command("import_participants", project.slug, str(file))

    message = capsys.readouterr().err
    assert "tolv siffror" in message
    assert "9183" not in message
    assert not Person.objects.exists()
