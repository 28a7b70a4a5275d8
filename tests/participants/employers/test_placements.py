"""Placements: days, places, what is shown to whom, and the employers of outcomes."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.urls import reverse
from hypothesis import given
from hypothesis import settings as examples
from hypothesis import strategies as some

from accounts.models import AccessLogEntry
from participants.employers import placing
from participants.employers.models import OutcomeEmployer, Placement
from participants.employers.placement_rules import most_at_once, overlapping
from participants.merging.actions import merge_records
from participants.register import actions
from participants.register.actions import ActionRefused
from participants.register.models import OutcomeEvent, ProtectedRecordAccess
from tests.at_once import Meeting
from tests.factories import VASTERVIK, OutcomeEventFactory, ParticipationFactory
from tests.participants.employers.examples import employer_of, offer_of, placement_of
from tests.participants.imports.test_races import run_together
from tests.queries import own_queries

FIRST, LAST = date(2018, 3, 1), date(2018, 3, 31)
days = some.integers(0, 12).map(lambda number: FIRST + timedelta(number))


@examples(deadline=None, max_examples=100)
@given(some.lists(some.tuples(days, some.none() | days), max_size=6), days, days)
def test_the_most_at_once_are_those_of_the_fullest_day(periods, first, last):
    periods = [(start, end if end is None or end >= start else start) for start, end in periods]
    first, last = min(first, last), max(first, last)
    each_day = [FIRST + timedelta(number) for number in range(14)]
    taken = [sum(a <= day and (b is None or day <= b) for a, b in periods) for day in each_day]
    assert most_at_once(periods) == max(taken, default=0)
    wanted = [each for each in periods if each[0] <= last and (each[1] is None or each[1] >= first)]
    assert overlapping(periods, first, last) == wanted


def place_url(participation):
    return reverse("employers:place", args=[participation.project.slug, participation.public_id])


def values(offer, **given):
    return {
        "employer": offer.employer,
        "offer": offer,
        "kind": offer.kind,
        "starts_on": FIRST,
        "ends_on": LAST,
        **given,
    }


@pytest.mark.django_db
class TestPages:
    def test_a_placement_from_its_record_to_its_result(self, cast, sign_in):
        person, client = ParticipationFactory(project=cast.project), sign_in(cast.case_worker)
        offer = offer_of(employer_of(cast.project), places=2, description="Disk")
        typed = {"where": f"offer:{offer.pk}", "starts_on": "2018-03-01"}
        assert client.post(place_url(person), typed).url == person.get_absolute_url()
        placement = Placement.objects.get()
        assert (placement.kind, placement.project, placement.recorded_by) == (
            "internship",
            cast.project,
            cast.case_worker,
        )
        address = reverse("employers:placement", args=[cast.project.slug, person.public_id, placement.pk])
        form = client.get(address).context["form"]
        given = {**typed, "kind": "internship", "ends_on": "", "result": "hired", "version": form.version}
        assert "ends_on" in client.post(address, given).context["form"].errors
        assert client.post(address, given | {"ends_on": "2018-04-30"}).status_code == 302
        page = client.get(person.get_absolute_url()).text
        for text in ("Hamnkaféet", "anställdes där", "skrev in en placering: Hamnkaféet"):
            assert text in page
        there = client.get(offer.employer.get_absolute_url())
        assert person.full_name in there.text
        assert AccessLogEntry.objects.filter(kind="listed", subjects=[person.pk]).exists()
        listed = client.get(reverse("employers:list", args=[cast.project.slug])).context["rows"]
        assert [(row.places, row.placements) for row in listed] == [(2, 1)]

    @pytest.mark.parametrize(
        ("typed", "wrong"),
        [
            ({"where": "employer"}, "kind"),
            ({"where": "employer", "kind": "trial", "starts_on": "2016-01-01"}, "starts_on"),
            ({"where": "employer", "kind": "trial", "ends_on": "2017-12-31"}, "ends_on"),
            ({"where": "employer", "kind": "trial", "ends_on": "2018-09-02"}, "ends_on"),  # after the exit
            ({"where": "offer", "starts_on": "2017-12-31"}, "starts_on"),  # before the offer
            ({"where": "offer", "ends_on": "2018-08-31"}, "ends_on"),  # after the offer
        ],
    )
    def test_what_is_refused(self, cast, sign_in, typed, wrong):
        person = ParticipationFactory(project=cast.project, spell__left=True)
        spell = person.spells.get()
        type(spell).objects.filter(pk=spell.pk).update(entry_date="2017-09-01", exit_date="2018-09-01")
        offer = offer_of(employer_of(cast.project), ends_on=date(2018, 6, 30))
        where = {"employer": f"employer:{offer.employer.pk}", "offer": f"offer:{offer.pk}"}
        given = {"starts_on": "2018-03-01", "ends_on": "2018-03-02", **typed, "where": where[typed["where"]]}
        client = sign_in(cast.case_worker)
        assert wrong in client.post(place_url(person), given).context["form"].errors
        job = {"where": where["employer"], "kind": "job", "starts_on": "2018-09-15", "ends_on": ""}
        assert client.post(place_url(person), job).status_code == 302  # a job begins after the exit

    def test_a_placement_recorded_by_mistake_is_removed(self, cast, sign_in):
        person, client = ParticipationFactory(project=cast.project), sign_in(cast.case_worker)
        placement = placement_of(person, by=cast.leader)
        names = ("remove_placement", "placement")
        remove, page = (
            reverse(f"employers:{name}", args=[cast.project.slug, person.public_id, placement.pk])
            for name in names
        )
        assert client.post(remove).url == person.get_absolute_url()
        assert not Placement.objects.exists()
        assert client.get(page).status_code == 410
        assert "tog bort en placering" in client.get(person.get_absolute_url()).text

    def test_an_employment_names_its_employer_through_corrections(self, cast, sign_in):
        person, client = ParticipationFactory(project=cast.project), sign_in(cast.case_worker)
        outcome = OutcomeEventFactory(participation=person, kind=OutcomeEvent.Kind.EMPLOYMENT)
        employer = employer_of(cast.project)
        address = reverse(
            "employers:outcome_employer", args=[cast.project.slug, person.public_id, outcome.pk]
        )
        version = client.get(address).context["form"].version
        assert client.post(address, {"employer": employer.pk, "version": version}).status_code == 302
        found = {"date": outcome.happened_on + timedelta(1), "kind": outcome.kind}
        corrected = actions.correct_outcome(outcome, values=found, reason="Fel dag", by=cast.case_worker)
        (row,) = client.get(person.get_absolute_url()).context["outcomes_at_employers"]
        assert (row.outcome, row.employer) == (corrected, employer)
        placing.name_employer(corrected, participation=person, employer=None, by=cast.case_worker)
        assert not OutcomeEmployer.objects.exists()

    def test_protected_people_are_neither_shown_nor_counted(self, cast, sign_in):
        hidden = ParticipationFactory(
            project=cast.project, created_by=cast.case_worker, person__protected=True, family_name="Hemlig"
        )
        employer = employer_of(cast.project)
        offer = offer_of(employer, places=1)
        pages = (employer.get_absolute_url(), reverse("employers:list", args=[cast.project.slug]))
        before = {page: shown_parts(sign_in(cast.leader).get(page)) for page in pages}
        placing.place(hidden, values=values(offer), by=cast.case_worker)
        for user in (cast.leader, cast.case_worker, cast.colleague):
            for page in pages:
                assert shown_parts(sign_in(user).get(page)) == before[page], (user, page)
        # Positive control: who has opened the record sees the placement, and it takes no place.
        ProtectedRecordAccess.objects.create(participation=hidden, user=cast.case_worker, reason="contact")
        answer = sign_in(cast.case_worker).get(pages[0])
        assert [row.participation for row in answer.context["placements"]] == [hidden]
        assert [row.taken for row in answer.context["offers"]] == [0]
        placing.place(ParticipationFactory(project=cast.project), values=values(offer), by=cast.leader)

    def test_the_places_of_all_parts_count_and_names_of_the_own_part_are_shown(self, cast, sign_in):
        offer = offer_of(employer_of(cast.project), places=1)
        there = ParticipationFactory(project=cast.project, spell__municipality_id=VASTERVIK)
        placing.place(there, values=values(offer), by=cast.colleague)
        here = ParticipationFactory(project=cast.project)
        client = sign_in(cast.case_worker)
        typed = {"where": f"offer:{offer.pk}", "starts_on": "2018-03-31"}
        assert "where" in client.post(place_url(here), typed).context["form"].errors
        assert client.post(place_url(here), typed | {"starts_on": "2018-04-01"}).status_code == 302
        shown = client.get(offer.employer.get_absolute_url()).context
        assert [row.participation for row in shown["placements"]] == [here]

    def test_a_merged_record_keeps_the_placements_of_both(self, cast, sign_in):
        first, second = (
            ParticipationFactory(project=cast.project, given_name="Åsa", family_name=name, spell__left=True)
            for name in ("Berg", "Bergh")
        )
        type(second).objects.filter(pk=second.pk).update(person=second.person)
        spell = second.spells.get()
        type(spell).objects.filter(pk=spell.pk).update(entry_date="2019-01-01", exit_date="2019-03-01")
        outcome = OutcomeEventFactory(participation=first, kind=OutcomeEvent.Kind.EMPLOYMENT)
        employer = employer_of(cast.project)
        kept = placement_of(first, by=cast.leader, employer=employer)
        merged = merge_records(first, second, chosen={}, reason="Samma person", by=cast.leader)
        client = sign_in(cast.leader)
        shown = client.get(employer.get_absolute_url()).context["placements"]
        assert [(row.placement, row.participation) for row in shown] == [(kept, merged)]
        page = client.get(merged.get_absolute_url()).context
        assert [row.placement for row in page["placements"]] == [kept]
        assert [row.employer for row in page["outcomes_at_employers"]] == [employer]
        assert outcome.pk != page["outcomes_at_employers"][0].outcome.pk

    def test_the_intervention_says_how_many_employers_and_to_whom_it_links(self, cast, sign_in):
        address = reverse("projects:intervention", args=[cast.project.slug, cast.intervention.code])
        assert "Arbetsgivare med platser" not in sign_in(cast.leader).get(address).text
        for name in ("Hamnkaféet", "Kajens bageri"):
            offer_of(employer_of(cast.project, name), places=2, intervention=cast.intervention)
        page = sign_in(cast.leader).get(address).text
        assert "4 platser erbjuds nu eller senare" in page
        assert f'?intervention={cast.intervention.code}" data-count="2"' in page
        page = sign_in(cast.funder).get(address).text
        assert "2 arbetsgivare" in page
        assert "?intervention=" not in page

    def test_the_pages_cost_the_same_for_many(self, cast, sign_in, django_assert_max_num_queries):
        client, person = sign_in(cast.leader), ParticipationFactory(project=cast.project)
        employer = employer_of(cast.project)

        def costs():
            found = []
            for page in (employer.get_absolute_url(), person.get_absolute_url(), place_url(person)):
                with django_assert_max_num_queries(30) as captured:
                    client.get(page)
                found.append(len(own_queries(captured.captured_queries)))
            return found

        def add(number):
            offer = offer_of(employer)
            placement_of(person, by=cast.leader, employer=employer, offer=offer, kind=f"k{number}")
            placement_of(
                ParticipationFactory(project=cast.project), by=cast.leader, employer=employer, offer=offer
            )

        add(0)
        few = costs()
        for number in range(1, 10):
            add(number)
        assert costs() == few


def shown_parts(answer):
    """Return what a page shows of places and placements."""
    context = answer.context
    if "offers" in context:
        return [row.taken for row in context["offers"]], list(context["placements"])
    return [(row.places, row.placements) for row in context["rows"]]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("is_locked", [True, False])
def test_two_do_not_take_the_last_place(cast, monkeypatch, is_locked):
    offer = offer_of(employer_of(cast.project), places=1)
    people = [ParticipationFactory(project=cast.project) for _person in range(2)]
    meeting = Meeting()

    def count_and_meet(periods):
        found = most_at_once(periods)
        meeting.wait()
        return found

    monkeypatch.setattr(placing, "most_at_once", count_and_meet)
    if not is_locked:  # positive control: without the lock both count before either has a place
        monkeypatch.setattr(placing, "locked_offer", lambda offer: offer)
    results = run_together(
        *(
            lambda person=person: placing.place(person, values=values(offer), by=cast.leader)
            for person in people
        )
    )
    refused = [each for each in results if isinstance(each, ActionRefused)]
    assert (len(refused), Placement.objects.count()) == ((1, 1) if is_locked else (0, 2))
    connection.close()
