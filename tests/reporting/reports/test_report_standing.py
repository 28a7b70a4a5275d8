"""Files and pages say whether a report is a draft, and when and by whom it was submitted."""

import io
from dataclasses import replace

import pytest
from django.db import connection
from django.urls import reverse
from pypdf import PdfReader
from python_calamine import CalamineWorkbook

from esfportal.files.stored import StoreUnavailable
from esfportal.jobs import queue
from reporting.indicators.document import from_json
from reporting.indicators.names import Name
from reporting.indicators.signature import Submission
from reporting.reports import actions, storage
from reporting.reports.files import KINDS, render
from reporting.reports.models import Report, ReportFile
from tests.factories import MembershipFactory
from tests.reporting.reports.documents import kalmar
from tests.reporting.reports.job_support import made, register

AT = "2026-11-28T13:05:00+00:00"
SUBMISSION = Submission(AT, Name("projektledare", "project leader"), "Lena Ledare")


def text(content, kind):
    """Return everything that a file says, with single spaces."""
    if kind == "csv":
        found = content.decode("utf-8-sig")
    elif kind == "xlsx":
        sheets = CalamineWorkbook.from_filelike(io.BytesIO(content))
        rows = sheets.get_sheet_by_index(0).to_python()
        found = " ".join(str(cell) for row in rows for cell in row)
    else:
        found = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)
    return " ".join(found.split())


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(("language", "word"), [("sv", "utkast"), ("en", "draft")])
def test_the_file_of_a_draft_says_so(kind, language, word):
    found = text(render(kalmar(made_at=AT), kind, language), kind)
    assert word in found
    assert "28 november 2026 kl. 14:05" in found or "28 November 2026 14:05" in found


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    ("language", "words"),
    [
        (
            "sv",
            (
                "nskickad",
                "28 november 2026 kl. 14:05",
                "Lena Ledare, projektledare, Kommunförbundet Kalmar län",
            ),
        ),
        (
            "en",
            ("ubmitted", "28 November 2026 14:05", "Lena Ledare, project leader, Kalmar County Association"),
        ),
    ],
)
def test_the_file_of_a_submitted_report_says_when_and_by_whom(kind, language, words):
    found = text(render(kalmar(submission=SUBMISSION), kind, language), kind)
    for word in words:
        assert word in found
    assert "tkast" not in found
    assert "raft" not in found.replace("raft of", "")


def test_the_pages_of_a_draft_say_so_one_by_one():
    for page in PdfReader(io.BytesIO(render(kalmar(), "pdf", "sv"))).pages:
        assert "tkast" in page.extract_text()


def test_who_submitted_a_report_changes_neither_checksum_nor_earlier_documents():
    assert kalmar(submission=SUBMISSION, released_digest="x").digest == kalmar().digest
    assert {"submission", "released_digest"}.isdisjoint(kalmar().to_json())
    assert from_json(kalmar(submission=SUBMISSION).to_json()).submission == SUBMISSION


@pytest.fixture
def project(cast, monkeypatch):
    monkeypatch.setattr(queue, "enqueue", lambda job: True)
    register(cast.project, women=9, men=7)
    owner = cast.project.partners.get(role="owner").organisation
    owner.name, owner.name_en = "Kalmar kommun", "Kalmar Town"
    owner.save()
    return cast.project


@pytest.fixture
def draft(project):
    return made(project)


@pytest.fixture
def leader(cast, sign_in):
    return sign_in(cast.leader)


@pytest.fixture
def funder(project, sign_in):
    return sign_in(MembershipFactory(project=project, role="funder").user)


def submit(client, report):
    address = reverse("reports:submit", args=[report.project.slug, report.public_id])
    return client.post(address, follow=True)


def download(client, report, kind, language="sv", route="reports:download"):
    answer = client.get(reverse(route, args=[report.project.slug, report.public_id, kind, language]))
    assert answer.status_code == 200
    return answer


