"""Import jobs: page, result, cancellation and failures."""

from datetime import timedelta

import pytest
from django.db import DatabaseError
from django.urls import reverse
from django.utils import timezone

from accounts.audit.models import AuditEntry
from accounts.models import AccessLogEntry
from esfportal.jobs import queue, runner, sweeper
from esfportal.jobs.kinds import JobFailed, kinds
from esfportal.ui.formats import moment
from participants.imports import actions, jobs
from participants.imports.models import ImportDraft, ImportJob
from participants.imports.tasks import discard_old_drafts
from participants.register.models import Participation, Person
from projects.team.models import Membership
from tests.factories import ParticipationFactory, PersonFactory, ProjectFactory
from tests.jobs import run_jobs
from tests.participants.imports.files import ASA, BO, EVA, csv_file, outcome, person

pytestmark = pytest.mark.django_db
State = ImportJob.State


@pytest.fixture(autouse=True)
def sent(monkeypatch):
    # The enqueued jobs.
    jobs = []
    monkeypatch.setattr(queue, "enqueue", lambda job: jobs.append(job) or True)
    return jobs


@pytest.fixture
def leader(cast, sign_in):
    return sign_in(cast.leader)


def upload(cast, rows=None, kind="participants", by=None):
    file = csv_file(rows or [person(), person(BO)], kind)
    return actions.save_draft(cast.project, kind, file, by=by or cast.leader, row_count=2)


@pytest.fixture
def job(cast):
    return actions.confirm_draft(upload(cast), by=cast.leader)


def address(job, name="import_job"):
    return reverse(f"imports:{name}", args=[job.project.slug, job.pk])


def claim(job):
    return runner.claim(kinds()["import"], job.pk)


# Confirming


def test_confirming_writes_the_job_and_enqueues_it_after_the_commit(
    cast, leader, sent, django_capture_on_commit_callbacks
):
    draft = upload(cast)
    confirm = reverse("imports:import_confirm", args=[cast.project.slug, draft.pk])
    with django_capture_on_commit_callbacks(execute=True):
        answer = leader.post(confirm)
        assert sent == []
    job = ImportJob.objects.get()
    assert answer.url == address(job)
    assert (job.state, job.created_by, job.draft) == (State.QUEUED, cast.leader, draft)
    assert sent == [job]
    assert not Person.objects.exists()


def test_a_file_that_is_confirmed_twice_has_one_job(cast, leader, job):
    confirm = reverse("imports:import_confirm", args=[cast.project.slug, job.draft.pk])
    assert leader.post(confirm).url == address(job)
    assert ImportJob.objects.count() == 1


def test_a_message_holds_the_kind_and_the_key_only(cast, job, monkeypatch):
    monkeypatch.undo()
    messages = []
    monkeypatch.setattr("celery.current_app.send_task", lambda *given, **options: messages.append(given))
    assert queue.enqueue(job)
    assert messages == [("esfportal.jobs.tasks.run_job", ["import", str(job.pk)])]


# Its page


def test_the_page_shows_and_polls_the_progress(leader, job):
    page = leader.get(address(job)).text
    assert "Väntar på sin tur" in page
    assert f'hx-get="{address(job)}"' in page
    assert "<noscript>" in page
    claim(job).begin("saving")
    page = leader.get(address(job)).text
    assert "Sparar raderna" in page
    assert 'value="50"' in page


def test_progress_is_noted_from_inside_the_transaction(job):
    attempt = claim(job)
    note = jobs._progress(attempt)
    note(1)
    assert attempt.noted == {"step": "reading", "progress": 25}
    note(2)
    assert attempt.noted == {"step": "saving", "progress": 50}


def test_a_file_of_few_rows_is_shown_as_being_saved(job, monkeypatch):
    # Reading notes every thousandth row only.
    attempt, noted, save = claim(job), [], actions.SAVERS["participants"]

    def note_and_save(plan, **options):
        noted.append(attempt.noted)
        save(plan, **options)

    monkeypatch.setitem(actions.SAVERS, "participants", note_and_save)
    kinds()["import"].work(attempt)
    assert noted == [{"step": "saving", "progress": 50}]


