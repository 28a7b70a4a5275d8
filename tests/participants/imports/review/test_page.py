"""The page of the review: rows by state, paging without reading the file, and what is not shown any more."""

import pytest
from django.urls import reverse

from participants.imports import actions
from participants.imports.models import ImportCheck, ImportDraft
from participants.register.models import AuthorisedCaseWorker, Participation
from tests.factories import ParticipationFactory, PersonFactory, TargetFactory, TargetGroupFactory
from tests.participants.imports.files import ASA, BO, EVA, csv_file, outcome, person

pytestmark = pytest.mark.django_db
STORED = {"given_name": "Åsa", "family_name": "Öberg", "spell__entry_date": "2018-03-01"}


@pytest.fixture
def leader(cast, sign_in):
    return sign_in(cast.leader)


@pytest.fixture
def asa(cast):
    return ParticipationFactory(project=cast.project, person=PersonFactory(number=ASA), **STORED)


def upload(client, cast, rows, kind="participants"):
    file = csv_file(rows, kind)
    file.name = "lista.csv"
    return client.post(
        reverse(f"imports:import_{kind}", args=[cast.project.slug]), {"file": file}, follow=True
    )


def address(name="import_review"):
    draft = ImportDraft.objects.get()
    return reverse(f"imports:{name}", args=[draft.project.slug, draft.pk])


def states(page):
    return {row.row: row.state.value for row in page.context["listed"].rows}


def test_each_row_of_a_file_with_mistakes_has_its_state(cast, leader, asa):
    nameless = {"personal_identity_number": "", "given_name": "", "gender": "man"}
    rows = [
        person(family_name="Ek"),
        person(BO),
        person(BO),
        person(EVA, entry_date="i mars", municipality="Ingenstans"),
        person(
            exit_date="2021-02-01",
            exit_reason="other",
            **nameless | {"given_name": "Lo"},
            birth_date="1990-01-01",
        ),
        person(birth_date="1990-01-01", **nameless),
    ]
    page = upload(leader, cast, rows)

    assert states(page) == {2: "changed", 3: "new", 4: "double", 5: "error", 6: "warning", 7: "error"}
    counts = [(link.label, link.count) for link in page.context["listed"].links]
    assert counts == [
        ("Alla rader", 6),
        ("Att rätta", 2),
        ("Dubbel i filen", 1),
        ("Tveksam", 1),
        ("Ny", 1),
        ("Ändrad", 1),
    ]
    changes = [(each.column, each.old, each.new) for each in page.context["listed"].rows[0].changes]
    assert ("family_name", "Öberg", "Ek") in changes
    assert page.text.count('id="row-5"') == 1  # one row, with both of its mistakes
    assert len(page.context["listed"].rows[3].problems) == 2

    filtered = leader.get(address(), {"state": "error"})
    assert states(filtered) == {5: "error", 7: "error"}
    assert states(leader.get(address(), {"state": "nonsense"})) == states(page)
    assert states(leader.get(address(), {"state": "skipped"})) == {}


def test_places_target_groups_and_people_have_states_of_their_own(cast, leader):
    TargetFactory(project=cast.project, measure="participants", value=1, comparison="at_most")
    TargetGroupFactory(project=cast.project, code="nya", all_of=["newly_arrived"], any_of=[])
    there = {
        "person__birth_date": "1990-01-01",
        "person__sex": "man",
        "given_name": "Bo",
        "family_name": "Ek",
    }
    ParticipationFactory(project=cast.project, **there)
    alike = {"birth_date": "1990-01-01", "gender": "man", "given_name": "Bo", "family_name": "Eek"}
    rows = [
        person("", newly_arrived="yes", **alike),
        person(EVA, newly_arrived="yes"),
        person(BO, newly_arrived="no"),
    ]

    page = upload(leader, cast, rows)

    assert states(page) == {2: "person", 3: "places", 4: "outside"}
    assert page.context["problems"].count == 1  # the ground: the others are questions


def test_pages_and_filters_do_not_read_the_file_again(cast, leader, asa, monkeypatch):
    days = [f"2018-0{month}-{day}" for month in (4, 5, 6) for day in range(10, 28)]
    upload(leader, cast, [outcome(date=day) for day in days], "outcomes")
    plan, read = actions.PLANNERS["outcomes"], []
    monkeypatch.setitem(actions.PLANNERS, "outcomes", lambda *a, **b: read.append(1) or plan(*a, **b))

    second = leader.get(address(), {"page": 2, "state": "new"})
    assert list(states(second)) == [52, 53, 54, 55]
    assert not read
    checked_at = ImportCheck.objects.get().checked_at
    assert "Öberg" not in str(bytes(ImportCheck.objects.get().content_encrypted))
    leader.post(address("import_check"))
    assert len(read) == 1
    assert ImportCheck.objects.get().checked_at > checked_at
    ImportDraft.objects.update(sheet="B")  # read differently
    leader.get(address())
    assert len(read) == 2
    leader.post(address("import_discard"))
    assert not ImportCheck.objects.exists()


def test_a_person_who_is_protected_since_the_check_is_not_shown(cast, leader, asa):
    page = upload(leader, cast, [person(family_name="Ek", education_level="5")])
    assert "Öberg" in page.text
    asa.person.protection = "protected_registration"
    asa.person.save()

    locked = leader.get(address())

    assert states(locked) == {2: "skipped"}
    assert "Öberg" not in locked.text
    AuthorisedCaseWorker.objects.create(participation=asa, user=cast.leader, authorised_by=cast.leader)
    leader.post(address("import_check"))
    masked = leader.get(address())
    assert states(masked) == {2: "changed"}
    assert {(each.old, each.new) for each in masked.context["listed"].rows[0].changes} == {("•••", "•••")}
    assert Participation.objects.get().family_name == "Öberg"