@pytest.mark.django_db
def test_files_are_made_again_at_submission(leader, funder, draft):
    before = download(leader, draft, "csv")
    assert "_draft_sv.csv" in before["Content-Disposition"]
    assert "utkast" in before.getvalue().decode()
    assert "inskickad" in submit(leader, draft).text
    for kind in KINDS:
        after = download(leader, draft, kind)
        assert "draft" not in after["Content-Disposition"]
        full, released = (text(each.getvalue(), kind) for each in (after, download(funder, draft, kind)))
        assert "Lena Ledare, projektledare, Kalmar kommun" in full
        assert "projektledare, Kalmar kommun" in released
        assert "Lena Ledare" not in released
        assert "tkast" not in full + released


@pytest.mark.django_db(transaction=True)
def test_every_file_can_be_made_again_from_the_frozen_documents(leader, draft):
    digests = draft.digest, draft.document_for("funders").digest
    submit(leader, draft)
    report = Report.objects.get()
    assert (report.digest, report.document_for("funders").digest) == digests
    for file in report.files.all():
        document = report.document_for(file.audience)
        assert storage.read(file).read() == render(document, file.kind, file.language)
    assert storage.leftovers(report) == [], "the draft's files are gone"


@pytest.mark.django_db
def test_the_new_files_stay_where_no_row_can_be_read_after_the_commit(
    cast, draft, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks() as callbacks:
        actions.submit_report(report=draft, by=cast.leader)
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL esfportal.scope = ''")  # as the commit leaves it
        for callback in callbacks:
            callback()
        cursor.execute("SET LOCAL esfportal.scope = 'operator'")
    assert [storage.STORE.storage.exists(file.path) for file in draft.files.all()] == [True] * 24
    assert storage.leftovers(draft) == []


@pytest.mark.django_db
def test_who_submitted_is_named_to_the_project_and_not_to_the_funder(leader, funder, draft):
    submit(leader, draft)
    assert "av Lena Ledare, projektledare, Kalmar kommun" in " ".join(
        leader.get(draft.get_absolute_url()).text.split()
    )
    seen = " ".join(funder.get(draft.get_absolute_url()).text.split())
    assert "av projektledare, Kalmar kommun" in seen
    assert "Lena Ledare" not in seen


@pytest.mark.django_db
def test_one_checksum_is_common_and_one_is_of_each_version(leader, funder, draft):
    submit(leader, draft)
    report = Report.objects.get()
    full, shown = report.document, report.document_for("funders")
    common = {report.document_for(audience).common_digest for audience in ("full", *ReportFile.RELEASED_TO)}
    assert common == {full.digest_with(full.salt)}
    assert full.salt
    assert full.salt not in str([release.figures for release in report.releases.all()])
    page = leader.get(draft.get_absolute_url()).text
    assert full.digest in page
    assert full.common_digest in page
    # A reader could try hidden numbers until the other checksum fits.
    pages = [funder.get(draft.get_absolute_url()).text]
    pages += [text(download(funder, draft, kind).getvalue(), kind) for kind in KINDS]
    for page in pages:
        assert shown.digest in page
        assert full.common_digest in "".join(page.split())
        assert full.digest not in page
        assert full.salt not in page
        assert "Rapportens kontrollsumma är densamma" in " ".join(page.split())


@pytest.mark.django_db(transaction=True)
def test_a_store_that_is_down_leaves_the_draft_as_it_was(leader, draft, monkeypatch):
    def refuse(*args):
        raise StoreUnavailable("no answer")

    files = list(draft.files.order_by("pk").values())
    with monkeypatch.context() as patch:
        patch.setattr(storage.STORE, "write", refuse)
        assert "Filerna går inte att skriva just nu" in submit(leader, draft).text
    assert Report.objects.get().status == "draft"
    assert list(draft.files.order_by("pk").values()) == files
    assert "inskickad" in submit(leader, draft).text


def test_the_english_name_of_the_owner_is_used_in_english():
    released = replace(SUBMISSION, name="")
    assert "project leader, Kalmar County Association" in text(
        render(kalmar(submission=released), "csv", "en"), "csv"
    )
