"""Two imports, or an import and a registration, at the same time."""

import threading
from contextlib import contextmanager
from datetime import date

import pytest
from django.db import connection, transaction

from esfportal.jobs import runner
from esfportal.jobs.kinds import kinds
from participants.imports import actions
from participants.imports.models import ImportDraft
from participants.imports.querysets import ImportJobQuerySet
from participants.imports.reading.errors import FileError
from participants.register.actions import register_participant
from participants.register.actions.errors import AlreadyTakesPart
from participants.register.identity.numbers import parse_number
from participants.register.models import Participation, Person, Spell
from projects.models import Municipality, Project
from tests.at_once import PATIENCE, Meeting, another_waits_for_this_session, wait_until
from tests.factories import (
    MembershipFactory,
    ParticipationFactory,
    PersonFactory,
    ProjectFactory,
    UserFactory,
)
from tests.jobs import run_jobs
from tests.numbers import nth_number
from tests.participants.imports.files import ASA, csv_file, person

pytestmark = pytest.mark.django_db(transaction=True)

ROWS = [person(nth_number(n)) for n in range(40)]


def run_together(*functions):
    # Each function has a database connection of its own. Returns each result or exception.
    results, start = [None] * len(functions), threading.Barrier(len(functions))

    def run(position, function):
        start.wait(PATIENCE)
        try:
            results[position] = function()
        except Exception as error:
            results[position] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=item) for item in enumerate(functions)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE)
    return results


def importing(project):
    return lambda: str(actions.import_file(project, "participants", csv_file(ROWS), by=None).counts)


@contextmanager
def waiting_for_both_plans(monkeypatch):
    # No import saves before both have their plan: the race is certain.
    # When there is a lock, the other one waits for it, as it should.
    meeting, plan = Meeting(), actions._plan

    def plan_and_wait(*args, **kwargs):
        made = plan(*args, **kwargs)
        meeting.wait()
        return made

    monkeypatch.setattr(actions, "_plan", plan_and_wait)
    yield


def test_two_imports_of_one_file_wait_for_each_other(monkeypatch):
    project = ProjectFactory()
    with waiting_for_both_plans(monkeypatch):
        results = run_together(importing(project), importing(project))
    assert sorted(results) == ["created 0, updated 0, unchanged 40", "created 40, updated 0, unchanged 0"]
    assert Participation.objects.count() == 40


def test_without_the_lock_two_imports_collide(monkeypatch):
    # Proves that the race above is real. The constraints then let only one import through.
    project = ProjectFactory()
    monkeypatch.setattr(Project.objects, "select_for_update", lambda **options: Project.objects.all())
    with waiting_for_both_plans(monkeypatch):
        results = run_together(importing(project), importing(project))
    assert sum(isinstance(result, FileError) for result in results) == 1
    assert Participation.objects.count() == 40


def test_two_projects_that_import_the_same_people_share_the_persons(monkeypatch):
    first, second = ProjectFactory(), ProjectFactory()
    with waiting_for_both_plans(monkeypatch):
        results = run_together(importing(first), importing(second))
    assert results == ["created 40, updated 0, unchanged 0"] * 2
    assert Person.objects.count() == 40
    assert Participation.objects.count() == 80


def test_a_registration_during_an_import_is_kept(monkeypatch):
    project = ProjectFactory()
    plan = actions._plan

    def plan_and_register(*args, **kwargs):
        made = plan(*args, **kwargs)
        thread = threading.Thread(target=register)
        thread.start()
        thread.join(PATIENCE)
        return made

    def register():
        ParticipationFactory(
            project=project,
            person=PersonFactory(number=ROWS[0]["personal_identity_number"]),
            given_name="Asa",
        )
        connection.close()

    monkeypatch.setattr(actions, "_plan", plan_and_register)
    with pytest.raises(FileError, match="Försök igen"):
        actions.import_file(project, "participants", csv_file(ROWS), by=None)
    assert Participation.objects.count() == 1
    monkeypatch.undo()
    assert importing(project)() == "created 39, updated 1, unchanged 0"  # the name differs


