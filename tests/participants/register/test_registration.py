"""Registering a participant through the page."""

from datetime import date

import pytest
import time_machine

from accounts.audit.models import AuditEntry
from esfportal.demo.data.numbers import official_number
from participants.register.identity.numbers import decrypt_number
from participants.register.models import Participation, Person
from tests.factories import (
    VASTERVIK,
    MembershipFactory,
    ParticipationFactory,
    TargetGroupFactory,
    UserFactory,
)

PAGE = "/projects/samverkan/participants/register/"
NUMBER = official_number(date(1994, 1, 12), "man")

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel(date(2020, 3, 31), tick=False):
        yield


def answers(**changes):
    filled = {
        "personal_identity_number": "940112-2396",
        "given_name": "Åke",
        "family_name": "Öberg",
        "protected_identity": "none",
        "entry_date": "2018-03-01",
        "municipality": "0882",
        "intervention": "",
        "labour_market_status": "unemployed",
        "unemployed_since": "2017-01-15",
        "in_education": "no",
        "education_level": "3",
        "jobless_household": "yes",
        "dependent_children": "no",
        "single_adult": "",
        "foreign_background": "refused",
        "disability": "no",
    }
    return {**filled, **changes}


@pytest.fixture
def case_worker(cast, sign_in):
    return sign_in(cast.case_worker)


def errors(response):
    return response.context["form"].errors


def test_a_registered_participant_has_a_person_a_record_and_a_spell(cast, case_worker):
    response = case_worker.post(PAGE, answers())

    participation = Participation.objects.get()
    assert response["Location"] == participation.get_absolute_url()
    assert (participation.full_name, participation.created_by) == ("Åke Öberg", cast.case_worker)
    assert (participation.education_level, participation.in_education) == (3, False)
    person = participation.person
    assert (person.sex, person.birth_date) == ("man", date(1994, 1, 12))
    assert decrypt_number(person) == NUMBER
    spell = participation.spells.get()
    assert (spell.entry_date, spell.exit_date, spell.municipality_id) == (date(2018, 3, 1), None, "0882")
    assert AuditEntry.objects.about(participation).get().action == "participant_registered"


def test_unknown_is_not_no_and_refused_is_neither(case_worker):
    case_worker.post(PAGE, answers())

    participation = Participation.objects.get()
    assert (participation.single_adult, participation.dependent_children) == (None, False)
    assert (participation.minority, participation.foreign_background, participation.disability) == (
        "",
        "refused",
        "no",
    )


def test_a_person_without_a_number_is_registered_by_birth_date_and_sex(case_worker):
    stated = {"birth_date": "1971-05-02", "sex": "woman"}
    case_worker.post(PAGE, answers(personal_identity_number="", without_number="on", **stated))

    person = Person.objects.get()
    assert (person.number_kind, person.birth_date, person.sex) == ("none", date(1971, 5, 2), "woman")


def test_missing_number_and_birth_date_give_one_error(case_worker):
    response = case_worker.post(PAGE, answers(personal_identity_number=""))

    assert list(errors(response)) == ["personal_identity_number"]
    assert "Skriv personnumret, eller kryssa i att det saknas." in response.text


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"personal_identity_number": "940112-2395"}, "personal_identity_number"),
        ({"personal_identity_number": "", "birth_date": "1971-05-02"}, "sex"),
        ({"personal_identity_number": "", "sex": "man"}, "birth_date"),
        ({"birth_date": "1994-01-13"}, "birth_date"),
        ({"sex": "woman"}, "sex"),
        ({"given_name": ""}, "given_name"),
        ({"family_name": ""}, "family_name"),
        ({"entry_date": ""}, "entry_date"),
        ({"entry_date": "1 mars"}, "entry_date"),
        ({"entry_date": "2017-08-31"}, "entry_date"),  # the project starts the day after
        ({"entry_date": "2020-04-01"}, "entry_date"),  # tomorrow
        ({"municipality": ""}, "municipality"),
        ({"unemployed_since": "2018-03-02"}, "unemployed_since"),
        ({"labour_market_status": "inactive", "in_education": ""}, "in_education"),
        ({"education_level": "9"}, "education_level"),
    ],
)
def test_errors_are_shown_at_the_field_and_in_the_summary(case_worker, changes, field):
    response = case_worker.post(PAGE, answers(**changes))

    assert list(errors(response)) == [field]
    assert f'href="#id_{field}' in response.text  # the summary leads to the field
    assert 'value="Öberg"' in response.text or field == "family_name"  # input is kept
    assert not Participation.objects.exists()


