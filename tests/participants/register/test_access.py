"""Participations are visible and editable only through memberships that include them."""

from datetime import date
from random import Random

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.permissions import Role
from participants.register.models import Participation
from participants.register.rules.editable_parts import editable_parts
from projects.models import Municipality
from tests.factories import (
    KALMAR,
    OSKARSHAMN,
    VASTERVIK,
    InterventionFactory,
    MembershipFactory,
    OutcomeEventFactory,
    ParticipationFactory,
    ProjectFactory,
    ProjectMunicipalityFactory,
    SpellFactory,
    SubProjectFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
SEES_PEOPLE = {Role.PROJECT_LEADER, Role.CASE_WORKER}


class Register:
    """Two projects; the first with two sub-projects, three municipalities and three interventions."""

    def __init__(self):
        self.project, self.other = ProjectFactory(), ProjectFactory()
        self.north, self.south = (
            SubProjectFactory(project=self.project),
            SubProjectFactory(project=self.project),
        )
        for code, part in ((OSKARSHAMN, self.north), (VASTERVIK, self.south), (KALMAR, None)):
            ProjectMunicipalityFactory(project=self.project, municipality_id=code, sub_project=part)
        self.interventions = [
            InterventionFactory(project=self.project, sub_project=self.north),
            InterventionFactory(project=self.project, sub_project=self.south),
            InterventionFactory(project=self.project),
        ]
        random = Random(7)
        for _number in range(30):
            self._join(self.project, random, [None, *self.interventions])
        for _number in range(5):
            self._join(self.other, random, [None])

    def _join(self, project, random, interventions):
        participation = ParticipationFactory(project=project, spell=None)
        for year in range(2018, 2018 + random.randint(1, 2)):
            SpellFactory(
                participation=participation,
                entry_date=date(year, 1, 1),
                exit_date=date(year, 6, 1),
                exit_reason="moved",
                municipality_id=random.choice([OSKARSHAMN, VASTERVIK, KALMAR]),
                intervention=random.choice(interventions),
            )

    def sub_project_of(self, spell):
        if spell.intervention and spell.intervention.sub_project:
            return spell.intervention.sub_project
        return {OSKARSHAMN: self.north, VASTERVIK: self.south}.get(spell.municipality_id)


def parts(register):
    """Yield the limits of a membership, and whether a spell is within it."""
    yield {}, lambda spell: True
    for code in (OSKARSHAMN, VASTERVIK, KALMAR):
        yield {"municipality_id": code}, lambda spell, code=code: spell.municipality_id == code
    for each in register.interventions:
        yield {"intervention": each}, lambda spell, each=each: spell.intervention == each
    for part in (register.north, register.south):
        yield {"sub_project": part}, lambda spell, part=part: register.sub_project_of(spell) == part


membership = st.tuples(
    st.sampled_from([role for role in Role if role != Role.ADMINISTRATOR]),
    st.integers(0, 8),
    st.booleans(),  # in the other project, then as a whole
    st.booleans(),  # in force
)


@pytest.fixture
def register():
    return Register()


@settings(
    max_examples=60,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    deadline=None,
)
@given(memberships=st.lists(membership, max_size=3), is_administrator=st.booleans())
def test_memberships_decide_which_participations_are_visible(register, memberships, is_administrator):
    choices = list(parts(register))
    with transaction.atomic():
        user, within = UserFactory(), []
        if is_administrator:
            MembershipFactory(user=user, administrator=True)
        for role, part, elsewhere, in_force in memberships:
            limits, includes = ({}, lambda spell: True) if elsewhere else choices[part]
            project = register.other if elsewhere else register.project
            until = date(2030, 1, 1) if role == Role.AUDITOR else None  # auditors need an end date
            ends_on = until if in_force else date(2020, 1, 1)
            MembershipFactory(user=user, role=role, project=project, ends_on=ends_on, **limits)
            if role in SEES_PEOPLE and in_force:
                within.append((project, includes))
        expected = {
            participation.pk
            for participation in Participation.objects.prefetch_related("spells__intervention__sub_project")
            for project, includes in within
            if participation.project_id == project.pk and any(map(includes, participation.spells.all()))
        }
        seen = list(Participation.objects.visible_to(user).values_list("pk", flat=True))
        transaction.set_rollback(True)

    assert sorted(seen) == sorted(expected)  # each once


def test_the_same_parts_can_be_read_and_registered_in(register):
    # The Python rule for new spells must equal the rule by which stored ones are read.
    for limits, includes in parts(register):
        user = UserFactory()
        MembershipFactory(user=user, project=register.project, **limits)
        editable = editable_parts(user, register.project)
        for code in (OSKARSHAMN, VASTERVIK, KALMAR):
            for intervention in (None, *register.interventions):
                spell = SpellFactory.build(
                    participation=None, municipality_id=code, intervention=intervention
                )
                covered = editable.includes(Municipality(code=code), intervention)
                assert covered == includes(spell), (limits, code, intervention)


def test_only_parts_open_for_registration_are_offered(register):
    for limits, _holds in parts(register):
        user = UserFactory()
        MembershipFactory(user=user, project=register.project, **limits)
        editable = editable_parts(user, register.project)
        for place in editable.municipalities():
            assert any(editable.includes(place, each) for each in [None, *editable.interventions()]), (
                limits,
                place,
            )
        for intervention in editable.interventions():
            assert any(editable.includes(place, intervention) for place in editable.municipalities()), (
                limits,
                intervention,
            )
        assert bool(editable.other_municipalities()) == (not limits)


ADDRESSES = ["", "edit/", "protection/", "exit/", "reenter/", "outcomes/new/", "spells/{spell}/"]
ADDRESSES += ["outcomes/{outcome}/", "outcomes/{outcome}/withdraw/"]


@pytest.fixture
def in_oskarshamn(cast):
    participation = ParticipationFactory(project=cast.project)
    OutcomeEventFactory(participation=participation)
    return participation


def address(participation, name):
    known = {"spell": participation.spells.get().pk, "outcome": participation.outcomes.get().pk}
    return participation.get_absolute_url() + name.format(**known)


@pytest.mark.parametrize(
    "who", ["colleague", "funder", "administrator", "stranger", "former", "without_role"]
)
def test_pages_of_an_invisible_person_are_not_found(cast, sign_in, in_oskarshamn, who):
    client = sign_in(getattr(cast, who))
    for name in ADDRESSES:
        assert client.get(address(in_oskarshamn, name)).status_code == 404
        if name:
            assert client.post(address(in_oskarshamn, name), {"level": "none"}).status_code == 404


@pytest.mark.parametrize("who", ["leader", "case_worker"])
def test_pages_of_a_visible_person_open(cast, sign_in, in_oskarshamn, who):
    client = sign_in(getattr(cast, who))
    for name in ADDRESSES:
        assert client.get(address(in_oskarshamn, name)).status_code in (200, 302)


@pytest.mark.parametrize("who", ["colleague", "funder", "administrator", "stranger"])
def test_a_number_is_not_revealed_to_other_roles(cast, sign_in, in_oskarshamn, who):
    response = sign_in(getattr(cast, who)).post(in_oskarshamn.get_absolute_url() + "reveal/")
    assert response.status_code == 404


def test_a_person_is_not_found_through_another_project(cast, sign_in, in_oskarshamn):
    MembershipFactory(user=cast.leader, project=cast.other_project, leader=True)
    elsewhere = in_oskarshamn.get_absolute_url().replace("/samverkan/", "/annat/")
    assert sign_in(cast.leader).get(elsewhere).status_code == 404
