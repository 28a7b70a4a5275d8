"""Marking jobs: asking, page, access, cancellation, failures, key rotation, and clearing up."""

import io
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from accounts.audit.row_versions import version_of
from accounts.models import AccessLogEntry
from esfportal.jobs import queue, runner, sweeper
from esfportal.jobs.kinds import JobFailed, kinds
from participants.imports import actions
from participants.imports.marking import jobs
from participants.imports.marking.actions import mark_draft, open_copy
from participants.imports.models import ImportDraft, MarkedCopy, MarkingJob
from participants.imports.tasks import discard_old_drafts
from projects.team.models import Membership
from tests.factories import ParticipationFactory, PersonFactory
from tests.jobs import run_jobs
from tests.participants.imports.files import ASA, BO, csv_file, person

pytestmark = pytest.mark.django_db
State = MarkingJob.State
WRONG = [person(), person(BO, given_name="Bosse", entry_date="i mars")]


@pytest.fixture(autouse=True)
def sent(monkeypatch):
    # The enqueued jobs.
    jobs = []
    monkeypatch.setattr(queue, "enqueue", lambda job: jobs.append(job) or True)
    return jobs


@pytest.fixture
def leader(cast, sign_in):
    return sign_in(cast.leader)


@pytest.fixture
def draft(cast):
    return actions.save_draft(cast.project, "participants", csv_file(WRONG), by=cast.leader)


@pytest.fixture
def job(cast, draft):
    return mark_draft(draft, by=cast.leader, language="sv")


def address(job, name="import_marked"):
    return reverse(f"imports:{name}", args=[job.project.slug, job.pk])


def claim(job):
    return runner.claim(kinds()["marking"], job.pk)


# Asking


def test_the_request_neither_reads_nor_marks_the_file(
    leader, draft, sent, monkeypatch, django_capture_on_commit_callbacks
):
    def read(*_given, **_options):
        pytest.fail("The web process reads the file.")

    monkeypatch.setattr(actions, "check_file", read)
    with django_capture_on_commit_callbacks(execute=True):
        answer = leader.post(address(draft, "import_mark"), {"version": version_of(draft)})
    job = MarkingJob.objects.get()
    assert answer.url == address(job)
    assert (job.state, job.created_by, job.language) == (State.QUEUED, job.draft.created_by, "sv")
    assert sent == [job]
    assert leader.get(answer.url).status_code == 200


def test_a_file_that_cannot_be_read_any_more_is_not_marked(cast, leader):
    draft = actions.save_draft(cast.project, "participants", io.BytesIO(b"%PDF-1.7"), by=cast.leader)
    job = mark_draft(draft, by=cast.leader, language="sv")
    run_jobs("marking")
    page = leader.get(address(job), follow=True)
    assert "Filen är en PDF" in page.text
    assert not MarkedCopy.objects.exists()


def test_the_review_offers_the_copy_where_the_file_has_become_wrong(cast, leader, draft):
    review = leader.get(reverse("imports:import_review", args=[cast.project.slug, draft.pk]))
    assert address(draft, "import_mark") in review.text
    draft.refresh_from_db()  # its rows were counted
    answer = leader.post(address(draft, "import_mark"), {"version": version_of(draft)})
    assert answer.url == address(MarkingJob.objects.get())
    assert leader.post(address(draft, "import_mark"), {"version": version_of(draft)}).url == answer.url
    assert MarkingJob.objects.count() == 1


# Its page


def test_the_page_shows_the_progress_and_then_the_file(leader, job):
    waiting = leader.get(address(job))
    assert "Väntar på sin tur" in waiting.text
    assert "<noscript>" in waiting.text
    claim(job).begin("marking")
    assert "Felen markeras" in leader.get(address(job)).text
    MarkingJob.objects.update(state=State.QUEUED, leased_until=None)
    assert run_jobs("marking") == 1
    ready = leader.get(address(job))
    assert "1 rad att rätta" in ready.text
    assert address(job, "import_marked_file") in ready.text
    content = leader.get(address(job, "import_marked_file")).getvalue().decode("utf-8-sig")
    assert content.startswith('"att rätta";')
    assert "Bosse" in content


def test_a_polling_request_loads_the_whole_page(leader, job):
    run_jobs("marking")
    part = leader.get(address(job), headers={"HX-Request": "true"})
    assert part["HX-Redirect"] == address(job)


def test_the_copy_is_in_the_language_of_its_user(cast, leader, draft):
    job = mark_draft(draft, by=cast.leader, language="en")
    run_jobs("marking")
    file = leader.get(address(job, "import_marked_file"))
    assert file["Content-Disposition"] == 'attachment; filename="participants_mistakes.csv"'
    assert "This is not a date" in file.getvalue().decode()


def test_a_file_without_mistakes_leads_to_its_review(cast, leader):
    draft = actions.save_draft(cast.project, "participants", csv_file([person()]), by=cast.leader)
    job = mark_draft(draft, by=cast.leader, language="sv")
    run_jobs("marking")
    page = leader.get(address(job), follow=True)
    assert page.context["plan"].created == 1
    assert "Filen har inga fel" in page.text
    assert leader.get(address(job, "import_marked_file")).url == address(job)


