from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from esfportal.database.bulk_copy import copy_rows, update_rows
from participants.consents.models import AskedConsents
from projects.models import Intervention, Project
from tests.factories import InterventionFactory, ProjectFactory

pytestmark = pytest.mark.django_db
AWKWARD = ["", "\\N", "\\.", "NULL", '"', '""', "a\tb", "a\nb", "a\r\nb", "\\x41", " ", ",", ";", "å€😀"]
STORABLE = st.characters(codec="utf-8", exclude_characters="\x00")


@pytest.fixture
def intervention():
    return InterventionFactory()


@pytest.mark.parametrize("text", AWKWARD)
def test_a_text_is_stored_as_it_is(intervention, text):
    update_rows(Intervention, ("description", "results"), [(intervention.pk, text, f"{text}{text}")])
    intervention.refresh_from_db()
    assert (intervention.description, intervention.results) == (text, text + text)


@given(st.lists(st.text(STORABLE), min_size=1, max_size=5))
@settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture], max_examples=25)
def test_any_texts_are_stored_as_they_are(intervention, texts):
    project = intervention.project
    Intervention.objects.filter(project=project).exclude(pk=intervention.pk).delete()
    fields = ("project", "code", "name", "description")
    copy_rows(Intervention, fields, [(project.pk, f"c{n}", "n", text) for n, text in enumerate(texts)])
    stored = Intervention.objects.exclude(pk=intervention.pk).in_bulk(field_name="id").values()
    assert {each.code: each.description for each in stored} == {f"c{n}": t for n, t in enumerate(texts)}


@pytest.mark.parametrize("answer", [True, False, None])
@pytest.mark.parametrize("day", [date(2020, 2, 29), None])
def test_empty_answers_stay_apart_from_no(answer, day):
    project = ProjectFactory()
    update_rows(Project, ("by_social_partners", "starts_on"), [(project.pk, answer, day)])
    project.refresh_from_db()
    assert (project.by_social_partners, project.starts_on) == (answer, day)


def test_lists_are_stored_as_they_are():
    asked = AskedConsents.objects.create(project=ProjectFactory())
    for words in ([], ["a", "b c"], ['"', "\\", "{,}", "NULL", ""]):
        update_rows(AskedConsents, ("subjects",), [(asked.pk, words)])
        asked.refresh_from_db()
        assert asked.subjects == words
