"""Target groups: inside, outside or undecided; unknown is never "no"."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from participants.register.forms.entry import RegistrationForm
from participants.register.rules.eligibility import (
    FIELDS_OF,
    QUESTIONS,
    TargetGroupStatus,
    assess,
    fields_needed,
    unemployed_for_long,
)
from projects.models import Condition, TargetGroup

ENTRY = date(2018, 3, 1)


def group(**rule):
    return TargetGroup(name="Gruppen", name_en="The group", **rule)


def record(**changes):
    return {"entry_date": ENTRY, "birth_date": date(1985, 5, 17), "sex": "woman", **changes}


def status(rule, **changes):
    return assess([group(**rule)], record(**changes)).status


def test_a_project_without_target_groups_has_no_result():
    assert assess([], record()) is None


@pytest.mark.parametrize(
    ("born", "expected"),
    [
        (date(2000, 3, 1), "inside"),  # 18 on the day
        (date(2000, 3, 2), "outside"),
        (date(1953, 3, 2), "inside"),  # 64
        (date(1953, 3, 1), "outside"),  # 65 on the day
        (None, "undecided"),
    ],
)
def test_the_age_span_counts_completed_years_on_the_first_day(born, expected):
    assert status({"min_age": 18, "max_age": 64}, birth_date=born) == expected


@pytest.mark.parametrize(
    ("rule", "answers", "expected"),
    [
        ({"all_of": ["unemployed"]}, {"labour_market_status": "unemployed"}, "inside"),
        ({"all_of": ["unemployed"]}, {"labour_market_status": "employed"}, "outside"),
        ({"all_of": ["unemployed"]}, {"labour_market_status": ""}, "undecided"),
        ({"all_of": ["inactive"]}, {"labour_market_status": "inactive"}, "inside"),
        ({"all_of": ["woman"]}, {}, "inside"),
        ({"all_of": ["woman"]}, {"sex": "man"}, "outside"),
        ({"all_of": ["woman"]}, {"sex": ""}, "undecided"),
        ({"all_of": ["disability"]}, {"disability": "yes"}, "inside"),
        ({"all_of": ["disability"]}, {"disability": "no"}, "outside"),
        ({"all_of": ["disability"]}, {"disability": "refused"}, "undecided"),
        ({"all_of": ["newly_arrived"]}, {"newly_arrived": False}, "outside"),
        ({"all_of": ["newly_arrived"]}, {"newly_arrived": None}, "undecided"),
        ({"all_of": ["not_in_education"]}, {"in_education": False}, "inside"),
        ({"all_of": ["not_in_education"]}, {"in_education": True}, "outside"),
        ({"all_of": ["sick_listed"]}, {"sick_listed_since": ENTRY}, "inside"),
        ({"all_of": ["sick_listed"]}, {"sick_listed": False}, "outside"),
        ({"all_of": ["sick_listed"]}, {}, "undecided"),
        ({"any_of": ["refugee", "newly_arrived"]}, {"refugee": "no", "newly_arrived": True}, "inside"),
        ({"any_of": ["refugee", "newly_arrived"]}, {"refugee": "no"}, "undecided"),
        ({"any_of": ["refugee", "newly_arrived"]}, {"refugee": "no", "newly_arrived": False}, "outside"),
        # one requirement known to fail decides, even if others are unknown
        ({"max_age": 24, "all_of": ["newly_arrived"]}, {}, "outside"),
    ],
)
def test_conditions(rule, answers, expected):
    assert status(rule, **answers) == expected


@pytest.mark.parametrize(
    ("since", "expected"),
    [(ENTRY - timedelta(days=60), "outside"), (ENTRY - timedelta(days=61), "inside"), (None, "undecided")],
)
def test_long_sick_leave_is_more_than_sixty_days(since, expected):
    assert (
        status({"all_of": ["long_term_sick_listed"]}, sick_listed=True, sick_listed_since=since) == expected
    )


@pytest.mark.parametrize(
    ("born", "since", "long"),
    [
        (date(1993, 3, 2), date(2017, 8, 31), True),  # 24: more than six months
        (date(1993, 3, 2), date(2017, 9, 1), False),  # six months to the day
        (date(1993, 3, 1), date(2017, 8, 31), False),  # 25 on the day: twelve months
        (date(1993, 3, 1), date(2017, 3, 1), False),
        (date(1993, 3, 1), date(2017, 2, 28), True),
        (None, date(2017, 2, 28), None),
        (date(1993, 3, 1), None, None),
    ],
)
def test_long_unemployment_is_more_than_six_or_twelve_months(born, since, long):
    assert unemployed_for_long(record(birth_date=born, unemployed_since=since)) is long


def test_one_group_is_enough_and_is_named():
    groups = [group(max_age=24), group(all_of=["woman"])]
    result = assess(groups, record())
    assert (result.status, result.groups) == (TargetGroupStatus.INSIDE, ("Gruppen",))


def test_outside_lists_failed_requirements_per_group():
    result = assess([group(max_age=24), group(all_of=["woman", "refugee"])], record(sex="man", refugee="no"))
    assert result.is_outside
    assert result.reasons == ("Gruppen: högst 24 år", "Gruppen: kvinna, flykting")


def test_undecided_lists_unknown_requirements():
    result = assess([group(max_age=24), group(all_of=["woman", "refugee"])], record())
    assert result.reasons == ("Gruppen: flykting",)


def test_every_condition_has_fields_and_is_assessed():
    assert FIELDS_OF.keys() == set(Condition)
    for condition in Condition:
        assert assess([group(all_of=[condition])], {}).status == TargetGroupStatus.UNDECIDED
    assert fields_needed([group(any_of=["refugee"], all_of=["long_term_unemployed"])]) == {
        "refugee",
        "labour_market_status",
        "unemployed_since",
    }


answer = st.sampled_from([True, False, None])


@given(
    st.lists(st.sampled_from(["newly_arrived", "income_support", "sickness_pension"]), min_size=1), st.data()
)
def test_further_answers_never_overturn_a_result(conditions, data):
    names = sorted(set(conditions))
    rule = group(**{data.draw(st.sampled_from(["all_of", "any_of"])): names})
    partly = record(**{name: data.draw(answer) for name in names})
    fully = {name: data.draw(st.booleans()) if value is None else value for name, value in partly.items()}

    before, after = assess([rule], partly).status, assess([rule], fully).status

    assert after != TargetGroupStatus.UNDECIDED
    assert before in (after, TargetGroupStatus.UNDECIDED)


def test_an_undecided_group_says_what_is_not_answered():
    result = assess([group(all_of=["woman", "refugee"])], record())
    assert result.unanswered == ("Gruppen: svara på ”Flykting”.",)
    jobless = group(all_of=["long_term_unemployed"])
    assert assess([jobless], record()).unanswered == ("Gruppen: svara på ”Ställning på arbetsmarknaden”.",)
    unemployed = record(labour_market_status="unemployed")
    assert assess([jobless], unemployed).unanswered == ("Gruppen: svara på ”Arbetslös sedan”.",)
    refused = record(disability="refused")
    assert assess([group(any_of=["disability", "newly_arrived"])], refused).unanswered == (
        "Gruppen: svara på ”Nyanländ i Sverige”.",  # "refused" is an answer, while another one is left
    )
    young = assess([group(max_age=24)], record() | {"birth_date": None}).unanswered
    assert young == ("Gruppen: svara på ”Födelsedatum”.",)
    assert assess([group(max_age=24)], record()).unanswered == ()


def test_the_questions_are_those_of_the_forms():
    fields = RegistrationForm.base_fields
    assert {name: str(label) for name, label in QUESTIONS.items()} == {
        name: str(fields[name].label) for name in QUESTIONS
    }
    assert fields_needed([group(all_of=list(Condition))]) <= set(QUESTIONS)