@pytest.mark.parametrize(
    ("who", "status"),
    [("leader", 200), ("case_worker", 404), ("colleague", 404), ("funder", 403), ("stranger", 404)],
)
def test_only_the_user_who_asked_sees_page_and_file(cast, sign_in, job, who, status):
    run_jobs("marking")
    client = sign_in(getattr(cast, who))
    assert client.get(address(job)).status_code == status
    for kind in ("file", "workbook"):
        assert client.get(address(job, f"import_marked_{kind}")).status_code == status
    for name in ("import_mark", "import_mark_cancel"):
        changed = client.post(address(job, name), {"version": version_of(job.draft)})
        assert changed.status_code == (302 if status == 200 else status), name


# Marked as the user


def test_what_the_copy_discloses_is_in_the_access_log(cast, leader, job):
    known = ParticipationFactory(project=cast.project, person=PersonFactory(number=ASA))
    run_jobs("marking")
    assert AccessLogEntry.objects.filter(subjects=[known.pk], actor=cast.leader, purpose="import").exists()


def test_a_membership_that_has_ended_marks_nothing(cast, job):
    Membership.objects.filter(user=cast.leader).delete()
    assert run_jobs("marking") == 0
    job.refresh_from_db()
    assert (job.state, job.failure) == (State.FAILED, "forbidden")
    assert not MarkedCopy.objects.exists()


# Interrupted


def test_a_cancelled_job_stores_nothing(leader, job, monkeypatch):
    attempt = claim(job)
    marked_content = jobs.marked_content

    def cancelled_meanwhile(*given, **options):
        leader.post(address(job, "import_mark_cancel"))
        return marked_content(*given, **options)

    monkeypatch.setattr(jobs, "marked_content", cancelled_meanwhile)
    with pytest.raises(runner.LeaseLost):
        kinds()["marking"].work(attempt)
    assert not MarkedCopy.objects.exists()
    page = leader.get(address(job))
    assert "Markeringen avbröts." in page.text
    assert "Försök igen" in page.text
    assert sweeper.sweep() == 0


def test_a_cancelled_job_can_be_started_again(cast, leader, job):
    leader.post(address(job, "import_mark_cancel"))
    leader.post(address(job, "import_mark"), {"version": version_of(job.draft)})
    assert run_jobs("marking") == 1
    assert leader.get(address(job, "import_marked_file")).status_code == 200


def test_an_attempt_that_was_overtaken_stores_nothing(job):
    attempt = claim(job)
    MarkingJob.objects.update(attempt=9)
    with pytest.raises(runner.LeaseLost):
        kinds()["marking"].work(attempt)
    assert not MarkedCopy.objects.exists()


def test_an_error_quotes_nothing_and_can_be_tried_again(leader, job, monkeypatch):
    def broken(*_given, **_options):
        raise OSError(f"No space left for {ASA}")

    monkeypatch.setattr(jobs, "marked_content", broken)
    with pytest.raises(JobFailed) as raised:
        run_jobs("marking")
    assert ASA not in str(raised.value)
    page = leader.get(address(job))
    assert "Felen kunde inte markeras." in page.text
    assert "Försök igen" in page.text


# Kept


def test_the_copy_is_encrypted_and_rotated(job, settings, leader):
    run_jobs("marking")
    copy = MarkedCopy.objects.get()
    assert b"Bosse" not in bytes(copy.content_encrypted)
    new = settings.DATA_KEY_VERSION + 1
    settings.DATA_KEYS = settings.DATA_KEYS | {new: b"n" * 32}
    settings.DATA_KEY_VERSION = new
    call_command("rotate_keys", stdout=io.StringIO())
    copy.refresh_from_db()
    assert copy.key_version == new
    assert "Bosse" in open_copy(job).read().decode()
    MarkedCopy.objects.update(content_encrypted=b"1" * 40)
    page = leader.get(address(job, "import_marked_file"), follow=True)
    assert "går inte längre att öppna" in page.text


def test_deleting_the_file_deletes_the_copy(leader, job):
    run_jobs("marking")
    leader.post(address(job, "import_discard"), {"version": version_of(job.draft)})
    assert not MarkedCopy.objects.exists()
    assert not ImportDraft.objects.exists()
    assert leader.get(address(job)).status_code == 410
    assert leader.get(address(job, "import_marked_file")).status_code == 410


def test_the_copy_is_deleted_after_a_day_and_the_job_after_a_month(leader, job):
    run_jobs("marking")
    ImportDraft.objects.update(created_at=timezone.now() - timedelta(days=2))
    assert leader.get(address(job, "import_marked_file")).status_code == 410
    discard_old_drafts()
    assert not MarkedCopy.objects.exists()
    assert MarkingJob.objects.exists()
    MarkingJob.objects.update(finished_at=timezone.now() - timedelta(days=31))
    discard_old_drafts()
    assert not MarkingJob.objects.exists()


def test_a_file_is_kept_as_long_as_it_is_being_marked(job):
    ImportDraft.objects.update(created_at=timezone.now() - timedelta(days=2))
    discard_old_drafts()
    assert ImportDraft.objects.exists()
