"""Attachments of reports: added in a draft, frozen at submission, read by those who read the report."""

import re

import pytest
from django.conf import settings as configured
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.urls import reverse

from accounts.audit.models import AuditEntry
from esfportal.files import antivirus, uploads
from esfportal.files.kinds import FileRefused
from esfportal.files.stored import StoreUnavailable
from esfportal.jobs import queue
from reporting.reports import actions, jobs
from reporting.reports.attachments.actions import add_attachment, remove_attachment
from reporting.reports.life.states import InvalidState
from reporting.reports.life.steps import return_report
from reporting.reports.models import ReportAttachment
from tests.factories import MembershipFactory, UserFactory
from tests.reporting.reports.attachment_files import PDF, attached, png
from tests.reporting.reports.job_support import made, quick_render, register
from tests.signing_in import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def no_worker(monkeypatch):
    monkeypatch.setattr(queue, "enqueue", lambda job: True)
    monkeypatch.setattr(jobs.files, "render", quick_render)


@pytest.fixture
def draft(cast):
    register(cast.project, women=8, men=8)
    return made(cast.project, by=cast.leader)


def address(report, name="attachments", *rest):
    return reverse(f"reports:{name}", args=[report.project.slug, report.public_id, *rest])


def send(client, report, content=PDF, name="Utvärdering.pdf", title="Utvärdering", **more):
    file = SimpleUploadedFile(name, content, content_type="text/html")
    return client.post(address(report), {"title": title, "file": file, **more}, follow=True)


def content_of(response):
    return b"".join(response.streaming_content)


def exists(attachment):
    return uploads.STORE.storage.exists(attachment.path)


def test_a_leader_attaches_a_file_and_removes_it(draft, cast, django_capture_on_commit_callbacks):
    client = signed_in(cast.leader)
    page = send(client, draft, png(), name="bild.pdf")  # the content decides
    assert "Filen är bifogad." in page.text
    attachment = draft.attachments.get()
    assert (attachment.kind, attachment.name, attachment.size) == ("png", "bild.pdf.png", len(png()))
    assert attachment.sha256 in client.get(draft.get_absolute_url()).text
    form = re.search(
        rf'action="{address(draft, "remove_attachment", attachment.pk)}".*?name="version" value="([^"]*)"',
        page.text,
        re.DOTALL,
    )
    with django_capture_on_commit_callbacks(execute=True):
        client.post(address(draft, "remove_attachment", attachment.pk), {"version": form[1]})
    assert not draft.attachments.exists()
    assert not exists(attachment)
    entries = AuditEntry.objects.filter(action__startswith="report_attachment").order_by("pk")
    assert [entry.action for entry in entries] == ["report_attachment_added", "report_attachment_removed"]
    assert "bild" not in str(list(entries.values()))


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"content": b""}, "file"),
        ({"content": b"<html>", "name": "sida.pdf"}, "file"),
        ({"content": PDF + b" " * 1024 * 1024}, "file"),
        ({"name": "19121212-1212.pdf"}, "file"),
        ({"title": ""}, "title"),
        ({"title": "Om 19121212-1212"}, "title"),
        ({"title": "x" * 151}, "title"),
        ({"content": b"MZ" + bytes(200), "name": "plan.pdf"}, "file"),
    ],
)
def test_what_may_not_be_attached_is_refused(draft, cast, settings, changed, field):
    settings.UPLOAD_LIMIT = 1
    answer = send(signed_in(cast.leader), draft, **changed)
    assert answer.context["form"].errors.keys() == {field}
    assert not ReportAttachment.objects.exists()


def test_a_store_that_is_down_and_too_many_files_are_refused(draft, cast, monkeypatch):
    def down(file):
        raise StoreUnavailable("no answer")

    client = signed_in(cast.leader)
    with monkeypatch.context() as patch:
        patch.setattr(uploads, "store", down)
        assert "Filen kan inte sparas just nu." in send(client, draft).text
    monkeypatch.setattr("reporting.reports.attachments.actions.MOST", 0)
    assert "högst 0 bilagor" in send(client, draft).text
    assert not ReportAttachment.objects.exists()


@pytest.mark.parametrize(
    ("reason", "words"),
    [
        (antivirus.INFECTED, "hittade något skadligt"),
        (antivirus.NOT_CHECKED, "kan inte kontrolleras för virus"),
    ],
)
def test_an_infected_or_unchecked_file_leaves_nothing(draft, cast, monkeypatch, reason, words):
    def refuse(file):
        raise FileRefused(reason)

    monkeypatch.setattr(antivirus, "scan", refuse)
    stored = len(uploads.STORE.keys(uploads.FOLDER))
    assert words in send(signed_in(cast.leader), draft).text
    assert not ReportAttachment.objects.exists()
    assert len(uploads.STORE.keys(uploads.FOLDER)) == stored