def test_the_result_is_shown_as_a_message(cast, leader, job):
    assert run_jobs("import") == 1
    page = leader.get(address(job), follow=True)
    assert page.redirect_chain == [(reverse("register:list", args=[cast.project.slug]), 302)]
    assert "Filen är importerad: 2 nya, 0 ändrade, 0 oförändrade." in page.text
    job.refresh_from_db()
    assert job.result == {"created": 2, "updated": 0, "unchanged": 0, "corrected_cells": 0, "left_out": 0}
    assert job.draft is None
    assert not ImportDraft.objects.exists()


def test_a_polling_request_redirects_the_whole_page(cast, leader, job):
    run_jobs("import")
    part = leader.get(address(job), headers={"HX-Request": "true"})
    assert part["HX-Redirect"] == reverse("register:list", args=[cast.project.slug])


@pytest.mark.parametrize(
    ("who", "status"),
    [("leader", 200), ("case_worker", 404), ("colleague", 404), ("funder", 403), ("stranger", 404)],
)
def test_only_the_user_who_confirmed_it_sees_the_job(cast, sign_in, job, who, status):
    user = getattr(cast, who)
    assert sign_in(user).get(address(job)).status_code == status
    cancelled = sign_in(user).post(address(job, "import_cancel"))
    assert cancelled.status_code == (302 if status == 200 else status)


# One at a time


def test_an_import_waits_for_the_earlier_ones_of_its_project_and_begins_by_itself(
    cast, leader, sign_in, sent, job, django_capture_on_commit_callbacks
):
    worker = sign_in(cast.case_worker)
    second, third = (
        actions.confirm_draft(upload(cast, [person(EVA)], by=by), by=by)
        for by in (cast.case_worker, cast.leader)
    )
    attempt, other = claim(job), ProjectFactory()
    assert (claim(second), claim(third)) == (None, None)
    assert [each.pk for each in ImportJob.objects.claimable()] == []
    elsewhere = ImportJob.objects.create(project=other, kind="participants", created_by=cast.leader)
    assert claim(elsewhere), "another project does not wait"

    began = f"{moment(ImportJob.objects.get(pk=job.pk).started_at)}."
    page = worker.get(address(second)).text  # of a part of the project: without the leader's name
    assert f"Väntar på en annan import till projektet, påbörjad {began}" in page
    page = leader.get(address(third)).text
    assert f"Väntar på importen som {cast.leader} påbörjade {began} Andra som kommer först: 1." in page

    with django_capture_on_commit_callbacks(execute=True):
        assert leader.post(address(third, "import_cancel")).status_code == 302
    with django_capture_on_commit_callbacks(execute=True):
        attempt.fail("lost")
    assert sent == [second]
    assert run_jobs("import") == 1
    assert sorted(ImportJob.objects.filter(project=cast.project).values_list("state", flat=True)) == [
        State.CANCELLED,
        State.DONE,
        State.FAILED,
    ]


# Imported as the user


def test_history_audit_and_access_log_name_the_user(cast, job):
    ParticipationFactory(project=cast.project, person=PersonFactory(number=ASA), given_name="Asa")
    run_jobs("import")
    assert AuditEntry.objects.get(action="participants_imported").actor == cast.leader
    assert Participation.objects.get(person__number_index__isnull=False, created_by=cast.leader)


def test_a_membership_that_has_ended_imports_nothing(cast, leader, job):
    Membership.objects.filter(user=cast.leader).delete()
    assert run_jobs("import") == 0
    job.refresh_from_db()
    assert (job.state, job.failure) == (State.FAILED, "forbidden")
    assert not Person.objects.exists()


def test_a_register_that_has_changed_is_explained_at_the_file(cast, leader):
    rows = [person(entry_date="2018-06-01")]
    job = actions.confirm_draft(upload(cast, rows), by=cast.leader)
    known = ParticipationFactory(project=cast.project, person=PersonFactory(number=ASA))
    assert run_jobs("import") == 0
    page = leader.get(address(job), follow=True)
    assert page.redirect_chain[0][0] == reverse(
        "imports:import_review", args=[cast.project.slug, job.draft.pk]
    )
    assert "Inget har sparats: registret har ändrats" in page.text
    # What the refused file has disclosed is in the access log.
    assert AccessLogEntry.objects.filter(subjects=[known.pk], actor=cast.leader, purpose="import").exists()


