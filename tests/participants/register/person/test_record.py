"""Entry record, identity number and the person's page."""

from datetime import date

import pytest
import time_machine

from accounts.audit.models import AuditEntry
from tests.answers import outside_tags
from tests.factories import (
    OutcomeEventFactory,
    ParticipationFactory,
    SpellFactory,
    TargetGroupFactory,
)
from tests.participants.register.person.pages import audit_actions, errors, page

pytestmark = pytest.mark.django_db


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
        "reason": "Fel i anmälan",
        **changes,
    }


def test_a_correction_audits_fields_but_no_values(client, taking_part):
    client.post(page(taking_part, "edit/"), entry(family_name="Öberg", education_level="6"))

    taking_part.refresh_from_db()
    assert (taking_part.family_name, taking_part.education_level) == ("Öberg", 6)
    (line,) = AuditEntry.objects.about(taking_part)
    assert line.details == {"fields": ["education_level", "family_name"], "reason": "Fel i anmälan"}


def test_saving_unchanged_values_audits_nothing(client, taking_part):
    taking_part.family_name = "Lind"
    taking_part.save()
    client.post(page(taking_part, "edit/"), entry())
    assert audit_actions(taking_part) == []


def test_a_correction_obeys_the_same_rules(client, taking_part):
    response = client.post(
        page(taking_part, "edit/"), entry(labour_market_status="inactive", in_education="")
    )
    assert list(errors(response)) == ["in_education"]


def test_the_ground_for_admission_is_shown_and_required(cast, client):
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


# The number


def test_the_number_is_masked_until_revealed_and_revealing_is_audited(cast, client):
    participation = ParticipationFactory(project=cast.project, person__number="940112-2396")

    shown = client.get(participation.get_absolute_url())
    assert "19940112-••••" in shown.text
    assert "2396" not in outside_tags(shown.text)
    assert "0112-2396" not in shown.text
    assert "01122396" not in shown.text
    assert client.get(page(participation, "reveal/")).status_code == 405

    revealed = client.post(page(participation, "reveal/"))
    assert "19940112-2396" in revealed.text
    assert audit_actions(participation) == ["identity_revealed"]


def test_a_coordination_number_is_masked_with_its_own_day(cast, client):
    participation = ParticipationFactory(project=cast.project, person__number="701063-2391")
    assert "19701063-••••" in client.get(participation.get_absolute_url()).text


def test_an_unreadable_number_gives_a_message(cast, client, settings):
    participation = ParticipationFactory(project=cast.project, person__number="940112-2396")
    settings.DATA_KEYS = {settings.DATA_KEY_VERSION: bytes(32)}

    response = client.post(page(participation, "reveal/"), follow=True)

    assert "Det lagrade numret går inte att läsa." in response.text


# The person's page


def test_the_timeline_is_latest_first(cast, client, left):
    OutcomeEventFactory(participation=left, happened_on=date(2018, 9, 30))
    SpellFactory(participation=left, entry_date=date(2018, 10, 15), intervention=cast.intervention)

    titles = [moment.title for moment in client.get(left.get_absolute_url()).context["timeline"]]

    assert titles == ["Kom tillbaka", "Anställning", "Slutade i projektet", "Började"]


def test_the_page_shows_the_period_and_a_break(client, left):
    assert (
        "Deltog från 1\xa0mars\xa02018 till 1\xa0september\xa02018."
        in client.get(left.get_absolute_url()).text
    )
    spell = SpellFactory(participation=left, entry_date=date(2018, 10, 15))
    shown = client.get(left.get_absolute_url()).text
    assert "Kom tillbaka 15\xa0oktober\xa02018, började första gången 1\xa0mars\xa02018." in shown
    spell.exit_date, spell.exit_reason = date(2019, 1, 31), "completed"
    spell.save()
    shown = client.get(left.get_absolute_url()).text
    assert "Deltog från 1\xa0mars\xa02018 till 31\xa0januari\xa02019, med avbrott." in shown


def test_the_page_shows_the_deadlines_of_results_and_follow_up(client, left):
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


def test_the_page_shows_unknown_and_needed_answers(cast, client):
    participation = ParticipationFactory(project=cast.project, incomplete=True)
    shown = client.get(participation.get_absolute_url())
    assert "behövs för indikatorerna" in shown.text
    assert "Utbildningsnivå saknas." in shown.text  # the rule V-R04


def test_no_page_title_contains_a_name(cast, client, left):
    OutcomeEventFactory(participation=left)
    for address in ("", "edit/", "outcomes/new/", "reenter/", "protection/"):
        title = client.get(page(left, address)).text.split("<title>")[1].split("</title>")[0]
        assert left.family_name not in title