def test_the_first_day_of_the_project_is_accepted(cast, case_worker):
    case_worker.post(PAGE, answers(entry_date="2017-09-01"))
    assert Participation.objects.count() == 1


def test_a_project_without_dates_accepts_any_start(cast, case_worker):
    cast.project.starts_on = cast.project.ends_on = None
    cast.project.save()
    case_worker.post(PAGE, answers(entry_date="2012-05-01", unemployed_since=""))
    assert Participation.objects.count() == 1


def test_answers_of_another_status_are_discarded(case_worker):
    case_worker.post(PAGE, answers(labour_market_status="employed", self_employed="yes"))

    participation = Participation.objects.get()
    assert (participation.unemployed_since, participation.self_employed) == (None, True)


# Questions


@pytest.mark.parametrize(
    ("period", "asked", "not_asked"),
    [
        (
            "2007-2013",
            {"foreign_background", "other_disadvantage"},
            {"jobless_household", "homeless", "rural"},
        ),
        ("2014-2020", {"jobless_household", "other_disadvantage", "homeless"}, {"newly_arrived"}),
        ("2021-2027", {"third_country_national", "rural"}, {"jobless_household", "other_disadvantage"}),
    ],
)
def test_questions_depend_on_the_programme_period(cast, case_worker, period, asked, not_asked):
    cast.project.programme_period = period
    cast.project.save()

    fields = case_worker.get(PAGE).context["form"].fields.keys()

    assert asked <= fields
    assert not not_asked & fields


@pytest.mark.parametrize(("entered", "are_asked"), [("2018-08-01", True), ("2018-08-02", False)])
def test_household_questions_end_with_the_entries_of_1_august_2018(case_worker, entered, are_asked):
    case_worker.post(PAGE, answers(entry_date=entered))

    assert Participation.objects.get().jobless_household is (True if are_asked else None)


def test_target_group_questions_are_asked_when_needed(cast, case_worker):
    TargetGroupFactory(project=cast.project, any_of=["long_term_sick_listed", "refugee"])

    fields = case_worker.get(PAGE).context["form"].fields.keys()

    assert {"sick_listed", "sick_listed_since", "refugee"} <= fields
    assert "income_support" not in fields


# The target group


@pytest.fixture
def young(cast):
    return TargetGroupFactory(project=cast.project, name="Unga", name_en="Young people", max_age=24)


def test_inside_the_target_group_no_ground_is_kept(cast, case_worker, young):
    young.max_age = 30
    young.save()
    response = case_worker.post(PAGE + "check/", answers())
    assert "Hör till målgruppen:</b> Unga." in response.text

    case_worker.post(PAGE, answers(admission_ground="Behövs inte."))
    assert Participation.objects.get().admission_ground == ""


def test_outside_every_target_group_needs_a_ground(cast, case_worker):
    TargetGroupFactory(project=cast.project, name="Unga", max_age=23)

    refused = case_worker.post(PAGE, answers())

    assert list(errors(refused)) == ["admission_ground"]
    assert "Unga: högst 23 år" in refused.text
    case_worker.post(PAGE, answers(admission_ground="Remitterad av Arbetsförmedlingen."))
    assert Participation.objects.get().admission_ground == "Remitterad av Arbetsförmedlingen."


def test_an_undecided_result_does_not_stop_the_registration(cast, case_worker):
    TargetGroupFactory(project=cast.project, name="Nyanlända", all_of=["newly_arrived"])

    checked = case_worker.post(PAGE + "check/", answers())
    case_worker.post(PAGE, answers())

    assert "Det går inte att bedöma än" in checked.text
    assert Participation.objects.count() == 1


# Checks while the form is filled in


def test_the_check_shows_the_parsed_number(case_worker):
    response = case_worker.post(PAGE + "check/", {"personal_identity_number": "940112-2396"})

    assert "man, född 12\xa0januari\xa01994" in response.text
    assert "Ingen annan med detta nummer i projektet." in response.text
    assert "hx-swap-oob" in response.text
    assert not Person.objects.exists()


def test_the_check_shows_an_invalid_number(case_worker):
    response = case_worker.post(PAGE + "check/", {"personal_identity_number": "940112-2395"})
    assert "Den sista siffran stämmer inte" in response.text


def test_household_questions_depend_on_the_entry_date(case_worker):
    early, late = {"entry_date": "2018-08-01"}, {"entry_date": "2018-08-02"}
    shown = {"household_asked": "yes"}
    asked = [early, {**late, **shown}, {**early, **shown}, late]
    come, go, *stay = [case_worker.post(PAGE + "check/", answers).text for answers in asked]

    assert 'name="jobless_household"' in come
    assert "<input" not in go.split('id="household"')[1]
    assert [text for text in stay if 'id="household"' in text] == []


