"""Warnings that are answered once before saving, and what the forms choose and offer."""

from datetime import date
from types import SimpleNamespace

import pytest
import time_machine
from hypothesis import given
from hypothesis import strategies as st

from participants.register.dates import add_months
from participants.register.models import OutcomeEvent, Participation
from participants.register.rules import warnings
from tests.factories import (
    VASTERVIK,
    InterventionFactory,
    MembershipFactory,
    ParticipationFactory,
    UserFactory,
)
from tests.participants.register.test_registration import PAGE, answers, errors

pytestmark = pytest.mark.django_db
DAYS = st.dates(date(1990, 1, 1), date(2030, 12, 31))


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel(date(2020, 3, 31), tick=False):
        yield


@pytest.fixture
def case_worker(cast, sign_in):
    return sign_in(cast.case_worker)


@pytest.fixture
def for_women(cast):
    cast.intervention.target_group = "Kvinnor i Oskarshamn"
    cast.intervention.save()
    return cast.intervention


def assert_asks_once(client, address, data, code, saved):
    """The form asks about the warning, saves nothing, and saves once it is ticked."""
    asked = client.post(address, data)
    assert list(errors(asked)) == ["confirmed"]
    assert f'value="{code}"' in asked.text
    assert not saved()
    answered = client.post(address, {**data, "confirmed": [code]})
    assert answered.status_code == 302
    assert saved()


# Registration


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"unemployed_since": "1990-12-24"}, "unemployed_since_before_birth"),
        (
            {
                "personal_identity_number": "",
                "without_number": "on",
                "birth_date": "2016-12-24",
                "sex": "man",
                "unemployed_since": "",
            },
            "very_young",
        ),
    ],
)
def test_a_doubtful_registration_is_asked_about(case_worker, changes, code):
    assert_asks_once(case_worker, PAGE, answers(**changes), code, Participation.objects.exists)


def test_a_man_in_an_intervention_for_women_is_asked_about(case_worker, for_women):
    data = answers(intervention=for_women.pk)
    assert_asks_once(case_worker, PAGE, data, "man_among_women", Participation.objects.exists)


def test_another_municipalitys_intervention_is_asked_about(cast, sign_in):
    data = answers(intervention=cast.intervention.pk, municipality=VASTERVIK)
    assert_asks_once(sign_in(cast.leader), PAGE, data, "other_municipality", Participation.objects.exists)


def test_a_tick_for_another_warning_is_no_answer(case_worker):
    response = case_worker.post(PAGE, answers(unemployed_since="1990-12-24", confirmed=["very_young"]))
    assert list(errors(response)) == ["confirmed"]


def test_ordinary_answers_show_no_warnings(case_worker):
    response = case_worker.post(PAGE, answers(given_name=""))
    assert 'name="confirmed"' not in response.text


# After the registration


def test_a_correction_is_asked_about(cast, case_worker):
    someone = ParticipationFactory(project=cast.project)
    data = answers(unemployed_since="1980-01-01", reason="Fel datum")
    assert_asks_once(
        case_worker,
        someone.get_absolute_url() + "edit/",
        data,
        "unemployed_since_before_birth",
        lambda: Participation.objects.filter(unemployed_since="1980-01-01").exists(),
    )


def test_an_end_after_the_project_is_asked_about(cast, sign_in):
    someone = ParticipationFactory(project=cast.project)
    with time_machine.travel(date(2026, 11, 27), tick=False):
        assert_asks_once(
            sign_in(cast.case_worker),
            someone.get_absolute_url() + "exit/",
            {"exit_date": "2026-11-20", "exit_reason": "other"},
            "exit_after_project",
            lambda: someone.spells.filter(exit_date="2026-11-20").exists(),
        )


def test_a_warning_is_not_called_optional(cast, sign_in):
    someone = ParticipationFactory(project=cast.project)
    with time_machine.travel(date(2026, 11, 27), tick=False):
        page = sign_in(cast.case_worker).post(
            someone.get_absolute_url() + "exit/", {"exit_date": "2026-11-20", "exit_reason": "other"}
        )
    assert "Kontrollera innan du sparar" in page.text
    assert "frivilligt" not in page.text


def test_a_late_follow_up_is_asked_about(cast, case_worker):
    someone = ParticipationFactory(project=cast.project, spell__left=True)
    assert_asks_once(
        case_worker,
        someone.get_absolute_url() + "outcomes/new/",
        {"kind": "follow_up_employed", "date": "2020-03-30"},
        "late_follow_up",
        someone.outcomes.exists,
    )


# The rules


@given(DAYS, DAYS)
def test_only_follow_ups_more_than_a_year_after_the_end_are_late(left, happened):
    for kind in OutcomeEvent.Kind:
        asked = warnings.outcome_warnings({"kind": kind, "date": happened}, last_exit=left)
        late = kind in OutcomeEvent.FOLLOW_UPS and happened > add_months(left, 12)
        assert [each.code for each in asked] == ["late_follow_up"] * late


@given(DAYS, st.none() | DAYS)
def test_only_ends_after_the_last_day_are_asked_about(left, ends_on):
    asked = warnings.exit_warnings(left, project=SimpleNamespace(ends_on=ends_on))
    assert bool(asked) == (ends_on is not None and left > ends_on)


