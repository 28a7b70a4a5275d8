"""Places of a project: near the planned number, beyond it, and the last one."""

from datetime import date

import pytest
import time_machine

from accounts.audit.models import AuditEntry
from participants.register.models import Participation
from participants.register.rules import capacity
from tests.at_once import Meeting
from tests.factories import VASTERVIK, MembershipFactory, ParticipationFactory, TargetFactory
from tests.participants.register.test_races import ANSWERS, run_at_once
from tests.participants.register.test_registration import PAGE, answers, errors


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel(date(2020, 3, 31)):
        yield


@pytest.fixture
def case_worker(cast, sign_in):
    return sign_in(cast.case_worker)


@pytest.mark.django_db
def test_capacity_counts_the_whole_project(cast, case_worker):
    TargetFactory(project=cast.project, value=2, comparison="at_most")
    ParticipationFactory(project=cast.project)
    ParticipationFactory(project=cast.project, spell__municipality_id=VASTERVIK)
    assert "Alla platser är tagna." in case_worker.get(PAGE).text
    assert "2 av 2 platser är tagna" in case_worker.get("/projects/samverkan/participants/").text


@pytest.mark.django_db
def test_beyond_the_places_only_a_leader_registers_with_a_reason(cast, case_worker, sign_in):
    TargetFactory(project=cast.project, value=2, comparison="at_most")
    ParticipationFactory(project=cast.project)
    near = case_worker.get(PAGE).text
    assert "1 av 2 är tagna." in near
    assert "1 plats är kvar." in near
    case_worker.post(PAGE, answers())
    one_more = answers(personal_identity_number="940112-2388")

    refused = case_worker.post(PAGE, {**one_more, "places_reason": "Jag vill."})
    assert "Bara en ledare för hela projektet får registrera fler." in refused.text
    leader = sign_in(cast.leader)
    assert list(errors(leader.post(PAGE, one_more))) == ["places_reason"]
    assert Participation.objects.count() == 2

    leader.post(PAGE, {**one_more, "places_reason": "Styrgruppen har beslutat det."})
    participation = Participation.objects.order_by("pk").last()
    note = participation.change_notes.get()
    assert (note.reason, note.warnings) == ("Styrgruppen har beslutat det.", ["beyond_places"])
    details = AuditEntry.objects.about(participation).get(action="participant_registered").details
    assert (details["reason"], details["confirmed"]) == (note.reason, note.warnings)
    assert "Styrgruppen har beslutat det." in leader.get(participation.get_absolute_url()).text


@pytest.mark.django_db
def test_a_minimum_target_is_never_full(cast, case_worker):
    TargetFactory(project=cast.project, value=1, comparison="at_least")
    case_worker.post(PAGE, answers())
    assert "Alla platser är tagna." not in case_worker.get(PAGE).text


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("is_locked", [True, False])
def test_the_last_place_is_taken_once(cast, sign_in, monkeypatch, is_locked):
    # Without the lock both take it, which shows that the requests do meet.
    TargetFactory(project=cast.project, value=1, comparison="at_most")
    module = "participants.register.actions.places"
    meeting = Meeting(2)
    read = capacity.capacity_of
    if not is_locked:
        monkeypatch.setattr(f"{module}.lock_project", lambda project: None)

    def read_and_meet(project):
        found = read(project)
        meeting.wait()
        return found

    monkeypatch.setattr(f"{module}.capacity_of", read_and_meet)
    clients = sign_in(cast.case_worker), sign_in(MembershipFactory(project=cast.project).user)
    people = ANSWERS, {**ANSWERS, "personal_identity_number": "940112-2388"}

    run_at_once(
        *[
            lambda client=client, person=person: client.post(PAGE, person)
            for client, person in zip(clients, people, strict=True)
        ]
    )

    assert Participation.objects.count() == (1 if is_locked else 2)
