"""A report between its leader and its funder: submitted, returned with comments, made anew, approved."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from esfportal.jobs import queue
from reporting.reports import jobs
from reporting.reports.models import Report
from tests.browser.conftest import follow
from tests.reporting.reports.job_support import made, quick_render, register

COMMENT = "Förklara varför målet inte nås."


@pytest.fixture(autouse=True)
def no_worker(monkeypatch):
    monkeypatch.setattr(queue, "enqueue", lambda job: True)
    monkeypatch.setattr(jobs.files, "render", quick_render)


def submit(page, report):
    page.goto(report.get_absolute_url())
    expect(page.get_by_text("Sparad och inte inskickad")).to_be_visible()
    follow(page.get_by_role("link", name="Skicka in rapporten"))
    follow(page.get_by_role("button", name="Skicka in rapporten"))
    expect(page.get_by_role("heading", name="Inskickad", exact=True)).to_be_visible()


def test_a_report_is_returned_made_anew_and_approved(cast, open_as, assert_good_page):
    register(cast.project)
    report = made(cast.project)
    leader = open_as(cast.leader)
    submit(leader, report)

    funder = open_as(cast.funder, java_script_enabled=False)
    funder.goto(report.get_absolute_url())
    follow(funder.get_by_role("link", name="Svara på rapporten"))
    funder.get_by_label("Återlämna den för komplettering").check()
    due_on = timezone.localdate() + timedelta(days=10)
    funder.get_by_label(re.compile("Ny sista dag")).fill(due_on.isoformat())
    funder.get_by_label(re.compile("^Mål")).fill(COMMENT)
    follow(funder.get_by_role("button", name="Skicka svaret"))
    expect(funder.get_by_text("Rapporten är återlämnad för komplettering.")).to_be_visible()

    leader.goto(report.get_absolute_url())
    expect(leader.get_by_text(COMMENT)).to_be_visible()
    assert_good_page(leader)
    follow(leader.get_by_role("button", name="Gör nästa version"))
    expect(leader.get_by_role("status").filter(has_text="Väntar på sin tur")).to_be_visible()
    draft = Report.objects.get(status="draft")
    draft.texts.all().delete()  # nothing has to be written before it is submitted
    jobs.make(draft.job.pk)
    submit(leader, draft)

    funder = open_as(cast.funder)
    funder.goto(report.get_absolute_url())
    expect(funder.get_by_text("Ersatt", exact=True)).to_be_visible()
    funder.goto(draft.get_absolute_url())
    follow(funder.get_by_role("link", name="Svara på rapporten"))
    assert_good_page(funder)
    funder.get_by_label("Godkänn rapporten").check()
    follow(funder.get_by_role("button", name="Skicka svaret"))
    expect(funder.get_by_text("Rapporten är godkänd.")).to_be_visible()
