"""Lists of mistakes, changes and people of an import on a phone: all is read without scrolling sideways."""

import os
from pathlib import Path

import pytest
from playwright.sync_api import expect

from participants.register.models import Person
from tests.browser.conftest import NARROW
from tests.factories import OSKARSHAMN, ParticipationFactory
from tests.participants.imports.files import ASA, BO, EVA, csv_file, person

SHOTS = os.environ.get("SHOTS")
HEADINGS = {
    "sv": ("Rad 2", "Läge", "Vad som händer, och vad du kan göra"),
    "en": ("Row 2", "State", "What happens, and what to do"),
}
# Cells whose content is not within the window.
CUT_OFF = """table => [...table.querySelectorAll('tbody th, tbody td')].filter(cell => {
  const box = cell.getBoundingClientRect();
  return box.width > 1 && (box.right > innerWidth + 1 || cell.scrollWidth > cell.clientWidth + 1);
}).map(cell => cell.textContent.trim())"""


@pytest.fixture
def upload(cast, open_as):
    def uploaded(rows, language):
        page = open_as(cast.leader, language=language, viewport=NARROW)
        page.goto(f"/projects/{cast.project.slug}/participants/import/")
        file = {
            "name": "lista.csv",
            "mimeType": "text/csv",
            "buffer": csv_file(rows, language=language).read(),
        }
        page.locator("input[type=file]").set_input_files(file)
        page.locator("main form:has(input[type=file]) button[type=submit]").first.click()
        return page

    return uploaded


def labels_of(table):
    found = table.locator("th, td").evaluate_all(
        "cells => cells.map(cell => getComputedStyle(cell, '::before').content)"
    )
    return {label.strip('"') for label in found}


@pytest.mark.parametrize("language", ["sv", "en"])
def test_mistakes_are_read_on_a_phone(language, upload, assert_good_page):
    page = upload(
        [person(ASA, entry_date="2018-02-30", municipality="Ingenstans"), person(BO, rural="x")], language
    )
    expect(page.locator("section[role=alert]")).to_be_visible()
    table = page.locator("#rows table")
    check(page, table, f"mistakes-{language}")
    row, *labels = HEADINGS[language]
    expect(table.locator("tbody th").first).to_have_text(row, use_inner_text=True)
    assert set(labels) <= labels_of(table)
    assert_good_page(page)


@pytest.mark.parametrize("language", ["sv", "en"])
def test_changes_are_read_on_a_phone(language, cast, upload, assert_good_page):
    stored = {"given_name": "Åsa", "family_name": "Öberg-Lindström-Andersson", "education_level": 3}
    ParticipationFactory(
        project=cast.project,
        person__number=ASA,
        spell__entry_date="2018-03-01",
        spell__municipality_id=OSKARSHAMN,
        **stored,
    )
    page = upload([person(ASA, family_name="Ek", education_level="5", municipality="0883")], language)
    table = page.locator("table").filter(has_text="Öberg-Lindström-Andersson")
    expect(table).to_be_visible()
    check(page, table, f"changes-{language}")
    row, *labels = HEADINGS[language]
    expect(table.locator("tbody th").first).to_have_text(row, use_inner_text=True)
    assert set(labels) <= labels_of(table)
    assert_good_page(page)


@pytest.mark.parametrize("language", ["sv", "en"])
def test_questions_about_people_are_read_on_a_phone(language, cast, upload, assert_good_page):
    known = Person.objects.get(
        pk=ParticipationFactory(
            project=cast.project,
            person__number=EVA,
            spell__entry_date="2017-10-02",
            spell__municipality_id=OSKARSHAMN,
            given_name="Åsa",
            family_name="Öberg",
        ).person_id
    )
    row = person("", birth_date=known.birth_date.isoformat(), gender=known.sex, entry_date="2018-06-01")
    page = upload([row], language)
    table = page.locator("#people table")
    expect(table).to_be_visible()
    check(page, table, f"people-{language}")
    assert_good_page(page)


def check(page, table, name):
    if SHOTS:
        page.screenshot(path=Path(SHOTS) / f"{name}.png", full_page=True)
    assert table.evaluate(CUT_OFF) == []
