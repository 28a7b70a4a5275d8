"""Unauthorised users get the same answers whoever a protected person is, and wherever they take part.

Compares every page before and after a change, which also finds differences in order, counts and form choices.
"""

import re
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from participants.register import actions
from participants.register.identity import numbers
from participants.register.models import OutcomeEvent, Participation, Person, Spell
from reporting.indicators.explain import counted_indicators
from reporting.reports.models import Report
from tests.addresses import addresses
from tests.answers import content_of
from tests.cast import Cast
from tests.factories import OSKARSHAMN, VASTERVIK, MembershipFactory, OutcomeEventFactory
from tests.numbers import nth_number
from tests.participants.imports.files import csv_file, outcome, person
from tests.sample_objects import FullProject, rolled_back
from tests.signing_in import signed_in
from tests.sizes import size

pytestmark = pytest.mark.django_db
NOW = "2019-03-31 12:00:00+00:00"
READERS = size(("leader", "member"), ("leader", "member", "funder", "auditor", "administrator"))
# Auditors read days and results by pseudonym (ADR 74). The authorised case worker has not opened the record.
READERS_OF_FACTS = size(
    ("leader", "authorised"), ("leader", "member", "authorised", "funder", "administrator")
)
# Figures count everybody (ADR 103).
PAGES_WITH_FIGURES = (
    *("reports:changes ", "reports:submit ", "reports:evidence "),
    *("projects:detail ", "projects:targets ", "projects:interventions ", "projects:intervention "),
    *("comparisons:results ", "comparisons:results_pdf ", "forecasts:targets ", "forecasts:targets_pdf "),
)
# Random parts of a response: tokens and numbers of forms, keys of uploaded files and of searches.
RANDOM_PARTS = re.compile(
    r"name=\"form-number\" value=\"[^\"]+\"|name=\"number\" value=\"[0-9a-f-]{36}\"|"
    r"importdraft-[0-9a-f-]{36}=[0-9a-f]{12}|"
    r"value=\"\w{64}\"|import/[0-9a-f-]{36}|search=[0-9a-f]{8}|name=\"search\" value=\"[0-9a-f]{8}\""
)

NUMBER, ANOTHER = nth_number(904), nth_number(902)
NAME, ANOTHER_NAME = ("Hemlig", "Hemligsson"), ("Aina", "Aanderson")
STATUS = (
    *("in", "left", "incomplete", "no-exit", "late-exit", "no-result", "follow-up"),
    *("protected", "authorised", "unauthorised", "unreadable"),
)
QUERIES = {
    "register:list": [
        *({"status": each} for each in STATUS),
        *({"sort": f"{sign}{each}"} for each in ("name", "entry", "exit", "work") for sign in ("", "-")),
        *({"municipality": each} for each in (OSKARSHAMN, VASTERVIK)),
        {"intervention": "kalejdo"},
        {"entered_from": "2018-01-17"},
        {"entered_to": "2018-01-17"},
    ],
    "privacy:log": [{"show": each} for each in ("protected", "surname", "staff", "many", "outside")],
}


