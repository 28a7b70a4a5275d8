"""The funder's answer: returned with comments, the next version, approved."""

from datetime import date

import pytest
from django.db import DatabaseError, connection, transaction
from django.urls import reverse
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.audit.models import AuditEntry
from accounts.permissions import permissions_of
from esfportal.jobs import queue
from projects.models import ReportDuty
from reporting.reports import actions, jobs
from reporting.reports.duties.states import duty_rows, not_submitted
from reporting.reports.life import steps
from reporting.reports.life.states import InvalidState, State, Step, find_transition
from reporting.reports.models import Report, ReportEvent
from tests.factories import MembershipFactory, ReportDutyFactory, UserFactory
from tests.reporting.reports.job_support import FROM, TO, made, quick_render, register, submitted

pytestmark = pytest.mark.django_db

NEW_DAY = date(2090, 6, 30)


@pytest.fixture(autouse=True)
def no_worker(monkeypatch):
    monkeypatch.setattr(queue, "enqueue", lambda job: True)
    monkeypatch.setattr(jobs.files, "render", quick_render)


@pytest.fixture
def project(cast):
    register(cast.project)
    return cast.project


def address(name, report):
    return reverse(f"reports:{name}", args=[report.project.slug, report.public_id])


def returned(report, by):
    comments = {"targets": "Förklara varför målet inte nås."}
    return steps.return_report(report=report, comments=comments, due_on=NEW_DAY, by=by)


def return_by_form(client, report, **typed):
    answer = {"step": "return", "due_on": str(NEW_DAY), "targets": "Varför nås målet inte?", **typed}
    return client.post(address("answer", report), answer, follow=True)


def test_a_report_is_returned_with_comments_and_made_anew(project, cast, sign_in):
    duty = ReportDutyFactory(project=project, kind="progress", starts_on=FROM, ends_on=TO, due_on=TO)
    report = submitted(project, by=cast.leader)
    funder, leader = sign_in(cast.funder), sign_in(cast.leader)
    assert address("answer", report) in funder.get(report.get_absolute_url()).text
    page = return_by_form(funder, report, rules="Reglerna följs inte.").text
    assert "återlämnad" in page
    report.refresh_from_db()
    assert (report.state, report.status) == (State.RETURNED, "submitted")
    event = report.events.get(step="return")
    assert (event.from_state, event.to_state, event.by) == ("submitted", "returned", cast.funder)
    assert (event.comments["rules"], event.due_on) == ("Reglerna följs inte.", NEW_DAY)
    duty.refresh_from_db()
    assert duty.due_on == NEW_DAY
    assert not_submitted(ReportDuty.objects.all()).get() == duty

    shown = leader.get(report.get_absolute_url()).text
    assert "Varför nås målet inte?" in shown
    assert cast.funder.full_name in shown
    assert address("answer", report) not in shown
    leader.post(address("next_version", report))
    draft = Report.objects.get(status="draft")
    assert draft.replaces == report
    draft.texts.all().delete()  # what is written in it: tests/reporting/reports/texts
    jobs.make(draft.job.pk)
    leader.post(address("submit", draft))
    assert address("next_version", report) not in leader.get(report.get_absolute_url()).text
    assert draft.get_absolute_url() in funder.get(report.get_absolute_url()).text
    assert "ersatt" in funder.get(reverse("reports:list", args=[project.slug])).text
    assert not not_submitted(ReportDuty.objects.all()).exists()

    funder.post(address("answer", draft), {"step": "approve", "whole": "Tack."})
    draft.refresh_from_db()
    assert draft.state == State.APPROVED
    assert "godkänd" in leader.get(draft.get_absolute_url()).text
    (row,) = duty_rows(project, project.report_duties.all(), user=cast.leader, today=timezone.localdate())
    assert (row.state, row.report) == ("approved", draft)
    done = AuditEntry.objects.filter(action__in=("report_returned", "report_approved")).order_by("pk")
    assert [(entry.action, entry.actor, entry.object_id) for entry in done] == [
        ("report_returned", cast.funder, str(report.pk)),
        ("report_approved", cast.funder, str(draft.pk)),
    ]


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ({"targets": ""}, "Skriv minst en kommentar"),
        ({"targets": "  "}, "Skriv minst en kommentar"),
        ({"due_on": ""}, "Välj en dag."),
        ({"due_on": "2020-02-29"}, "Välj en dag som inte har passerat."),
        ({"due_on": "nonsens"}, "Skriv datumet"),
        ({"step": "submit"}, "Välj"),
        ({"rules": "19121212-1212"}, "personnummer"),
        ({"parts": "x" * 4001}, "4000"),
    ],
)
def test_an_answer_with_mistakes_says_so_and_changes_nothing(project, cast, sign_in, typed, message):
    report = submitted(project, by=cast.leader)
    page = return_by_form(sign_in(cast.funder), report, **typed).text
    assert message in page
    assert Report.objects.get().state == State.SUBMITTED
    assert not ReportEvent.objects.exclude(step="submit").exists()


