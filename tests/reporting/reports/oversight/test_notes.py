"""Internal notes of a funder's organisation: written by its officers, and never seen by the project."""

import re

import pytest
from django.urls import reverse

from accounts.audit.models import AuditEntry
from accounts.database_access import user_scope
from esfportal.jobs import queue
from reporting.reports import jobs
from reporting.reports.models import ReportNote, ReportNoteHistory
from reporting.reports.oversight.notes import add_note, change_note, remove_note
from tests.addresses import addresses
from tests.factories import MembershipFactory, OrganisationFactory
from tests.numbers import nth_number
from tests.reporting.reports.job_support import quick_render, register
from tests.reporting.reports.job_support import submitted as submitted_now
from tests.sample_objects import FullProject

pytestmark = pytest.mark.django_db
WORD = "Björksav"
LIST = "/projects/samverkan/reports/notes/"


@pytest.fixture
def officers(cast):
    """Two officers of the project's funder, one of another funder, and one of the first who also leads the project."""
    first, second = OrganisationFactory(), OrganisationFactory()
    cast.funder.organisation = first
    cast.funder.save()
    same, other, both = (
        MembershipFactory(project=cast.project, funder=True, user__organisation=each).user
        for each in (first, second, first)
    )
    MembershipFactory(project=cast.project, user=both, leader=True)
    return {"same": same, "other": other, "both": both}


def text(response):
    return " ".join(re.sub(r"<[^>]+>", " ", response.text).split())


def versioned(client, url, **typed):
    form = client.get(url).context["form"]
    version = re.search(r'name="version" value="([^"]+)"', str(form.version_html()))[1]
    return client.post(url, {"version": version, **typed}, follow=True)


def test_an_officer_writes_changes_and_removes_a_note(cast, sign_in, officers):
    client = sign_in(cast.funder)
    answer = client.post(f"{LIST}add/", {"text": WORD}, follow=True)
    assert "Projektet ser den inte" in text(answer)
    client.post(f"{LIST}add/", {"text": WORD})  # sent twice
    note = ReportNote.objects.get()
    assert WORD in text(sign_in(officers["same"]).get(LIST))
    assert sign_in(officers["same"]).get(f"{LIST}{note.pk}/").status_code == 403
    assert "Lönnsirap" in text(versioned(client, f"{LIST}{note.pk}/", text="Lönnsirap"))
    assert "Inga anteckningar än" in text(versioned(client, f"{LIST}{note.pk}/remove/"))
    assert client.get(f"{LIST}{note.pk}/").status_code == 410
    actions = AuditEntry.objects.filter(object_type="reports.reportnote").order_by("pk")
    assert [each.action for each in actions] == [
        "reportnote_added",
        "reportnote_changed",
        "reportnote_removed",
    ]
    with user_scope(officers["same"]):
        assert ReportNoteHistory.objects.count() == 3


def test_a_personal_identity_number_is_refused(cast, sign_in):
    answer = sign_in(cast.funder).post(f"{LIST}add/", {"text": f"Ring {nth_number(1)} först"})
    assert "personnummer" in answer.text
    assert not ReportNote.objects.exists()


def test_a_note_on_a_report_is_in_its_history(cast, sign_in, officers, monkeypatch):
    monkeypatch.setattr(queue, "enqueue", lambda job: True)
    monkeypatch.setattr(jobs.files, "render", quick_render)
    monkeypatch.setattr("reporting.reports.submissions.files.render", quick_render)
    register(cast.project, women=10, men=10)
    report = submitted_now(cast.project, by=cast.leader)
    add = reverse("reports:add_report_note", args=["samverkan", report.public_id])
    answer = sign_in(cast.funder).post(add, {"text": WORD}, follow=True)
    life = text(answer).partition("Vad som har hänt")[2]
    assert WORD in life
    assert "syns inte för projektet" in life
    assert WORD in sign_in(officers["same"]).get(report.get_absolute_url()).text
    assert "Intern anteckning" not in sign_in(cast.leader).get(report.get_absolute_url()).text


def test_without_an_organisation_a_note_is_its_authors_alone(cast, sign_in):
    other = MembershipFactory(project=cast.project, funder=True).user
    note = add_note(project=cast.project, text=WORD, by=cast.funder)
    assert note.organisation is None
    assert WORD in sign_in(cast.funder).get(LIST).text
    assert WORD not in sign_in(other).get(LIST).text


def test_no_other_user_reads_a_note_on_any_page(cast, sign_in, officers):
    project = FullProject(cast)
    # Back in the organisation of the fixture; the leader of a full project is in the funder's.
    cast.funder.save()
    note = add_note(project=cast.project, report=project.submitted, text=WORD, by=cast.funder)
    change_note(note, text=f"{WORD}!", by=cast.funder)
    of_reports = [each for each in addresses() if each.name.startswith(("reports:", "projects:changes"))]
    few = [
        each
        for each in of_reports
        if each.name in ("reports:notes", "reports:change_note", "reports:downloads")
    ]
    pages = [
        (cast.leader, of_reports),
        (officers["other"], few),
        (officers["both"], few),
        (cast.administrator, few),
    ]
    for user, chosen in pages:
        client = sign_in(user)
        for address in chosen:
            answer = client.get(project.path(address))
            assert answer.streaming or WORD not in answer.text, (user, address.name)


def test_the_database_shows_notes_to_the_organisations_officers_only(cast, officers):
    note = add_note(project=cast.project, text=WORD, by=cast.funder)
    change_note(note, text=f"{WORD}!", by=cast.funder)
    former = MembershipFactory(
        project=cast.project, role="funder", ends_on="2020-01-31", user__organisation=note.organisation
    ).user
    for user in (
        cast.leader,
        cast.case_worker,
        cast.administrator,
        officers["other"],
        officers["both"],
        former,
    ):
        with user_scope(user):
            assert not ReportNote.objects.exists()
            assert not ReportNoteHistory.objects.exists()
            assert not AuditEntry.objects.filter(object_type="reports.reportnote").exists()
    for user in (cast.funder, officers["same"]):
        with user_scope(user):
            assert ReportNote.objects.readable_by(user).count() == ReportNote.objects.count() == 1
    remove_note(note, by=cast.funder)
    with user_scope(cast.leader):
        assert not ReportNoteHistory.objects.exists()