class Alternatives:
    """The register of tests.sample_objects, in which the protected person can change."""

    def __init__(self):
        self.full_project = FullProject(Cast())
        cast, self.hidden = self.full_project.cast, self.full_project.protected
        OutcomeEventFactory(participation=self.hidden, kind=OutcomeEvent.Kind.EDUCATION)
        # The leader of tests.sample_objects is authorised, so that there are monthly files to open.
        self.hidden.authorised_case_workers.filter(user=cast.leader).delete()
        self.authorised = MembershipFactory(project=cast.project).user  # in every alternative
        Participation.objects.filter(pk=self.hidden.pk).update(created_by=self.authorised)
        self.people = {
            "authorised": self.authorised,
            "leader": cast.leader,
            "member": MembershipFactory(project=cast.project).user,
            "funder": cast.funder,
            "auditor": MembershipFactory(project=cast.project, auditor=True).user,
            "administrator": cast.administrator,
        }
        self.cookies = {who: dict(signed_in(user).cookies) for who, user in self.people.items()}
        self.set_identity(NUMBER, *NAME)
        self.set_spell(OSKARSHAMN, cast.intervention, cast.case_worker, days=0)
        # The alternatives are made by changes, whose number is no difference between them.
        Report.objects.filter(status="draft").update(computed_at=datetime(2100, 1, 1, tzinfo=UTC))
        self.original = {}  # {who: answers}

    def set_identity(self, number, given_name, family_name):
        sealed, version = numbers.encrypt_number(self.hidden.person_id, number)
        Person.objects.filter(pk=self.hidden.person_id).update(
            number_kind=Person.NumberKind.PERSONNUMMER,
            number_encrypted=sealed,
            number_key_version=version,
            number_index=numbers.blind_index(number),
        )
        named = {"given_name": given_name, "family_name": family_name}
        Participation.objects.filter(pk=self.hidden.pk).update(**named)

    def set_spell(self, municipality, intervention, case_worker, *, days):
        # Auditors see the days of the start and of outcomes, so the days move only for others.
        began = self.full_project.own.spells.get().entry_date + timedelta(days)
        place = {"municipality": municipality, "intervention": intervention, "case_worker": case_worker}
        Spell.objects.filter(participation=self.hidden).update(entry_date=began, **place)

    def change_identity(self, who):
        self.set_identity(ANOTHER, *ANOTHER_NAME)

    def change_part(self, who):
        days = 0 if who == "auditor" else 3
        self.set_spell(VASTERVIK, None, self.full_project.cast.colleague, days=days)

    def change_identity_and_part(self, who):
        self.change_part(who)
        self.change_identity(who)

    def change_facts(self, who):
        """End the participation, and change sex, age, answers and results."""
        Person.objects.filter(pk=self.hidden.person_id).update(sex="man", birth_date=date(1961, 5, 17))
        began = self.full_project.own.spells.get().entry_date
        Spell.objects.filter(participation=self.hidden).update(
            exit_date=began + timedelta(200), exit_reason="completed"
        )
        Participation.objects.filter(pk=self.hidden.pk).update(education_level=None, in_education=True)
        OutcomeEventFactory(participation=self.hidden, kind=OutcomeEvent.Kind.INTERNSHIP)

    def remove_protection(self, who):
        self.set_identity(ANOTHER, *ANOTHER_NAME)
        Person.objects.filter(pk=self.hidden.person_id).update(protection="none")

    def answers(self, who, *, with_files, only=None):
        """Return {request: answer}, of all requests or of those in `only`."""
        return {
            what: self._answer(who, ask)
            for what, ask in self._asked(with_files)
            if only is None or what in only
        }

    def _answer(self, who, ask):
        client = Client(headers={"accept-language": "sv"})
        client.cookies.update(self.cookies[who])
        with rolled_back():
            response = ask(client)
        return response.status_code, RANDOM_PARTS.sub("", content_of(response).decode("utf-8", "replace"))

    def _asked(self, with_files):
        """Yield (request, function that sends it with a client): every page, and guesses."""
        for address in addresses():
            if ":" in address.name and not address.is_administration:
                for query in [{}, *self._queries(address)]:
                    path = self.full_project.path(address)
                    yield f"{address.name} {query}", lambda client, p=path, q=query: client.get(p, q)
        for what, address, sent in self._guesses():
            path = reverse(f"register:{address}")
            yield what, lambda client, p=path, s=sent: client.post(p, s, follow=True)
        for kind, row in self._rows() if with_files else []:
            path = reverse(f"imports:import_{kind}", args=[self.full_project.project.slug])

            def send(client, path=path, kind=kind, row=row):
                return client.post(path, {"file": csv_file([row], kind)}, follow=True)

            yield f"file {row}", send

    def _queries(self, address):
        if address.name == "reports:evidence":
            return [{"figure": each.code} for each in counted_indicators(self.full_project.project)]
        return QUERIES.get(address.name, [])

    def _guesses(self):
        for place in ("", self.full_project.project.slug):
            for words in (*NAME, *ANOTHER_NAME, NUMBER, ANOTHER):
                yield f"search {words} {place}", "search", {"q": words, "project": place}

    def _rows(self):
        """Yield files that guess about a known number: part, day and result."""
        for place in (OSKARSHAMN, VASTERVIK):
            for day in ("2018-01-15", "2018-01-18"):
                yield "participants", person(NUMBER, municipality=place, entry_date=day)
        for day in ("2018-01-16", "2018-09-10"):
            yield "outcomes", outcome(NUMBER, date=day)


@pytest.fixture(scope="module")
def alternatives(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), rolled_back(), time_machine.travel(NOW, tick=False):
        yield Alternatives()


def differing_answers(alternatives, who, change, *, only=None, except_for=()):
    """Return the requests whose answer differs after a change."""
    asked = [
        what
        for what, _ask in alternatives._asked(with_files=only is not None)
        if (only is None or what in only) and not what.startswith(except_for)
    ]
    assert only or len(asked) > len(addresses()) / 2
    original = alternatives.original.setdefault(who, {})
    original |= alternatives.answers(who, with_files=only is not None, only=set(asked) - original.keys())
    with rolled_back():
        change(who)
        after = alternatives.answers(who, with_files=only is not None, only=asked)
    assert after.keys() == set(asked)
    return [what for what, answer in after.items() if original[what] != answer]


@pytest.mark.parametrize("who", READERS)
def test_no_answer_depends_on_identity_or_part(alternatives, who):
    # Both change at once: an answer that depends on one of them differs.
    assert differing_answers(alternatives, who, alternatives.change_identity_and_part) == []


@pytest.mark.parametrize("who", READERS)
def test_no_file_about_a_known_number_depends_on_part_or_dates(alternatives, who):
    files = [what for what, _ask in alternatives._asked(with_files=True) if what.startswith("file ")]
    assert len(files) == 6
    assert differing_answers(alternatives, who, alternatives.change_part, only=files) == []


@pytest.mark.parametrize("who", READERS_OF_FACTS)
def test_no_answer_depends_on_what_is_recorded(alternatives, who):
    change = alternatives.change_facts
    assert differing_answers(alternatives, who, change, except_for=PAGES_WITH_FIGURES) == []


def test_answers_differ_once_the_record_is_open(alternatives):
    pages = {"register:list {'status': 'in'}", "register:list {'status': 'left'}", "projects:detail {}"}
    with rolled_back():
        actions.open_record(alternatives.hidden, reason="contact", by=alternatives.authorised)
        before = alternatives.answers("authorised", with_files=False, only=pages)
        alternatives.change_facts("authorised")
        after = alternatives.answers("authorised", with_files=False, only=pages)
    assert {what for what in after if before[what] != after[what]} == pages


def test_answers_differ_without_protection(alternatives):
    # Positive control: without protection the answers differ.
    requests = {f"search {word} " for word in (*ANOTHER_NAME, ANOTHER)} | {"register:list {'sort': 'name'}"}
    before = alternatives.answers("member", with_files=False, only=requests)
    with rolled_back():
        alternatives.remove_protection("member")
        after = alternatives.answers("member", with_files=False, only=requests)
    assert {what for what in after if before[what] != after[what]} == requests
