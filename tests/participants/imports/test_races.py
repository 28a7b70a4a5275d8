"""Two imports, or an import and a colleague, at the same moment."""

import threading
from contextlib import contextmanager

import pytest
from django.db import connection, transaction

from participants.imports import actions
from participants.imports.models import ImportDraft
from participants.imports.reading.errors import FileError
from participants.register.models import Participation, Person, Spell
from projects.models import Project
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
WAIT = 20  # seconds until a test gives up


def together(*works):
    """Run the works at the same moment, each with a connection of its own; gives what each returned or raised."""
    results, start = [None] * len(works), threading.Barrier(len(works))

    def run(position, work):
        start.wait(WAIT)
        try:
            results[position] = work()
        except Exception as error:
            results[position] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=item) for item in enumerate(works)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(WAIT)
    return results


def importing(project):
    return lambda: str(actions.import_file(project, "participants", csv_file(ROWS), by=None).counts)


@contextmanager
def planned_together(monkeypatch):
    """Holds every plan until both are made, so that the works that follow certainly meet."""
    meeting = threading.Barrier(2)
    plan = actions._plan

    def plan_and_wait(*args, **kwargs):
        made = plan(*args, **kwargs)
        try:
            meeting.wait(2)
        except threading.BrokenBarrierError:
            return made  # the other one waits for the lock, as it should
        return made

    monkeypatch.setattr(actions, "_plan", plan_and_wait)
    yield


def test_two_imports_of_one_file_wait_for_each_other(monkeypatch):
    project = ProjectFactory()
    with planned_together(monkeypatch):
        results = together(importing(project), importing(project))
    assert sorted(results) == ["created 0, updated 0, unchanged 40", "created 40, updated 0, unchanged 0"]
    assert Participation.objects.count() == 40


def test_without_the_lock_they_would_meet(monkeypatch):
    """The control: the race above is real, and even then the constraints let one of them in only."""
    project = ProjectFactory()
    monkeypatch.setattr(Project.objects, "select_for_update", lambda **options: Project.objects.all())
    with planned_together(monkeypatch):
        results = together(importing(project), importing(project))
    assert sum(isinstance(result, FileError) for result in results) == 1
    assert Participation.objects.count() == 40


def test_two_projects_that_import_the_same_people_share_the_persons(monkeypatch):
    first, second = ProjectFactory(), ProjectFactory()
    with planned_together(monkeypatch):
        results = together(importing(first), importing(second))
    assert results == ["created 40, updated 0, unchanged 0"] * 2
    assert Person.objects.count() == 40
    assert Participation.objects.count() == 80


def test_a_colleague_who_registers_one_of_them_meanwhile_is_not_run_over(monkeypatch):
    project = ProjectFactory()
    plan = actions._plan

    def plan_and_let_a_colleague_in(*args, **kwargs):
        made = plan(*args, **kwargs)
        thread = threading.Thread(target=register)
        thread.start()
        thread.join(WAIT)
        return made

    def register():
        ParticipationFactory(
            project=project, person=PersonFactory(number=ROWS[0]["personal_identity_number"])
        )
        connection.close()

    monkeypatch.setattr(actions, "_plan", plan_and_let_a_colleague_in)
    with pytest.raises(FileError, match="Försök igen"):
        actions.import_file(project, "participants", csv_file(ROWS), by=None)
    assert Participation.objects.count() == 1
    monkeypatch.undo()
    assert importing(project)() == "created 39, updated 1, unchanged 0"  # the name differs


def test_an_end_recorded_meanwhile_waits_for_the_import(monkeypatch):
    """What the plan was made from can't change before it is carried out."""
    project = ProjectFactory()
    participation = ParticipationFactory(project=project, person=PersonFactory(number=ASA))
    saved = threading.Event()

    def record_exit():
        with transaction.atomic():
            Spell.objects.filter(participation=participation).update(
                exit_date="2019-01-01", exit_reason="moved"
            )
            order.append("colleague")

    order, plan = [], actions._plan

    def plan_and_wait(*args, **kwargs):
        made = plan(*args, **kwargs)
        thread.start()
        saved.wait(0.5)
        order.append("import")
        return made

    def in_thread():
        record_exit()
        connection.close()

    thread = threading.Thread(target=in_thread)
    monkeypatch.setattr(actions, "_plan", plan_and_wait)
    actions.import_file(project, "participants", csv_file([person(municipality="0880")]), by=None)
    thread.join(WAIT)
    assert order == ["import", "colleague"]
    spell = Spell.objects.get()
    assert (spell.municipality_id, str(spell.exit_date)) == ("0880", "2019-01-01")


def test_a_draft_confirmed_twice_at_once_is_imported_once():
    project, user = ProjectFactory(), UserFactory()
    draft = actions.save_draft(project, "participants", csv_file(ROWS), by=user)
    draft = ImportDraft.objects.get(pk=draft.pk)
    MembershipFactory(user=user, project=project, leader=True)
    confirm = lambda: actions.confirm_draft(draft, by=user).pk  # noqa: E731
    one, other = together(confirm, confirm)
    assert one == other
    results = together(lambda: run_jobs("import"), lambda: run_jobs("import"))
    assert sorted(results) == [0, 1]
    assert Participation.objects.count() == 40
