"""The factories create valid rows, with and without traits."""

from participants.register.identity.numbers import decrypt_number
from tests.factories import OutcomeEventFactory, ParticipationFactory, PersonFactory, SpellFactory
from tests.numbers import NUMBERS, nth_number


def test_a_participation_comes_with_a_person_and_a_spell(cast):
    participation = ParticipationFactory(project=cast.project, spell__left=True, person__numbered=True)

    assert participation.spells.get().exit_reason == "completed"
    assert participation.person.number_kind == "personnummer"


def test_numbers_begin_again_after_the_last(db):
    before = PersonFactory._meta.next_sequence()
    PersonFactory.reset_sequence(NUMBERS - 1, force=True)
    people = [PersonFactory(numbered=True) for _each in range(2)]
    assert [decrypt_number(person) for person in people] == [nth_number(NUMBERS - 1), nth_number(0)]
    PersonFactory.reset_sequence(before, force=True)


def test_a_number_gives_sex_and_birth_date(db):
    person = PersonFactory(number="19940112-2396")
    assert (person.sex, person.birth_date.year) == ("man", 1994)


def test_more_spells_and_outcomes_can_be_added(db):
    participation = ParticipationFactory(spell=None, incomplete=True)
    SpellFactory(participation=participation, left=True)
    OutcomeEventFactory(participation=participation)

    assert participation.spells.count() == participation.outcomes.count() == 1
