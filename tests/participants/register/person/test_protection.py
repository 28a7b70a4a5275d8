"""Protected identities through the pages: level, authorised case workers, access to the record."""

from datetime import date

import pytest
import time_machine

from accounts.models import AccessLogEntry, User
from participants.register.access import may_open
from participants.register.models import AuthorisedCaseWorker, OutcomeEvent, ProtectedRecordAccess
from participants.register.protection.authorisation import authorised_case_workers
from projects.team.models import Membership
from tests.factories import (
    VASTERVIK,
    MembershipFactory,
    OutcomeEventFactory,
    ParticipationFactory,
)
from tests.participants.register.person.pages import audit_actions, errors, page

pytestmark = pytest.mark.django_db

WHY = {"why": "contact", "note": ""}
# Everything that leads to Hemlig Hemligsson, born 12 January 1994, in Oskarshamn.
IDENTIFYING = (
    "Hemlig",
    "19940112",
    "940112",
    "12\xa0januari\xa01994",
    "Oskarshamn",
    "Kalejdo",
    "Olle",
    "Anställningsavtal",
)


@pytest.fixture
def protected(cast):
    """Registered by the case worker in Oskarshamn."""
    participation = ParticipationFactory(
        project=cast.project,
        created_by=cast.case_worker,
        given_name="Hemlig",
        family_name="Hemligsson",
        person__number="940112-2396",
        person__protection="protected_registration",
        spell__left=True,
        spell__intervention=cast.intervention,
        spell__case_worker=cast.case_worker,
    )
    OutcomeEventFactory(participation=participation, evidence="Anställningsavtal")
    return participation


def member(cast, **membership):
    return MembershipFactory(project=cast.project, **membership).user


def pages_about(participation):
    spell, outcome = participation.spells.get(), participation.outcomes.get()
    return [
        "",
        "edit/",
        "exit/",
        "reenter/",
        "outcomes/new/",
        f"spells/{spell.pk}/",
        f"outcomes/{outcome.pk}/",
        f"outcomes/{outcome.pk}/withdraw/",
    ]


def main_text(response):
    # Without the frame of the page, which has the reader's own name.
    return response.text.split('id="main"')[1]


def identifying_in(text):
    return [word for word in IDENTIFYING if word in text]


# Locked records


def test_every_page_is_locked_for_unauthorised_users(cast, sign_in, protected):
    everybody = (cast.leader, member(cast), member(cast, municipality_id="0882"))
    for user in everybody:
        client = sign_in(user)
        asked = [client.get(page(protected, address)) for address in pages_about(protected)]
        sent = [client.post(page(protected, address), {}) for address in pages_about(protected)[1:]]
        for answer in asked + sent:
            assert answer.status_code == 403
            assert "no-store" in answer.headers["Cache-Control"]
            assert "Skyddade personuppgifter" in answer.text
            assert identifying_in(main_text(answer)) == []
        for address in ("reveal/", "print/", "printed/"):
            assert client.post(page(protected, address)).status_code == 403
        assert client.post(page(protected, "open/"), WHY).status_code == 403
    assert not ProtectedRecordAccess.objects.exists()
    assert not AccessLogEntry.objects.filter(kind__in=["opened", "revealed"]).exists()


def test_an_authorised_case_worker_must_state_a_reason(cast, client, protected):
    for address in pages_about(protected):
        closed = client.get(page(protected, address))
        assert closed.status_code == 403
        assert identifying_in(main_text(closed)) == []
        assert 'name="why"' in closed.text

    opened = client.post(page(protected, "open/"), {**WHY, "asked_for": page(protected, "edit/")})

    assert opened["Location"] == page(protected, "edit/")
    for address in [each for each in pages_about(protected) if each != "exit/"]:  # it has ended already
        assert client.get(page(protected, address)).status_code == 200
    shown = main_text(client.get(protected.get_absolute_url()))
    assert set(identifying_in(shown)) == set(IDENTIFYING)
    assert "19940112-••••" in shown
    assert "19940112-2396" in client.post(page(protected, "reveal/")).text


