"""Concurrent merges, registrations and ends: one record is left, and nothing recorded is lost."""

from datetime import date
from threading import Barrier

import pytest
from django.db import DatabaseError

from accounts.audit.row_versions import version_of
from participants.merging import access, actions
from participants.merging.actions import merge_records
from participants.register.actions import ActionRefused
from participants.register.identity import person_lookup
from participants.register.models import Merge, Participation
from tests.at_once import PATIENCE
from tests.factories import ParticipationFactory
from tests.participants.merging.test_merging import NUMBER, answers_of, page_of
from tests.participants.register.test_races import ANSWERS, PAGE, run_at_once

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def pair(cast):
    return [
        ParticipationFactory(project=cast.project, person__number=NUMBER),
        ParticipationFactory(project=cast.project, person__number="197010632391"),
    ]


def request_to_merge(client, first, second):
    """Return the request that merges the two, with the form as it is shown now."""
    form = client.get(page_of(first, second)).context["form"]
    data = answers_of(form) | {"version": version_of(*form.rows)}
    return lambda: client.post(page_of(first, second), data)


@pytest.mark.parametrize("is_locked", [True, False])
def test_two_leaders_merge_the_same_pair_in_opposite_directions(cast, sign_in, pair, monkeypatch, is_locked):
    first, second = pair
    requests = [
        request_to_merge(sign_in(cast.leader), first, second),
        request_to_merge(sign_in(cast.leader), second, first),
    ]
    if not is_locked:
        # Positive control: without the locks both go on.
        barrier, read = Barrier(2, timeout=PATIENCE), actions._read_again

        def read_and_wait(*keys):
            records = read(*keys)
            barrier.wait()
            return records

        for module in (actions, access):
            monkeypatch.setattr(module, "lock_records", lambda *both: [each.pk for each in both])
        monkeypatch.setattr(actions, "_read_again", read_and_wait)
        try:
            run_at_once(*requests)
        except DatabaseError:
            return  # they waited for each other
        assert Merge.objects.count() == 2
        return
    answers = run_at_once(*requests)

    merged = Participation.objects.get(project=cast.project)
    assert [answer["Location"] for answer in answers] == [merged.get_absolute_url()] * 2
    assert Merge.objects.count() == 1


@pytest.mark.parametrize("is_checked", [True, False])
def test_a_registration_at_the_same_time_finds_the_merged_record(
    cast, sign_in, pair, monkeypatch, is_checked
):
    first, second = pair
    merged, registered = Barrier(2, timeout=PATIENCE), Barrier(2, timeout=PATIENCE)
    find = person_lookup.find_or_create_person
    other = ParticipationFactory(project=cast.other_project, person__number="19940112-2396")
    Participation.objects.filter(pk=second.pk).update(person=other.person)
    merge = request_to_merge(sign_in(cast.leader), first, second)
    # The page's own check is passed before the merge begins.
    monkeypatch.setattr("participants.register.forms.entry.find_participation_by_number", lambda *args: None)
    monkeypatch.setattr("participants.register.forms.entry.find_alike", lambda *args: [])
    if not is_checked:
        # Positive control: without asking for merged people the person is registered a second time.
        monkeypatch.setattr(person_lookup, "person_in_project", lambda project, person: person)

    def wait_and_find(number):
        merged.wait()
        registered.wait()
        return find(number)

    monkeypatch.setattr(person_lookup, "find_or_create_person", wait_and_find)
    worker = sign_in(cast.case_worker)

    def merge_between():
        merged.wait()
        answer = merge()
        registered.wait()
        return answer

    answers = run_at_once(lambda: worker.post(PAGE, ANSWERS), merge_between)

    assert [answer.status_code for answer in answers] == ([200, 302] if is_checked else [302, 302])
    assert Participation.objects.filter(project=cast.project).count() == (1 if is_checked else 2)


def test_an_end_recorded_at_the_same_time_is_not_lost(cast, sign_in, pair):
    first, second = pair
    merge = request_to_merge(sign_in(cast.leader), first, second)
    worker = sign_in(cast.case_worker)
    data = {"exit_date": "2018-09-01", "exit_reason": "moved"}

    ended, merged = run_at_once(lambda: worker.post(f"{first.get_absolute_url()}exit/", data), merge)

    was_ended = first.spells.filter(exit_date=date(2018, 9, 1)).exists()
    # Either the end was first, and the leader is shown the change; or it was refused and says so.
    assert (merged.status_code, Merge.objects.count()) == ((200, 0) if was_ended else (302, 1))
    assert ended.status_code in (200, 302)


def test_the_action_itself_refuses_a_record_that_was_merged(cast, pair):
    first, second = pair
    merge_records(first, second, chosen={}, reason="Två gånger", by=cast.leader)
    with pytest.raises(ActionRefused):
        merge_records(second, first, chosen={}, reason="Två gånger", by=cast.leader)
