from datetime import date

import pytest

from reporting.indicators.explain import conditions_of, counted_indicators, explain, review
from reporting.indicators.frameworks import FRAMEWORKS
from tests.factories import ProjectFactory
from tests.reporting.indicators.participants_with_outcomes import ENTRY, EXIT, LAST_DAY, add_participant

pytestmark = pytest.mark.django_db


@pytest.fixture
def project():
    return ProjectFactory()


def test_a_counted_person_meets_every_condition(project):
    explanation = explain(add_participant(project, events=[(EXIT, "employment")]), "CR04", on=LAST_DAY)

    assert explanation.counted
    assert explanation.deciding is None
    assert [condition.holds for condition in explanation.conditions] == [True] * 4
    assert (explanation.code, explanation.name.en[:27]) == ("CR04", "participants in employment,")


def test_the_first_condition_that_fails_decides(project):
    employed = add_participant(project, employed=True, events=[(EXIT, "employment")])
    still_there = add_participant(project, spells=[(ENTRY, None)])
    incomplete = add_participant(project, incomplete=True, events=[(EXIT, "employment")])

    reasons = [
        explain(person, "CR04", on=LAST_DAY).deciding.text for person in (employed, still_there, incomplete)
    ]

    assert reasons[0].sv == "arbetslös eller utanför arbetskraften vid start"
    assert reasons[1].sv == "har avslutat sitt deltagande"
    assert reasons[2].en.startswith("the record is complete")


def test_an_explanation_is_of_a_day(project):
    participation = add_participant(project)

    assert explain(participation, "leavers", on=EXIT).counted
    assert not explain(participation, "leavers", on=date(2019, 2, 28)).counted
    assert explain(participation, "leavers").counted  # today


def test_measures_are_explained_too_and_ask_for_no_complete_record(project):
    explanation = explain(
        add_participant(project, incomplete=True, events=[(EXIT, "internship")]), "occupation"
    )

    assert explanation.counted
    assert explanation.conditions[-1].text.sv == "i arbete, studier eller praktik efter avslut"


@pytest.mark.parametrize("period", FRAMEWORKS)
def test_a_whole_page_of_explanations_is_one_statement(period, django_assert_num_queries):
    participation = add_participant(ProjectFactory(programme_period=period, starts_on=None, ends_on=None))

    with django_assert_num_queries(1):
        explanations = review(participation, on=LAST_DAY).explanations

    assert [e.code for e in explanations] == [i.code for i in counted_indicators(participation.project)]
    assert all(e.counted == all(c.holds for c in e.conditions) for e in explanations)


@pytest.mark.parametrize("period", FRAMEWORKS)
def test_a_condition_is_worded_in_both_languages_and_only_one_way(period):
    project = ProjectFactory(programme_period=period)
    worded = {}
    for indicator in counted_indicators(project):
        for condition in conditions_of(indicator, LAST_DAY):
            assert condition.text.sv
            assert condition.text.en
            assert worded.setdefault(condition.text, condition.q) == condition.q


def test_a_code_that_counts_no_people_has_no_explanation(project):
    with pytest.raises(KeyError):
        explain(add_participant(project), "CO20")
