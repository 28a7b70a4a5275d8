"""An administrator makes a project of a file with a mistake, in both languages."""

import os
from pathlib import Path

import pytest
from django.conf import settings
from playwright.sync_api import expect

from tests.browser.conftest import follow

KALMAR = Path(settings.BASE_DIR) / "projects" / "files" / "kalmar.toml"
SHOTS = os.environ.get("SHOTS")
WORDS = {
    "sv": ("Kontrollera filen", "Kontrollera igen", "Skapa projektet", "Återstår att göra"),
    "en": ("Check the file", "Check again", "Create the project", "Left to do"),
}


@pytest.mark.parametrize("language", WORDS)
def test_a_file_is_corrected_on_the_page_and_saved(language, cast, open_as, assert_good_page, tmp_path):
    check, again, create, left = WORDS[language]
    wrong = tmp_path / "project.toml"
    text = KALMAR.read_text(encoding="utf-8").replace("ends_on = 2020-11-30", "")
    wrong.write_text(text.replace("value = 60", "value = 600"), encoding="utf-8")
    page = open_as(cast.administrator, language=language)

    def good(name):
        assert_good_page(page)
        page.set_viewport_size({"width": 320, "height": 800})
        assert page.evaluate("document.scrollingElement.scrollWidth <= innerWidth"), name
        if SHOTS:
            for width in (320, 1280):
                page.set_viewport_size({"width": width, "height": 900})
                page.screenshot(path=Path(SHOTS) / f"{name}-{language}-{width}.png", full_page=True)

    page.goto("/new-project/")
    good("create")
    page.goto("/new-project/file/")
    good("choose")
    page.get_by_label("Fil" if language == "sv" else "File", exact=True).set_input_files(wrong)
    follow(page.get_by_role("button", name=check, exact=True))
    expect(page.get_by_text("targets[1].value")).to_be_visible()
    good("mistakes")
    page.locator("#id_text").fill(text)
    follow(page.get_by_role("button", name=again))
    expect(page.get_by_role("button", name=create)).to_be_visible()
    good("plan")
    follow(page.get_by_role("button", name=create))
    expect(page.get_by_role("heading", name=left)).to_be_visible()
    good("project")
