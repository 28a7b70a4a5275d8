"""A submitted report is withdrawn until a reader outside the project has opened it."""

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.audit.models import AuditEntry
from esfportal.jobs import queue
from projects.models import ReportDuty
from reporting.reports import actions, jobs
from reporting.reports.duties.states import not_submitted
from reporting.reports.life import steps
from reporting.reports.life.states import InvalidState, State
from reporting.reports.models import Report, ReportEvent
from tests.factories import ReportDutyFactory
from tests.reporting.reports.job_support import FROM, TO, made, quick_render, register, submitted

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def no_worker(monkeypatch):
    monkeypatch.setattr(queue, "enqueue", lambda job: True)
    monkeypatch.setattr(jobs.files, "render", quick_render)


@pytest.fixture
def report(cast):
    register(cast.project)
    return submitted(cast.project, by=cast.leader)


def address(name, report, *rest):
    return reverse(f"reports:{name}", args=[report.project.slug, report.public_id, *rest])


def test_the_leader_withdraws_what_no_funder_has_opened(report, cast, sign_in):
    ReportDutyFactory(project=report.project, kind="progress", starts_on=FROM, ends_on=TO, due_on=TO)
    leader, funder = sign_in(cast.leader), sign_in(cast.funder)
    leader.get(report.get_absolute_url())
    assert "Återta rapporten" in leader.get(address("withdraw", report)).text
    page = leader.post(address("withdraw", report), follow=True).text
    assert "Rapporten är återtagen." in page
    assert Report.objects.get().state == State.WITHDRAWN
    assert AuditEntry.objects.get(action="report_withdrawn").actor == cast.leader
    for name, rest in (("detail", ()), ("released", ()), ("download", ("pdf", "sv")), ("answer", ())):
        assert funder.get(address(name, report, *rest)).status_code == 404
    assert list(funder.get(reverse("reports:all")).context["page"]) == []
    assert not_submitted(ReportDuty.objects.all()).exists()
    # No reader had seen it: the next one does not have to be told apart from it.
    leader.post(address("next_version", report))
    draft = Report.objects.get(status="draft")
    jobs.make(draft.job.pk)
    draft.refresh_from_db()
    assert (draft.replaces, draft.release_for("funders").considered_reports) == (None, [])


OPENED_BY = {
    "page": lambda report: report.get_absolute_url(),
    "released": lambda report: address("released", report),
    "file": lambda report: address("download", report, "csv", "sv"),
    "overview": lambda report: report.project.get_absolute_url(),
}


@pytest.mark.parametrize("by", OPENED_BY)
def test_what_the_funder_has_opened_is_not_withdrawn(report, cast, sign_in, by):
    funder = sign_in(cast.funder)
    for _each in range(2):
        funder.get(OPENED_BY[by](report))
    event = report.events.get(step="open")
    assert (event.from_state, event.to_state) == ("submitted", "submitted")
    leader = sign_in(cast.leader)
    assert "Öppnad av finansiären" in leader.get(report.get_absolute_url()).text
    assert "Finansiären har öppnat" in leader.get(address("withdraw", report)).text
    assert "Finansiären har öppnat" in leader.post(address("withdraw", report), follow=True).text
    assert Report.objects.get().state == State.SUBMITTED


def test_the_project_itself_does_not_open_it(report, cast, sign_in):
    for user in (cast.leader, cast.case_worker):
        client = sign_in(user)
        client.get(report.get_absolute_url())
        client.get(address("released", report))
    assert not report.events.filter(step="open").exists()


def test_a_former_funder_opens_what_it_keeps(report, cast, sign_in):
    membership = cast.funder.memberships.get()
    membership.ends_on, membership.ended_by = timezone.localdate(), cast.administrator
    membership.ended_at = timezone.now()
    membership.save()
    assert sign_in(cast.funder).get(report.get_absolute_url()).status_code == 200
    assert report.events.filter(step="open").exists()


def test_an_answered_report_is_not_withdrawn(report, cast):
    steps.approve_report(report=report, comments={}, by=cast.funder)
    with pytest.raises(InvalidState):
        steps.withdraw_report(report=report, by=cast.leader)


def test_a_report_from_before_openings_were_recorded_stays(cast, monkeypatch):
    register(cast.project)
    monkeypatch.setattr(ReportEvent.objects, "create", lambda **event: ReportEvent(**event))
    report = submitted(cast.project, by=cast.leader)
    with pytest.raises(InvalidState):
        steps.withdraw_report(report=report, by=cast.leader)


def test_a_draft_is_made_again_when_a_report_it_considered_is_withdrawn(report, cast):
    draft = made(cast.project)
    steps.withdraw_report(report=report, by=cast.leader)
    with pytest.raises(InvalidState):
        actions.submit_report(report=Report.objects.get(pk=draft.pk), by=cast.leader)
