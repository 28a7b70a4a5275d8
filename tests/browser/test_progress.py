"""A report under way: the page follows by itself, says so, and stops asking when there is no more to hear."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from reporting.figures import compute
from reporting.models import Report, ReportJob
from tests.factories import ParticipationFactory

END = date(2018, 6, 30)


@pytest.fixture
def job(cast):
    ParticipationFactory(project=cast.project)
    report = Report.objects.create(project=cast.project, starts_on=date(2018, 1, 1), ends_on=END)
    return ReportJob.objects.create(
        report=report,
        state=ReportJob.State.RUNNING,
        leased_until=timezone.now() + timedelta(minutes=5),
        step="figures",
        progress=10,
    )


def finish(job):
    document = compute(job.report.project, ends_on=END).document
    Report.objects.filter(pk=job.report.pk).update(figures=document.to_json(), digest="0" * 64)
    ReportJob.objects.filter(pk=job.pk).update(state=ReportJob.State.DONE, progress=100, leased_until=None)


def test_the_page_follows_the_work_and_stops_asking(cast, job, open_as, assert_good_page):
    page = open_as(cast.leader)
    questions = []
    page.on("request", lambda request: "progress" in request.url and questions.append(request.url))
    page.goto(job.report.get_absolute_url())
    bar = page.locator("#report-progress progress")
    assert bar.get_attribute("value") == "10"
    assert_good_page(page)

    ReportJob.objects.filter(pk=job.pk).update(progress=60)
    page.wait_for_selector("#report-progress progress[value='60']")
    assert page.locator("#report-progress[role=status]").count() == 1

    finish(job)
    page.get_by_text("Rapporten är klar").wait_for()
    page.locator("#report-body table").first.wait_for()
    asked = len(questions)
    page.wait_for_timeout(2500)
    assert len(questions) == asked
    assert_good_page(page)


def test_without_javascript_one_reloads(cast, job, open_as):
    page = open_as(cast.leader, java_script_enabled=False)
    page.goto(job.report.get_absolute_url())
    link = page.get_by_role("link", name="Ladda om sidan")
    assert link.is_visible()
    finish(job)
    link.click()
    assert page.locator("#report-body table").first.is_visible()
    assert page.locator("#report-progress progress").count() == 0


def test_a_failure_says_what_failed_and_offers_another_try(cast, job, open_as, assert_good_page):
    ReportJob.objects.filter(pk=job.pk).update(
        state=ReportJob.State.FAILED, failure=ReportJob.Failure.STORAGE, leased_until=None
    )
    page = open_as(cast.leader)
    page.goto(job.report.get_absolute_url())
    assert page.get_by_text("Filerna kunde inte sparas").is_visible()
    assert page.get_by_role("button", name="Försök igen").is_visible()
    assert_good_page(page)
