"""Every page, in both languages and widths: accessible, without CSP violations, and fitting."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from tests.browser.conftest import NARROW, WIDE
from tests.sizes import DEEP
from tests.test_access import USED_BY, rows_of_the_leader, targets  # noqa: F401  (a fixture)

# URLs that return a file, a picture or JSON.
NOT_PAGES = {
    "imports:import_template",
    "imports:import_workbook_template",
    "register:exported_file",
    "certificates:group_file",
    "reports:download",
    "reports:download_released",
    "reports:download_with_commas",
    "reports:download_released_with_commas",
    "reports:attachment",
    "evidence:download",
    "cofinancing:scan",
    "reports:csv_columns",
    "reports:expected_file",
    *(f"programme:{rows}_{kind}" for rows in ("sums", "projects") for kind in ("csv", "xlsx")),
    "employers:file",
    "hours:csv",
    *(f"{app}:{kind}" for app in ("claims", "funders", "sampling", "statistics") for kind in ("csv", "xlsx")),
    *("sampling:list_csv", "sampling:list_xlsx", "scb_template:file", "scb_template:stored"),
    *("hours:xlsx", "forecasts:targets_pdf", "cohorts:from_entry_pdf", "comparisons:results_pdf"),
    *("calendars:feed", "own_page:e_id_keys"),
    "surveys:file",
    *("imports:attendance_of_activity", "imports:attendance_of_month"),
    *("imports:import_rows_csv", "imports:import_rows_xlsx"),
    *("projects:file", "projects:example_file"),
    "stay",
    *("robots", "sitemap", "bank:feed", "bank_en:feed"),
}
# In the language of their addresses, and without an account: test_the_public_pages_are_good.
PUBLIC = ("bank:", "bank_en:")
FAMILIES = {
    "projects": ("projects:", "cohorts:", "comparisons:", "forecasts:"),
    "team": "team:",
    "participants": "register:",
    "employers": "employers:",
    "anonymous": "anonymous:",
    "benefits": ("benefits:", "contact:"),
    "attendance": ("attendance:", "certificates:", "week_sheets:", "hours:", "cofinancing:"),
    "claims": ("claims:", "sampling:", "statistics:", "scb_template:"),
    "surveys": "surveys:",
    "imports": "imports:",
    "merging": "merging:",
    "plans": "plans:",
    "consents": ("consents:", "own_page:"),
    "evidence": "evidence:",
    "casework": ("casework:", "calendars:"),
    "privacy": "privacy:",
    "reports": ("reports:", "programme:", "funders:"),
    "others": ("account", "notifications:", "home", "accessibility", "mfa_", "second_factor"),
}


def pages(prefix):
    # From the access table, so that new pages are included.
    for name, target, usage, _expected in rows_of_the_leader():
        if name.startswith(prefix) and "get" in USED_BY[usage] and name not in NOT_PAGES:
            yield name, target


@pytest.mark.parametrize(("language", "window"), [("sv", NARROW), ("en", WIDE)], ids=["sv", "en"])
@pytest.mark.parametrize("prefix", FAMILIES.values(), ids=FAMILIES)
def test_pages_are_good(prefix, language, window, cast, targets, open_as, assert_good_page):  # noqa: F811
    cast.leader.set_password("tre ord och en fyra")
    cast.leader.save()
    page = open_as(cast.leader, language=language)
    for number, (name, target) in enumerate(pages(prefix)):
        # axe, which takes most of the time, looks at half of the pages in each language and window.
        is_turn = DEEP or number % 2 == (language == "sv")
        if not is_turn and language == "en":
            continue  # the longer words are Swedish
        page.goto(reverse(name, args=targets[target]))
        expect(page.locator("html")).to_have_attribute("lang", language)
        assert_good_page(page, axe_in=[window] if is_turn else [])


def test_every_page_of_the_access_table_is_tested():
    listed = {name for family in (*FAMILIES.values(), PUBLIC) for name, _target in pages(family)}
    all_pages = {name for name, _target in pages("")}
    assert listed == all_pages


@pytest.mark.parametrize("who", ["funder", "case_worker", "administrator", "without_role"])
def test_the_lists_are_good_for_every_role(who, cast, targets, open_as, assert_good_page):  # noqa: F811
    page = open_as(getattr(cast, who))
    for address in ("/projects/", "/reports/", "/account/", "/funders/", "/funders/projects/"):
        page.goto(address)
        assert_good_page(page, axe_in=[WIDE])
    if who in ("funder", "case_worker", "administrator"):
        page.goto(cast.project.get_absolute_url())
        assert_good_page(page, axe_in=[WIDE])
    if who == "funder":  # the notes, which no other role opens
        for name, target in (("notes", "project"), ("change_note", "note"), ("remove_note", "note")):
            page.goto(reverse(f"reports:{name}", args=targets[target]))
            assert_good_page(page, axe_in=[WIDE])


@pytest.mark.parametrize(("namespace", "language"), [("bank", "sv"), ("bank_en", "en")])
def test_the_public_pages_are_good(namespace, language, cast, targets, new_page, assert_good_page):  # noqa: F811
    page = new_page(language="en" if language == "sv" else "sv")
    for name, target in pages(f"{namespace}:"):
        page.goto(reverse(name, args=targets[target]))
        expect(page.locator("html")).to_have_attribute("lang", language)
        assert_good_page(page)
    page.goto("/")
    assert_good_page(page)
    assert {cookie["name"] for cookie in page.context.cookies()} == {"django_language"}  # of the test