def test_each_access_is_logged_with_its_reason(cast, client, protected):
    reason = {"why": "other", "note": "Socialtjänsten ringde."}
    client.post(page(protected, "open/"), reason, follow=True)
    client.post(page(protected, "reveal/"))

    for entry, kind in zip(AccessLogEntry.objects.all(), ("revealed", "opened"), strict=True):
        assert (entry.kind, entry.actor, entry.role) == (kind, cast.case_worker, "case_worker")
        assert (entry.project, entry.subjects) == (cast.project, [protected.pk])
        assert entry.purpose == "något annat: Socialtjänsten ringde."
    opening = ProtectedRecordAccess.objects.get()
    assert (opening.user, opening.reason, opening.note) == (cast.case_worker, "other", reason["note"])


@pytest.mark.parametrize("address", ["", "edit/", "printed/", "print/", "reveal/", "readers/"])
def test_every_view_of_the_record_is_logged_with_the_reason(client, protected, address):
    client.post(page(protected, "open/"), {"why": "other", "note": "Socialtjänsten ringde."})
    send = client.post if address in ("printed/", "print/", "reveal/") else client.get
    assert send(page(protected, address)).status_code in (200, 204)
    assert AccessLogEntry.objects.first().purpose == "något annat: Socialtjänsten ringde."


def test_the_log_keeps_the_reason_in_swedish(client, protected):
    client.cookies["django_language"] = "en"
    client.post(page(protected, "open/"), WHY)
    answer = client.get(protected.get_absolute_url())
    assert "You opened the record for this reason: contact with the participant" in answer.text
    assert AccessLogEntry.objects.first().purpose.startswith("kontakt med deltagaren")


@pytest.mark.parametrize("data", [{}, {"why": "curiosity"}, {"why": "other", "note": " "}])
def test_without_a_reason_the_record_stays_locked(client, protected, data):
    answer = client.post(page(protected, "open/"), data)
    assert errors(answer)
    assert client.get(protected.get_absolute_url()).status_code == 403
    assert not ProtectedRecordAccess.objects.exists()


def test_the_record_locks_after_15_minutes_without_use(cast, client, protected):
    with time_machine.travel("2019-03-31 00:00:01+00:00", tick=False) as clock:
        client.post(page(protected, "open/"), WHY)
        for _each in range(3):
            clock.shift(14 * 60)
            assert client.get(protected.get_absolute_url()).status_code == 200
        clock.shift(15 * 60)
        late = client.post(page(protected, "outcomes/new/"), {"kind": "education", "date": "2018-09-10"})
        assert late.status_code == 403
        assert "Ingenting har sparats." in late.text
    assert OutcomeEvent.objects.count() == 1


@pytest.mark.parametrize("way", ["close/", "authorised/{}/revoke/"])
def test_the_record_is_closed_on_request(cast, sign_in, client, protected, way):
    colleague = member(cast)
    AuthorisedCaseWorker.objects.create(participation=protected, user=colleague, authorised_by=cast.leader)
    other = sign_in(colleague)
    for each in (client, other):
        each.post(page(protected, "open/"), WHY)
    # Closed by the case worker who opened it, or by the leader; a colleague's access stays.
    (client if way == "close/" else sign_in(cast.leader)).post(
        page(protected, way.format(cast.case_worker.pk))
    )
    assert client.get(protected.get_absolute_url()).status_code == 403
    assert other.get(protected.get_absolute_url()).status_code == 200


def test_an_access_is_for_one_record_and_one_user(cast, sign_in, client, protected):
    other = ParticipationFactory(project=cast.project, created_by=cast.case_worker, person__protected=True)
    colleague = member(cast, municipality_id="0882")
    AuthorisedCaseWorker.objects.create(participation=protected, user=colleague, authorised_by=cast.leader)

    client.post(page(protected, "open/"), WHY)

    assert client.get(protected.get_absolute_url()).status_code == 200
    assert client.get(other.get_absolute_url()).status_code == 403
    assert sign_in(colleague).get(protected.get_absolute_url()).status_code == 403


@pytest.mark.parametrize(
    "elsewhere", ["https://example.org/", "//example.org/", "/projects/", "javascript:x"]
)
def test_the_next_page_is_always_about_the_person(client, protected, elsewhere):
    answer = client.post(page(protected, "open/"), {**WHY, "asked_for": elsewhere})
    assert answer["Location"] == protected.get_absolute_url()


def test_an_unprotected_record_needs_no_opening(client, taking_part):
    assert client.get(taking_part.get_absolute_url()).status_code == 200
    assert client.post(page(taking_part, "open/"), WHY).status_code == 404
    assert not ProtectedRecordAccess.objects.exists()


