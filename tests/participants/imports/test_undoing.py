"""Undoing an import: whole or not at all, as long as nothing was built on it."""

from datetime import date

import pytest
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from accounts.audit.models import AuditEntry
from participants.imports.models import UndoneImport
from participants.imports.undoing.actions import undo_import
from participants.register.actions import (
    ActionRefused,
    correct_entry,
    record_exit,
    void_participation,
    withdraw_outcome,
)
from participants.register.models import OutcomeEvent, Participation, Spell
from reporting.indicators.figures import compute
from tests.factories import NoteFactory, OutcomeEventFactory, ParticipationFactory, PersonFactory
from tests.numbers import nth_number
from tests.participants.imports.files import ASA, BO, EVA, outcome, person
from tests.participants.imports.test_results import imported

pytestmark = pytest.mark.django_db
NUMBERS = [ASA, BO, EVA, nth_number(7)]
REASON = "Fel lista"


def stored_people(project):
    """Register two participants, the second one has left."""
    for number, name, left in ((ASA, "Åsa", False), (BO, "Bo", True)):
        ParticipationFactory(
            project=project,
            person=PersonFactory(number=number),
            given_name=name,
            family_name="Öberg",
            labour_market_status="unemployed",
            education_level=3,
            spell__entry_date="2018-03-01",
            **({"spell__exit_date": "2018-09-01", "spell__exit_reason": "moved"} if left else {}),
        )


def state_of(project):
    """Return the stored values that figures, lists and pages read, and the figures."""
    fields = (*Participation.ENTRY_RECORD_FIELDS, "given_name", "family_name", "person_id", "pk")
    valid = Participation.objects.filter(project=project)
    spell_fields = [field.attname for field in Spell._meta.concrete_fields if field.name != "recorded_at"]
    outcomes = OutcomeEvent.objects.filter(
        participation__in=valid, superseded_by=None, is_withdrawal=False
    ).order_by("happened_on", "kind", "evidence")
    document = compute(project, starts_on=date(2017, 1, 1)).document
    figures = (document.outputs, document.results, document.measures, document.targets, document.parts)
    return (
        list(valid.order_by("pk").values(*fields)),
        list(Spell.objects.filter(participation__in=valid).order_by("pk").values(*spell_fields)),
        list(outcomes.values_list("participation", "happened_on", "kind", "improvement", "evidence")),
        figures,
    )


def undo_address(job):
    return reverse("imports:import_undo", args=[job.project.slug, job.pk])


def test_the_page_says_what_undoing_does_and_undoes_it_once(cast, sign_in):
    leader, project = sign_in(cast.leader), cast.project
    stored_people(project)
    before = state_of(project)
    rows = [person(municipality="0880"), person(BO, given_name="Bo", entry_date="2018-10-01"), person(EVA)]
    job = imported(project, rows, by=cast.leader)
    assert state_of(project) != before
    page = leader.get(undo_address(job)).text
    for text in (
        "Nya registreringar som makuleras: 1.",
        "Nya perioder som tas bort: 1.",
        "Värden som blir vad de var: 1.",
    ):
        assert text in page
    assert leader.post(undo_address(job), {"reason": ""}).context["form"].errors["reason"]
    assert not UndoneImport.objects.exists()
    rows_page = reverse("imports:import_rows", args=[project.slug, job.pk])
    assert leader.post(undo_address(job), {"reason": REASON}).url == rows_page
    assert state_of(project) == before
    assert leader.get(undo_address(job)).status_code == 404
    shown = leader.get(rows_page).text
    assert f"av {cast.leader}: {REASON}" in shown
    assert undo_address(job) not in shown
    entry = AuditEntry.objects.get(action="import_undone")
    assert (entry.actor, entry.details["rows"], entry.details["reason"]) == (cast.leader, 3, REASON)
    assert f"{REASON}" in leader.get(reverse("imports:import_history", args=[project.slug])).text
    with pytest.raises(ActionRefused):
        undo_import(job, reason=REASON, by=cast.leader)
    imported(project, rows, by=cast.leader)  # the same file can be imported again
    assert Participation.objects.filter(project=project).count() == 3


def called(given_name):
    return Participation.objects.get(given_name=given_name)


def build_on_the_import(project, by):
    """Do something of each kind about a person of each name."""
    Spell.objects.filter(participation__given_name="Åsa").update(municipality="0883")
    NoteFactory(participation=called("Nora"))
    OutcomeEventFactory(participation=called("Otto"), kind="employment")
    record_exit(called("Sven"), exit_date=timezone.localdate(), exit_reason="moved", by=by)
    void_participation(called("Mina"), reason="Dubbel", by=by)
    correct_entry(called("Kim"), values={"family_name": "Ek"}, by=by)