@pytest.mark.parametrize(
    ("target_group", "expected"),
    [
        ("kvinnor", True),
        ("Women who have been out of work", True),
        ("kvinnor och män", False),
        ("personer med funktionsnedsättning", False),
        ("", False),
    ],
)
def test_target_groups_of_women(target_group, expected):
    assert warnings.is_for_women(SimpleNamespace(target_group=target_group)) == expected


# What the form chooses and offers


def checked_radios(response):
    return response.text.count(" checked") - response.text.count('value="none" checked')


def test_no_answer_is_chosen_before_it_is_asked(case_worker):
    page = case_worker.get(PAGE)
    assert page.text.count('type="radio"') > 20
    assert checked_radios(page) == 0
    assert '<option value="" selected>Välj</option>' in page.text  # education
    assert 'value="unknown" selected' not in page.text


def test_unknown_is_stored_as_empty(case_worker):
    unknown = dict.fromkeys(
        ("labour_market_status", "in_education", "education_level", "disability"), "unknown"
    )
    case_worker.post(PAGE, answers(**unknown, unemployed_since=""))
    participation = Participation.objects.get()
    assert [getattr(participation, name) for name in unknown] == ["", None, None, ""]


def test_the_number_has_the_focus_of_a_new_form_only(case_worker):
    assert case_worker.get(PAGE).text.count("autofocus") == 1
    assert "autofocus" not in case_worker.post(PAGE, answers(given_name="")).text


def test_the_only_allowed_place_is_chosen_and_no_other_offered(cast, sign_in):
    only = InterventionFactory(project=cast.project, code="lots", municipality_id=VASTERVIK)
    user = UserFactory()
    MembershipFactory(user=user, project=cast.project, intervention=only)
    client = sign_in(user)

    form = client.get(PAGE).context["form"]
    offered = {
        name: [str(value) for value, _label in form[name].field.widget.choices]
        for name in ("municipality", "intervention")
    }
    assert offered == {"municipality": [VASTERVIK], "intervention": [str(only.pk)]}
    chosen = {name: str(form[name].value()) for name in offered}
    assert list(errors(client.post(PAGE, answers(**{**chosen, "intervention": ""})))) == ["intervention"]
    assert client.post(PAGE, answers(**chosen)).status_code == 302


def test_the_intervention_of_the_own_municipality_is_chosen_but_may_be_left_out(cast, case_worker):
    field = case_worker.get(PAGE).context["form"]["intervention"]
    assert field.value() == cast.intervention.pk
    assert case_worker.post(PAGE, answers(intervention="")).status_code == 302


def test_a_leader_starts_without_a_place(cast, sign_in):
    form = sign_in(cast.leader).get(PAGE).context["form"]
    assert (form["municipality"].value(), form["intervention"].value()) == (None, None)


def test_the_next_of_a_pile_starts_in_the_same_place(cast, sign_in):
    client = sign_in(cast.leader)
    data = answers(municipality="0882", intervention=cast.intervention.pk, then="next")
    page = client.post(PAGE, data, follow=True)

    assert page.redirect_chain[0][0].startswith(PAGE)
    form = page.context["form"]
    assert (form["municipality"].value(), form["intervention"].value()) == (
        "0882",
        str(cast.intervention.pk),
    )
    assert form["given_name"].value() is None
    assert "Här är formuläret för nästa" in page.text
    assert Participation.objects.count() == 1


def test_a_re_entry_starts_from_the_last_place(cast, case_worker):
    someone = ParticipationFactory(
        project=cast.project, spell__left=True, spell__intervention=cast.intervention
    )
    form = case_worker.get(someone.get_absolute_url() + "reenter/").context["form"]
    assert form["municipality"].value() == "0882"
    assert form["intervention"].value() == cast.intervention.pk


def test_a_re_entry_does_not_start_where_the_user_may_not_register(cast, sign_in):
    someone = ParticipationFactory(project=cast.project, spell__left=True)
    someone.spells.create(
        entry_date=date(2018, 10, 1),
        exit_date=date(2018, 10, 9),
        exit_reason="other",
        municipality_id=VASTERVIK,
    )
    form = sign_in(cast.case_worker).get(someone.get_absolute_url() + "reenter/").context["form"]
    assert form["municipality"].value() == "0882"


def test_a_known_number_asks_nothing_about_the_name(cast, case_worker):
    ParticipationFactory(project=cast.project, person__number="940112-2396")
    response = case_worker.post(PAGE, answers())
    assert list(errors(response)) == ["personal_identity_number"]
    assert 'name="is_another_person"' not in response.text


def test_names_are_isolated_and_direction_marks_refused(cast, case_worker):
    someone = ParticipationFactory(project=cast.project, given_name="نیلوفر", family_name="احمدی")
    page = case_worker.get("/projects/samverkan/participants/")
    assert "<bdi>نیلوفر احمدی</bdi>" in page.text
    assert "<bdi>نیلوفر احمدی</bdi>" in case_worker.get(someone.get_absolute_url()).text

    refused = case_worker.post(PAGE, answers(given_name="Ali\N{RIGHT-TO-LEFT OVERRIDE}ce"))
    assert list(errors(refused)) == ["given_name"]
    assert "U+202E, right-to-left override" in refused.text


def test_the_error_names_the_date_that_is_wrong(case_worker):
    response = case_worker.post(PAGE, answers(entry_date="0001-01-01"))
    assert list(errors(response)) == ["entry_date"]
