"""Protected identities: the level, who is named, and the opening of the record, through the pages."""

from datetime import date

import pytest
import time_machine

from accounts.models import Membership, ReadEntry, User
from participants.access import may_open
from participants.models import NamedCaseWorker, Opening, OutcomeEvent
from participants.protection import authorised_case_workers
from tests.factories import (
    VASTERVIK,
    MembershipFactory,
    OutcomeEventFactory,
    ParticipationFactory,
)
from tests.participants.person.pages import errors, page, trace

pytestmark = pytest.mark.django_db

WHY = {"why": "contact", "note": ""}
# Everything that leads to Hemlig Hemligsson, born 12 January 1994, in Oskarshamn.
LEADS = (
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
def hidden(cast):
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


def main_of(response):
    """The page without its frame, where one's own name stands."""
    return response.text.split('id="main"')[1]


def leads_in(text):
    return [word for word in LEADS if word in text]


# Closed


def test_the_record_is_closed_on_every_page_to_whoever_is_not_named(cast, sign_in, hidden):
    everybody = (cast.leader, member(cast), member(cast, municipality_id="0882"))
    for user in everybody:
        client = sign_in(user)
        asked = [client.get(page(hidden, address)) for address in pages_about(hidden)]
        sent = [client.post(page(hidden, address), {}) for address in pages_about(hidden)[1:]]
        for answer in asked + sent:
            assert answer.status_code == 403
            assert "no-store" in answer.headers["Cache-Control"]
            assert "Skyddade personuppgifter" in answer.text
            assert leads_in(main_of(answer)) == []
        for address in ("reveal/", "print/", "printed/"):
            assert client.post(page(hidden, address)).status_code == 403
        assert client.post(page(hidden, "open/"), WHY).status_code == 403
    assert not Opening.objects.exists()
    assert not ReadEntry.objects.filter(kind__in=["opened", "revealed"]).exists()


def test_the_named_case_worker_finds_it_closed_until_a_reason_is_stated(cast, client, hidden):
    for address in pages_about(hidden):
        closed = client.get(page(hidden, address))
        assert closed.status_code == 403
        assert leads_in(main_of(closed)) == []
        assert 'name="why"' in closed.text

    opened = client.post(page(hidden, "open/"), {**WHY, "asked_for": page(hidden, "edit/")})

    assert opened["Location"] == page(hidden, "edit/")
    for address in [each for each in pages_about(hidden) if each != "exit/"]:  # it has ended already
        assert client.get(page(hidden, address)).status_code == 200
    shown = main_of(client.get(hidden.get_absolute_url()))
    assert set(LEADS) - set(leads_in(shown)) == {"Olle"}
    assert "19940112-••••" in shown
    assert "19940112-2396" in client.post(page(hidden, "reveal/")).text


def test_each_opening_is_logged_with_its_reason(cast, client, hidden):
    reason = {"why": "other", "note": "Socialtjänsten ringde."}
    client.post(page(hidden, "open/"), reason, follow=True)
    client.post(page(hidden, "reveal/"))

    for entry, kind in zip(ReadEntry.objects.all(), ("revealed", "opened"), strict=True):
        assert (entry.kind, entry.actor, entry.role) == (kind, cast.case_worker, "case_worker")
        assert (entry.project, entry.subjects) == (cast.project, [hidden.pk])
        assert entry.purpose == "något annat: Socialtjänsten ringde."
    opening = Opening.objects.get()
    assert (opening.user, opening.reason, opening.note) == (cast.case_worker, "other", reason["note"])


@pytest.mark.parametrize("address", ["", "edit/", "printed/", "print/", "reveal/", "readers/"])
def test_the_reason_stands_beside_whatever_is_shown_of_the_record(client, hidden, address):
    client.post(page(hidden, "open/"), {"why": "other", "note": "Socialtjänsten ringde."})
    send = client.post if address in ("printed/", "print/", "reveal/") else client.get
    assert send(page(hidden, address)).status_code in (200, 204)
    assert ReadEntry.objects.first().purpose == "något annat: Socialtjänsten ringde."


def test_the_log_keeps_the_reason_in_its_own_language(client, hidden):
    client.cookies["django_language"] = "en"
    client.post(page(hidden, "open/"), WHY)
    answer = client.get(hidden.get_absolute_url())
    assert "You opened the record for this reason: contact with the participant" in answer.text
    assert ReadEntry.objects.first().purpose.startswith("kontakt med deltagaren")


@pytest.mark.parametrize("data", [{}, {"why": "curiosity"}, {"why": "other", "note": " "}])
def test_without_a_reason_it_stays_closed(client, hidden, data):
    answer = client.post(page(hidden, "open/"), data)
    assert errors(answer)
    assert client.get(hidden.get_absolute_url()).status_code == 403
    assert not Opening.objects.exists()


def test_the_record_closes_after_a_quarter_of_an_hour_without_use(cast, client, hidden):
    with time_machine.travel("2019-03-31 00:00:01+00:00", tick=False) as clock:
        client.post(page(hidden, "open/"), WHY)
        for _each in range(3):
            clock.shift(14 * 60)
            assert client.get(hidden.get_absolute_url()).status_code == 200
        clock.shift(15 * 60)
        late = client.post(page(hidden, "outcomes/new/"), {"kind": "education", "date": "2018-09-10"})
        assert late.status_code == 403
        assert "Ingenting har sparats." in late.text
    assert OutcomeEvent.objects.count() == 1


@pytest.mark.parametrize("way", ["close/", "named/{}/end/"])
def test_the_record_is_closed_by_hand(cast, sign_in, client, hidden, way):
    """By whoever opened it, or for them by the leader; what a colleague has open stays open."""
    colleague = member(cast)
    NamedCaseWorker.objects.create(participation=hidden, user=colleague, named_by=cast.leader)
    other = sign_in(colleague)
    for each in (client, other):
        each.post(page(hidden, "open/"), WHY)
    (client if way == "close/" else sign_in(cast.leader)).post(page(hidden, way.format(cast.case_worker.pk)))
    assert client.get(hidden.get_absolute_url()).status_code == 403
    assert other.get(hidden.get_absolute_url()).status_code == 200


def test_one_opening_opens_one_record_to_one_user(cast, sign_in, client, hidden):
    other = ParticipationFactory(project=cast.project, created_by=cast.case_worker, person__protected=True)
    colleague = member(cast, municipality_id="0882")
    NamedCaseWorker.objects.create(participation=hidden, user=colleague, named_by=cast.leader)

    client.post(page(hidden, "open/"), WHY)

    assert client.get(hidden.get_absolute_url()).status_code == 200
    assert client.get(other.get_absolute_url()).status_code == 403
    assert sign_in(colleague).get(hidden.get_absolute_url()).status_code == 403


@pytest.mark.parametrize(
    "elsewhere", ["https://example.org/", "//example.org/", "/projects/", "javascript:x"]
)
def test_the_way_on_leads_nowhere_else(client, hidden, elsewhere):
    answer = client.post(page(hidden, "open/"), {**WHY, "asked_for": elsewhere})
    assert answer["Location"] == hidden.get_absolute_url()


def test_nothing_opens_where_nothing_is_protected(client, taking_part):
    assert client.get(taking_part.get_absolute_url()).status_code == 200
    assert client.post(page(taking_part, "open/"), WHY).status_code == 404
    assert not Opening.objects.exists()


# Named


def test_whoever_registered_or_protected_somebody_is_named_and_a_leader_is_not(cast, sign_in, taking_part):
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


def test_raising_it_further_is_no_way_to_be_named(cast, sign_in, hidden):
    hidden.person.protection = "confidentiality_mark"
    hidden.person.save()
    curious = member(cast)
    client = sign_in(curious)

    client.post(page(hidden, "protection/"), {"level": "protected_registration"})

    hidden.person.refresh_from_db()
    assert hidden.person.protection == "protected_registration"
    assert not may_open(curious, hidden)
    assert client.get(hidden.get_absolute_url()).status_code == 403


def test_the_leader_names_a_case_worker_and_ends_it(cast, sign_in, hidden):
    leader, colleague = sign_in(cast.leader), member(cast)

    leader.post(page(hidden, "named/"), {"user": colleague.pk})

    client = sign_in(colleague)
    assert client.post(page(hidden, "open/"), WHY).status_code == 302
    assert client.get(hidden.get_absolute_url()).status_code == 200
    leader.post(page(hidden, f"named/{colleague.pk}/end/"))
    assert client.get(hidden.get_absolute_url()).status_code == 403  # what was open closes at once
    assert trace(hidden) == ["case_worker_unnamed", "case_worker_named"]
    naming = NamedCaseWorker.objects.get()
    assert (naming.named_by, naming.ended_by) == (cast.leader, cast.leader)

    leader.post(page(hidden, "named/"), {"user": colleague.pk})
    again = client.get(hidden.get_absolute_url())
    assert again.status_code == 403  # named anew: a reason is stated anew
    assert 'name="why"' in again.text


def test_the_leader_ends_the_naming_of_whoever_registered(cast, sign_in, client, hidden):
    sign_in(cast.leader).post(page(hidden, f"named/{cast.case_worker.pk}/end/"))

    assert client.post(page(hidden, "open/"), WHY).status_code == 403
    assert authorised_case_workers(hidden) == []
    sign_in(cast.leader).post(page(hidden, "named/"), {"user": cast.case_worker.pk})
    assert client.post(page(hidden, "open/"), WHY).status_code == 302


def test_a_leader_names_themself_in_the_open(cast, sign_in, hidden):
    leader = sign_in(cast.leader)
    leader.post(page(hidden, "named/"), {"user": cast.leader.pk})
    assert leader.post(page(hidden, "open/"), WHY).status_code == 302
    assert "sig själv" in leader.get(page(hidden, "named/")).text
    assert trace(hidden) == ["case_worker_named"]


def test_only_a_member_who_reaches_the_person_can_be_named(cast, sign_in, hidden):
    leader = sign_in(cast.leader)
    for user in (cast.colleague, cast.funder, cast.stranger, cast.nobody):
        assert errors(leader.post(page(hidden, "named/"), {"user": user.pk}))
    assert not NamedCaseWorker.objects.exists()
    assert errors(leader.post(page(hidden, "named/"), {"user": cast.case_worker.pk}))  # is named already


@pytest.mark.parametrize("address", ["named/", "named/{}/end/"])
def test_nobody_but_the_leader_names(cast, sign_in, client, hidden, address):
    answer = client.post(page(hidden, address.format(cast.case_worker.pk)), {"user": cast.case_worker.pk})
    assert answer.status_code == 403
    assert not NamedCaseWorker.objects.exists()


def test_a_membership_that_ends_closes_the_record(cast, sign_in, client, hidden):
    client.post(page(hidden, "open/"), WHY)
    Membership.objects.filter(user=cast.case_worker).update(ends_on=date(2019, 3, 30))
    assert client.get(hidden.get_absolute_url()).status_code == 404


def test_who_moves_to_another_part_is_named_in_vain(cast, sign_in, client, hidden):
    Membership.objects.filter(user=cast.case_worker).update(municipality_id=VASTERVIK)
    assert client.get(hidden.get_absolute_url()).status_code == 404
    assert "kan inte längre öppna" in sign_in(cast.leader).get(page(hidden, "named/")).text


def test_each_project_names_its_own(cast, sign_in, hidden):
    """The protection is the person's; who is named, the project's."""
    there = ParticipationFactory(project=cast.other_project, person=hidden.person, created_by=cast.stranger)
    assert not may_open(cast.stranger, there)  # a leader
    sign_in(cast.stranger).post(page(there, "named/"), {"user": cast.stranger.pk})
    assert may_open(cast.stranger, there)
    assert not may_open(cast.stranger, hidden)
    assert not may_open(cast.case_worker, there)


@pytest.mark.parametrize("is_named", [True, False])
@pytest.mark.parametrize("what", ["membership", "account"])
def test_the_leader_is_told_of_a_record_that_nobody_can_open(cast, sign_in, hidden, what, is_named):
    """Whoever registered the person, or was named for them, is gone."""
    if is_named:
        NamedCaseWorker.objects.create(participation=hidden, user=cast.case_worker, named_by=cast.leader)
    leader, home = sign_in(cast.leader), f"/projects/{cast.project.slug}/"
    assert "som ingen handläggare är utsedd för" not in leader.get(home).text
    if what == "account":
        User.objects.filter(pk=cast.case_worker.pk).update(is_active=False)
    else:
        Membership.objects.filter(user=cast.case_worker).update(ends_on=date(2019, 3, 30))
    assert "som ingen handläggare är utsedd för" in leader.get(home).text
    assert len(leader.get(home + "participants/", {"status": "protected"}).context["rows"]) == 1


def test_what_waits_is_counted_for_those_who_can_see_to_it(cast, sign_in, client, hidden):
    """That one more is due for follow-up would tell when somebody protected left."""
    home, waits = f"/projects/{cast.project.slug}/", "participants/?status=follow-up"
    assert waits in client.get(home).text  # the case worker is named
    assert waits not in sign_in(cast.leader).get(home).text


# The level


def test_a_case_worker_raises_the_protection_and_does_not_lower_it(client, taking_part):
    client.post(page(taking_part, "protection/"), {"level": "confidentiality_mark"})
    taking_part.person.refresh_from_db()
    assert taking_part.person.protection == "confidentiality_mark"

    refused = client.post(page(taking_part, "protection/"), {"level": "none", "reason": "Behövs inte."})
    assert list(errors(refused)) == ["level"]
    taking_part.person.refresh_from_db()
    assert taking_part.person.protection == "confidentiality_mark"


def test_a_leader_lowers_the_protection_with_a_reason(cast, sign_in):
    hidden = ParticipationFactory(project=cast.project, person__protection="confidentiality_mark")
    leader = sign_in(cast.leader)

    assert list(errors(leader.post(page(hidden, "protection/"), {"level": "none"}))) == ["reason"]
    leader.post(page(hidden, "protection/"), {"level": "none", "reason": "Beslut från Skatteverket."})

    hidden.person.refresh_from_db()
    assert hidden.person.protection == "none"
    assert trace(hidden) == ["protection_lowered"]
    assert leader.get(hidden.get_absolute_url()).status_code == 200


def test_the_page_of_the_level_tells_nothing_else(cast, sign_in, hidden):
    for user in (cast.leader, member(cast)):
        shown = sign_in(user).get(page(hidden, "protection/"))
        assert shown.status_code == 200
        assert leads_in(main_of(shown)) == []


def test_the_place_of_a_leads_can_be_found(cast, client, taking_part):
    """The positive control: what is looked for above is there when nobody is protected."""
    assert "Oskarshamn" in main_of(client.get(taking_part.get_absolute_url()))