def test_an_answered_report_is_not_answered_again(project, cast, sign_in):
    report = submitted(project, by=cast.leader)
    returned(report, cast.funder)
    funder = sign_in(cast.funder)
    assert "Rapporten är redan återlämnad." in funder.get(address("answer", report), follow=True).text
    page = funder.post(address("answer", report), {"step": "approve"}, follow=True).text
    assert "Rapporten är redan återlämnad." in page
    assert Report.objects.get().state == State.RETURNED


def test_only_the_latest_version_is_answered(project, cast):
    first = submitted(project, by=cast.leader)
    submitted(project, by=cast.leader)
    with pytest.raises(InvalidState):
        steps.approve_report(report=first, comments={}, by=cast.funder)
    with pytest.raises(InvalidState):
        returned(first, cast.funder)
    assert not Report.objects.exclude(answer="").exists()


def test_the_next_version_is_made_once_and_only_of_a_returned_report(project, cast, sign_in):
    report = submitted(project, by=cast.leader)
    leader = sign_in(cast.leader)
    assert "återlämnad" in leader.post(address("next_version", report), follow=True).text
    assert Report.objects.count() == 1
    returned(report, cast.funder)
    answers = [leader.post(address("next_version", report)) for _each in range(2)]
    assert {answer.url for answer in answers} == {Report.objects.get(status="draft").get_absolute_url()}


def test_a_returned_report_stays_in_the_series_of_disclosure_control(project, cast):
    report = submitted(project, by=cast.leader)
    returned(report, cast.funder)
    assert made(project).release_for("funders").considered_reports == [report.pk]


def test_lists_are_filtered_by_state(project, cast, sign_in):
    first = submitted(project, by=cast.leader)
    returned(first, cast.funder)
    second = submitted(project, by=cast.leader)
    client = sign_in(cast.funder)
    url = reverse("reports:list", args=[project.slug])
    for state, reports in {"returned": [first], "submitted": [second], "approved": []}.items():
        assert list(client.get(url, {"status": state}).context["page"]) == reports
    assert 'value="draft"' not in client.get(url).text


def test_the_project_s_staff_is_not_named_to_the_funder(project, cast, sign_in):
    report = submitted(project, by=cast.leader)
    page = sign_in(cast.funder).get(report.get_absolute_url()).text
    assert "Vad som har hänt" in page
    assert cast.leader.full_name not in page


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE reports_report SET answer = 'approved', figures = '{}'",
        "UPDATE reports_report SET answer = 'nonsense'",
        "UPDATE reports_report SET answer = 'approved', status = 'draft'",
        "UPDATE reports_report SET replaces_id = id",
    ],
)
def test_the_database_accepts_an_answer_and_nothing_else(project, cast, statement):
    submitted(project, by=cast.leader)
    with pytest.raises(DatabaseError, match="never changes"), transaction.atomic():
        connection.cursor().execute(statement)


