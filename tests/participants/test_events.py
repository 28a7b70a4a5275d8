"""Leaving, coming back, outcomes, corrections and protection, through the pages."""

from datetime import date

import pytest
import time_machine
from django.db import DatabaseError, transaction

from accounts.models import AuditEntry
from participants.models import OutcomeEvent, Participation
from tests.factories import (
    VASTERVIK,
    OutcomeEventFactory,
    ParticipationFactory,
    SpellFactory,
    TargetGroupFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel(date(2019, 3, 31), tick=False):
        yield


@pytest.fixture
def taking_part(cast):
    return ParticipationFactory(project=cast.project)


@pytest.fixture
def left(cast):
    """Took part from 1 March to 1 September 2018."""
    return ParticipationFactory(project=cast.project, spell__left=True)


@pytest.fixture
def client(cast, sign_in):
    return sign_in(cast.case_worker)


def page(participation, name):
    return participation.get_absolute_url() + name


def errors(response):
    return response.context["form"].errors


def trace(participation):
    return list(AuditEntry.objects.about(participation).values_list("action", flat=True))


# The end


def test_an_end_is_recorded_with_its_reason(cast, client, taking_part):
    response = client.post(page(taking_part, "exit/"), {"exit_date": "2019-03-31", "exit_reason": "moved"})

    assert response["Location"] == taking_part.get_absolute_url()
    spell = taking_part.spells.get()
    assert (spell.exit_date, spell.exit_reason) == (date(2019, 3, 31), "moved")
    assert trace(taking_part) == ["exit_recorded"]


@pytest.mark.parametrize(
    ("data", "field"),
    [
        ({"exit_date": "2018-02-28", "exit_reason": "moved"}, "exit_date"),
        ({"exit_date": "2019-04-01", "exit_reason": "moved"}, "exit_date"),
        ({"exit_date": "2018-09-01"}, "exit_reason"),
        ({"exit_reason": "moved"}, "exit_date"),
        ({"exit_date": "2018-09-01", "exit_reason": "tired"}, "exit_reason"),
    ],
)
def test_an_end_that_cannot_be(client, taking_part, data, field):
    assert list(errors(client.post(page(taking_part, "exit/"), data))) == [field]
    assert taking_part.spells.get().exit_date is None


def test_an_end_is_not_recorded_twice(client, left):
    response = client.post(
        page(left, "exit/"), {"exit_date": "2019-01-01", "exit_reason": "moved"}, follow=True
    )
    assert "Avslutet är redan registrerat." in response.text
    assert left.spells.get().exit_date == date(2018, 9, 1)


# Coming back


def test_coming_back_is_a_further_spell_and_the_entry_record_stays(cast, client, left):
    before = Participation.objects.filter(pk=left.pk).values().get()

    client.post(page(left, "reenter/"), {"entry_date": "2018-10-01", "municipality": "0882"})

    assert [spell.entry_date for spell in left.spells.order_by("entry_date")] == [
        date(2018, 3, 1),
        date(2018, 10, 1),
    ]
    assert Participation.objects.filter(pk=left.pk).values().get() == before
    assert trace(left) == ["reentered"]


@pytest.mark.parametrize(
    ("data", "field"),
    [
        ({"entry_date": "2018-09-01"}, "entry_date"),  # the day of the end belongs to the first spell
        ({"entry_date": "2018-05-01"}, "entry_date"),
        ({"entry_date": "2017-10-01"}, "entry_date"),  # before what is there: would change the first entry
        ({"entry_date": "2019-04-01"}, "entry_date"),
        ({"entry_date": ""}, "entry_date"),
        ({"municipality": VASTERVIK}, "municipality"),
    ],
)
def test_a_re_entry_that_cannot_be(client, left, data, field):
    response = client.post(
        page(left, "reenter/"), {"entry_date": "2018-10-01", "municipality": "0882", **data}
    )
    assert list(errors(response)) == [field]
    assert left.spells.count() == 1


def test_an_overlap_is_said_in_words(client, left):
    response = client.post(page(left, "reenter/"), {"entry_date": "2018-09-01", "municipality": "0882"})
    assert "Datumen går in i en annan period för samma person." in response.text


def test_who_has_not_left_cannot_come_back(client, taking_part):
    response = client.get(page(taking_part, "reenter/"), follow=True)
    assert "registrera avslutet först" in response.text


# Correcting a period


def test_a_period_is_corrected_and_only_the_fields_are_traced(client, left):
    spell = left.spells.get()
    data = {
        "entry_date": "2018-02-01",
        "municipality": "0882",
        "exit_date": "2018-09-15",
        "exit_reason": "other",
    }

    client.post(page(left, f"spells/{spell.pk}/"), data)

    spell.refresh_from_db()
    assert (spell.entry_date, spell.exit_date, spell.exit_reason) == (
        date(2018, 2, 1),
        date(2018, 9, 15),
        "other",
    )
    entry = AuditEntry.objects.about(spell).get()
    assert entry.details == {"fields": ["entry_date", "exit_date", "exit_reason"]}


def test_a_corrected_period_may_not_run_into_another(client, left):
    second = SpellFactory(participation=left, entry_date=date(2018, 10, 1))
    data = {"entry_date": "2018-08-01", "municipality": "0882"}

    response = client.post(page(left, f"spells/{second.pk}/"), data)

    assert list(errors(response)) == ["entry_date"]


@pytest.mark.parametrize("data", [{"exit_date": "2018-09-15"}, {"exit_reason": "moved"}, {"entry_date": "x"}])
def test_a_correction_that_cannot_be(client, left, data):
    spell = left.spells.get()
    base = {"entry_date": "2018-02-01", "municipality": "0882", "exit_date": "", "exit_reason": ""}
    assert errors(client.post(page(left, f"spells/{spell.pk}/"), {**base, **data}))


def test_a_period_in_a_colleagues_municipality_is_the_colleagues_to_correct(cast, client, sign_in, left):
    there = SpellFactory(participation=left, entry_date=date(2018, 10, 1), municipality_id=VASTERVIK)
    assert client.get(page(left, f"spells/{there.pk}/")).status_code == 403
    assert sign_in(cast.colleague).get(page(left, f"spells/{there.pk}/")).status_code == 200


def test_another_persons_period_is_not_found_here(cast, client, left, taking_part):
    assert client.get(page(left, f"spells/{taking_part.spells.get().pk}/")).status_code == 404


# Outcomes


def test_an_outcome_is_recorded_with_its_evidence(cast, client, left):
    data = {"kind": "employment", "date": "2018-09-29", "evidence": "Anställningsavtal"}

    client.post(page(left, "outcomes/new/"), data)

    outcome = left.outcomes.get()
    assert (outcome.kind, outcome.happened_on, outcome.evidence) == (
        "employment",
        date(2018, 9, 29),
        "Anställningsavtal",
    )
    assert outcome.recorded_by == cast.case_worker
    assert trace(left) == ["outcome_recorded"]


def test_every_kind_can_be_chosen_and_stands_in_one_group(client, left):
    response = client.get(page(left, "outcomes/new/"))
    for kind in OutcomeEvent.Kind:
        assert response.text.count(f'value="{kind}"') == 1


@pytest.mark.parametrize(
    ("data", "field"),
    [
        ({"kind": ""}, "kind"),
        ({"kind": "lottery"}, "kind"),
        ({"date": ""}, "date"),
        ({"date": "2018-02-28"}, "date"),
        ({"date": "2019-04-01"}, "date"),
        ({"kind": "follow_up_employed", "date": "2019-02-28"}, "date"),
        ({"evidence": "x" * 301}, "evidence"),
    ],
)
def test_an_outcome_that_cannot_be(client, left, data, field):
    response = client.post(page(left, "outcomes/new/"), {"kind": "employment", "date": "2018-09-29", **data})
    assert list(errors(response)) == [field]
    assert not left.outcomes.exists()


def test_a_follow_up_is_recorded_from_six_months_after_the_end(client, left):
    client.post(page(left, "outcomes/new/"), {"kind": "follow_up_employed", "date": "2019-03-01"})
    assert left.outcomes.get().kind == "follow_up_employed"


def test_a_follow_up_needs_an_end(client, taking_part):
    response = client.post(
        page(taking_part, "outcomes/new/"), {"kind": "follow_up_employed", "date": "2019-03-01"}
    )
    assert list(errors(response)) == ["kind"]


def test_an_improvement_is_asked_of_somebody_employed_at_the_start(cast, client, left):
    employed = ParticipationFactory(project=cast.project, employed=True, spell__left=True)
    data = {"kind": "follow_up_employed", "date": "2019-03-01", "improvement": "promotion"}

    assert 'name="improvement"' not in client.get(page(left, "outcomes/new/")).text
    client.post(page(employed, "outcomes/new/"), data)
    assert employed.outcomes.get().improvement == "promotion"

    wrong = client.post(page(employed, "outcomes/new/"), {**data, "kind": "follow_up_unemployed"})
    assert list(errors(wrong)) == ["improvement"]


def test_a_correction_takes_the_place_of_what_was_wrong_and_keeps_it(cast, client, left):
    wrong = OutcomeEventFactory(participation=left, kind="employment")
    data = {"kind": "internship", "date": "2018-09-12", "reason": "Det var praktik."}

    client.post(page(left, f"outcomes/{wrong.pk}/"), data)

    (right,) = left.outcomes.in_force()
    assert (right.kind, right.supersedes, right.correction_reason) == (
        "internship",
        wrong,
        "Det var praktik.",
    )
    assert left.outcomes.count() == 2
    shown = client.get(left.get_absolute_url())
    assert "Det var praktik." in shown.text
    assert client.get(page(left, f"outcomes/{wrong.pk}/")).status_code == 404  # corrected once only


def test_a_withdrawn_outcome_no_longer_holds_and_stays_on_record(client, left):
    wrong = OutcomeEventFactory(participation=left)

    client.post(page(left, f"outcomes/{wrong.pk}/withdraw/"), {"reason": "Fel person."})

    assert not left.outcomes.in_force().exists()
    assert left.outcomes.count() == 2
    assert "Tillbakatagen" in client.get(left.get_absolute_url()).text
    assert trace(left) == ["outcome_withdrawn"]


@pytest.mark.parametrize("address", ["outcomes/{}/", "outcomes/{}/withdraw/"])
def test_a_reason_is_needed(client, left, address):
    wrong = OutcomeEventFactory(participation=left)
    data = {"kind": "internship", "date": "2018-09-12", "reason": " "}
    assert list(errors(client.post(page(left, address.format(wrong.pk)), data))) == ["reason"]
    assert left.outcomes.in_force().get() == wrong


def test_the_database_itself_refuses_to_change_an_outcome(left):
    outcome = OutcomeEventFactory(participation=left)
    for change in (
        lambda: OutcomeEvent.objects.filter(pk=outcome.pk).update(kind="education"),
        lambda: OutcomeEvent.objects.filter(pk=outcome.pk).delete(),
    ):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            change()


# Corrections of the entry record


def entry(**changes):
    return {
        "given_name": "Elsa",
        "family_name": "Lind",
        "labour_market_status": "unemployed",
        "unemployed_since": "2017-01-15",
        "in_education": "no",
        "education_level": "3",
        "jobless_household": "no",
        "dependent_children": "no",
        "single_adult": "no",
        **changes,
    }


def test_a_corrected_record_is_traced_by_field_and_never_by_value(client, taking_part):
    client.post(page(taking_part, "edit/"), entry(family_name="Öberg", education_level="6"))

    taking_part.refresh_from_db()
    assert (taking_part.family_name, taking_part.education_level) == ("Öberg", 6)
    (line,) = AuditEntry.objects.about(taking_part)
    assert line.details == {"fields": ["education_level", "family_name"]}


def test_saving_what_is_there_changes_and_traces_nothing(client, taking_part):
    taking_part.family_name = "Lind"
    taking_part.save()
    client.post(page(taking_part, "edit/"), entry())
    assert trace(taking_part) == []


def test_a_correction_obeys_the_same_rules(client, taking_part):
    response = client.post(
        page(taking_part, "edit/"), entry(labour_market_status="inactive", in_education="")
    )
    assert list(errors(response)) == ["in_education"]


def test_the_ground_for_somebody_outside_is_shown_and_kept(cast, client):
    TargetGroupFactory(project=cast.project, name="Unga", max_age=24)
    outside = ParticipationFactory(project=cast.project, admission_ground="Kommunens beslut.")

    assert "Kommunens beslut." in client.get(page(outside, "edit/")).text
    refused = client.post(page(outside, "edit/"), entry(admission_ground=""))
    assert list(errors(refused)) == ["admission_ground"]
    client.post(page(outside, "edit/"), entry(admission_ground="Nytt beslut."))
    outside.refresh_from_db()
    assert outside.admission_ground == "Nytt beslut."


def test_a_record_outside_the_projects_dates_can_still_be_corrected(cast, client):
    early = ParticipationFactory(
        project=cast.project, spell__entry_date=date(2017, 1, 1), unemployed_since=None
    )
    response = client.post(page(early, "edit/"), entry(unemployed_since="", education_level="5"))
    assert response.status_code == 302


# Protection and identity


def test_the_number_is_masked_until_asked_for_and_the_asking_is_traced(cast, client):
    participation = ParticipationFactory(project=cast.project, person__number="940112-2396")

    shown = client.get(participation.get_absolute_url())
    assert "19940112-••••" in shown.text
    assert "2396" not in shown.text
    assert client.get(page(participation, "reveal/")).status_code == 405

    revealed = client.post(page(participation, "reveal/"))
    assert "19940112-2396" in revealed.text
    assert trace(participation) == ["identity_revealed"]


def test_a_coordination_number_is_masked_with_its_own_day(cast, client):
    participation = ParticipationFactory(project=cast.project, person__number="701063-2391")
    assert "19701063-••••" in client.get(participation.get_absolute_url()).text


def test_a_number_that_cannot_be_read_is_said_and_not_shown(cast, client, settings):
    participation = ParticipationFactory(project=cast.project, person__number="940112-2396")
    settings.DATA_KEYS = {settings.DATA_KEY_VERSION: bytes(32)}

    response = client.post(page(participation, "reveal/"), follow=True)

    assert "Det lagrade numret går inte att läsa." in response.text


def test_a_protected_identity_is_hidden_on_its_own_page_until_asked_for(cast, client):
    hidden = ParticipationFactory(
        project=cast.project,
        given_name="Hemlig",
        person__number="940112-2396",
        person__protection="protected_registration",
    )

    for address in ("", "edit/", "outcomes/new/", "exit/", "protection/"):
        shown = client.get(page(hidden, address)).text
        assert "Hemlig" not in shown
        assert "19940112" not in shown
        assert "Skyddade personuppgifter" in shown
    assert "Oskarshamn" not in client.get(hidden.get_absolute_url()).text.split('id="main"')[1]

    revealed = client.post(page(hidden, "reveal/")).text
    assert "Hemlig" in revealed
    assert "19940112-2396" in revealed
    assert trace(hidden) == ["identity_revealed"]


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


# The person's page


def test_the_page_tells_the_story_latest_first(cast, client, left):
    OutcomeEventFactory(participation=left, happened_on=date(2018, 9, 30))
    SpellFactory(participation=left, entry_date=date(2018, 10, 15), intervention=cast.intervention)

    titles = [moment.title for moment in client.get(left.get_absolute_url()).context["timeline"]]

    assert titles == ["Kom tillbaka", "Anställning", "Slutade i projektet", "Började"]


def test_the_page_says_until_when_results_count_and_when_to_follow_up(client, left):
    with time_machine.travel(date(2018, 9, 29), tick=False):
        assert "räknas till och med 29\xa0september\xa02018" in client.get(left.get_absolute_url()).text
    with time_machine.travel(date(2018, 9, 30), tick=False):
        shown = client.get(left.get_absolute_url()).text
        assert "Inget resultat efter avslut är registrerat." in shown
        assert "från 1\xa0mars\xa02019" in shown
    assert "dags sedan 1\xa0mars\xa02019" in client.get(left.get_absolute_url()).text


def test_an_outcome_after_28_days_is_shown_as_not_counted(client, left):
    OutcomeEventFactory(participation=left, happened_on=date(2018, 9, 29))
    assert "Mer än 28 dagar efter avslutet" not in client.get(left.get_absolute_url()).text
    OutcomeEventFactory(participation=left, happened_on=date(2018, 9, 30))
    assert "Mer än 28 dagar efter avslutet" in client.get(left.get_absolute_url()).text


def test_the_page_shows_what_is_unknown_and_what_is_needed(cast, client):
    participation = ParticipationFactory(project=cast.project, incomplete=True)
    shown = client.get(participation.get_absolute_url())
    assert "okänt, behövs för indikatorerna" in shown.text
    assert "Utbildningsnivå saknas." in shown.text  # the rule V-R04


def test_no_page_title_names_anybody(cast, client, left):
    OutcomeEventFactory(participation=left)
    for address in ("", "edit/", "outcomes/new/", "reenter/", "protection/"):
        title = client.get(page(left, address)).text.split("<title>")[1].split("</title>")[0]
        assert left.family_name not in title
