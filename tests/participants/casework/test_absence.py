"""Absence cover: whose people are in whose My day, on which days, and never beyond what the cover may see."""

from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.database_access import user_scope
from accounts.models import AccessLogEntry
from accounts.notifications.emails import send_at_once
from participants.casework.models import AbsenceCover
from projects.team.membership_actions import end_membership
from tests.answers import outside_tags
from tests.factories import OSKARSHAMN, MembershipFactory, ParticipationFactory
from tests.participants.casework.samples import cover_of

pytestmark = pytest.mark.django_db
DAY = "/my-day/"
CASEWORK = "/projects/samverkan/casework/"


@pytest.fixture
def cover(cast):
    """A second case worker in Oskarshamn."""
    return MembershipFactory(
        project=cast.project, municipality_id=OSKARSHAMN, user__full_name="Rut Ersättare"
    ).user


@pytest.fixture
def say(cast, sign_in):
    """Say who covers for the case worker, as a user."""

    def send(to, first=0, last=6, by=cast.case_worker, absent=cast.case_worker, **typed):
        today = timezone.localdate()
        days = {"starts_on": today + timedelta(first), "ends_on": today + timedelta(last)}
        return sign_in(by).post(f"{CASEWORK}absence/{absent.pk}/", {"to": to.pk, **days, **typed})

    return send


def rows(client, **query):
    return client.get(DAY, query).context["rows"]


def shown(client):
    return {(row.item.participation, row.covered_for) for row in rows(client)}


def test_the_cover_has_the_caseload_in_my_day_on_those_days_alone(cast, people, cover, sign_in, say):
    own = ParticipationFactory(
        project=cast.project,
        incomplete=True,
        spell__municipality_id=OSKARSHAMN,
        spell__case_worker=cover,
    )
    theirs = {
        (people["incomplete"], cast.case_worker.full_name),
        (people["late-result"], cast.case_worker.full_name),
    }
    assert say(cover, first=2, last=4, message="Ring Kommunen först").status_code == 302
    send_at_once()
    (letter,) = mail.outbox
    assert letter.to == [cover.email]
    assert letter.body.startswith("Hej!")
    assert not any(user.full_name in letter.body + letter.subject for user in (cast.case_worker, cover))
    today = timezone.localdate()
    for days, has_them in ((1, False), (2, True), (4, True), (5, False)):
        with time_machine.travel(timezone.now() + timedelta(days), tick=False):
            client = sign_in(cover)
            assert shown(client) == {(own, "")} | (theirs if has_them else set())
            person = client.get(people["incomplete"].get_absolute_url())
            assert ("Frånvarande. Ersättare:" in person.text) is has_them
    # The absent one stays the case worker, sees the own rows as ever, and who covers.
    absent = sign_in(cast.case_worker)
    assert {row.item.participation for row in rows(absent)} == {each for each, _name in theirs}
    assert "Din ersättare är" in absent.get(DAY).text
    assert cast.case_worker.full_name in person.text
    page = sign_in(cover).get(DAY)
    assert "Ring Kommunen först" in page.text
    assert "skyddade personuppgifter ingår inte" in page.text
    # What is handed over are the own people alone.
    assert [each for each, _open in sign_in(cover).get(f"{CASEWORK}hand-over/").context["people_open"]] == [
        own
    ]
    assert AbsenceCover.objects.get().starts_on == today + timedelta(2)


def test_a_cover_opens_no_protected_record_and_tells_of_none(cast, people, cover, sign_in):
    client = sign_in(cover)
    cover_of(cast.case_worker, by=cover)

    def pages():
        absence = sign_in(cast.case_worker).get(f"{CASEWORK}absence/{cast.case_worker.pk}/")
        return [outside_tags(page.text) for page in (client.get(DAY), absence)]

    before = (
        outside_tags(client.get(DAY).text),
        outside_tags(sign_in(cast.case_worker).get(f"{CASEWORK}absence/{cast.case_worker.pk}/").text),
    )
    hidden = ParticipationFactory(
        project=cast.project,
        person__protected=True,
        incomplete=True,
        created_by=cast.case_worker,
        spell__municipality_id=OSKARSHAMN,
        spell__case_worker=cast.case_worker,
    )

    after = (
        outside_tags(client.get(DAY).text),
        outside_tags(sign_in(cast.case_worker).get(f"{CASEWORK}absence/{cast.case_worker.pk}/").text),
    )

    assert before == after
    assert client.get(hidden.get_absolute_url()).status_code == 403
    assert not AccessLogEntry.objects.filter(actor=cover, subjects__contains=[hidden.pk]).exists()


