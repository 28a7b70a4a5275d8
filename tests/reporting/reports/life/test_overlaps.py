"""Reports of days that a submitted report of their kind has, too: each says why it is made."""

from datetime import date, timedelta

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from accounts.audit.models import AuditEntry
from accounts.audit.row_versions import version_of
from esfportal.jobs import queue
from projects.models import ReportKind
from reporting.reports import actions, files, jobs
from reporting.reports.files.pdf_content import facts as pdf_facts
from reporting.reports.life import signing, steps
from reporting.reports.life.states import InvalidState
from reporting.reports.models import Report, ReportHistory
from reporting.reports.models.periods import overlapping_reports
from tests.factories import MembershipFactory
from tests.reporting.reports.job_support import FROM, TO, made, quick_render, register, submitted
from tests.reporting.reports.test_report_pages import text_of

pytestmark = pytest.mark.django_db

REASON = "Finansiären vill ha året för sig."
YEAR = {"starts_on": date(2019, 1, 1), "ends_on": date(2019, 12, 31)}


@pytest.fixture(autouse=True)
def no_worker(monkeypatch):
    monkeypatch.setattr(queue, "enqueue", lambda job: True)
    monkeypatch.setattr(jobs.files, "render", quick_render)


@pytest.fixture
def earlier(cast):
    register(cast.project)
    return submitted(cast.project, by=cast.leader)


def create(report, **reason):
    return actions.create_report(project=report.project, **YEAR, **reason, by=None)


def finished(draft):
    draft.texts.all().delete()
    jobs.make(draft.job.pk)
    return Report.objects.get(pk=draft.pk)


def give_back(report, cast):
    comments = {"whole": "Mer."}
    return steps.return_report(report=report, comments=comments, due_on=timezone.localdate(), by=cast.funder)


def address(name, report):
    return reverse(f"reports:{name}", args=[report.project.slug, report.public_id])


ASKED = {
    "sv": "En del av dagarna finns i en inskickad rapport av samma slag",
    "en": "Some of the same days are in a report of the same kind that was submitted",
}


def test_the_form_asks_for_a_reason_that_every_reader_sees(cast, sign_in, earlier):
    leader = sign_in(cast.leader)
    url = reverse("reports:create", args=[cast.project.slug])
    assert "overlap_reason" not in leader.get(url).text
    for reason in ("", " ", "Anna 19121212-1212"):
        page = leader.post(url, YEAR | {"overlap_reason": reason})
        assert [*page.context["form"].errors] == ["overlap_reason"]
        assert 'name="overlap_reason"' in page.text
    for language, asked in ASKED.items():
        leader.cookies[settings.LANGUAGE_COOKIE_NAME] = language
        assert asked in text_of(leader.post(url, YEAR))
    assert Report.objects.count() == 1
    assert leader.post(url, YEAR | {"overlap_reason": REASON}).status_code == 302
    draft = finished(Report.objects.get(status="draft"))
    report = actions.submit_report(report=draft, by=cast.leader)
    for client in (leader, sign_in(cast.funder)):
        assert REASON in client.get(report.get_absolute_url()).text
    assert AuditEntry.objects.filter(action="report_created").latest("pk").details["reason"] == REASON
    assert ReportHistory.objects.filter(id=report.pk, overlap_reason=REASON).exists()
    for audience in ("full", "authority", "funders", "released"):
        document = report.document_for(audience)
        assert REASON in files.csv_file.render(document, "sv").decode("utf-8-sig")
        assert REASON in {fact["text"] for fact in pdf_facts(document, "sv")}


def test_one_reason_answers_for_every_version_of_the_same_days(cast, sign_in):
    for answer in ("returned", "approved"):
        facts = {"status": "submitted", "submitted_at": timezone.now(), "answer": answer, "figures": {}}
        Report.objects.create(project=cast.project, kind=ReportKind.PROGRESS, **facts, **YEAR)
    url = reverse("reports:create", args=[cast.project.slug])
    page = sign_in(cast.leader).post(url, YEAR)
    assert [*page.context["form"].errors] == ["overlap_reason"]


