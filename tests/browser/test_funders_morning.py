"""A funder's morning: what came in, the late report, the list of projects with its filter, columns and file."""

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from accounts.models import Organisation
from tests.browser.conftest import NARROW, WIDE, follow
from tests.factories import MembershipFactory, ReportDutyFactory
from tests.reporting.funders.examples import money_of, released_report

WORDS = {
    "sv": {
        "overdue": "försenad",
        "side": "Projekten sida vid sida",
        "officer": "Ansvarig handläggare",
        "me": "Jag",
        "columns": "Kolumner",
        "paid": "Utbetalt",
        "due": "Nästa rapport senast",
        "show": "Visa",
        "file": "Hämta som CSV",
    },
    "en": {
        "overdue": "overdue",
        "side": "Projects side by side",
        "officer": "Responsible officer",
        "me": "Me",
        "columns": "Columns",
        "paid": "Paid",
        "due": "Next report due",
        "show": "Show",
        "file": "Download as CSV",
    },
}


@pytest.fixture
def report(cast):
    esf = Organisation.objects.create(name="Svenska ESF-rådet")
    cast.project.partners.create(organisation=esf, role="funder")
    type(cast.funder).objects.filter(pk=cast.funder.pk).update(organisation=esf)
    cast.funder.memberships.update(responsible_for=esf)
    cast.project.esf_support = 400_000
    cast.project.save()
    MembershipFactory(user=cast.funder, project=cast.other_project, funder=True)
    ReportDutyFactory(
        project=cast.other_project, kind="final", due_on=timezone.localdate().replace(year=2020)
    )
    money_of(cast.project, by=cast.leader)
    return released_report(cast.project, by=cast.leader)


@pytest.mark.parametrize(("language", "javascript"), [("sv", True), ("en", False)])
def test_a_funders_morning(cast, report, open_as, assert_good_page, language, javascript):
    words = WORDS[language]
    page = open_as(
        cast.funder,
        language=language,
        viewport=WIDE if javascript else {"width": 320, "height": 700},
        java_script_enabled=javascript,
    )
    page.goto("/")
    expect(page).to_have_url("/funders/")
    if javascript:
        assert_good_page(page, axe_in=[WIDE, NARROW])
    late = page.get_by_role("listitem").filter(has_text=words["overdue"])
    follow(late.get_by_role("link"))
    expect(page.locator("h1")).to_be_visible()
    page.goto("/funders/")
    follow(page.get_by_role("link", name=words["side"]).first)
    page.get_by_label(words["officer"], exact=True).first.select_option(words["me"])
    summary = page.locator("summary").get_by_text(words["columns"], exact=True)
    summary.focus()
    page.keyboard.press("Enter")
    page.get_by_role("checkbox", name=words["due"], exact=True).uncheck()
    follow(page.get_by_role("button", name=words["show"], exact=True))
    expect(page.locator("tbody tr")).to_have_count(1)
    expect(page.get_by_role("columnheader", name=words["paid"])).to_be_attached()
    expect(page.get_by_role("columnheader", name=words["due"])).to_have_count(0)
    if javascript:
        assert_good_page(page, axe_in=[WIDE, NARROW])
    else:
        assert page.evaluate("document.documentElement.scrollWidth") <= 320
    with page.expect_download() as download:
        page.get_by_role("link", name=words["file"]).click()
    content = download.value.path().read_text("utf-8-sig")
    assert '"paid"' in content
    assert '"due"' not in content
    assert content.count("\n") == 2
    follow(page.locator("tbody").get_by_role("link").nth(1))
    expect(page).to_have_url(report.get_absolute_url())