# Authorised case workers


def test_registering_or_protecting_authorises_case_workers_but_not_leaders(cast, sign_in, taking_part):
    by_leader = ParticipationFactory(project=cast.project, created_by=cast.leader)
    by_colleague = ParticipationFactory(project=cast.project, created_by=cast.colleague)
    for participation in (taking_part, by_leader, by_colleague):
        sign_in(cast.case_worker).post(page(participation, "protection/"), {"level": "confidentiality_mark"})
        participation.refresh_from_db()
        assert may_open(cast.case_worker, participation)
        assert not may_open(cast.leader, participation)
    assert [each.user for each in authorised_case_workers(by_colleague)] == [cast.colleague, cast.case_worker]
    assert not may_open(cast.colleague, by_colleague)  # the spell lies outside Västervik

    by_nobody = ParticipationFactory(project=cast.project)
    sign_in(cast.leader).post(page(by_nobody, "protection/"), {"level": "confidentiality_mark"})
    by_nobody.refresh_from_db()
    assert authorised_case_workers(by_nobody) == []
    assert not may_open(cast.leader, by_nobody)


def test_raising_protection_further_does_not_authorise(cast, sign_in, protected):
    protected.person.protection = "confidentiality_mark"
    protected.person.save()
    uninvolved = member(cast)
    client = sign_in(uninvolved)

    client.post(page(protected, "protection/"), {"level": "protected_registration"})

    protected.person.refresh_from_db()
    assert protected.person.protection == "protected_registration"
    assert not may_open(uninvolved, protected)
    assert client.get(protected.get_absolute_url()).status_code == 403


def test_the_leader_authorises_and_revokes_a_case_worker(cast, sign_in, protected):
    leader, colleague = sign_in(cast.leader), member(cast)

    leader.post(page(protected, "authorised/"), {"user": colleague.pk})

    client = sign_in(colleague)
    assert client.post(page(protected, "open/"), WHY).status_code == 302
    assert client.get(protected.get_absolute_url()).status_code == 200
    leader.post(page(protected, f"authorised/{colleague.pk}/revoke/"))
    assert client.get(protected.get_absolute_url()).status_code == 403  # ends the open access at once
    assert audit_actions(protected) == ["case_worker_revoked", "case_worker_authorised"]
    authorisation = AuthorisedCaseWorker.objects.get()
    assert (authorisation.authorised_by, authorisation.ended_by) == (cast.leader, cast.leader)

    leader.post(page(protected, "authorised/"), {"user": colleague.pk})
    again = client.get(protected.get_absolute_url())
    assert again.status_code == 403  # authorised again: a new reason is needed
    assert 'name="why"' in again.text


def test_the_leader_revokes_the_registrar(cast, sign_in, client, protected):
    sign_in(cast.leader).post(page(protected, f"authorised/{cast.case_worker.pk}/revoke/"))

    assert client.post(page(protected, "open/"), WHY).status_code == 403
    assert authorised_case_workers(protected) == []
    sign_in(cast.leader).post(page(protected, "authorised/"), {"user": cast.case_worker.pk})
    assert client.post(page(protected, "open/"), WHY).status_code == 302


def test_a_leader_can_authorise_themself_visibly(cast, sign_in, protected):
    leader = sign_in(cast.leader)
    leader.post(page(protected, "authorised/"), {"user": cast.leader.pk})
    assert leader.post(page(protected, "open/"), WHY).status_code == 302
    assert "sig själv" in leader.get(page(protected, "authorised/")).text
    assert audit_actions(protected) == ["case_worker_authorised"]


def test_only_members_of_the_project_can_be_authorised(cast, sign_in, protected):
    leader = sign_in(cast.leader)
    for user in (cast.funder, cast.stranger, cast.without_role):
        assert errors(leader.post(page(protected, "authorised/"), {"user": user.pk}))
    assert not AuthorisedCaseWorker.objects.exists()
    assert errors(
        leader.post(page(protected, "authorised/"), {"user": cast.case_worker.pk})
    )  # is authorised already


@pytest.mark.parametrize("address", ["authorised/", "authorised/{}/revoke/"])
def test_only_the_leader_authorises(cast, sign_in, client, protected, address):
    answer = client.post(page(protected, address.format(cast.case_worker.pk)), {"user": cast.case_worker.pk})
    assert answer.status_code == 403
    assert not AuthorisedCaseWorker.objects.exists()


