"""Every page about people opens for permitted users, in both languages."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories import OutcomeEventFactory, ParticipationFactory, SpellFactory
from tests.queries import own_queries


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
def test_project_pages_open(cast, sign_in, left, taking_part, page, language):
    client = sign_in(cast.case_worker)
    client.cookies["django_language"] = language

    response = client.get(f"/projects/samverkan/participants/{page}")

    assert response.status_code == 200
    assert f'<html lang="{language}">' in response.text


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize(
    "page", [*PAGES, "reenter/", "spells/{spell}/", "outcomes/{outcome}/", "outcomes/{outcome}/withdraw/"]
)
def test_pages_of_a_leaver_open(cast, sign_in, left, page, language):
    client = sign_in(cast.case_worker)
    client.cookies["django_language"] = language
    address = page.format(spell=left.spells.get().pk, outcome=left.outcomes.get().pk)

    assert client.get(left.get_absolute_url() + address).status_code == 200


@pytest.mark.parametrize("page", [*PAGES, "exit/"])
def test_pages_of_a_current_participant_open(cast, sign_in, taking_part, page):
    assert sign_in(cast.leader).get(taking_part.get_absolute_url() + page).status_code == 200


@pytest.mark.parametrize("page", ["", "register/", "{person}"])
def test_pages_about_people_are_not_cached(cast, sign_in, left, page):
    address = left.get_absolute_url() if page == "{person}" else f"/projects/samverkan/participants/{page}"
    assert "no-store" in sign_in(cast.leader).get(address)["Cache-Control"]


def test_a_long_timeline_takes_no_more_queries(cast, sign_in, left):
    client = sign_in(cast.leader)
    client.get(left.get_absolute_url())
    with CaptureQueriesContext(connection) as short:
        client.get(left.get_absolute_url())
    for day in range(1, 6):
        OutcomeEventFactory(participation=left, happened_on=date(2018, 8, day), evidence="Intyg")
        SpellFactory(
            participation=left,
            entry_date=date(2019, 1, day),
            exit_date=date(2019, 1, day),
            exit_reason="moved",
        )
    wrong = OutcomeEventFactory(participation=left)
    OutcomeEventFactory(
        participation=left, supersedes=wrong, correction_reason="Fel", recorded_by=cast.leader
    )

    with CaptureQueriesContext(connection) as long:
        client.get(left.get_absolute_url())

    assert len(own_queries(short)) == len(own_queries(long)) <= 20, own_queries(long)