def test_a_form_sent_while_the_import_is_saved_finds_the_person(monkeypatch):
    project, user, order, save = ProjectFactory(), UserFactory(), [], actions.SAVERS["participants"]
    form = {"personal_identity_number": parse_number(ASA), "birth_date": None, "protected_identity": "none"}
    form |= {"given_name": "Asa", "family_name": "Oberg", "entry_date": date(2018, 3, 1)}
    form |= {"municipality": Municipality.objects.get(code="0882"), "labour_market_status": "unemployed"}

    def register():
        try:
            register_participant(project, values=form, by=user)
        except AlreadyTakesPart as refused:
            order.append(refused.participation)
        finally:
            connection.close()

    thread = threading.Thread(target=register)

    def save_and_wait(*args, **kwargs):
        save(*args, **kwargs)
        thread.start()
        wait_until(another_waits_for_this_session)
        order.append("import")

    monkeypatch.setitem(actions.SAVERS, "participants", save_and_wait)
    actions.import_file(project, "participants", csv_file([person()]), by=None)
    thread.join(PATIENCE)
    assert order == ["import", Participation.objects.get()]
    assert Person.objects.count() == 1


def test_an_exit_recorded_during_an_import_waits(monkeypatch):
    # The data that a plan is based on cannot change before the plan is carried out.
    project = ProjectFactory()
    participation = ParticipationFactory(project=project, person=PersonFactory(number=ASA), given_name="Asa")
    saved = threading.Event()

    def record_exit():
        with transaction.atomic():
            Spell.objects.filter(participation=participation).update(
                exit_date="2019-01-01", exit_reason="moved"
            )
            order.append("colleague")
            saved.set()

    order, plan = [], actions._plan

    def plan_and_wait(*args, **kwargs):
        made = plan(*args, **kwargs)
        thread.start()
        wait_until(lambda: saved.is_set() or another_waits_for_this_session())
        order.append("import")
        return made

    def in_thread():
        record_exit()
        connection.close()

    thread = threading.Thread(target=in_thread)
    monkeypatch.setattr(actions, "_plan", plan_and_wait)
    file = csv_file([person(municipality="0880")])
    actions.import_file(project, "participants", file, reason="Fel kommun i listan", by=None)
    thread.join(PATIENCE)
    assert order == ["import", "colleague"]
    spell = Spell.objects.get()
    assert (spell.municipality_id, str(spell.exit_date)) == ("0880", "2019-01-01")


def test_a_draft_confirmed_twice_at_once_is_imported_once():
    project, user = ProjectFactory(), UserFactory()
    draft = actions.save_draft(project, "participants", csv_file(ROWS), by=user)
    draft = ImportDraft.objects.get(pk=draft.pk)
    MembershipFactory(user=user, project=project, leader=True)
    confirm = lambda: actions.confirm_draft(draft, by=user).pk  # noqa: E731
    one, other = run_together(confirm, confirm)
    assert one == other
    results = run_together(lambda: run_jobs("import"), lambda: run_jobs("import"))
    assert sorted(results) == [0, 1]
    assert Participation.objects.count() == 40


@pytest.mark.parametrize("is_known", [True, False], ids=["in turn", "by the constraint alone"])
def test_of_two_imports_claimed_at_once_one_waits_without_a_worker(monkeypatch, is_known):
    # Without knowing of the other, as when both were confirmed at the same moment, one is refused by the database.
    project, user, save, seen = ProjectFactory(), UserFactory(), actions.SAVERS["participants"], []
    MembershipFactory(user=user, project=project, leader=True)
    drafts = [actions.save_draft(project, "participants", csv_file(ROWS), by=user) for _each in range(2)]
    jobs = [actions.confirm_draft(ImportDraft.objects.get(pk=draft.pk), by=user) for draft in drafts]
    kind, is_saving, may_go_on = kinds()["import"], threading.Event(), threading.Event()
    if not is_known:
        monkeypatch.setattr(ImportJobQuerySet, "_ahead", lambda jobs, value: jobs.none())

    def save_and_wait(*args, **kwargs):
        save(*args, **kwargs)
        is_saving.set()
        may_go_on.wait(PATIENCE)

    def second():
        assert is_saving.wait(PATIENCE)
        try:
            seen.append(runner.run(kind, jobs[1].pk))  # returns while the first is in the middle
            seen.append(Participation.objects.count())
        finally:
            may_go_on.set()

    monkeypatch.setitem(actions.SAVERS, "participants", save_and_wait)
    assert run_together(lambda: runner.run(kind, jobs[0].pk), second) == [True, None]
    assert seen == [False, 0]
    assert runner.run(kind, jobs[1].pk), "its turn has come"
    assert Participation.objects.count() == 40
