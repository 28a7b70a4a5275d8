"""Drafts: their periods, what they would show the funders, and their deletion."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.audit.models import AuditEntry
from esfportal.jobs import queue
from reporting.reports import actions, jobs, storage
from reporting.reports.life.steps import return_report
from reporting.reports.models import Report
from tests.reporting.reports.job_support import FROM, TO, asked_for, made, quick_render, register, submitted
from tests.reporting.reports.test_report_pages import address, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def no_worker(monkeypatch):
    monkeypatch.setattr(queue, "enqueue", lambda job: True)
    monkeypatch.setattr(jobs.files, "render", quick_render)


@pytest.fixture
def project(cast):
    register(cast.project, women=2, men=1)
    return cast.project


@pytest.fixture
def leader(cast, sign_in):
    return sign_in(cast.leader)


def test_a_period_outside_the_project_is_refused_by_the_action_too(cast, project):
    for days in ({"starts_on": date(2017, 8, 31)}, {"ends_on": date(2020, 12, 1)}):
        with pytest.raises(actions.InvalidState, match="2017"):
            asked_for(project, by=cast.leader, **days)


def test_overlapping_periods_are_asked_about(leader, cast, project):
    made(project, by=cast.leader)
    url = reverse("reports:create", args=[project.slug])
    period = {"starts_on": "2019-01-01", "ends_on": "2019-12-31"}
    asked = leader.post(url, period)
    assert "2017-09-01 – 2020-11-30 (utkast)" in text_of(asked)
    assert Report.objects.count() == 1
    assert leader.post(url, period | {"confirmed": "overlap"}).status_code == 302
    assert Report.objects.count() == 2


def test_the_same_period_twice_is_asked_about_and_told_apart(leader, cast, project):
    first = submitted(project, by=cast.leader)
    url = reverse("reports:create", args=[project.slug])
    period = {"starts_on": FROM, "ends_on": TO}
    return_report(report=first, comments={"whole": "Mer."}, due_on=timezone.localdate(), by=cast.funder)
    assert "redan en rapport för exakt den perioden" in text_of(leader.post(url, period))
    assert leader.post(url, period | {"confirmed": "same_period"}).status_code == 302
    second = Report.objects.get(status="draft")
    assert jobs.make(second.job.pk)
    Report.objects.filter(pk=second.pk).update(computed_at=timezone.now() + timedelta(hours=2))
    second.refresh_from_db()
    page = text_of(leader.get(reverse("reports:list", args=[project.slug])))
    for report in (first, second):
        assert timezone.localtime(report.computed_at).strftime("%Y-%m-%d %H:%M") in page


# Deleting a draft


def test_a_draft_is_deleted_with_its_files(leader, project, django_capture_on_commit_callbacks):
    report = made(project)
    folder = storage.folder_of(report)
    assert storage.STORE.keys(folder)
    assert address("delete", report) in leader.get(report.get_absolute_url()).content.decode()
    assert "kan inte återställas" in text_of(leader.get(address("delete", report)))
    assert Report.objects.exists()
    with django_capture_on_commit_callbacks(execute=True):
        response = leader.post(address("delete", report), follow=True)
    assert "Utkastet är raderat" in text_of(response)
    assert not Report.objects.exists()
    assert storage.STORE.keys(folder) == []
    entry = AuditEntry.objects.get(action="report_deleted")
    assert (entry.project, entry.details["starts_on"]) == (project, str(report.starts_on))


@pytest.mark.parametrize("make_report", [asked_for, submitted])
def test_only_a_draft_that_is_not_being_made_is_deleted(leader, cast, project, make_report):
    report = make_report(project, by=cast.leader)
    assert address("delete", report) not in leader.get(report.get_absolute_url()).content.decode()
    assert "Radera utkastet</button>" not in leader.get(address("delete", report)).content.decode()
    assert leader.post(address("delete", report)).status_code == 302
    assert Report.objects.filter(pk=report.pk).exists()


def test_the_store_may_be_away_when_a_draft_is_deleted(
    leader, project, monkeypatch, django_capture_on_commit_callbacks
):
    report = made(project)

    def away(folder):
        raise storage.StoreUnavailable("away")

    monkeypatch.setattr(storage.STORE, "keys", away)
    with django_capture_on_commit_callbacks(execute=True):
        assert leader.post(address("delete", report)).status_code == 302
    assert not Report.objects.exists()


# What the funders will read


def test_the_submit_page_shows_what_the_funders_will_read(leader, project):
    report = made(project)
    page = leader.get(address("submit", report))
    hidden, numbers = report.document_for("funders").hidden_numbers
    assert 0 < hidden < numbers
    assert f"{hidden} av {numbers} antal personer döljs" in text_of(page)
    assert "en längre period" in text_of(page)


def test_a_report_with_nothing_in_it_is_not_submitted(leader, cast, project):
    # The whole period is known: the numbers of one of its years could be worked out from it.
    register(project, women=8, men=7)
    submitted(project, by=cast.leader)
    report = made(project, starts_on=date(2018, 1, 1), ends_on=date(2018, 12, 31))
    withhold(report)
    page = leader.get(address("submit", report))
    assert "skulle inte se något antal personer" in text_of(page)
    assert "?whole" in page.content.decode()
    assert "skulle inte se något antal personer" in text_of(
        leader.post(address("submit", report), follow=True)
    )
    assert not Report.objects.get(pk=report.pk).is_submitted


def withhold(report):
    """Hide every number of the release, as disclosure control does when it finds no alternative."""

    def hide(value):
        if isinstance(value, dict):
            numbers = {"women", "men", "total"}
            is_count = value.keys() >= numbers and value["women"] is not None
            return dict.fromkeys(numbers, "..") if is_count else {k: hide(each) for k, each in value.items()}
        return [hide(each) for each in value] if isinstance(value, list) else value

    for release in report.releases.all():
        release.figures = hide(release.figures)
        release.save()
