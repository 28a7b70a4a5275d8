"""Printed pages: the content, without what can only be pressed on a screen."""

import re

from django.urls import reverse
from playwright.sync_api import expect

from tests.browser.conftest import WIDE
from tests.factories import OutcomeEventFactory, ParticipationFactory
from tests.reporting.indicators.report_series import document
from tests.reporting.reports.documents import create_submitted_report
from tests.reporting.reports.test_released_pages import crowd

# The pages that change something, or show more than the printed page.
ACTIONS = re.compile(
    r"/(edit|exit|reenter|outcomes|spells|identity|void|merge|protection|exits|voided|withdraw|delete|changes"
    r"|import|register)/|/evidence/$|[?]rule="
)
PRINTED_LINKS = """
[...document.querySelectorAll("main a[href]:not(.waits), main button")]
  .filter((element) => element.checkVisibility()).map((element) => element.getAttribute("href") ?? "button/edit/")
"""


def test_nothing_to_press_is_printed(cast, open_as):
    person = ParticipationFactory(project=cast.project, incomplete=True)
    OutcomeEventFactory(participation=person)
    report = create_submitted_report(cast.project, document(crowd(), 0, 0))
    page = open_as(cast.leader, viewport=WIDE)
    list_url = reverse("register:list", args=[cast.project.slug])
    for url in (person.get_absolute_url(), report.get_absolute_url(), list_url):
        page.goto(url)
        page.emulate_media(media="print")
        expect(page.locator("main h1")).to_be_visible()
        assert [link for link in page.evaluate(PRINTED_LINKS) if ACTIONS.search(link)] == [], url
        page.emulate_media(media="screen")
