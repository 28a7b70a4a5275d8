"""A leader's Monday: a target and its forecast, groups side by side, the people behind them, and another path."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from tests.browser.conftest import WIDE, follow
from tests.factories import InterventionFactory, ParticipationFactory, TargetFactory

SMALL = {"width": 320, "height": 640}
WORDS = {
    "sv": {
        "over_time": "Målen över tid, med prognos",
        "behind": "Ligger 93 efter: 101 behövs till i dag, 8 är inne.",
        "straight": "Jämn takt från start till slut.",
        "change": "Ändra den planerade takten",
        "points": "Hur många som planeras till när",
        "save": "Spara",
        "wrong": "Rad 1: antalet är högre än målet.",
        "ahead": "Ligger 2 före: 6 behövs till i dag, 8 är inne.",
        "needed": "Det behövs:",
        "groups": "Grupper sida vid sida",
        "people": "8 som har avslutats: Vägen",
    },
    "en": {
        "over_time": "Targets over time, with a forecast",
        "behind": "93 behind the path: 101 by today, 8 are in.",
        "straight": "Straight path.",
        "change": "Change the path",
        "points": "How many are planned by when",
        "save": "Save",
        "wrong": "Line 1: the number is higher than the goal.",
        "ahead": "2 ahead of the path: 6 by today, 8 are in.",
        "needed": "Needed:",
        "groups": "Results of groups side by side",
        "people": "8 who have left: Vägen",
    },
}


@pytest.mark.parametrize(("language", "viewport", "scripts"), [("sv", SMALL, False), ("en", WIDE, True)])
def test_a_leader_steers(cast, open_as, assert_good_page, assert_fits, language, viewport, scripts):
    today, words = timezone.localdate(), WORDS[language]
    project = cast.project
    project.starts_on, project.ends_on = today - timedelta(days=201), today + timedelta(days=198)
    project.period_text = project.period_text_en = ""
    project.save()
    TargetFactory(project=project, value=200)
    course = InterventionFactory(project=project, name="Vägen", name_en="")
    for number in range(8):
        days = {
            "entry_date": today - timedelta(days=190 - number * 20),
            "exit_date": today - timedelta(days=5),
        }
        spell = {f"spell__{name}": value for name, value in days.items()}
        ParticipationFactory(
            project=project, spell__intervention=course, spell__exit_reason="completed", **spell
        )
    page = open_as(cast.leader, language=language, viewport=viewport, java_script_enabled=scripts)

    def open_by_keyboard(name):
        link = page.get_by_role("link", name=name)
        link.focus()
        with page.expect_navigation():
            page.keyboard.press("Enter")

    def check():
        if scripts:
            assert_good_page(page, axe_in=[WIDE])
        else:
            assert_fits(page)

    page.goto(f"/projects/{project.slug}/targets/")
    open_by_keyboard(words["over_time"])
    expect(page.locator("main b", has_text=words["behind"])).to_be_visible()
    expect(page.get_by_text(words["straight"])).to_be_visible()
    expect(page.get_by_text(words["needed"])).to_be_visible()
    check()
    open_by_keyboard(words["change"])
    points = page.get_by_label(words["points"])
    points.fill(f"{today + timedelta(days=1)} 900")
    follow(page.get_by_role("button", name=words["save"]).first)
    expect(page.get_by_text(words["wrong"]).first).to_be_visible()
    points.fill(f"{today} 6\n{today + timedelta(days=100)} 120")
    check()
    follow(page.get_by_role("button", name=words["save"]).first)
    open_by_keyboard(words["over_time"])
    expect(page.locator("main b", has_text=words["ahead"])).to_be_visible()
    page.go_back()
    open_by_keyboard(words["groups"])
    expect(page.get_by_role("row", name="Vägen")).to_be_visible()
    check()
    open_by_keyboard(words["people"])
    expect(page.get_by_role("link", name="Elsa Lind").first).to_be_visible()