STANDS_IN_THE_WAY = {
    (2, "Ett värde som importen skrev har ändrats sedan dess."),
    (3, "Anteckning"),
    (4, "Händelse"),
    (5, "Uppgifterna har ändrats sedan dess."),
    (6, "Uppgifterna har makulerats eller slagits ihop sedan dess."),
    (6, "Uppgifterna har ändrats sedan dess."),
    (7, "Uppgifterna har ändrats sedan dess."),
}


@pytest.mark.django_db(transaction=True)  # the time of a transaction tells what came later
def test_what_was_built_on_an_import_stands_in_its_way_row_by_row(cast, sign_in):
    project = cast.project
    stored_people(project)
    newcomers = [
        person(nth_number(n), given_name=name)
        for n, name in enumerate(["Nora", "Otto", "Sven", "Mina", "Kim", "Eva"], 10)
    ]
    job = imported(project, [person(municipality="0880"), *newcomers], by=cast.leader)
    leader = sign_in(cast.leader)
    assert leader.get(undo_address(job)).context["obstacles"] == []
    build_on_the_import(project, cast.leader)
    before = state_of(project)
    page = leader.get(undo_address(job))
    assert {(each.row, each.text) for each in page.context["obstacles"]} == STANDS_IN_THE_WAY
    assert "Det här skulle hända" in page.text
    assert "<form" not in page.text.split("<main")[1]
    with pytest.raises(ActionRefused):
        undo_import(job, reason=REASON, by=cast.leader)
    assert state_of(project) == before


def test_outcomes_are_withdrawn_and_what_they_completed_is_in_force_again(cast):
    project = cast.project
    stored_people(project)
    OutcomeEventFactory(participation=called("Åsa"), kind="education", happened_on="2018-07-01")
    before = state_of(project)
    rows = [outcome(), outcome(date="2018-07-01", kind="education", evidence="Intyg"), outcome(BO)]
    job = imported(project, rows, by=cast.leader, kind="outcomes")
    assert state_of(project) != before
    undo_import(job, reason=REASON, by=cast.leader)
    assert state_of(project) == before
    again = imported(project, rows, by=cast.leader, kind="outcomes")
    withdraw_outcome(
        OutcomeEvent.objects.get(evidence="Intyg", superseded_by=None), reason="x", by=cast.leader
    )
    with pytest.raises(ActionRefused):
        undo_import(again, reason=REASON, by=cast.leader)


ROWS = st.fixed_dictionaries(
    {
        "number": st.sampled_from(NUMBERS),
        "entry_date": st.sampled_from(["2018-03-01", "2018-11-01"]),
        "municipality": st.sampled_from(["0882", "0880"]),
        "family_name": st.sampled_from(["Öberg", "Öberg Ek"]),
        "education_level": st.sampled_from(["3", "6", ""]),
        "labour_market_status": st.sampled_from(["unemployed", "employed", ""]),
        "disability": st.sampled_from(["yes", "refused", ""]),
    },
    optional={
        "exit_date": st.just("2018-12-01"),
        "incomes_at_entry": st.sampled_from(["wage 50 %, income_support", "none"]),
        "work_at_entry": st.just("own"),
    },
)


# A changed record, a re-entry, and a newcomer who comes back.
ROW_OF_EACH_KIND = [
    {
        "number": number,
        "entry_date": entry_date,
        "family_name": "Öberg Ek",
        "education_level": "6",
        "disability": "yes",
    }
    | {"municipality": "0880", "labour_market_status": "employed"}
    | more
    for number, entry_date, more in (
        (ASA, "2018-03-01", {"incomes_at_entry": "wage 50 %, income_support", "exit_date": "2018-12-01"}),
        (BO, "2018-11-01", {}),
        (EVA, "2018-03-01", {"exit_date": "2018-10-01"}),
        (EVA, "2018-11-01", {}),
    )
]


def as_row(found):
    values = dict(found)
    if "exit_date" in values:
        values["exit_reason"] = "completed"
    number = values.pop("number")
    return person(number, given_name="Bo" if number == BO else "Åsa", **values)


@settings(
    max_examples=6,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@example(found=ROW_OF_EACH_KIND)
@given(st.lists(ROWS, min_size=1, max_size=4, unique_by=lambda row: (row["number"], row["entry_date"])))
def test_an_import_that_is_undone_leaves_the_same_values_and_figures(cast, found):
    with transaction.atomic():
        stored_people(cast.project)
        before = state_of(cast.project)
        try:
            job = imported(cast.project, [as_row(each) for each in found], by=cast.leader)
        except AssertionError:  # refused: such as a start while the person takes part
            assert found is not ROW_OF_EACH_KIND
            assert state_of(cast.project) == before
        else:
            undo_import(job, reason=REASON, by=cast.leader)
            assert state_of(cast.project) == before
        transaction.set_rollback(True)
