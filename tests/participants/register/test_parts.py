"""A part includes the same spells in Python, in a queryset and in the database's own check."""

from itertools import product

import pytest

from accounts.database_access import user_scope
from participants.register.models import Participation
from participants.register.rules.editable_parts import editable_parts
from projects.models import Municipality
from projects.parts import Part
from tests.factories import (
    KALMAR,
    OSKARSHAMN,
    VASTERVIK,
    InterventionFactory,
    MembershipFactory,
    ParticipationFactory,
    ProjectFactory,
    ProjectMunicipalityFactory,
    SubProjectFactory,
)

pytestmark = pytest.mark.django_db

MUNICIPALITIES = (OSKARSHAMN, VASTERVIK, KALMAR)  # of the north; of no sub-project; outside the project


@pytest.fixture
def project():
    project = ProjectFactory()
    north, south = SubProjectFactory(project=project), SubProjectFactory(project=project)
    ProjectMunicipalityFactory(project=project, municipality_id=OSKARSHAMN, sub_project=north)
    ProjectMunicipalityFactory(project=project, municipality_id=VASTERVIK)
    InterventionFactory(project=project, sub_project=north)
    InterventionFactory(project=project, sub_project=south, municipality_id=OSKARSHAMN)
    InterventionFactory(project=project, municipality_id=VASTERVIK)
    InterventionFactory(project=project)
    return project


def all_parts(project):
    yield {}
    yield from ({"sub_project": each} for each in project.sub_projects.all())
    yield from ({"municipality_id": code} for code in MUNICIPALITIES)
    yield from ({"intervention": each} for each in project.interventions.all())


def keys():
    return set(Participation.objects.values_list("pk", flat=True))


def test_a_part_includes_the_same_spells_everywhere(project):
    places = {
        ParticipationFactory(
            project=project, spell__municipality_id=code, spell__intervention=intervention
        ).pk: (Municipality.objects.get(pk=code), intervention)
        for code, intervention in product(MUNICIPALITIES, [None, *project.interventions.all()])
    }
    ParticipationFactory()  # in another project
    sizes = set()
    for chosen in all_parts(project):
        membership = MembershipFactory(project=project, **chosen)
        part, user = Part.of(membership), membership.user
        included = {pk for pk, place in places.items() if part.includes(*place)}
        sizes.add(len(included))
        assert included == {
            pk for pk, place in places.items() if editable_parts(user, project).includes(*place)
        }
        assert included == set(Participation.objects.visible_to(user).values_list("pk", flat=True)), chosen
        with user_scope(user):
            assert included == keys(), chosen  # without a filter: esfportal_reached
    assert len(sizes) > 3  # the parts differ


def test_a_part_that_includes_another_includes_its_spells(project):
    spells = [
        (Municipality.objects.get(pk=code), intervention)
        for code, intervention in product(MUNICIPALITIES, [None, *project.interventions.all()])
    ]
    memberships = [MembershipFactory(project=project, **chosen) for chosen in all_parts(project)]
    included = 0
    for held, grant in product(memberships, memberships):
        if Part.of(held).includes_part_of(grant):
            included += held != grant
            inner = [place for place in spells if Part.of(grant).includes(*place)]
            assert all(Part.of(held).includes(*place) for place in inner), (held.part, grant.part)
    # The whole project includes all, and each sub-project its intervention.
    assert included == len(memberships) - 1 + 2
