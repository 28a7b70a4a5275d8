"""A released report in a funder's browser, with suppressed numbers."""

import pytest
from playwright.sync_api import expect

from reporting.indicators.document import HIDDEN
from reporting.reports import releases
from tests.browser.conftest import NARROW, WIDE
from tests.factories import TargetFactory
from tests.reporting.indicators.report_series import document
from tests.reporting.reports.documents import create_submitted_report
from tests.reporting.reports.job_support import quick_render
from tests.reporting.reports.test_released_pages import crowd


@pytest.fixture
def report(cast, monkeypatch):
    monkeypatch.setattr(releases.files, "render", quick_render)
    TargetFactory(project=cast.project)
    report = create_submitted_report(cast.project, document(crowd(), 0, 0))
    releases.release_overdue_reports()
    return report


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize("viewport", [WIDE, NARROW], ids=["wide", "narrow"])
def test_a_funder_opens_a_released_report(cast, report, open_as, assert_good_page, language, viewport):
    page = open_as(cast.funder, language=language, viewport=viewport)
    for path in (report.get_absolute_url(), f"/projects/{cast.project.slug}/"):
        page.goto(path)
        if path == report.get_absolute_url():
            expect(page.get_by_text(HIDDEN, exact=True).first).to_be_attached()
        assert_good_page(page)
