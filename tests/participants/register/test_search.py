"""Searching by parts of names and birth dates, and telling people of one name apart."""

import unicodedata
from datetime import date

import pytest
import time_machine
from django.db.models import TextField, Value
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from esfportal.database.name_folding import fold, folded, folded_words, spell, spelled
from participants.register.pages.search import birth_date_condition, parse_search
from projects.models import Project
from tests.answers import outside_tags
from tests.factories import (
    KALMAR,
    ParticipationFactory,
    ProjectFactory,
    ProjectMunicipalityFactory,
    SpellFactory,
)
from tests.participants.register.test_list import PAGE, join, names, search

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel(date(2019, 3, 1), tick=False):
        yield


# Names


@pytest.mark.parametrize(
    "text",
    [
        "Oberg",
        "öberg lindström",
        "Öberg-Lindström",
        "OBERG-LINDSTROM",
        "lindstrom asa",
        "O\N{COMBINING DIAERESIS}berg",
        "Öberg\N{NON-BREAKING HYPHEN}Lindström",
        "berg   lind",
    ],
)
def test_accents_hyphens_and_spaces_do_not_matter(cast, sign_in, text):
    join(cast, "Öberg-Lindström")
    join(cast, "Lind")
    assert names(search(sign_in(cast.leader), text)) == ["Åsa Öberg-Lindström"]


@pytest.mark.parametrize(
    ("stored", "text"),
    [
        ("O'Connor", "oconnor"),
        ("Dvořák", "dvorak"),
        ("Łukasz", "lukasz"),
        ("Sørensen", "sorensen"),
        ("Öz", "öz"),
    ],
)
def test_other_alphabets_accents_are_forgiven_too(cast, sign_in, stored, text):
    join(cast, stored)
    assert names(search(sign_in(cast.leader), text)) == [f"Åsa {stored}"]


@pytest.mark.parametrize(
    ("stored", "text"),
    [
        ("Ericsson", "eriksson"),
        ("Eriksson", "Ericson"),
        ("Andersson", "åsa anderson"),
        ("Carl-Viktor", "victor karl"),
        ("Wallin", "vallin"),
        ("Philipsson", "filip"),
        ("Lindqvist", "lindquist"),
        ("Thörn", "torn"),
        ("Bäckström", "bakst"),
        ("Max", "maks"),
        ("Setterlund", "zetter"),
    ],
)
def test_common_spellings_are_forgiven_in_any_order(cast, sign_in, stored, text):
    join(cast, stored)
    join(cast, "Lind")
    assert names(search(sign_in(cast.leader), text)) == [f"Åsa {stored}"]


@pytest.mark.parametrize("text", ["-", "'", " - ", "\N{SOFT HYPHEN}"])
def test_a_sign_alone_finds_no_one(cast, sign_in, text):
    join(cast, "Lind")
    assert names(search(sign_in(cast.leader), text)) == []


class FoldingProperties(TestCase):
    LATIN = st.text(st.characters(min_codepoint=32, max_codepoint=0x24F, exclude_characters="ŉ"), max_size=20)

    @given(LATIN)
    def test_sql_and_python_fold_alike(self, text):
        row = Project.objects.filter(pk=ProjectFactory().pk)
        in_sql = row.values_list(folded(Value(text, output_field=TextField())), flat=True).get()
        assert in_sql == fold(text)
        in_sql = row.values_list(spelled(Value(text, output_field=TextField())), flat=True).get()
        assert in_sql == spell(text)

    @given(LATIN)
    def test_composed_and_decomposed_letters_fold_alike(self, text):
        composed = unicodedata.normalize("NFC", text)
        assert folded_words(unicodedata.normalize("NFD", composed)) == folded_words(composed)


# Birth dates


@pytest.mark.parametrize(
    "text",
    [
        "9207",
        "1992",
        "199207",
        "920722",
        "19920722",
        "1992-07-22",
        "1992-7-22",
        "1992-07",
        "92-07-22",
        "920782",
        "åsa 1992",
        "1992-07-22 Öberg",
        "22 juli 1992",
        "22/7 1992",
        "July 22, 1992",
    ],
)
def test_a_birth_date_or_a_part_of_it_finds(cast, sign_in, text):
    join(cast, "Öberg", person__birth_date=date(1992, 7, 22))
    join(cast, "Lind", person__birth_date=date(1993, 8, 23))
    assert names(search(sign_in(cast.leader), text)) == ["Åsa Öberg"]