def test_an_import_that_was_refused_can_be_confirmed_again(cast, leader):
    job = actions.confirm_draft(upload(cast, [person(entry_date="2018-06-01")]), by=cast.leader)
    known = ParticipationFactory(project=cast.project, person=PersonFactory(number=ASA))
    run_jobs("import")
    known.spells.all().delete()
    known.delete()
    assert actions.confirm_draft(job.draft, by=cast.leader) == job
    assert run_jobs("import") == 1
    job.refresh_from_db()
    assert (job.state, job.attempt) == (State.DONE, 2)


def test_a_list_of_outcomes_is_imported_too(cast):
    ParticipationFactory(project=cast.project, person=PersonFactory(number=ASA))
    actions.confirm_draft(upload(cast, [outcome()], "outcomes"), by=cast.leader)
    assert run_jobs("import") == 1
    assert AuditEntry.objects.filter(action="outcomes_imported").exists()


# All or nothing


def test_an_error_saves_nothing_and_quotes_nothing(cast, leader, job, monkeypatch):
    def broken(plan, **options):
        raise DatabaseError(f"Key (number)=({ASA})")

    monkeypatch.setitem(actions.SAVERS, "participants", broken)
    with pytest.raises(JobFailed) as raised:
        run_jobs("import")
    assert ASA not in str(raised.value)
    job.refresh_from_db()
    assert (job.state, job.failure) == (State.FAILED, "database")
    assert ASA not in str(ImportJob.objects.values().get())
    page = leader.get(address(job), follow=True)
    assert "Inget har sparats." in page.text
    assert ImportDraft.objects.exists(), "the file can be tried again"
    assert not Person.objects.exists()


def during_saving(monkeypatch, happens):
    save = actions.SAVERS["participants"]

    def saving(plan, **options):
        save(plan, **options)
        happens()

    monkeypatch.setitem(actions.SAVERS, "participants", saving)


def test_an_attempt_that_was_overtaken_saves_nothing(cast, job, monkeypatch):
    def overtake():
        ImportJob.objects.filter(pk=job.pk).update(attempt=9)

    during_saving(monkeypatch, overtake)
    assert run_jobs("import") == 0
    assert not Person.objects.exists()
    assert not AuditEntry.objects.filter(action="participants_imported").exists()


def test_an_import_that_is_cancelled_while_it_runs_saves_nothing(cast, leader, job, monkeypatch):
    attempt = claim(job)
    assert leader.post(address(job, "import_cancel")).url == address(job)
    with pytest.raises(runner.LeaseLost):
        kinds()["import"].work(attempt)
    page = leader.get(address(job), follow=True)
    assert "Importen avbröts. Inget har sparats." in page.text
    assert not Person.objects.exists()
    assert AuditEntry.objects.get(action="import_cancelled").actor == cast.leader
    assert sweeper.sweep() == 0


def test_what_has_been_imported_can_not_be_cancelled(cast, leader, job):
    run_jobs("import")
    leader.post(address(job, "import_cancel"))
    job.refresh_from_db()
    assert job.state == State.DONE
    assert not AuditEntry.objects.filter(action="import_cancelled").exists()


def test_discarding_the_file_cancels_the_import(cast, job):
    actions.discard_draft(job.draft, by=cast.leader)
    assert run_jobs("import") == 0
    job.refresh_from_db()
    assert (job.state, job.draft) == (State.CANCELLED, None)


# Clearing up


def test_a_file_is_kept_as_long_as_its_job_is_open(cast, job):
    ImportDraft.objects.update(created_at=timezone.now() - timedelta(days=2))
    discard_old_drafts()
    assert ImportDraft.objects.exists()
    ImportJob.objects.update(state=State.FAILED, failure="lost", leased_until=None)
    discard_old_drafts()
    assert not ImportDraft.objects.exists()


def test_jobs_that_ended_a_month_ago_are_deleted(cast, job):
    run_jobs("import")
    discard_old_drafts()
    assert ImportJob.objects.exists()
    ImportJob.objects.update(finished_at=timezone.now() - timedelta(days=91))
    discard_old_drafts()
    assert not ImportJob.objects.exists()
