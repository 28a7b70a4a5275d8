"""Correcting a person's number, birth date, sex and names; registrations made by mistake."""

from datetime import date

import pytest
from django.core.management import call_command

from accounts.audit.models import AuditEntry
from accounts.models import AccessLogEntry
from esfportal.demo.data.numbers import official_number
from participants.register.actions import rebuild_number_index
from participants.register.identity import numbers, person_lookup
from participants.register.identity.numbers import parse_number
from participants.register.models import FormerNumber, Participation, Person
from reporting.indicators.figures import compute
from tests.factories import OSKARSHAMN, ParticipationFactory
from tests.participants.imports.files import csv_file, person
from tests.participants.register.test_list import names, search
from tests.participants.register.test_registration import PAGE, answers

pytestmark = pytest.mark.django_db
COORDINATION = "197010632391"
NUMBER = official_number(date(1994, 1, 12), "man")
OTHER = official_number(date(1990, 3, 3), "woman")


@pytest.fixture
def leader(cast, sign_in):
    return sign_in(cast.leader)


def correction(participation, **changes):
    born = participation.person
    filled = {
        "personal_identity_number": "",
        "birth_date": str(born.birth_date),
        "sex": born.sex,
        "given_name": participation.given_name,
        "family_name": participation.family_name,
        "reason": "Fel i underlaget",
    }
    return {**filled, **changes}


def correct(client, participation, **changes):
    return client.post(f"{participation.get_absolute_url()}identity/", correction(participation, **changes))


def digits_of(participation):
    return numbers.decrypt_number(Participation.objects.get(pk=participation.pk).person)


def test_a_number_is_added_to_a_person_without_one(cast, leader):
    there = ParticipationFactory(project=cast.project)

    response = correct(leader, there, personal_identity_number=NUMBER)

    there.refresh_from_db()
    assert response["Location"] == there.get_absolute_url()
    assert digits_of(there) == NUMBER
    assert (there.person.sex, there.person.birth_date) == ("man", date(1994, 1, 12))
    assert not FormerNumber.objects.exists()
    entry = AuditEntry.objects.about(there).get(action="identity_corrected")
    assert entry.details == {"fields": ["personal_identity_number"], "reason": "Fel i underlaget"}


def test_a_reason_is_needed(cast, leader):
    there = ParticipationFactory(project=cast.project)
    response = correct(leader, there, personal_identity_number=NUMBER, reason=" ")
    assert list(response.context["form"].errors) == ["reason"]
    assert digits_of(there) == ""


def test_birth_date_sex_and_names_are_corrected_and_figures_follow(cast, leader):
    there = ParticipationFactory(project=cast.project)

    correct(leader, there, birth_date="1950-01-01", sex="man", given_name="Ny", family_name="Namnsson")

    there.refresh_from_db()
    born = Person.objects.get(pk=there.person_id)
    assert (born.birth_date, born.sex, there.full_name) == (date(1950, 1, 1), "man", "Ny Namnsson")
    document = compute(cast.project, ends_on=date(2020, 1, 1)).document
    counted = {line.code: line.cumulative for line in document.outputs}
    assert (counted["CO07"].men, counted["CO07"].women) == (1, 0)


def test_birth_date_and_sex_agree_with_the_number(cast, leader):
    there = ParticipationFactory(project=cast.project, person__number=NUMBER)
    response = correct(leader, there, birth_date="1950-01-01", sex="woman")
    assert set(response.context["form"].errors) == {"birth_date", "sex"}


@pytest.mark.parametrize("is_elsewhere", [False, True])
def test_the_old_number_is_still_found(cast, leader, is_elsewhere, tmp_path):
    there = ParticipationFactory(project=cast.project, person__number=COORDINATION)
    if is_elsewhere:
        ParticipationFactory(project=cast.other_project, person=there.person)

    correct(leader, there, personal_identity_number=NUMBER)

    assert digits_of(there) == NUMBER
    registered = leader.post(PAGE, answers(personal_identity_number=COORDINATION))
    assert "personal_identity_number" in registered.context["form"].errors
    assert names(search(leader, COORDINATION)) == names(search(leader, NUMBER)) == [there.full_name]
    assert person_lookup.find_participation_by_number(cast.project, parse_number(COORDINATION)) == there
    file = tmp_path / "list.csv"
    file.write_bytes(csv_file([person(COORDINATION, given_name=there.given_name)]).getvalue())
    call_command("import_participants", cast.project.slug, str(file), confirm=["other_name"])
    assert Participation.objects.in_project(cast.project).count() == 1


def test_a_mistake_changes_nothing_in_another_project(cast, leader):
    there = ParticipationFactory(project=cast.project, person__number=OTHER)
    elsewhere = ParticipationFactory(project=cast.other_project, person=there.person)

    correct(leader, there, personal_identity_number=NUMBER)

    assert (digits_of(there), digits_of(elsewhere)) == (NUMBER, OTHER)


