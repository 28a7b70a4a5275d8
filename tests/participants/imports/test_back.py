"""The browser's Back after an import: its pages say what became of the file, and nothing is imported twice."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.audit.models import AuditEntry
from participants.imports import actions
from participants.imports.models import ImportDraft, ImportJob
from participants.imports.tasks import discard_old_drafts
from participants.register.models import Participation
from tests.jobs import run_jobs
from tests.participants.imports.files import csv_file, person

pytestmark = pytest.mark.django_db
PAGES = [
    ("import_review", "get"),
    ("import_review", "post"),
    ("import_confirm", "post"),
    ("import_discard", "post"),
]


@pytest.fixture
def leader(cast, sign_in):
    return sign_in(cast.leader)


@pytest.fixture
def draft(cast):
    return actions.save_draft(cast.project, "participants", csv_file([person()]), by=cast.leader)


def go_back(client, draft, page, method):
    url = reverse(f"imports:{page}", args=[draft.project.slug, draft.pk])
    return getattr(client, method)(url, follow=True)


@pytest.mark.parametrize(("page", "method"), PAGES)
def test_an_imported_file_says_when_and_by_whom_and_is_not_imported_again(cast, leader, draft, page, method):
    actions.confirm_draft(draft, by=cast.leader)
    run_jobs("import")
    response = go_back(leader, draft, page, method)
    assert response.status_code == 200
    assert "Filen är redan importerad" in response.text
    assert "Lena Ledare bekräftade den" in response.text
    assert "1 ny" in response.text
    assert reverse("register:list", args=[cast.project.slug]) in response.text
    assert run_jobs("import") == 0
    assert Participation.objects.count() == 1
    assert AuditEntry.objects.filter(action="participants_imported").count() == 1


@pytest.mark.parametrize(("page", "method"), PAGES)
def test_a_file_that_is_being_imported_leads_to_its_progress(cast, leader, draft, page, method):
    job = actions.confirm_draft(draft, by=cast.leader)
    response = go_back(leader, draft, page, method)
    assert response.redirect_chain == [(reverse("imports:import_job", args=[cast.project.slug, job.pk]), 302)]
    assert "Filen importeras redan." in response.text
    assert ImportDraft.objects.exists()
    assert run_jobs("import") == 1


@pytest.mark.parametrize(("page", "method"), PAGES)
def test_a_discarded_file_says_so(cast, leader, draft, page, method):
    key = draft.pk
    actions.discard_draft(draft, by=cast.leader)
    draft.pk = key
    response = go_back(leader, draft, page, method)
    assert response.status_code == 200
    assert "Filen finns inte kvar" in response.text
    assert run_jobs("import") == 0


def test_so_does_a_file_that_waited_for_more_than_a_day(leader, draft):
    ImportDraft.objects.update(created_at=timezone.now() - timedelta(days=2))
    discard_old_drafts()
    assert "Filen finns inte kvar" in go_back(leader, draft, "import_review", "get").text


def test_another_user_is_not_told_of_the_file(cast, sign_in, draft):
    actions.confirm_draft(draft, by=cast.leader)
    run_jobs("import")
    assert go_back(sign_in(cast.case_worker), draft, "import_review", "get").status_code == 404


def test_an_import_that_failed_can_be_confirmed_again(cast, leader, draft):
    job = actions.confirm_draft(draft, by=cast.leader)
    ImportJob.objects.filter(pk=job.pk).update(state="failed", failure="lost")
    assert "Importera 1 rad" in go_back(leader, draft, "import_review", "get").text
