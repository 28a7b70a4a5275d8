"""The registration form and the import: the same answers are refused, asked about and stored."""

from datetime import date

import pytest
import time_machine
from django.urls import reverse
from django.utils import translation

from participants.imports.actions import ImportRefused, ImportUnanswered, import_file
from participants.imports.reading.columns import FORMATS
from participants.register.forms import RegistrationForm
from participants.register.models import Moment, Participation, Person, Spell, situation_fields
from tests.factories import OSKARSHAMN, VASTERVIK, InterventionFactory, TargetFactory, TargetGroupFactory
from tests.participants.imports.files import ASA, BO, csv_file

pytestmark = pytest.mark.django_db

WRONG = ASA[:-1] + str((int(ASA[-1]) + 1) % 10)  # its last digit
COLUMNS = {column.name: column.key for column in FORMATS["participants"].columns}
# The form's own fields: how it is answered, not what is stored.
OF_THE_FORM = {
    "without_number",
    "is_another_person",
    "places_reason",
    "then",
    "looked_up",
    "confirmed",
    "single_use",
}
NO_NUMBER = {"personal_identity_number": "", "birth_date": "1985-05-17", "sex": "man"}
RIGHT = {
    "personal_identity_number": ASA, "given_name": "Åsa", "family_name": "Öberg", "protected_identity": "none",
    "entry_date": "2018-03-01", "municipality": OSKARSHAMN, "labour_market_status": "unemployed",
    "education_level": "3", "newly_arrived": "yes",
}  # fmt: skip
OTHER_PLACE = "a municipality outside the user's part"
# What is answered, in the words of both, and what the form says: fields with mistakes, or codes of warnings.
CASES = {
    "all is right": ({}, set()),
    "a wrong digit": ({"personal_identity_number": WRONG}, {"personal_identity_number"}),
    "another sex": ({"sex": "man"}, {"sex"}),
    "another birth date": ({"birth_date": "1994-01-13"}, {"birth_date"}),
    "no sex": (NO_NUMBER | {"sex": ""}, {"sex"}),
    "no birth date": (NO_NUMBER | {"birth_date": ""}, {"birth_date"}),
    "without a number": (NO_NUMBER, set()),
    "born after the start": (NO_NUMBER | {"birth_date": "2018-04-01"}, {"birth_date"}),
    "a child": (NO_NUMBER | {"birth_date": "2010-05-17"}, {"very_young"}),
    "no given name": ({"given_name": ""}, {"given_name"}),
    "a long name": ({"family_name": "Ö" * 101}, {"family_name"}),
    "a name of digits": ({"given_name": "123"}, {"given_name"}),
    "a hidden character": ({"family_name": "Ö\u202eberg"}, {"family_name"}),
    "no municipality": ({"municipality": ""}, {"municipality"}),
    OTHER_PLACE: ({"municipality": VASTERVIK}, {"municipality"}),
    "no start": ({"entry_date": ""}, {"entry_date"}),
    "a start of no day": ({"entry_date": "2018-02-30"}, {"entry_date"}),
    "a start before the project": ({"entry_date": "2010-03-01"}, {"entry_date"}),
    "a start in the future": ({"entry_date": "2090-03-01"}, {"entry_date"}),
    "unemployed after the start": ({"unemployed_since": "2018-03-02"}, {"unemployed_since"}),
    "unemployed before birth": ({"unemployed_since": "1990-01-01"}, {"unemployed_since_before_birth"}),
    "unemployed since, and employed": (
        {"labour_market_status": "employed", "unemployed_since": "2018-03-02", "self_employed": "yes"}, set()),
    "in business, and unemployed": ({"self_employed": "yes"}, set()),
    "inactive, studies not known": ({"labour_market_status": "inactive"}, {"in_education"}),
    "no such status": ({"labour_market_status": "lazy"}, {"labour_market_status"}),
    "no such education": ({"education_level": "9"}, {"education_level"}),
    "sick-listed after the start": ({"sick_listed": "yes", "sick_listed_since": "2018-03-02"}, {"sick_listed_since"}),
    "sick-listed since, and not": ({"sick_listed": "no", "sick_listed_since": "2018-03-02"}, set()),
    "outside the target groups": ({"newly_arrived": "no", "sick_listed": "no"}, {"admission_ground"}),
    "outside, with a ground": ({"newly_arrived": "no", "sick_listed": "no", "admission_ground": "Beslut"}, set()),
    "a ground that is not needed": ({"admission_ground": "Beslut"}, set()),
    "a refused answer": ({"foreign_background": "refused"}, set()),
    "hours without work": ({"work_at_entry": "none", "work_hours_at_entry": "20"}, {"work_hours_at_entry"}),
    "too many hours": ({"work_hours_at_entry": "81"}, {"work_hours_at_entry"}),
    "too much study": ({"study_at_entry": "school", "study_extent_at_entry": "101"}, {"study_extent_at_entry"}),
    "an intervention of another place": ({"intervention": "elsewhere"}, {"other_municipality"}),
    "a man in a group of women": (NO_NUMBER | {"intervention": "women"}, {"man_among_women"}),
    "nobody's intervention": ({"intervention": "none of these"}, {"intervention"}),
}  # fmt: skip


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel(date(2022, 3, 31), tick=False), translation.override("en"):
        yield


