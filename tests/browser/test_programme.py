"""An export by cut-off date, from the figures of the programme to the file, by an officer of the managing authority."""

import pytest
from playwright.sync_api import expect

from accounts.models import Organisation
from projects.models import Project
from tests.browser.conftest import NARROW, WIDE, follow
from tests.jobs import run_jobs
from tests.reporting.funders.examples import released_report

WORDS = {
    "sv": {
        "exports": "Exporter per brytdatum",
        "period": "Programperiod",
        "cutoff": "Brytdatum",
        "count": "Räkna",
        "go_on": "Gå vidare och bekräfta",
        "reason": "Skäl",
        "confirm": "Bekräfta och lås",
        "file": "Hämta som CSV",
    },
    "en": {
        "exports": "Exports by cut-off date",
        "period": "Programme period",
        "cutoff": "Cut-off",
        "count": "Count",
        "go_on": "Go on to confirm",
        "reason": "Reason",
        "confirm": "Confirm and freeze",
        "file": "Download as CSV",
    },
}


@pytest.mark.parametrize(("language", "javascript"), [("sv", True), ("en", False)])
def test_an_export_by_cutoff_date(cast, open_as, assert_good_page, language, javascript):
    words = WORDS[language]
    authority = Organisation.objects.create(name="Svenska ESF-rådet", is_managing_authority=True)
    type(cast.funder).objects.filter(pk=cast.funder.pk).update(organisation=authority)
    Project.objects.update(programme_period="2014-2020")
    released_report(cast.project, by=cast.leader)
    page = open_as(
        cast.funder,
        language=language,
        viewport=WIDE if javascript else {"width": 320, "height": 700},
        java_script_enabled=javascript,
    )

    def look():
        if javascript:
            assert_good_page(page, axe_in=[WIDE, NARROW])
        else:
            assert page.evaluate("document.documentElement.scrollWidth") <= 320

    page.goto("/programme/")
    look()
    follow(page.get_by_role("link", name=words["exports"]))
    page.get_by_label(words["period"]).select_option("2014-2020")
    page.get_by_label(words["cutoff"]).select_option("2019-06-30")
    look()
    follow(page.get_by_role("button", name=words["count"], exact=True))
    expect(page.locator("h1")).to_have_text(f"{words['cutoff']} 201906")
    run_jobs("cutoff_export")
    page.reload()
    look()
    follow(page.get_by_role("link", name=words["go_on"]))
    page.get_by_label(words["reason"]).fill("Koderna kommer.")
    look()
    follow(page.get_by_role("button", name=words["confirm"]))
    with page.expect_download() as download:
        page.get_by_role("link", name=words["file"]).click()
    assert '"201906"' in download.value.path().read_text("utf-8-sig")
