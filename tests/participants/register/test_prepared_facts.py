"""Facts and conditions from statements composed once, compared with freshly composed queries."""

from datetime import date, timedelta

import pytest
from django.db.models import Q
from django.utils import translation
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from participants.register import prepared_facts
from participants.register.facts import answer, with_facts
from participants.register.models import Participation
from participants.register.prepared_facts import PAGE_FACTS, add_facts
from reporting.indicators import explain
from reporting.indicators.frameworks import FRAMEWORKS, for_period
from reporting.indicators.validation import current_rules
from tests.factories import ParticipationFactory, ProjectFactory, SpellFactory
from tests.reporting.indicators.random_registers import registers, store

pytestmark = pytest.mark.django_db
generated = settings(
    max_examples=10,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
days = st.dates(date(2017, 12, 1), date(2020, 6, 1))


def fresh_facts(participations):
    keys = [participation.pk for participation in participations]
    return with_facts(Participation.objects.filter(pk__in=keys)).order_by("pk").values("pk", *PAGE_FACTS)


def fresh_answers(participation, conditions, long_term):
    people = with_facts(
        Participation.objects.filter(pk=participation.pk), long_term=long_term, with_activity=True
    )
    names = {f"condition_{number}": answer(q) for number, q in enumerate(conditions.values())}
    return dict(zip(conditions, people.annotate(**names).values_list(*names).get(), strict=True))


@pytest.mark.parametrize("period", FRAMEWORKS)
@generated
@given(register=registers)
def test_facts_are_those_of_a_fresh_query(period, register):
    _project, participations = store(period, register)

    add_facts(participations)

    assert [
        {name: getattr(each, name) for name in ("pk", *PAGE_FACTS)}
        for each in sorted(participations, key=lambda each: each.pk)
    ] == list(fresh_facts(participations))


@pytest.mark.parametrize("period", FRAMEWORKS)
@generated
@given(register=registers, day=days, dates=st.tuples(st.none() | days, st.none() | days))
def test_explanations_and_problems_are_those_of_a_fresh_query(period, register, day, dates):
    project, participations = store(period, register)
    project.starts_on, project.ends_on = sorted(dates) if all(dates) else dates
    framework = for_period(period)
    rules = {rule.id: rule.broken for rule in current_rules(project, framework)}
    indicators = explain.counted_indicators(project)
    conditions = {c.text: c.q for each in indicators for c in explain.conditions_of(each, day)}

    for participation in participations[:3]:
        participation.project = project
        review = explain.review(participation, on=day)

        expected = fresh_answers(participation, conditions | rules, framework.long_term)
        assert {problem.id for problem in review.problems} == {key for key in rules if expected[key]}
        for explanation in review.explanations:
            assert all(each.holds == expected[each.text] for each in explanation.conditions)


@pytest.mark.parametrize("period", FRAMEWORKS)
@generated
@given(register=registers, day=days, hidden=st.sets(st.integers(0, 5)))
def test_waiting_work_is_what_the_filters_of_the_list_find(period, register, day, hidden):
    project, participations = store(period, register)
    shown = [each.pk for number, each in enumerate(participations) if number not in hidden]
    people = Participation.objects.in_project(project).filter(pk__in=shown)

    waiting = prepared_facts.count_waiting(project, people, day)

    facts = with_facts(people)
    assert waiting == {
        "without_exit": facts.taking_part().count(),
        "without_result": facts.without_result().count(),
        "due_for_follow_up": facts.due_for_follow_up(day).count(),
        "incomplete": facts.incomplete().count(),
    }


def test_a_statement_does_not_depend_on_the_language():
    statements = []
    for language in ("sv", "en"):
        with translation.override(language):
            by_period = [explain._statement.__wrapped__(code, True, False).sql for code in FRAMEWORKS]
            statements.append([prepared_facts._facts_by_key.__wrapped__(), *by_period])

    assert statements[0] == statements[1]


def test_a_statement_holds_nothing_of_the_first_that_it_was_asked_for():
    near, far = ProjectFactory(starts_on=date(2018, 1, 1)), ProjectFactory(starts_on=date(2019, 1, 1))
    entry = date(2018, 6, 1)
    before, within = (ParticipationFactory(project=each, spell=None) for each in (far, near))
    for each in (before, within):
        SpellFactory(participation=each, entry_date=entry, exit_date=None)

    problems = [[problem.id for problem in explain.review(each).problems] for each in (within, before)]

    assert ["V-R10" in ids for ids in problems] == [False, True]


def test_people_of_one_page_get_their_own_facts(django_assert_num_queries):
    entries = [date(2018, 6, 1) + timedelta(days) for days in range(3)]
    people = [ParticipationFactory(spell=None) for _entry in entries]
    for each, entry in zip(people, entries, strict=True):
        SpellFactory(participation=each, entry_date=entry)

    with django_assert_num_queries(1):
        add_facts(reversed(people))

    assert [each.first_entry for each in people] == entries


def test_an_empty_page_asks_for_nothing(django_assert_num_queries):
    with django_assert_num_queries(0):
        add_facts([])


def test_a_prepared_condition_may_be_empty():
    participation = ParticipationFactory()
    framework = for_period("2014-2020")

    prepared = prepared_facts.prepare_conditions({"nothing": Q()}, long_term=framework.long_term)

    assert prepared.evaluate(participation) == {"nothing": True}
