"""Reasons for corrections, and confirmed warnings: asked for, kept and shown."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accounts.audit.models import AuditEntry
from participants.register.actions import ActionRefused, correct_entry, correct_spell
from participants.register.models import ChangeNote, Participation, WarningCode
from participants.register.rules.corrections import COUNTED_ANSWERS, is_replaced
from participants.register.rules.entry_rules import Problem
from tests.factories import ParticipationFactory
from tests.participants.register.person.pages import errors, page
from tests.participants.register.person.test_history import history_of
from tests.participants.register.person.test_record import entry
from tests.participants.register.test_registration import PAGE, answers

pytestmark = pytest.mark.django_db
EMPTY = st.sampled_from([None, ""])
VALUE = st.one_of(EMPTY, st.booleans(), st.integers(0, 8), st.sampled_from(["yes", "no", "refused"]))


@given(name=st.sampled_from(COUNTED_ANSWERS), old=VALUE, new=VALUE)
def test_a_known_answer_is_replaced_by_any_other(name, old, new):
    assert is_replaced(name, old, new) == (old not in (None, "") and old != new)


@given(
    name=st.sampled_from(["given_name", "admission_ground", "newly_arrived", "exit_reason"]),
    old=VALUE,
    new=VALUE,
)
def test_what_no_figure_counts_needs_no_reason(name, old, new):
    assert not is_replaced(name, old, new)


# The entry record


def test_replacing_an_answer_needs_a_reason(client, taking_part):
    response = client.post(page(taking_part, "edit/"), entry(education_level="6", reason=" "))
    assert errors(response) == {"reason": ["Skriv skälet till rättelsen."]}
    taking_part.refresh_from_db()
    assert taking_part.education_level == 3


def test_removing_an_answer_needs_a_reason(client, taking_part):
    response = client.post(page(taking_part, "edit/"), entry(education_level="unknown", reason=""))
    assert list(errors(response)) == ["reason"]


def test_names_and_empty_answers_need_no_reason(cast, client):
    gaps = ParticipationFactory(project=cast.project, incomplete=True)
    response = client.post(page(gaps, "edit/"), entry(given_name="Elisabet", reason=""))
    assert response.status_code == 302
    gaps.refresh_from_db()
    assert (gaps.given_name, gaps.education_level) == ("Elisabet", 3)
    assert not ChangeNote.objects.exists()


def test_a_reason_has_no_identity_number(client, taking_part):
    data = entry(education_level="6", reason="Samma som 19940112-2396")
    response = client.post(page(taking_part, "edit/"), data)
    assert errors(response) == {"reason": ["I texten står ett personnummer. Ta bort det."]}


def test_the_action_refuses_without_a_reason(cast, taking_part):
    with pytest.raises(ActionRefused) as refused:
        correct_entry(taking_part, values={"education_level": 6}, by=cast.case_worker)
    assert [type(problem) for problem in refused.value.problems] == [Problem]
    spell = taking_part.spells.get()
    values = {"entry_date": date(2018, 4, 1), "exit_date": None, "exit_reason": ""}
    with pytest.raises(ActionRefused):
        correct_spell(spell, values={**values, "municipality": spell.municipality}, by=cast.case_worker)


# Periods


def period(**changes):
    return {
        "entry_date": "2018-03-01",
        "municipality": "0882",
        "exit_date": "2018-09-01",
        "exit_reason": "completed",
        **changes,
    }


@pytest.mark.parametrize(
    ("changes", "is_asked"),
    [
        ({"entry_date": "2018-02-01"}, True),
        ({"exit_date": "", "exit_reason": ""}, True),
        ({"exit_date": "2018-08-01"}, True),
        ({"intervention": "kalejdo"}, True),
        ({"exit_reason": "moved"}, False),
        ({}, False),
    ],
)
def test_replacing_a_date_or_place_needs_a_reason(cast, client, left, changes, is_asked):
    if "intervention" in changes:
        changes = {"intervention": cast.intervention.pk}
    url = page(left, f"spells/{left.spells.get().pk}/")
    response = client.post(url, period(**changes))
    assert (response.status_code == 200) == is_asked
    if is_asked:
        assert list(errors(response)) == ["reason"]
        assert client.post(url, period(**changes, reason="Fel i listan")).status_code == 302
        assert ChangeNote.objects.get().reason == "Fel i listan"


def test_the_first_end_of_a_period_needs_no_reason(client, taking_part):
    url = page(taking_part, f"spells/{taking_part.spells.get().pk}/")
    assert client.post(url, period()).status_code == 302


# Confirmed warnings


def test_a_confirmed_warning_is_kept_with_the_registration(cast, client):
    data = answers(unemployed_since="1990-12-24", confirmed=["unemployed_since_before_birth"])
    assert client.post(PAGE, data).status_code == 302
    note = ChangeNote.objects.get()
    assert (note.warnings, note.recorded_by) == (["unemployed_since_before_birth"], cast.case_worker)
    entry = AuditEntry.objects.get(action="participant_registered")
    assert entry.details["confirmed"] == ["unemployed_since_before_birth"]


def test_a_tick_without_its_warning_is_not_kept(client):
    client.post(PAGE, answers(confirmed=["very_young"]))
    assert Participation.objects.exists()
    assert not ChangeNote.objects.exists()


def test_another_person_of_the_same_name_is_kept(client):
    data = answers(personal_identity_number="", without_number="on", birth_date="1994-01-12", sex="woman")
    client.post(PAGE, data)
    client.post(PAGE, data | {"is_another_person": "on"})
    assert Participation.objects.count() == 2
    assert ChangeNote.objects.get().warnings == ["another_person"]


def test_every_warning_has_a_label():
    assert all(str(label) != value for value, label in WarningCode.choices)


# The person's page


@pytest.mark.django_db(transaction=True)
def test_history_shows_reasons_and_warnings_to_colleagues(cast, client, sign_in, taking_part):
    client.post(page(taking_part, "edit/"), entry(education_level="6", reason="Fel i anmälan"))
    client.post(page(taking_part, "exit/"), {"exit_date": "2018-09-01", "exit_reason": "completed"})
    late = {"kind": "follow_up_employed", "date": "2019-03-30", "confirmed": ["late_follow_up"]}
    client.post(page(taking_part, "outcomes/new/"), late)
    outcome = taking_part.outcomes.get()
    client.post(
        page(taking_part, f"outcomes/{outcome.pk}/withdraw/"), {"reason": "Gällde en annan deltagare"}
    )

    withdrawn, _recorded, _ended, corrected, *_rest = history_of(sign_in(cast.leader), taking_part)
    assert withdrawn.endswith("Skäl: Gällde en annan deltagare")
    assert corrected.endswith("Skäl: Fel i anmälan")


@pytest.mark.django_db(transaction=True)
def test_history_shows_confirmed_warnings(cast, client):
    client.post(PAGE, answers(unemployed_since="1990-12-24", confirmed=["unemployed_since_before_birth"]))
    (registered,) = history_of(client, Participation.objects.get())
    assert registered.endswith("Bekräftat: arbetslös sedan före födelsen")
