"""Every page about people opens for whoever may see it, in both languages."""

import pytest

from tests.factories import OutcomeEventFactory, ParticipationFactory


@pytest.fixture
def left(cast):
    participation = ParticipationFactory(project=cast.project, spell__left=True, person__numbered=True)
    OutcomeEventFactory(participation=participation)
    return participation


@pytest.fixture
def taking_part(cast):
    return ParticipationFactory(project=cast.project, incomplete=True)


PAGES = ["", "edit/", "protection/", "outcomes/new/"]


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize("page", ["", "register/", "?status=left&municipality=0882&sort=-exit"])
def test_a_projects_pages_open(cast, sign_in, left, taking_part, page, language):
    client = sign_in(cast.case_worker)
    client.cookies["django_language"] = language

    response = client.get(f"/projects/samverkan/participants/{page}")

    assert response.status_code == 200
    assert f'<html lang="{language}">' in response.text


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize(
    "page", [*PAGES, "reenter/", "spells/{spell}/", "outcomes/{outcome}/", "outcomes/{outcome}/withdraw/"]
)
def test_a_leavers_pages_open(cast, sign_in, left, page, language):
    client = sign_in(cast.case_worker)
    client.cookies["django_language"] = language
    address = page.format(spell=left.spells.get().pk, outcome=left.outcomes.get().pk)

    assert client.get(left.get_absolute_url() + address).status_code == 200


@pytest.mark.parametrize("page", [*PAGES, "exit/"])
def test_the_pages_of_somebody_taking_part_open(cast, sign_in, taking_part, page):
    assert sign_in(cast.leader).get(taking_part.get_absolute_url() + page).status_code == 200
