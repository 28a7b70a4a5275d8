"""Two worlds that differ in nothing but who a protected person is, or where and since when they take part:
whoever is not named for them gets the same answer in both, to whatever they ask. It finds what no list of
forbidden words finds: an order, a count, a choice in a form.
"""

import re
from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from participants import identity
from participants.models import OutcomeEvent, Participation, Person, Spell
from reporting.explain import counted_indicators
from tests.addresses import addresses
from tests.answers import content_of
from tests.cast import Cast
from tests.factories import OSKARSHAMN, VASTERVIK, MembershipFactory, OutcomeEventFactory
from tests.numbers import nth_number
from tests.participants.files import csv_file, outcome, person
from tests.signing_in import signed_in
from tests.sizes import size
from tests.world import World, taken_back

pytestmark = pytest.mark.django_db
NOW = "2019-03-31 12:00:00+00:00"
CURIOUS = size(("leader", "member"), ("leader", "member", "funder", "auditor", "administrator"))
# What differs by chance: a form's token, the address of a file that waits.
CHANCE = re.compile(r"value=\"\w{64}\"|import/[0-9a-f-]{36}")

NUMBER, ANOTHER = nth_number(904), nth_number(902)
NAME, ANOTHER_NAME = ("Hemlig", "Hemligsson"), ("Aina", "Aanderson")
STATUS = ("in", "left", "incomplete", "no-result", "follow-up", "protected", "unreadable")
QUERIES = {
    "participants:list": [
        *({"status": each} for each in STATUS),
        *({"sort": f"{sign}{each}"} for each in ("name", "entry", "exit") for sign in ("", "-")),
        *({"municipality": each} for each in (OSKARSHAMN, VASTERVIK)),
        {"intervention": "kalejdo"},
        {"entered_from": "2018-01-17"},
        {"entered_to": "2018-01-17"},
    ],
    "participants:log": [{"show": each} for each in ("protected", "surname", "staff", "many", "outside")],
}


class Worlds:
    """The world of tests.world, in which `hidden` can become somebody else, or be elsewhere."""

    def __init__(self):
        self.world = World(Cast())
        cast, self.hidden = self.world.cast, self.world.hidden
        OutcomeEventFactory(participation=self.hidden, kind=OutcomeEvent.Kind.EDUCATION)
        Participation.objects.filter(pk=self.hidden.pk).update(
            created_by=MembershipFactory(project=cast.project).user  # is named, wherever it is
        )
        self.people = {
            "leader": cast.leader,
            "member": MembershipFactory(project=cast.project).user,
            "funder": cast.funder,
            "auditor": MembershipFactory(project=cast.project, auditor=True).user,
            "administrator": cast.administrator,
        }
        self.cookies = {who: dict(signed_in(user).cookies) for who, user in self.people.items()}
        self.be(NUMBER, *NAME)
        self.stand(OSKARSHAMN, cast.intervention, cast.case_worker, days=0)
        self.at_first = {}  # {who: answers}

    def be(self, number, given_name, family_name):
        sealed, version = identity.encrypt_number(self.hidden.person_id, number)
        Person.objects.filter(pk=self.hidden.person_id).update(
            number_kind=Person.NumberKind.PERSONNUMMER,
            number_encrypted=sealed,
            number_key_version=version,
            number_index=identity.blind_index(number),
        )
        named = {"given_name": given_name, "family_name": family_name}
        Participation.objects.filter(pk=self.hidden.pk).update(**named)

    def stand(self, municipality, intervention, case_worker, *, days):
        """Days move the start and what came of it; an auditor sees those."""
        began = self.world.own.spells.get().entry_date + timedelta(days)
        place = {"municipality": municipality, "intervention": intervention, "case_worker": case_worker}
        Spell.objects.filter(participation=self.hidden).update(entry_date=began, **place)

    def become_somebody_else(self, who):
        self.be(ANOTHER, *ANOTHER_NAME)

    def move(self, who):
        days = 0 if who == "auditor" else 3
        self.stand(VASTERVIK, None, self.world.cast.colleague, days=days)

    def lose_the_protection(self, who):
        self.be(ANOTHER, *ANOTHER_NAME)
        Person.objects.filter(pk=self.hidden.person_id).update(protection="none")

    def answers(self, who, *, with_files):
        """{what is asked: the answer}."""
        return {what: self._answer(who, ask) for what, ask in self._asked(with_files)}

    def _answer(self, who, ask):
        client = Client(headers={"accept-language": "sv"})
        client.cookies.update(self.cookies[who])
        with taken_back():
            response = ask(client)
        return response.status_code, CHANCE.sub("", content_of(response).decode("utf-8", "replace"))

    def _asked(self, with_files):
        """(what, a function that asks a browser for it): every page, and guesses."""
        for address in addresses():
            if ":" in address.name and not address.is_administration:
                for query in [{}, *self._queries(address)]:
                    path = self.world.path(address)
                    yield f"{address.name} {query}", lambda client, p=path, q=query: client.get(p, q)
        for what, address, sent in self._guesses():
            path = reverse(f"participants:{address}")
            yield what, lambda client, p=path, s=sent: client.post(p, s, follow=True)
        for kind, row in self._rows() if with_files else []:
            path = reverse(f"participants:import_{kind}", args=[self.world.project.slug])

            def send(client, path=path, kind=kind, row=row):
                return client.post(path, {"file": csv_file([row], kind)}, follow=True)

            yield f"file {row}", send

    def _queries(self, address):
        if address.name == "reporting:evidence":
            return [{"figure": each.code} for each in counted_indicators(self.world.project)]
        return QUERIES.get(address.name, [])

    def _guesses(self):
        for place in ("", self.world.project.slug):
            for words in (*NAME, *ANOTHER_NAME, NUMBER, ANOTHER):
                yield f"search {words} {place}", "search", {"q": words, "project": place}

    def _rows(self):
        """What somebody guesses about a number that they have: a place, a day, a result."""
        for place in (OSKARSHAMN, VASTERVIK):
            for day in ("2018-01-15", "2018-01-18"):
                yield "participants", person(NUMBER, municipality=place, entry_date=day)
        for day in ("2018-01-16", "2018-09-10"):
            yield "outcomes", outcome(NUMBER, date=day)


@pytest.fixture(scope="module")
def worlds(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), taken_back(), time_machine.travel(NOW, tick=False):
        yield Worlds()


def told_apart(worlds, who, change, *, with_files=False):
    """What is answered otherwise after a change."""
    if who not in worlds.at_first:
        worlds.at_first[who] = worlds.answers(who, with_files=True)
    with taken_back():
        change(who)
        after = worlds.answers(who, with_files=with_files)
    assert len(after) > len(addresses()) / 2
    return [what for what, answer in after.items() if worlds.at_first[who][what] != answer]


@pytest.mark.parametrize("who", CURIOUS)
def test_nothing_tells_who_somebody_is(worlds, who):
    assert told_apart(worlds, who, worlds.become_somebody_else) == []


@pytest.mark.parametrize("who", CURIOUS)
def test_nothing_tells_where_and_since_when_somebody_takes_part(worlds, who):
    assert told_apart(worlds, who, worlds.move, with_files=True) == []


def test_without_protection_it_is_told(worlds):
    """The control: what is asked would tell, and the protection is what keeps it back."""
    told = told_apart(worlds, "member", worlds.lose_the_protection)
    assert {f"search {word} " for word in (*ANOTHER_NAME, ANOTHER)} <= set(told)
    assert "participants:list {'sort': 'name'}" in told