def test_a_cover_that_cant_be_is_refused_with_the_reason(cast, people, cover, say):
    assert "omfattar inte den del" in say(cast.colleague).text  # of the other part, with this caseload
    people["incomplete"].spells.update(case_worker=None)
    people["late-result"].spells.update(case_worker=None)
    people[""].spells.update(case_worker=None)
    assert "omfattar inte hela delen" in say(cast.colleague).text  # and also without any
    for first, last, reason in (
        (-1, 3, "Välj i dag eller en senare dag"),
        (3, 2, "Sista dagen är före den första"),
        (0, 367, "mer än ett år efter den"),
    ):
        assert reason in say(cover, first=first, last=last).text
    assert "personnummer" in say(cover, message="Ring 19940112-2396").text
    other = MembershipFactory(
        project=cast.project, municipality_id=OSKARSHAMN, ends_on=timezone.localdate() + timedelta(5)
    ).user
    assert "slutar före sista dagen" in say(other).text
    assert say(other, last=5, by=cast.leader).status_code == 302
    assert "redan en ersättare" in say(cover, first=5, last=9).text
    assert say(cover, first=6, last=9).status_code == 302
    assert "själv ersättare" in say(cast.leader, absent=cover, by=cover).text
    assert "själv frånvarande" in say(cast.case_worker, first=8, last=9, absent=cover, by=cast.leader).text
    assert AbsenceCover.objects.count() == 2
    with pytest.raises((IntegrityError, ValidationError)), transaction.atomic():
        cover_of(cast.case_worker, by=cast.leader)


def test_the_leader_says_who_covers_and_ends_it(cast, people, cover, sign_in, say):
    leader, part_leader = sign_in(cast.leader), sign_in(_part_leader(cast))
    assert say(cover, by=cast.leader).status_code == 302
    page = leader.get(CASEWORK)
    by_name = {row.name: row for row in page.context["rows"]}
    assert by_name["Olle Handläggare"].cover.cover_worker == cover
    assert by_name["Olle Handläggare"].absence_url == f"{CASEWORK}absence/{cast.case_worker.pk}/"
    # A leader of the other part arranges nothing here.
    assert part_leader.get(by_name["Olle Handläggare"].absence_url).status_code == 404
    end = f"{CASEWORK}covers/{AbsenceCover.objects.get().pk}/end/"
    assert part_leader.post(end).status_code == 404
    assert sign_in(cover).post(end).status_code == 403
    assert shown(sign_in(cover)) != set()
    assert leader.post(end)["Location"] == by_name["Olle Handläggare"].absence_url
    assert shown(sign_in(cover)) == set()
    assert "redan slut" in sign_in(cast.case_worker).post(end, follow=True).text
    assert say(cover).status_code == 302  # the days are free again
    # The role ends, and the people stay with the cover until the leader ends that too.
    end_membership(cast.case_worker.memberships.get(), by=cast.leader)
    by_name = {row.name: row for row in leader.get(CASEWORK).context["rows"]}
    url, end = (
        by_name["Olle Handläggare"].absence_url,
        f"{CASEWORK}covers/{AbsenceCover.objects.last().pk}/end/",
    )
    page = leader.get(url).text
    assert end in page
    assert 'name="starts_on"' not in page
    assert say(cover, first=8, last=9, by=cast.leader).status_code == 200
    for path in (url, end):
        assert part_leader.post(path).status_code == 404
    assert leader.post(end)["Location"] == CASEWORK
    assert shown(sign_in(cover)) == set()
    assert leader.get(url).status_code == 404
    assert AbsenceCover.objects.count() == 2
    with user_scope(cast.stranger):
        assert not AbsenceCover.objects.exists()


def _part_leader(cast):
    return MembershipFactory(project=cast.project, leader=True, municipality_id="0883").user