def test_the_person_of_another_project_is_used(cast, leader):
    elsewhere = ParticipationFactory(project=cast.other_project, person__number=NUMBER)
    there = ParticipationFactory(project=cast.project)

    correct(leader, there, personal_identity_number=NUMBER)

    there.refresh_from_db()
    assert there.person == elsewhere.person


def test_a_number_of_another_participant_is_refused(cast, leader):
    ParticipationFactory(project=cast.project, person__number=NUMBER)
    there = ParticipationFactory(project=cast.project)
    response = correct(leader, there, personal_identity_number=NUMBER)
    assert list(response.context["form"].errors) == ["personal_identity_number"]
    assert digits_of(there) == ""


def test_former_numbers_are_rotated_and_in_the_extract(cast, leader, settings):
    there = ParticipationFactory(project=cast.project, person__number=COORDINATION)
    correct(leader, there, personal_identity_number=NUMBER)

    settings.INDEX_KEY = b"2" * 32
    assert rebuild_number_index()[0] == ("personal identity numbers", 2)

    former = FormerNumber.objects.get()
    assert bytes(former.number_index) == numbers.blind_index(COORDINATION)
    assert numbers.decrypt_number(former) == COORDINATION


# Registered by mistake


def test_a_voided_registration_leaves_lists_and_figures_and_can_be_restored(cast, leader):
    there = ParticipationFactory(project=cast.project, person__number=NUMBER)
    address, voided = there.get_absolute_url(), f"/projects/{cast.project.slug}/participants/voided/"

    response = leader.post(f"{address}void/", {"reason": "Fel person"})

    assert response["Location"] == voided
    assert leader.get(address).status_code == 410
    assert not Participation.objects.exists()
    shown = leader.get(voided).text
    assert there.full_name in shown
    assert "Fel person" in shown
    assert AccessLogEntry.objects.filter(kind="listed", subjects=[there.pk]).exists()

    leader.post(f"{address}restore/")

    assert leader.get(address).status_code == 200
    actions = AuditEntry.objects.about(there).values_list("action", flat=True)
    assert {"participation_voided", "participation_restored"} <= set(actions)


def test_the_person_can_be_registered_again_and_is_not_restored_then(cast, leader):
    there = ParticipationFactory(project=cast.project, person__number=NUMBER)
    leader.post(f"{there.get_absolute_url()}void/", {"reason": "Fel projekt"})
    leader.post(PAGE, answers(personal_identity_number=NUMBER))
    assert Participation.objects.count() == 1

    answer = leader.post(f"{there.get_absolute_url()}restore/", follow=True)

    assert "registrerats i projektet igen" in answer.text
    assert Participation.objects.count() == 1


# The leader lets case workers correct


@pytest.fixture
def allowed(cast, sign_in):
    """Switch the setting on, on the page of the project's facts."""
    client = sign_in(cast.leader)
    url = f"{cast.project.get_absolute_url()}edit/"
    form = client.get(url).context["form"]
    shown = {name: form[name].value() for name in form.fields}
    answer = client.post(
        url,
        {name: value for name, value in shown.items() if value not in (None, False)}
        | {"case_workers_correct_identity": "on"},
    )
    assert answer.status_code == 302
    return cast.project


def test_case_workers_correct_only_when_the_leader_lets_them(cast, sign_in, request):
    there = ParticipationFactory(project=cast.project, spell__municipality_id=OSKARSHAMN)
    client = sign_in(cast.case_worker)
    assert correct(client, there, given_name="Åsa").status_code == 403
    assert f"{there.get_absolute_url()}identity/" not in client.get(there.get_absolute_url()).text

    request.getfixturevalue("allowed")

    assert f"{there.get_absolute_url()}identity/" in client.get(there.get_absolute_url()).text
    assert correct(client, there, given_name="Åsa", personal_identity_number=OTHER).status_code == 302
    there.refresh_from_db()
    assert (there.given_name, digits_of(there)) == ("Åsa", OTHER)
    entry = AuditEntry.objects.get(action="identity_corrected")
    assert (entry.actor, entry.details["reason"]) == (cast.case_worker, "Fel i underlaget")
    changed = AuditEntry.objects.get(action="project_changed")
    assert "case_workers_correct_identity" in str(changed.details)
    # Nothing else of the leader's.
    assert client.get(f"{there.get_absolute_url()}void/").status_code == 403
    assert f"{there.get_absolute_url()}void/" not in client.get(there.get_absolute_url()).text


def test_case_workers_correct_in_their_part_only(cast, sign_in, allowed):
    there = ParticipationFactory(project=cast.project, spell__municipality_id=OSKARSHAMN)
    for user, status in ((cast.colleague, 404), (cast.stranger, 404), (cast.former, 404), (cast.funder, 404)):
        assert correct(sign_in(user), there, given_name="Åsa").status_code == status
    there.person.protection = "confidentiality_mark"
    there.person.save()
    assert correct(sign_in(cast.case_worker), there, given_name="Åsa").status_code == 403
    there.refresh_from_db()
    assert there.given_name != "Åsa"