# Existing people


def test_a_participant_is_not_registered_twice(cast, case_worker):
    there = ParticipationFactory(project=cast.project, person__number=NUMBER)

    response = case_worker.post(PAGE, answers())

    assert list(errors(response)) == ["personal_identity_number"]
    assert f'href="{there.get_absolute_url()}"' in response.text
    assert Participation.objects.count() == 1


def test_a_participant_of_another_part_is_not_identified(cast, case_worker):
    there = ParticipationFactory(
        project=cast.project, person__number=NUMBER, spell__municipality_id=VASTERVIK, given_name="Hemlig"
    )

    response = case_worker.post(PAGE, answers())

    assert "uppgifterna är inte öppna för dig" in response.text
    assert str(there.public_id) not in response.text
    assert "Hemlig" not in response.text


def test_a_person_of_another_project_is_linked_without_being_shown(cast, case_worker):
    elsewhere = ParticipationFactory(
        project=cast.other_project, person__number=NUMBER, given_name="Hemlig", family_name="Annan"
    )

    checked = case_worker.post(PAGE + "check/", answers())
    page = case_worker.get(case_worker.post(PAGE, answers())["Location"])

    assert "Ingen annan med detta nummer i projektet." in checked.text
    assert Participation.objects.get(project=cast.project).person == elsewhere.person
    for shown in (checked.text, page.text):
        assert "Hemlig" not in shown
    assert cast.other_project.name not in page.text
    elsewhere.refresh_from_db()
    assert elsewhere.full_name == "Hemlig Annan"


def test_registering_raises_but_never_lowers_protection(cast, case_worker):
    elsewhere = ParticipationFactory(
        project=cast.other_project, person__number=NUMBER, person__protection="confidentiality_mark"
    )

    case_worker.post(PAGE, answers(protected_identity="none"))
    elsewhere.person.refresh_from_db()
    assert elsewhere.person.protection == "confidentiality_mark"

    other = ParticipationFactory(project=cast.other_project, person__number="940112-2388")
    case_worker.post(
        PAGE, answers(personal_identity_number="940112-2388", protected_identity="protected_registration")
    )
    other.person.refresh_from_db()
    assert other.person.protection == "protected_registration"


@pytest.mark.parametrize("where", [{}, {"spell__municipality_id": VASTERVIK}])
def test_the_same_name_and_birth_date_needs_confirmation(cast, case_worker, where):
    named = {"given_name": "Åke", "family_name": "Öberg", "person__birth_date": date(1971, 5, 2)}
    ParticipationFactory(project=cast.project, **named, **where)
    again = answers(personal_identity_number="", birth_date="1971-05-02", sex="man")

    asked = case_worker.post(PAGE, again)
    assert list(errors(asked)) == ["is_another_person"]
    case_worker.post(PAGE, {**again, "is_another_person": "on"})

    assert Participation.objects.count() == 2


# Municipality and intervention


def test_a_case_worker_registers_in_their_own_municipality_only(cast, case_worker):
    offered = [code for code, name in case_worker.get(PAGE).context["form"].fields["municipality"].choices]
    assert offered == ["", "0882"]
    assert list(errors(case_worker.post(PAGE, answers(municipality="0883")))) == ["municipality"]


def test_a_leader_may_register_somebody_from_any_municipality(cast, sign_in):
    sign_in(cast.leader).post(PAGE, answers(municipality="2584"))
    assert Participation.objects.get().spells.get().municipality_id == "2584"


def test_a_membership_for_an_intervention_registers_only_there(cast, sign_in):
    user = UserFactory()
    MembershipFactory(user=user, project=cast.project, intervention=cast.intervention)
    client = sign_in(user)

    assert list(errors(client.post(PAGE, answers()))) == ["intervention"]
    client.post(PAGE, answers(intervention=cast.intervention.pk))
    assert Participation.objects.get().spells.get().intervention == cast.intervention


def test_another_projects_intervention_cannot_be_chosen(cast, case_worker):
    other = cast.other_project.interventions.create(code="x", name="X")
    assert list(errors(case_worker.post(PAGE, answers(intervention=other.pk)))) == ["intervention"]


@pytest.mark.parametrize(
    ("who", "status"), [("funder", 403), ("administrator", 403), ("stranger", 404), ("former", 404)]
)
def test_who_may_not_register(cast, sign_in, who, status):
    client = sign_in(getattr(cast, who))
    assert client.get(PAGE).status_code == status
    assert client.post(PAGE, answers()).status_code == status
    assert not Participation.objects.exists()
