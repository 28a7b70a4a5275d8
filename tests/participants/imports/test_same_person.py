"""The same person with and without a number, or under another number: asked about, never registered twice."""

import pytest

from participants.imports.actions import ImportRefused, import_file
from participants.register.identity.numbers import decrypt_number
from participants.register.models import FormerNumber, Participation, Person
from tests.factories import ParticipationFactory, ProjectFactory
from tests.participants.imports.files import csv_file, person
from tests.participants.register.test_registration import PAGE, answers

pytestmark = pytest.mark.django_db
COORDINATION, NUMBER = "195508712386", "195508112561"


def row(number="", **values):
    return person(number, **{"birth_date": "1955-08-11", "gender": "woman", **values})


def imported(project, *rows):
    return import_file(project, "participants", csv_file(rows), by=None)


SPELLINGS = [("Åsa", "Öberg"), ("ASA", "OBERG"), ("Öberg", "Åsa"), ("Åsa Maria", "Öbergh")]


@pytest.mark.parametrize("first", ["", COORDINATION])
@pytest.mark.parametrize(("given_name", "family_name"), SPELLINGS)
def test_a_number_later_is_a_question(first, given_name, family_name):
    project = ProjectFactory()
    imported(project, row(first))
    names = {"given_name": given_name, "family_name": family_name}

    with pytest.raises(ImportRefused) as refused:
        imported(project, row(NUMBER, **names))
    assert "samma person" in str(refused.value.problems.listed[0])
    assert Person.objects.count() == 1

    imported(project, row(NUMBER, same_person="yes", **names))

    assert Participation.objects.count() == 1
    assert decrypt_number(Person.objects.get()) == NUMBER
    assert FormerNumber.objects.count() == (1 if first else 0)
    imported(project, row(NUMBER, same_person="yes", **names))
    assert Participation.objects.count() == 1


def test_two_people_are_two():
    project = ProjectFactory()
    imported(project, row())
    imported(project, row(NUMBER, same_person="no"))
    imported(project, row(given_name="Eva", family_name="Ek"))  # like neither, and not asked about
    assert Participation.objects.count() == 3


def test_two_rows_of_one_file_are_asked_about():
    with pytest.raises(ImportRefused):
        imported(ProjectFactory(), row(), row(NUMBER))


def test_three_rows_become_one_person_with_the_strongest_number():
    project = ProjectFactory()
    imported(project, row(), row(COORDINATION, same_person="yes"), row(NUMBER, same_person="yes"))
    assert Participation.objects.count() == 1
    assert decrypt_number(Person.objects.get()) == NUMBER


def test_the_form_asks_too(cast, sign_in):
    there = ParticipationFactory(project=cast.project, given_name="Anna-Lena", family_name="Öberg Åsing")
    client = sign_in(cast.case_worker)
    described = answers(
        personal_identity_number="850517-2380", given_name="Oberg", family_name="Åsing Anna Lena"
    )

    asked = client.post(PAGE, described)

    assert list(asked.context["form"].errors) == ["is_another_person"]
    assert there.get_absolute_url() in asked.text
    client.post(PAGE, {**described, "is_another_person": "on"})
    assert Participation.objects.count() == 2
