"""Concurrent requests: one succeeds, the other gets a message; nothing is stored twice."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier

import pytest
from django.db import connection

from participants.register.identity import person_lookup
from participants.register.models import Participation, Person
from tests.at_once import PATIENCE
from tests.factories import ParticipationFactory, ProjectFactory

pytestmark = pytest.mark.django_db(transaction=True)
PAGE = "/projects/samverkan/participants/register/"
ANSWERS = {
    "personal_identity_number": "940112-2396",
    "given_name": "Åke",
    "family_name": "Öberg",
    "protected_identity": "none",
    "entry_date": "2018-03-01",
    "municipality": "0882",
}


def run_at_once(*requests):
    """Run requests in parallel, each on its own connection; return the answers in order."""

    def run(request):
        try:
            return request()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(requests)) as pool:
        return list(pool.map(run, requests))


@pytest.fixture
def at_the_same_point(monkeypatch):
    """Make two registrations wait for each other after the checks and before the write."""
    barrier, passed = Barrier(2, timeout=PATIENCE), []
    find = person_lookup.find_or_create_person

    def wait_and_find(number):
        passed.append(number)
        barrier.wait()
        return find(number)

    monkeypatch.setattr(person_lookup, "find_or_create_person", wait_and_find)
    return passed


@pytest.mark.parametrize("is_known", [False, True])
def test_the_same_person_is_registered_once(cast, sign_in, at_the_same_point, is_known):
    if is_known:
        ParticipationFactory(project=cast.other_project, person__number="940112-2396")
    clients = sign_in(cast.case_worker), sign_in(cast.leader)

    answers = run_at_once(*[lambda client=client: client.post(PAGE, ANSWERS) for client in clients])

    assert len(at_the_same_point) == 2  # both requests had passed the check for an existing participation
    assert sorted(answer.status_code for answer in answers) == [200, 302]
    refused = next(answer for answer in answers if answer.status_code == 200)
    assert (
        "Personen deltar redan i projektet." in refused.text
        or "The person already takes part" in refused.text
    )
    assert Participation.objects.filter(project=cast.project).count() == 1
    assert Person.objects.filter(number_kind="personnummer").count() == 1


def test_two_projects_register_the_same_person_as_one_person(cast, sign_in, at_the_same_point):
    def join(project, user):
        page = f"/projects/{project.slug}/participants/register/"
        client = sign_in(user)
        return lambda: client.post(page, ANSWERS)

    answers = run_at_once(join(cast.project, cast.leader), join(cast.other_project, cast.stranger))

    assert len(at_the_same_point) == 2
    assert [answer.status_code for answer in answers] == [302, 302]
    assert Person.objects.get().participations.count() == 2


@pytest.mark.parametrize(
    ("address", "data"),
    [
        ("exit/", {"exit_date": "2018-09-01", "exit_reason": "moved"}),
        ("reenter/", {"entry_date": "2018-10-01", "municipality": "0882"}),
    ],
)
def test_an_end_or_a_return_is_recorded_once(cast, sign_in, address, data):
    left = {"spell__left": True} if address == "reenter/" else {}
    participation = ParticipationFactory(project=cast.project, **left)
    clients = sign_in(cast.case_worker), sign_in(cast.leader)
    page = participation.get_absolute_url() + address

    answers = run_at_once(*[lambda client=client: client.post(page, data) for client in clients])

    assert {answer.status_code for answer in answers} <= {200, 302}
    spells = participation.spells.order_by("entry_date")
    assert [spell.exit_date for spell in spells] == (
        [date(2018, 9, 1), None] if address == "reenter/" else [date(2018, 9, 1)]
    )


def test_a_correction_is_made_once(cast, sign_in):
    participation = ParticipationFactory(project=cast.project, spell__left=True)
    wrong = participation.outcomes.create(happened_on=date(2018, 9, 10), kind="employment")
    page = participation.get_absolute_url() + f"outcomes/{wrong.pk}/withdraw/"
    clients = sign_in(cast.case_worker), sign_in(cast.leader)

    answers = run_at_once(
        *[lambda client=client: client.post(page, {"reason": "Fel."}) for client in clients]
    )

    assert {answer.status_code for answer in answers} <= {200, 302, 404}
    assert participation.outcomes.count() == 2


def test_database_constraints_hold_without_the_checks(cast):
    from django.db import IntegrityError, transaction

    # Positive control: the constraints themselves, without the pages.
    first = ParticipationFactory(project=cast.project, person__number="940112-2396")
    with pytest.raises(IntegrityError, match="participation_once_in_project"), transaction.atomic():
        ParticipationFactory(project=cast.project, person=first.person)
    with pytest.raises(IntegrityError, match="spell_no_overlap"), transaction.atomic():
        first.spells.create(entry_date=date(2019, 1, 1), municipality_id="0882")
    with pytest.raises(IntegrityError, match="number_index"), transaction.atomic():
        ParticipationFactory(project=ProjectFactory(), person__number="19940112-2396")


WITHOUT_NUMBER = {**ANSWERS, "personal_identity_number": "", "without_number": "on"}
WITHOUT_NUMBER |= {"birth_date": "1985-05-17", "sex": "woman"}


@pytest.mark.parametrize("is_checked", [True, False])
def test_identical_requests_without_a_number_make_one_person(cast, sign_in, monkeypatch, is_checked):
    # Without the check in the action both are saved, which shows that the requests do meet.
    barrier, find = Barrier(2, timeout=PATIENCE), person_lookup.find_alike
    action = "participants.register.actions.entry._check_nobody_is_alike"

    def find_and_wait(*args):
        found = find(*args)
        barrier.wait()
        return found

    monkeypatch.setattr("participants.register.forms.entry.find_alike", find_and_wait)
    if not is_checked:
        monkeypatch.setattr(action, lambda *args: None)
    clients = sign_in(cast.case_worker), sign_in(cast.leader)

    run_at_once(*[lambda client=client: client.post(PAGE, WITHOUT_NUMBER) for client in clients])

    assert Participation.objects.count() == (1 if is_checked else 2)
