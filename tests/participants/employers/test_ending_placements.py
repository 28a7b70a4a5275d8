"""Placements that end: with the participation, in My day, and places that can not be taken back."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from participants.employers import placing
from participants.employers.models import Offer, Placement
from participants.imports.matching.plan import SPELL_FIELDS, ParticipantsPlan
from participants.imports.save import save_participants
from participants.register import actions
from participants.register.actions import ActionRefused
from tests.at_once import Meeting
from tests.factories import ParticipationFactory
from tests.participants.employers.examples import employer_of, offer_of, placement_of
from tests.participants.employers.test_placements import values
from tests.participants.imports.test_races import run_together

EXIT = date(2018, 9, 1)
REASON = "completed"


def single(person, by):
    actions.record_exit(person, exit_date=EXIT, exit_reason=REASON, by=by)


def bulk(person, by):
    actions.record_exits([*person.spells.all()], exit_date=EXIT, exit_reason=REASON, by=by)


def correction(person, by):
    spell = person.spells.get()
    given = {"entry_date": spell.entry_date, "municipality": spell.municipality, "intervention": None}
    actions.correct_spell(spell, values={**given, "exit_date": EXIT, "exit_reason": REASON}, by=by)


def imported(person, by):
    spell = person.spells.get()
    row = {name: getattr(spell, name) for name in SPELL_FIELDS.values()}
    row |= {"exit_date": EXIT, "exit_reason": REASON}
    save_participants(ParticipantsPlan(spells=[(spell.pk, *row.values())]), project=person.project, by=by)


@pytest.mark.django_db
@pytest.mark.parametrize("end", [single, bulk, correction, imported])
def test_the_end_of_a_participation_ends_what_goes_on_at_an_employer(cast, end):
    person, other = (ParticipationFactory(project=cast.project) for _person in range(2))
    start = person.spells.get().entry_date
    days = {
        "without an end": (None, EXIT),
        "later": (EXIT + timedelta(9), EXIT),
        "earlier": (start + timedelta(1), start + timedelta(1)),
    }
    made = {
        name: placement_of(person, by=cast.leader, employer=employer_of(cast.project, name), ends_on=ends_on)
        for name, (ends_on, _expected) in days.items()
    }
    kept = [
        placement_of(person, by=cast.leader, employer=employer_of(cast.project, "Jobb"), kind="job"),
        placement_of(
            person, by=cast.leader, employer=employer_of(cast.project, "Sen"), starts_on=EXIT + timedelta(9)
        ),
        placement_of(other, by=cast.leader, employer=employer_of(cast.project, "Annan")),
    ]
    end(person, cast.leader)
    found = Placement.objects.in_bulk()
    assert {name: found[each.pk].ends_on for name, each in made.items()} == {
        name: expected for name, (_ends_on, expected) in days.items()
    }
    assert [found[each.pk].ends_on for each in kept] == [None] * 3


def waiting(client):
    """Return {key of the placement: row of My day}."""
    rows = client.get(reverse("casework:day"), {"kind": "placement"}).context["rows"]
    return {row.item.subject: row for row in rows}


@pytest.mark.django_db
def test_my_day_asks_what_comes_of_a_placement(cast, sign_in):
    today = timezone.localdate()
    here = ParticipationFactory(project=cast.project, spell__case_worker=cast.case_worker)
    left = ParticipationFactory(project=cast.project, spell__case_worker=cast.case_worker, spell__left=True)

    def placed(person, name, **given):
        return placement_of(person, by=cast.case_worker, employer=employer_of(cast.project, name), **given).pk

    soon = placed(here, "Snart", ends_on=today + timedelta(7))
    ended = placed(here, "Slut", ends_on=today - timedelta(1))
    goes_on = placed(left, "Utan slut")
    for name, given in {
        "Sedan": {"ends_on": today + timedelta(8)},
        "Klart": {"ends_on": today, "result": "completed"},
        "Pågår": {},
    }.items():
        placed(here, name, **given)
    placed(left, "Jobb", kind="job")
    client = sign_in(cast.case_worker)
    found = waiting(client)
    assert found.keys() == {soon, ended, goes_on}
    texts = ("slutar", "slutade", "saknar slutdag")
    assert all(text in found[key].item.text for text, key in zip(texts, (soon, ended, goes_on), strict=True))
    address = found[ended].url
    placement = Placement.objects.get(pk=ended)
    typed = {"version": client.get(address).context["form"].version, "kind": "internship"}
    typed |= {"where": f"employer:{placement.employer_id}", "starts_on": placement.starts_on.isoformat()}
    typed |= {"ends_on": placement.ends_on.isoformat(), "result": "completed"}
    answer = client.post(address, typed)
    assert answer.status_code == 302
    assert answer.url != here.get_absolute_url()  # but the next row of My day
    assert waiting(client).keys() == {soon, goes_on}


@pytest.mark.django_db
def test_places_that_are_taken_stay(cast, sign_in):
    offer = offer_of(employer_of(cast.project), places=3)
    for _person in range(2):
        placing.place(ParticipationFactory(project=cast.project), values=values(offer), by=cast.leader)
    hidden = ParticipationFactory(project=cast.project, created_by=cast.case_worker, person__protected=True)
    placing.place(hidden, values=values(offer), by=cast.case_worker)
    address = reverse("employers:change_item", args=[cast.project.slug, "offers", offer.pk])
    client = sign_in(cast.leader)
    typed = {"kind": "internship", "starts_on": "2018-01-01", "places": 1}
    typed["version"] = client.get(address).context["form"].version
    errors = client.post(address, typed).context["form"].errors["places"]
    assert errors[0].startswith("2 platser är tagna")  # the protected person takes none
    assert client.post(address, typed | {"places": 2}).status_code == 302
    assert Offer.objects.get().places == 2


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("is_locked", [True, False])
def test_a_place_is_not_taken_back_while_it_is_taken(cast, monkeypatch, is_locked):
    offer = offer_of(employer_of(cast.project), places=2)
    for _person in range(1):
        placing.place(ParticipationFactory(project=cast.project), values=values(offer), by=cast.leader)
    person, meeting, count = ParticipationFactory(project=cast.project), Meeting(), placing.most_at_once

    def count_and_meet(periods):
        found = count([*periods])
        meeting.wait()
        return found

    monkeypatch.setattr(placing, "most_at_once", count_and_meet)
    if not is_locked:  # positive control
        monkeypatch.setattr(placing, "locked_offer", lambda offer: offer)
    fewer = Offer.objects.select_related("project").get()
    fewer.places = 1
    results = run_together(
        lambda: placing.place(person, values=values(offer), by=cast.leader),
        lambda: placing.change_offer(fewer, changed=["places"], by=cast.leader),
    )
    refused = [each for each in results if isinstance(each, ActionRefused)]
    taken, places = Placement.objects.count(), Offer.objects.get().places
    assert (len(refused), taken <= places) == ((1, True) if is_locked else (0, False))
    connection.close()
