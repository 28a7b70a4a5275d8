"""Fixtures for tests with a real browser.

    def test_the_list(cast, open_as):
        page = open_as(cast.leader)
        page.goto("/projects/")
        assert_good_page(page)

A console error, a script error or a CSP violation fails the test that caused it.

A click returns before the next page is there. So a test waits after it, before it asserts anything: with `expect(...)`,
with `page.wait_for_url(...)`, or by clicking with `follow(...)`. tests/esfportal/test_waits.py checks it.
"""

import logging
import os
import re
import shutil
from importlib.resources import files

import pytest
from django.conf import settings as django_settings
from playwright.sync_api import expect, sync_playwright

from esfportal.security import csp_reports
from tests.browser.live_server import wait_for_open_requests
from tests.signing_in import signed_in

PATIENCE = 60_000  # milliseconds, on a machine that does much else besides
NARROW = {"width": 390, "height": 844}
WIDE = {"width": 1280, "height": 900}
FLAGS = ["--disable-gpu", "--disable-background-networking", "--disable-component-update", "--no-first-run"]
KNOWN_NAMES = (
    "chromium-headless-shell",
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
)
# The labels of stacked tables that scroll sideways, which they should not.
OVERFLOWING_STACKED_TABLES = """
[...document.querySelectorAll(".table-scroll:has(.stacked)")]
  .filter((box) => box.scrollWidth > box.clientWidth).map((box) => box.ariaLabel)
"""
# The event also fires for violations that the console does not show.
LOG_CSP_VIOLATIONS = """
document.addEventListener("securitypolicyviolation", (event) => console.error(
  `policy: ${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}`));
"""
# All rules. Without `resultTypes` axe also describes every element that passes.
VIOLATIONS = """
() => {
  if (!window.axe) loadAxe();
  return axe.run({ resultTypes: ["violations"], selectors: false }).then((result) => result.violations);
}
"""


def pytest_collection_modifyitems(items):
    for item in items:
        if "browser" in str(item.path.parent):
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.django_db(transaction=True))


@pytest.fixture(scope="session")
def chromium():
    # The browser of the environment variable CHROMIUM, or one on the PATH.
    path = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, KNOWN_NAMES)), None)
    flags = [*FLAGS, "--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else FLAGS
    expect.set_options(timeout=PATIENCE)
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        # Playwright has an event loop in this thread, but the ORM is not used inside it.
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        browser = playwright.chromium.launch(executable_path=path, args=flags)
        yield browser
        browser.close()


def from_here(page, *viewports):
    """Return the viewports, the one that the page has first: to change it costs as much as many a page."""
    return sorted(viewports, key=lambda viewport: viewport != page.viewport_size)


def follow(locator):
    """Click a link or a button, and wait until the next page has loaded."""
    with locator.page.expect_navigation():
        locator.click()


class ProblemWatch:
    """Problems in a test's pages. `expect(text)` allows one that the test causes on purpose."""

    def __init__(self):
        self.problems, self.expected = [], []

    def expect(self, text):
        self.expected.append(text)

    def on(self, page):
        page.on("console", lambda message: message.type == "error" and self.problems.append(message.text))
        page.on("pageerror", lambda error: self.problems.append(str(error)))

    def wait_for(self, text, page):
        # The browser sends its reports with a delay.
        for _each in range(PATIENCE // 100):
            if any(text in problem for problem in self.problems):
                return
            page.wait_for_timeout(100)
        raise AssertionError(f"{text!r} never came: {self.problems}")

    @property
    def unexpected(self):
        return [problem for problem in self.problems if not any(text in problem for text in self.expected)]


class CspReportHandler(logging.Handler):
    def __init__(self, watch):
        super().__init__()
        self.watch = watch

    def emit(self, record):
        self.watch.problems.append(f"reported: {record.getMessage()}")


@pytest.fixture
def watch():
    watch = ProblemWatch()
    reports = CspReportHandler(watch)
    csp_reports.logger.addHandler(reports)
    yield watch
    csp_reports.logger.removeHandler(reports)
    assert not watch.unexpected, "\n".join(watch.unexpected)


@pytest.fixture
def new_page(chromium, live_server, watch, transactional_db, axe):
    """`new_page(user=None, language="sv", viewport=WIDE, **options)`: a page in a new profile."""
    contexts = []

    def open_page(user=None, language="sv", viewport=WIDE, **options):
        context = chromium.new_context(
            base_url=live_server.url, viewport=viewport, locale="sv-SE", reduced_motion="reduce", **options
        )
        contexts.append(context)
        context.set_default_timeout(PATIENCE)
        context.add_init_script(LOG_CSP_VIOLATIONS)
        # Sent once for all pages of the context; a page that is not checked only skims over the function.
        context.add_init_script(f"window.loadAxe = () => {{ {axe} }}")
        cookies = {django_settings.LANGUAGE_COOKIE_NAME: language}
        if user is not None:
            cookies[django_settings.SESSION_COOKIE_NAME] = _session_of(user)
        context.add_cookies(
            [{"name": name, "value": value, "url": live_server.url} for name, value in cookies.items()]
        )
        page = context.new_page()
        watch.on(page)
        return page

    yield open_page
    for context in contexts:
        context.close()
    # Otherwise late requests use the database while it is emptied.
    wait_for_open_requests(live_server)


@pytest.fixture
def browser_page(new_page):
    return new_page()


@pytest.fixture
def open_as(new_page):
    """`open_as(user, language="en", viewport=NARROW)`: a page of a signed-in user."""
    return new_page


def _session_of(user):
    return signed_in(user).cookies[django_settings.SESSION_COOKIE_NAME].value


@pytest.fixture(scope="session")
def axe():
    return files("axe_playwright_python").joinpath("axe.min.js").read_text()


@pytest.fixture
def assert_accessible():
    # axe must report no violation, not even a minor one.
    def check(page):
        violations = page.evaluate(VIOLATIONS)
        assert not violations, "\n".join(
            f"{page.url} {violation['id']}: {violation['help']}: {node['html'][:200]}"
            for violation in violations
            for node in violation["nodes"]
        )

    return check


@pytest.fixture
def assert_fits():
    # Only tables may scroll sideways, except stacked ones.
    def check(page):
        width, window_width = page.evaluate("[document.scrollingElement.scrollWidth, innerWidth]")
        assert width <= window_width, f"{page.url} is {width} wide in a window of {window_width}"
        wide = page.evaluate(OVERFLOWING_STACKED_TABLES)
        assert not wide, f"{page.url} in a window of {window_width}: {wide}"

    return check


@pytest.fixture
def assert_good_page(assert_accessible, assert_fits):
    """`assert_good_page(page)`: titled, accessible and fitting in a narrow and a wide window."""

    def check(page, axe_in=(NARROW, WIDE)):  # axe is slow: one size is enough for many pages
        page.wait_for_load_state()
        expect(page).to_have_title(re.compile(r"esfportal$"))
        expect(page.locator("h1")).to_have_count(1)
        for viewport in from_here(page, NARROW, WIDE):
            page.set_viewport_size(viewport)
            assert_fits(page)
            if viewport in axe_in:
                assert_accessible(page)

    return check
