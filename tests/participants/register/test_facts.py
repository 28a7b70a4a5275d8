"""Facts of participations: one row each, computed in SQL."""

from datetime import date

import pytest
from django.db.models import Q
from hypothesis import HealthCheck, given, settings

from participants.register.facts import LongTerm, with_facts
from participants.register.models import Participation
from participants.register.prepared_facts import prepare_conditions
from reporting.indicators.counting import PartLookup
from tests.factories import (
    OSKARSHAMN,
    VASTERVIK,
    InterventionFactory,
    OutcomeEventFactory,
    ParticipationFactory,
    ProjectFactory,
    ProjectMunicipalityFactory,
    SpellFactory,
    SubProjectFactory,
)
from tests.reporting.indicators.random_registers import registers, store
from tests.reporting.indicators.reference import PersonFacts

pytestmark = pytest.mark.django_db
ENTRY, EXIT = date(2018, 9, 3), date(2019, 3, 1)


def facts_of(participation, **options):
    return with_facts(Participation.objects.filter(pk=participation.pk), **options).get()


def in_project(*spells, **record):
    participation = ParticipationFactory(spell=None, **record)
    for entry, left in spells:
        reason = "completed" if left else ""
        SpellFactory(participation=participation, entry_date=entry, exit_date=left, exit_reason=reason)
    return participation


def test_spells_give_the_first_entry_and_the_last_exit():
    facts = facts_of(in_project((ENTRY, EXIT), (date(2019, 5, 1), date(2019, 6, 1))))

    assert (facts.first_entry, facts.last_entry, facts.last_exit) == (
        ENTRY,
        date(2019, 5, 1),
        date(2019, 6, 1),
    )


def test_an_open_spell_has_no_last_exit_whatever_was_recorded_first():
    assert facts_of(in_project((date(2019, 5, 1), None), (ENTRY, EXIT))).last_exit is None


def test_a_participation_without_spells_has_unknown_facts_and_is_not_lost():
    facts = facts_of(ParticipationFactory(spell=None))

    assert (facts.first_entry, facts.age, facts.leaving_status) == (None, None, None)
    assert (facts.has_education, facts.long_term_unemployed) == (False, False)


def test_facts_cover_exactly_the_queryset():
    project = ProjectFactory()
    several = [in_project((ENTRY, EXIT), project=project) for _ in range(3)]
    in_project((ENTRY, EXIT))
    people = Participation.objects.filter(project=project).order_by("pk")

    assert with_facts(people).count() == 3
    assert [p.pk for p in with_facts(people)] == [p.pk for p in several]
    assert [p.first_entry for p in with_facts(people[1:3])] == [ENTRY, ENTRY]
    assert with_facts(people).filter(first_entry__gt=ENTRY).count() == 0
    assert with_facts(people).order_by("-last_exit", "pk").values_list("last_exit", flat=True)[0] == EXIT


def test_a_page_of_facts_is_one_statement(django_assert_num_queries):
    project = ProjectFactory()
    for _ in range(3):
        participation = in_project((ENTRY, EXIT), project=project)
        OutcomeEventFactory.create_batch(2, participation=participation, happened_on=EXIT)

    with django_assert_num_queries(1):
        page = list(with_facts(Participation.objects.filter(project=project))[:50])

    assert [p.leaving_status for p in page] == ["employment"] * 3


@pytest.mark.parametrize(("strictly", "long"), [(True, False), (False, True)])
def test_the_limits_of_long_term_unemployment_belong_to_the_definition(strictly, long):
    participation = in_project((ENTRY, None), unemployed_since=date(2018, 6, 3))
    limits = LongTerm(young_below=20, young_months=1, months=3, strictly=strictly)

    assert facts_of(participation, long_term=limits).long_term_unemployed is long
    assert facts_of(participation).long_term_unemployed is False


def test_an_employed_person_is_not_long_term_unemployed():
    facts = facts_of(
        in_project((ENTRY, None), labour_market_status="employed", unemployed_since=date(2010, 1, 1))
    )

    assert (facts.unemployed_for_long, facts.long_term_unemployed) == (True, False)


def test_an_early_follow_up_does_not_count():
    participation = in_project((ENTRY, EXIT))
    OutcomeEventFactory(participation=participation, happened_on=date(2019, 8, 31), kind="follow_up_employed")

    facts = facts_of(participation)

    assert (facts.follow_up, facts.has_early_follow_up, facts.last_follow_up_on) == (
        None,
        True,
        date(2019, 8, 31),
    )


def test_conditions_are_answered_for_one_person_in_one_statement(django_assert_num_queries):
    participation = in_project((ENTRY, None), homeless=None)
    asked = {"woman": Q(sex="woman"), "homeless": Q(homeless=True), "nothing": Q()}
    prepared = prepare_conditions(asked, long_term=LongTerm())

    with django_assert_num_queries(1):
        answers = prepared.evaluate(participation)

    assert answers == {"woman": True, "homeless": False, "nothing": True}


def test_conditions_of_a_participation_that_is_not_in_the_register_are_refused():
    with pytest.raises(Participation.DoesNotExist):
        prepare_conditions({"woman": Q(sex="woman")}, long_term=LongTerm()).evaluate(Participation(pk=0))


def test_sub_projects_are_the_same_in_a_list_as_in_a_report():
    project = ProjectFactory()
    north, south = SubProjectFactory(project=project), SubProjectFactory(project=project)
    ProjectMunicipalityFactory(project=project, municipality_id=OSKARSHAMN, sub_project=north)
    course = InterventionFactory(project=project, sub_project=south)
    plain = InterventionFactory(project=project)
    for place in (OSKARSHAMN, VASTERVIK):
        for intervention in (None, course, plain):
            participation = ParticipationFactory(project=project, spell=None)
            SpellFactory(participation=participation, municipality_id=place, intervention=intervention)

    places = PartLookup(project)
    people = with_facts(Participation.objects.filter(project=project))

    assert {p.first_sub_project for p in people} == {north.pk, south.pk, None}
    for p in people:
        key = places.key("sub_project", p.first_municipality, p.first_intervention)
        assert p.first_sub_project == p.last_sub_project == key


@settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(register=registers)
def test_facts_agree_with_the_reference(register):
    _, participations = store("2014-2020", register)

    for stored, person in zip(participations, register, strict=True):
        facts, expected = facts_of(stored), PersonFacts(person, "2014-2020")
        assert (facts.first_entry, facts.last_exit, facts.age) == (
            expected.entry,
            expected.exit,
            expected.age,
        )
        assert (facts.first_municipality, facts.last_municipality) == (
            expected.first.municipality,
            expected.last.municipality,
        )
        assert (facts.leaving_status, facts.follow_up) == (expected.leaving, expected.follow_up)
        assert (facts.follow_up_improvement or "") == (expected.improvement or "")
        assert (facts.is_complete, facts.disadvantaged) == (expected.complete, expected.disadvantaged)
        assert facts.long_term_unemployed == expected.long_term
        for kind in ("education", "qualification", "internship"):
            assert getattr(facts, f"has_{kind}") == (kind in expected.kinds)
