"""The factories create valid rows, with and without traits."""

from tests.factories import OutcomeEventFactory, ParticipationFactory, PersonFactory, SpellFactory


def test_a_participation_comes_with_a_person_and_a_spell(cast):
    participation = ParticipationFactory(project=cast.project, spell__left=True, person__numbered=True)

    assert participation.spells.get().exit_reason == "completed"
    assert participation.person.number_kind == "personnummer"


def test_a_number_gives_sex_and_birth_date(db):
    person = PersonFactory(number="19940112-2396")
    assert (person.sex, person.birth_date.year) == ("man", 1994)


def test_more_spells_and_outcomes_can_be_added(db):
    participation = ParticipationFactory(spell=None, incomplete=True)
    SpellFactory(participation=participation, left=True)
    OutcomeEventFactory(participation=participation)

    assert participation.spells.count() == participation.outcomes.count() == 1