def test_the_database_keeps_an_answer(project, cast):
    returned(submitted(project, by=cast.leader), cast.funder)
    for answer in ("approved", ""):
        with pytest.raises(DatabaseError, match="never changes"), transaction.atomic():
            Report.objects.update(answer=answer)


# The table, tried by random requests of random users: what a user gets past it, the test knows from the table.
WHO = (
    *("leader", "case_worker", "funder", "administrator", "stranger", "without_role"),
    "representative",
)
REQUESTS = {
    Step.READY: ("ready", {}),
    Step.SIGN: ("sign", {}),
    Step.REOPEN: ("reopen", {"comment": "Ett fel."}),
    Step.SUBMIT: ("submit", {}),
    Step.OPEN: ("detail", {}),
    Step.WITHDRAW: ("withdraw", {}),
    Step.RETURN: ("answer", {"step": "return", "due_on": str(NEW_DAY), "whole": "Mer."}),
    Step.APPROVE: ("answer", {"step": "approve"}),
}


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    signs=st.booleans(),
    tried=st.lists(st.tuples(st.sampled_from(WHO), st.sampled_from(Step)), min_size=1, max_size=8),
)
def test_no_sequence_of_requests_gets_past_the_table(project, cast, sign_in, signs, tried):
    with transaction.atomic():
        cast.representative = UserFactory()
        if signs:
            MembershipFactory(user=cast.representative, project=project, representative=True)
        report = made(project)
        for who, step in tried:
            _try(report, getattr(cast, who), step, sign_in, signs=signs)
        taken = list(report.events.values_list("from_state", "to_state"))
        assert [start for start, _end in taken[1:]] == [end for _start, end in taken[:-1]]
        transaction.set_rollback(True)


def _try(report, user, step, sign_in, *, signs):
    before = Report.objects.get(pk=report.pk).state
    transition = find_transition(step, before)
    held = user.memberships.filter(project=report.project)
    granted = {
        permission
        for each in held
        for permission in permissions_of(each.role, is_limited_to_part=each.is_limited_to_part)
    }
    is_opened = report.events.filter(step=Step.OPEN).exists()
    name, data = REQUESTS[step]
    client = sign_in(user)
    url = address(name, report)
    answer = client.get(url) if step == Step.OPEN else client.post(url, data, follow=True)
    allowed = transition is not None and transition.permission in granted
    if step == Step.WITHDRAW and is_opened:
        allowed = False
    if before == State.DRAFT:  # a project with a representative submits signed reports only, others none
        allowed = allowed and signs == (step == Step.READY)
    after = Report.objects.get(pk=report.pk).state
    assert after == (transition.end if allowed else before), (user, step)
    if not allowed and step != Step.OPEN:
        assert answer.status_code in (403, 404) or "notice" in answer.text or "alert" in answer.text


def test_the_actions_themselves_hold_to_the_table(project, cast):
    report = submitted(project, by=cast.leader)
    steps.approve_report(report=report, comments={}, by=cast.funder)
    for action in (actions.submit_report, actions.recompute_report, actions.delete_report):
        with pytest.raises(InvalidState):
            action(report=report, by=cast.leader)
    assert Report.objects.get().state == State.APPROVED


def test_a_leader_with_a_funder_s_role_does_not_answer_for_the_own_project(project, cast, sign_in):
    report = submitted(project, by=cast.leader)
    MembershipFactory(user=cast.leader, project=project, funder=True)
    client = sign_in(cast.leader)
    assert address("answer", report) not in client.get(report.get_absolute_url()).text
    page = client.post(address("answer", report), {"step": "approve"}, follow=True).text
    assert "Du leder själv projektet" in page
    with pytest.raises(InvalidState):
        steps.approve_report(report=report, comments={}, by=cast.leader)
    assert Report.objects.get().state == State.SUBMITTED