def test_no_report_without_a_reason_by_the_action_either(earlier):
    with pytest.raises(InvalidState, match="av samma slag"):
        create(earlier)
    assert create(earlier, overlap_reason=REASON).overlap_reason == REASON


@pytest.mark.parametrize(
    ("changes", "days", "is_asked"),
    [
        ({}, YEAR, True),
        ({"answer": "approved"}, YEAR, True),
        ({"answer": "returned"}, YEAR, False),
        ({"status": "withdrawn"}, YEAR, False),
        ({"kind": ReportKind.FINAL}, YEAR, False),
        ({"status": "draft", "submitted_at": None}, YEAR, False),
        ({"ends_on": date(2018, 12, 31)}, YEAR, False),
        ({"ends_on": date(2019, 1, 1)}, YEAR, True),
        ({}, {"starts_on": FROM, "ends_on": TO}, True),
    ],
)
def test_which_reports_ask_for_a_reason(cast, changes, days, is_asked):
    facts = {"starts_on": FROM, "ends_on": TO, "status": "submitted", "submitted_at": timezone.now()}
    report = Report.objects.create(project=cast.project, figures={}, **facts | changes)
    found = overlapping_reports(cast.project, ReportKind.PROGRESS, **days)
    assert found == ([report] if is_asked else [])


def test_the_next_version_of_a_returned_report_is_not_asked_again(cast, earlier):
    year = actions.submit_report(report=finished(create(earlier, overlap_reason=REASON)), by=cast.leader)
    year = give_back(year, cast)
    second = actions.create_next_version(report=year, by=cast.leader)
    assert (second.replaces, second.overlap_reason, second.lacks_overlap_reason) == (year, REASON, False)
    first = give_back(earlier, cast)
    assert not actions.create_next_version(report=first, by=cast.leader).lacks_overlap_reason


def test_a_draft_that_is_overtaken_gets_its_reason_before_it_is_submitted(cast, sign_in):
    register(cast.project)
    signatory = MembershipFactory(project=cast.project, representative=True).user
    draft = finished(actions.create_report(project=cast.project, **YEAR, by=cast.leader))
    assert not draft.missing_to_be_ready()
    leader = sign_in(cast.leader)
    url = address("overlap", draft)
    assert "Ingen inskickad rapport av samma slag" in text_of(leader.get(url, follow=True))
    other = made(cast.project, by=cast.leader)
    signing.mark_ready(report=other, by=cast.leader)
    signing.sign_report(report=other, by=signatory)
    actions.submit_report(report=other, by=cast.leader)
    draft = finished(actions.recompute_report(report=draft, by=cast.leader))
    for page in ("ready", "submit"):
        assert url in leader.get(address(page, draft)).text
    with pytest.raises(InvalidState, match="av samma slag"):
        signing.mark_ready(report=draft, by=cast.leader)
    values = {"version": version_of(draft), "overlap_reason": REASON}
    assert leader.post(url, values | {"overlap_reason": ""}).context["form"].errors
    assert "Orsaken är sparad" in text_of(leader.post(url, values, follow=True))
    assert AuditEntry.objects.get(action="report_overlap_explained").details["reason"] == REASON
    report = signing.mark_ready(report=Report.objects.get(pk=draft.pk), by=cast.leader)
    assert report.document.overlap_reason == report.document_for("released").overlap_reason == REASON
    assert "Markerad som klar" in report.events.get().get_step_display()
    assert leader.get(url).status_code == 302
    with pytest.raises(InvalidState):
        actions.explain_overlap(report=report, reason="En annan.", by=cast.leader)


def test_the_reason_of_other_days_is_not_kept(cast, sign_in, earlier):
    later = {"starts_on": TO + timedelta(days=1), "ends_on": TO + timedelta(days=1)}
    cast.project.ends_on = TO + timedelta(days=9)
    cast.project.save()
    url = reverse("reports:create", args=[cast.project.slug])
    sign_in(cast.leader).post(url, later | {"overlap_reason": REASON})
    assert Report.objects.get(status="draft").overlap_reason == ""
