"""An import that is undone twice at once, or while a form changes one of its records."""

from datetime import date

import pytest
from django.db import transaction

from participants.imports.models import UndoneImport
from participants.imports.undoing import actions
from participants.imports.undoing.obstacles import ObstacleFinder
from participants.register.actions import ActionRefused, correct_entry, correct_spell, record_exits
from participants.register.models import ChangeNote, Participation
from tests.at_once import Meeting
from tests.numbers import nth_number
from tests.participants.imports.files import person
from tests.participants.imports.test_races import run_together
from tests.participants.imports.test_results import imported

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def job(cast):
    return imported(cast.project, [person(nth_number(1), given_name="Nora")], by=cast.leader)


@pytest.fixture
def meeting(monkeypatch):
    """Let an undoing that has found nothing in its way wait for the other thread, or for a lock's other side."""
    meeting, run = Meeting(), ObstacleFinder.run

    def run_and_wait(finder):
        found = run(finder)
        meeting.wait()
        return found

    monkeypatch.setattr(ObstacleFinder, "run", run_and_wait)
    return meeting


def undoing(job, by):
    return lambda: actions.undo_import(job, reason="Fel lista", by=by)


def without_locks(monkeypatch):
    monkeypatch.setattr(actions, "lock_project", lambda _project: None)
    monkeypatch.setattr(actions, "lock_records", lambda _keys: None)


@pytest.mark.parametrize("has_locks", [True, False])
def test_an_import_is_undone_once(cast, job, meeting, monkeypatch, has_locks):
    if not has_locks:
        without_locks(monkeypatch)
    results = run_together(undoing(job, cast.leader), undoing(job, cast.leader))
    assert UndoneImport.objects.count() == ChangeNote.objects.filter(reason="Fel lista").count() == 1
    # Without the locks it is the table's key that refuses the second one.
    assert sum(isinstance(each, ActionRefused) for each in results) == has_locks


def corrected_name(nora, by):
    correct_entry(nora, values={"family_name": "Ek"}, by=by)


def corrected_place(nora, by):
    spell = nora.spells.get()
    values = {
        name: getattr(spell, name) for name in ("entry_date", "exit_date", "exit_reason", "intervention")
    }
    correct_spell(spell, values=values | {"municipality_id": "0883"}, by=by, reason="Flyttat")


def ended(nora, by):
    about = {"exit_date": date(2018, 6, 1), "exit_reason": "moved", "confirmed": ["early"]}
    record_exits(list(nora.spells.all()), by=by, **about)


@pytest.mark.parametrize("edit", [corrected_name, corrected_place, ended])
@pytest.mark.parametrize("has_locks", [True, False])
def test_an_edit_is_in_the_way_or_is_refused(cast, job, meeting, monkeypatch, edit, has_locks):
    if not has_locks:
        without_locks(monkeypatch)
    nora = Participation.objects.get()

    def editing():
        with transaction.atomic():
            edit(nora, cast.leader)
            meeting.wait()

    results = run_together(undoing(job, cast.leader), editing)

    refused = sum(isinstance(each, ActionRefused) for each in results)
    assert refused == has_locks, results
    nora = Participation.with_voided.get()
    spell = nora.spells.get()
    is_changed = nora.family_name == "Ek" or spell.municipality_id == "0883" or spell.exit_date is not None
    assert (nora.voided_at is None, is_changed) in (
        [(True, True), (False, False)] if has_locks else [(False, True)]
    )
