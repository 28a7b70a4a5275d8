"""Attachments as a part of the report: asked for by its template, signed with it, and listed in its files."""

from dataclasses import replace

import pytest
from django.db import IntegrityError, transaction

from esfportal.jobs import queue
from reporting.disclosure import release
from reporting.indicators.attached_files import AttachedFile
from reporting.indicators.document import from_json
from reporting.indicators.names import Name
from reporting.reports import actions, jobs
from reporting.reports.files import csv_file
from reporting.reports.life import signing
from reporting.reports.models import ReportAttachment, ReportTemplate
from tests.factories import MembershipFactory
from tests.reporting.disclosure.rules import PUBLIC
from tests.reporting.reports.attachment_files import PDF, attached, png
from tests.reporting.reports.documents import kalmar
from tests.reporting.reports.job_support import FROM, TO, made, quick_render, register
from tests.reporting.reports.test_attachments import address, send
from tests.reporting.reports.test_files_pdf import text as pdf_text
from tests.reporting.reports.test_files_xlsx import sheet, workbook
from tests.signing_in import signed_in

EVALUATION = Name("Utvärdering", "Evaluation")
FILES = [
    AttachedFile("Utvärdering, del 1", "rapport.pdf", "pdf", 245_000, "a" * 64, EVALUATION),
    AttachedFile("=1+1", "bild <b>.png", "png", 900, "b" * 64),
]


def listed(files=FILES):
    return replace(kalmar(), attachments=files)


def test_the_pdf_lists_name_kind_size_and_checksum():
    found = pdf_text(listed())
    for words in ("Bilagor", "Utvärdering, del 1", "rapport.pdf, PDF, 239,3 kB", "bild <b>.png, PNG-bild"):
        assert words in found, words
    assert "a" * 64 in found.replace(" ", "")
    assert "Evaluation: rapport.pdf, PDF, 239.3 KB" in pdf_text(listed(), "en")


def test_the_workbook_and_the_csv_file_list_them():
    assert workbook(listed()).sheet_names[6] == "Bilagor"
    first, second = sheet(listed(), 6)
    assert first == {
        "Rubrik": "Utvärdering, del 1",
        "Fil": "rapport.pdf",
        "Filslag": "PDF",
        "Storlek i byte": 245_000,
        "Kontrollsumma (SHA-256)": "a" * 64,
        "Avsnitt": "Utvärdering",
    }
    assert second["Rubrik"] == "=1+1"
    rows = [line for line in csv_file.render(listed(), "sv").decode().splitlines() if "attachment" in line]
    assert len(rows) == 2
    assert '"attachment";"file_1";"Utvärdering, del 1"' in rows[0]
    assert "a" * 64 in rows[0]


def test_the_checksum_covers_the_list():
    assert kalmar().digest != listed().digest != listed(FILES[:1]).digest
    read = from_json(listed().to_json())
    assert (read.attachments, read.digest) == (FILES, listed().digest)
    assert "attachments" not in kalmar().to_json(), "earlier reports keep their checksum"


@pytest.mark.parametrize(
    ("audience", "shown"), [("authority", FILES), ("funders", FILES), ("released", []), ("", [])]
)
def test_funders_get_the_list_and_the_public_does_not(audience, shown):
    assert release(listed(), rules=PUBLIC, audience=audience).shown.attachments == shown


@pytest.fixture
def no_worker(monkeypatch):
    monkeypatch.setattr(queue, "enqueue", lambda job: True)
    monkeypatch.setattr(jobs.files, "render", quick_render)


@pytest.fixture
def draft(db, no_worker, cast):
    register(cast.project, women=8, men=8)
    return made(cast.project, by=cast.leader)


def test_they_are_signed_with_the_report(draft, cast):
    signatory = MembershipFactory(project=cast.project, representative=True).user
    before = draft.digest
    attached(draft, cast.leader)
    report = signing.mark_ready(report=draft, by=cast.leader)
    assert [file.name for file in report.document.attachments] == ["utvärdering.pdf"]
    assert report.digest != before
    page = send(signed_in(cast.leader), report, png())
    assert "dess bilagor ändras aldrig" in page.text
    for change in (ReportAttachment.objects.all().delete, lambda: _copy(report.attachments.get())):
        with pytest.raises(IntegrityError), transaction.atomic():
            change()
    signed = signing.sign_report(report=report, by=signatory)
    report = actions.submit_report(report=signed, by=cast.leader)
    assert report.digest == signed.digest
    documents = {audience: report.document_for(audience) for audience in ("authority", "funders", "released")}
    assert {name: len(each.attachments) for name, each in documents.items()} == {
        "authority": 1,
        "funders": 1,
        "released": 0,
    }


def _copy(attachment):
    attachment.pk, attachment._state.adding = None, True
    attachment.save()


def test_the_public_version_shows_none(draft, cast):
    attached(draft, cast.leader)
    report = actions.submit_report(report=draft, by=cast.leader)
    client = signed_in(cast.leader)
    assert "utvärdering.pdf" in client.get(report.get_absolute_url()).text
    assert "utvärdering.pdf" not in client.get(address(report, "released")).text


@pytest.fixture
def asking(db, no_worker, cast):
    """A draft whose template asks for an evaluation."""
    template = ReportTemplate.objects.create(
        programme_period=cast.project.programme_period, kind="progress", version=2
    )
    texts = {
        "heading_sv": "Utvärdering",
        "heading_en": "Evaluation",
        "help_sv": "Bifoga",
        "help_en": "Attach",
    }
    template.sections.create(key="evaluation", order=1, answer="attachment", **texts)
    register(cast.project, women=8, men=8)
    report = actions.create_report(project=cast.project, starts_on=FROM, ends_on=TO, by=cast.leader)
    assert jobs.make(report.job.pk)
    return report


def test_a_required_attachment_is_missing_until_it_is_attached(asking, cast):
    client = signed_in(cast.leader)
    missing = "Utvärdering: ingen fil är bifogad."
    for name in ("write", "submit", "attachments"):
        assert missing in client.get(address(asking, name)).text
    assert (
        client.get(address(asking) + "?section=evaluation").context["form"]["section"].value() == "evaluation"
    )
    send(client, asking)
    assert missing in client.get(address(asking, "submit")).text, "of the report as a whole"
    send(client, asking, section="evaluation")
    page = client.get(address(asking, "write")).text
    assert missing not in page
    assert "Utvärdering.pdf" in page
    client.post(address(asking, "submit"))
    asking.refresh_from_db()
    assert asking.is_submitted
    assert [file.section for file in asking.document.attachments] == [None, EVALUATION]


def test_a_section_of_files_has_no_text(asking, cast):
    client = signed_in(cast.leader)
    assert client.post(address(asking, "write_section", "evaluation"), {"evaluation": "x"}).status_code == 404
    client.post(address(asking, "write"), {"evaluation": "x"})
    assert asking.texts.get().text == ""


def test_the_same_file_is_attached_once(draft, cast):
    client = signed_in(cast.leader)
    send(client, draft)
    assert "Filen är redan bifogad här." in send(client, draft, PDF, title="Igen").text
    assert draft.attachments.count() == 1