def test_a_membership_that_ends_removes_access(cast, sign_in, client, protected):
    client.post(page(protected, "open/"), WHY)
    Membership.objects.filter(user=cast.case_worker).update(ends_on=date(2019, 3, 30))
    assert client.get(protected.get_absolute_url()).status_code == 404


def test_a_case_worker_who_changed_part_has_no_access(cast, sign_in, client, protected):
    Membership.objects.filter(user=cast.case_worker).update(municipality_id=VASTERVIK)
    assert client.get(protected.get_absolute_url()).status_code == 404
    # The page would otherwise say where the person takes part.
    assert "kan inte längre öppna" not in sign_in(cast.leader).get(page(protected, "authorised/")).text


def test_each_project_authorises_its_own_case_workers(cast, sign_in, protected):
    there = ParticipationFactory(
        project=cast.other_project, person=protected.person, created_by=cast.stranger
    )
    assert not may_open(cast.stranger, there)  # a leader
    sign_in(cast.stranger).post(page(there, "authorised/"), {"user": cast.stranger.pk})
    assert may_open(cast.stranger, there)
    assert not may_open(cast.stranger, protected)
    assert not may_open(cast.case_worker, there)


@pytest.mark.parametrize("is_named", [True, False])
@pytest.mark.parametrize("what", ["membership", "account"])
def test_the_leader_sees_records_that_no_user_can_open(cast, sign_in, protected, what, is_named):
    if is_named:
        AuthorisedCaseWorker.objects.create(
            participation=protected, user=cast.case_worker, authorised_by=cast.leader
        )
    leader, home = sign_in(cast.leader), f"/projects/{cast.project.slug}/"
    assert "som ingen handläggare är utsedd för" not in leader.get(home).text
    # The only case worker with access leaves.
    if what == "account":
        User.objects.filter(pk=cast.case_worker.pk).update(is_active=False)
    else:
        Membership.objects.filter(user=cast.case_worker).update(ends_on=date(2019, 3, 30))
    assert "som ingen handläggare är utsedd för" in leader.get(home).text
    assert len(leader.get(home + "participants/", {"status": "protected"}).context["rows"]) == 1


def test_pending_work_counts_only_opened_records(cast, sign_in, client, protected):
    # One more due follow-up would reveal when the protected person left.
    home, waits = f"/projects/{cast.project.slug}/", "participants/?status=follow-up"
    assert waits not in client.get(home).text  # authorised is not enough: no reason has been given
    client.post(page(protected, "open/"), WHY)
    assert waits in client.get(home).text
    assert waits not in sign_in(cast.leader).get(home).text


# The level of protection


def test_a_case_worker_raises_the_protection_and_does_not_lower_it(client, taking_part):
    client.post(page(taking_part, "protection/"), {"level": "confidentiality_mark"})
    taking_part.person.refresh_from_db()
    assert taking_part.person.protection == "confidentiality_mark"

    refused = client.post(page(taking_part, "protection/"), {"level": "none", "reason": "Behövs inte."})
    assert list(errors(refused)) == ["level"]
    taking_part.person.refresh_from_db()
    assert taking_part.person.protection == "confidentiality_mark"


def test_a_leader_lowers_the_protection_with_a_reason(cast, sign_in):
    protected = ParticipationFactory(project=cast.project, person__protection="confidentiality_mark")
    leader = sign_in(cast.leader)

    assert list(errors(leader.post(page(protected, "protection/"), {"level": "none"}))) == ["reason"]
    leader.post(page(protected, "protection/"), {"level": "none", "reason": "Beslut från Skatteverket."})

    protected.person.refresh_from_db()
    assert protected.person.protection == "none"
    assert audit_actions(protected) == ["protection_lowered"]
    assert leader.get(protected.get_absolute_url()).status_code == 200


def test_the_protection_page_shows_no_identity(cast, sign_in, protected):
    for user in (cast.leader, member(cast)):
        shown = sign_in(user).get(page(protected, "protection/"))
        assert shown.status_code == 200
        assert identifying_in(main_text(shown)) == []


def test_an_unprotected_page_shows_the_municipality(cast, client, taking_part):
    # Positive control for identifying_in: the municipality is shown without protection.
    assert "Oskarshamn" in main_text(client.get(taking_part.get_absolute_url()))