def test_the_birth_date_is_shown_in_words(cast, sign_in):
    join(cast, "Öberg", person__birth_date=date(1992, 7, 22))
    client = sign_in(cast.leader)

    def page(text):
        return client.post("/participants/search/", {"q": text}, follow=True).text

    assert "Visar personer födda 22\xa0juli\xa01992." in page("19920722")
    assert "Visar personer födda 19920782." in page("19920782")


@pytest.mark.parametrize(
    "text",
    ["31 februari 1992", "9213", "19921322", "1850517239", "0239", "åsa 12", "1992-07-22-2396", "²²²²"],
)
def test_what_is_no_birth_date_gives_a_message(cast, sign_in, text):
    join(cast, "Öberg", person__birth_date=date(1992, 7, 22))
    page = search(sign_in(cast.leader), text)
    assert names(page) == []
    assert page.context["term"].error


@given(st.dates(date(1900, 1, 1), date(2025, 12, 31)))
def test_every_date_is_found_in_every_shape(born):
    for shape in ("%Y", "%y%m", "%Y%m", "%y%m%d", "%Y%m%d"):
        assert birth_date_condition(born.strftime(shape))
    for shape in ("%Y-%m-%d", "%y-%m-%d", "%Y-%m"):
        assert parse_search(born.strftime(shape)).born


def test_a_protected_identity_is_not_found_by_birth_date(cast, sign_in):
    join(
        cast,
        "Hemlig",
        created_by=cast.case_worker,
        person__protected=True,
        person__birth_date=date(1992, 7, 22),
    )
    for user in (cast.leader, cast.case_worker):
        assert names(search(sign_in(user), "1992")) == []


def test_a_search_by_birth_date_is_limited_to_the_membership(cast, sign_in):
    join(cast, "Öberg", spell__municipality_id="0883", person__birth_date=date(1992, 7, 22))
    client = sign_in(cast.case_worker)
    assert names(search(client, "1992")) == names(search(client, "1992", project="")) == []


# The list


def test_the_birth_year_tells_two_people_of_one_name_apart(cast, sign_in):
    join(cast, "Öberg", person__birth_date=date(1992, 7, 22))
    join(cast, "Öberg", person__birth_date=date(1961, 7, 22))
    page = sign_in(cast.leader).get(PAGE)
    assert "född 1992" in page.text
    assert "född 1961" in page.text


def test_a_protected_identity_has_no_birth_year_in_lists(cast, sign_in):
    join(
        cast,
        "Hemlig",
        created_by=cast.case_worker,
        person__protected=True,
        person__birth_date=date(1992, 7, 22),
    )
    page = sign_in(cast.case_worker).get(PAGE).text
    assert "1992" not in outside_tags(page)


def offered(page):
    return [value for value, _name in page.context["form"].fields["municipality"].choices if value]


def test_the_filter_offers_every_municipality_that_has_people(cast, sign_in):
    join(cast, "Lind", spell__municipality_id=KALMAR)
    client = sign_in(cast.leader)
    assert offered(client.get(PAGE)) == [KALMAR, "0882", "0883"]
    assert names(client.get(PAGE, {"municipality": KALMAR})) == ["Åsa Lind"]


def test_a_user_of_a_part_is_offered_the_municipalities_of_its_people_alone(cast, sign_in):
    ProjectMunicipalityFactory(project=cast.project, municipality_id="0881")
    join(cast, "Kvar")
    client = sign_in(cast.case_worker)
    page = client.get(PAGE)
    # One municipality is the same in every row.
    assert "municipality" not in page.context["form"].fields
    assert ">Kommun<" not in page.text
    moved = join(cast, "Flyttad", spell__left=True)
    SpellFactory(participation=moved, entry_date=date(2018, 10, 1), municipality_id="0883")
    page = client.get(PAGE)
    offered = [code for code, _name in page.context["form"].fields["municipality"].choices]
    assert offered == ["", "0882", "0883"]
    assert ">Kommun<" in page.text
    of_leader = sign_in(cast.leader).get(PAGE).context["form"].fields["municipality"].choices
    assert "0881" in [code for code, _name in of_leader]


def test_the_filter_offers_no_municipality_of_people_whom_the_user_may_not_see(cast, sign_in):
    join(cast, "Lind", spell__municipality_id=KALMAR)
    join(cast, "Hemlig", spell__municipality_id="0881", person__protected=True)
    ParticipationFactory(project=cast.other_project, spell__municipality_id="0860")
    assert "municipality" not in sign_in(cast.case_worker).get(PAGE).context["form"].fields
    assert offered(sign_in(cast.leader).get(PAGE)) == [KALMAR, "0882", "0883"]