@pytest.fixture
def interventions(cast):
    TargetGroupFactory(project=cast.project, code="nya", all_of=["newly_arrived"], any_of=[])
    TargetGroupFactory(project=cast.project, code="sjuka", all_of=["long_term_sick_listed"], any_of=[])
    return {
        "elsewhere": InterventionFactory(project=cast.project, code="elsewhere", municipality_id="0880"),
        "women": InterventionFactory(project=cast.project, code="women", target_group="Kvinnor"),
    }


def by_form(client, cast, answers, interventions):
    """Return what the form objects to: fields, and codes of warnings."""
    chosen = interventions.get(answers.get("intervention"))
    data = answers | {"intervention": chosen.pk if chosen else answers.get("intervention", "")}
    if not answers["personal_identity_number"]:
        data["without_number"] = "on"
    page = client.post(reverse("register:register", args=[cast.project.slug]), data)
    if page.status_code == 302:
        return set()
    form = page.context["form"]
    wrong = set(form.errors) - {"confirmed"}
    # A place outside the part of the project is one mistake, at either of its two fields.
    wrong = {"municipality" if "You may not" in str(form.errors[name]) else name for name in wrong}
    return wrong or {str(each.code) for each in form.warnings}


def by_file(cast, answers, by):
    """Return what the import objects to, in the same words."""
    row = {name: answers.get(key, "") for name, key in COLUMNS.items() if key in answers}
    try:
        import_file(cast.project, "participants", csv_file([row]), by=by)
    except ImportRefused as refused:
        return {COLUMNS.get(problem.column, "") for problem in refused.problems.listed}
    except ImportUnanswered as refused:
        return set(refused.plan.questions.codes())
    return set()


def stored():
    """Return what was stored, without its keys; empty where nothing was."""
    left_out = {
        "id",
        "public_id",
        "person_id",
        "participation_id",
        "project_id",
        "created_at",
        "created_by_id",
    }
    # A case worker registers their own people; a list may be of many case workers' people.
    left_out |= {"number_encrypted", "case_worker_id"}
    rows = [row for model in (Person, Participation, Spell) for row in model.objects.values()]
    return [{name: value for name, value in row.items() if name not in left_out} for row in rows]


@pytest.mark.parametrize("name", CASES)
def test_the_form_and_a_file_say_the_same_and_store_the_same(cast, sign_in, interventions, name):
    changes, expected = CASES[name]
    answers = RIGHT | changes
    user = cast.case_worker if name == OTHER_PLACE else cast.leader
    assert by_file(cast, answers, user) == expected
    from_file = stored()
    assert bool(from_file) == (not expected)
    for model in (Spell, Participation, Person):
        model.objects.all().delete()
    assert by_form(sign_in(user), cast, answers, interventions) == expected
    assert stored() == from_file


def test_an_answer_that_is_left_out_is_said(cast):
    row = {name: RIGHT[key] for name, key in COLUMNS.items() if key in RIGHT}
    rows = [row | {"self_employed": "no"}, row | {"personal_identity_number": BO, "self_employed": "yes"}]
    (notice,) = import_file(cast.project, "participants", csv_file(rows), by=None).notices
    assert notice.startswith("In 1 row, an answer is left out")


def test_every_field_of_the_form_has_a_column_and_every_answer_is_asked_for_somewhere(cast):
    fields = {name for each in RegistrationForm.__mro__ for name in getattr(each, "base_fields", {})}
    assert fields - OF_THE_FORM <= set(COLUMNS.values())
    situation = {name for moment in Moment.values for name in situation_fields(moment)}
    in_columns = {name for name in situation if "income" not in name} | {
        f"incomes_at_{m}" for m in Moment.values
    }
    assert in_columns <= set(COLUMNS.values())
    assert set(Participation.ENTRY_RECORD_FIELDS) <= set(COLUMNS.values())


def test_both_ask_for_a_leader_where_all_places_are_taken(cast, sign_in):
    TargetFactory(project=cast.project, measure="participants", unit="number", value=1, comparison="at_most")
    assert by_file(cast, RIGHT, cast.case_worker) == set()
    other = RIGHT | {"personal_identity_number": BO, "given_name": "Bo"}
    assert by_form(sign_in(cast.case_worker), cast, other, {}) == {"__all__"}
    assert by_file(cast, other, cast.case_worker) == {""}