def test_unseen_characters_are_left_out_of_the_name(draft, cast):
    send(signed_in(cast.leader), draft, name="rapport\u202efdp\u0007\u200b.pdf")
    assert draft.attachments.get().name == "rapportfdp.pdf"


def test_those_who_read_the_report_download_its_attachments(draft, cast):
    attachment = attached(draft, cast.leader, name='rapport "1"\r\n.pdf')
    part_leader = MembershipFactory(project=cast.project, leader=True, municipality_id="0880").user
    auditor = MembershipFactory(project=cast.project, auditor=True).user
    stranger = UserFactory()
    readers = [cast.leader, part_leader, cast.funder, auditor]
    path = address(draft, "attachment", attachment.pk)
    seen = [signed_in(user).get(path).status_code for user in (*readers, stranger)]
    assert seen == [200, 200, 404, 404, 404], "a draft"
    report = actions.submit_report(report=draft, by=cast.leader)
    for user in readers:
        response = signed_in(user).get(path)
        assert content_of(response) == PDF
        assert response["Content-Type"] == "application/pdf"
        assert response["Content-Disposition"].startswith("attachment; filename")
        assert response["Content-Security-Policy"] == "sandbox; default-src 'none'"
        assert response["X-Content-Type-Options"] == "nosniff"
        assert "Utvärdering, del 1" in signed_in(user).get(report.get_absolute_url()).text
    assert signed_in(stranger).get(path).status_code == 404
    logged = AuditEntry.objects.get(action="report_downloaded", actor=cast.funder)
    assert logged.details["attachment"] == attachment.pk
    log = signed_in(cast.leader).get(reverse("reports:downloads")).text
    assert "Bilaga: Utvärdering, del 1" in log
    assert report.events.filter(step="open").exists(), "it counts as opened"


def test_a_submitted_report_keeps_its_attachments(draft, cast):
    attachment = attached(draft, cast.leader)
    report = actions.submit_report(report=draft, by=cast.leader)
    client = signed_in(cast.leader)
    send(client, report)
    client.post(address(report, "remove_attachment", attachment.pk), {"version": ""})
    assert list(report.attachments.all()) == [attachment]
    for change in (
        lambda: ReportAttachment.objects.update(title="Annat"),
        lambda: ReportAttachment.objects.all().delete(),
        lambda: remove_attachment(attachment=report.attachments.get(), by=cast.leader),
        lambda: add_attachment(report=report, file=None, name="", kind="pdf", title="", by=cast.leader),
    ):
        with pytest.raises((IntegrityError, InvalidState)), transaction.atomic():
            change()


def test_the_next_version_begins_with_the_attachments(draft, cast, django_capture_on_commit_callbacks):
    old = attached(draft, cast.leader)
    report = actions.submit_report(report=draft, by=cast.leader)
    due_on = report.submitted_at.date()
    report = return_report(report=report, comments={"whole": "Mer."}, due_on=due_on, by=cast.funder)
    following = actions.create_next_version(report=report, by=cast.leader)
    new = following.attachments.get()
    assert (new.path, new.sha256, new.content().read()) == (old.path, old.sha256, PDF)
    with django_capture_on_commit_callbacks(execute=True):
        remove_attachment(attachment=new, by=cast.leader)
    assert old.content().read() == PDF, "the submitted version still names the file"


def test_a_deleted_draft_takes_its_attachments_along(draft, cast, django_capture_on_commit_callbacks):
    attachment = attached(draft, cast.leader)
    with django_capture_on_commit_callbacks(execute=True):
        actions.delete_report(report=draft, by=cast.leader)
    assert not exists(attachment)


def test_a_file_that_is_gone_or_of_another_row_is_not_shown(draft, cast):
    first, second = attached(draft, cast.leader), attached(draft, cast.leader, content=png())
    client = signed_in(cast.leader)
    ReportAttachment.objects.filter(pk=first.pk).update(file_key_encrypted=second.file_key_encrypted)
    uploads.STORE.delete([second.path])
    for attachment in (first, second):
        page = client.get(address(draft, "attachment", attachment.pk), follow=True)
        assert "Bilagan kan inte läsas just nu." in page.text


def test_key_rotation_renews_the_keys_of_submitted_reports_too(draft, cast, settings):
    attached(draft, cast.leader)
    actions.submit_report(report=draft, by=cast.leader)
    old = configured.DATA_KEY_VERSION
    settings.DATA_KEYS = {**configured.DATA_KEYS, old + 1: bytes(range(32))}
    settings.DATA_KEY_VERSION = old + 1
    call_command("rotate_keys")
    del settings.DATA_KEYS[old]
    attachment = draft.attachments.get()
    assert attachment.key_version == old + 1
    assert attachment.content().read() == PDF
