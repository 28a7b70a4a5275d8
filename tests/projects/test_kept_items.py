"""Items of a project that are read together, compared with those of separate queries."""

import pytest

from projects.kept_items import RELATED, items, keep_items
from projects.models import Project
from tests.factories import InterventionFactory, SubProjectFactory, TargetFactory, TargetGroupFactory
from tests.sample_objects import FullProject

pytestmark = pytest.mark.django_db


def shown(project, name):
    return [
        (row, row.project, *(getattr(row, related) for related in RELATED[name]))
        for row in items(project, name)
    ]


def test_they_are_those_of_the_project_with_what_is_shown_of_them(cast, django_assert_num_queries):
    of_full, of_other = FullProject(cast).project, cast.other_project
    part = SubProjectFactory(project=of_full)
    InterventionFactory(project=of_full, sub_project=part)
    TargetFactory(project=of_full, sub_project=part)
    TargetGroupFactory(project=of_full)
    of_full.phases.create(kind="closing")
    for project in (of_full, of_other):
        asked = {name: shown(project, name) for name in RELATED}
        kept = Project.objects.get(pk=project.pk)
        with django_assert_num_queries(1):
            keep_items(kept, *RELATED)
            assert {name: shown(kept, name) for name in RELATED} == asked
    assert all(shown(of_full, name) for name in RELATED)
