"""Easy-to-read Swedish on the own page: the choice, its texts, and that they are easy."""

import re

import pytest
from django.conf import settings

from participants.own_page.easy_swedish import lines
from tests.factories import ParticipationFactory
from tests.participants.own_page.samples import browser, link_of, opened

HARD = re.compile(r"\b(som|att|eftersom|när|innan|medan|därför|vilket|där)\b")
TEMPLATES = settings.BASE_DIR / "templates/participants/own_page"


def test_each_line_is_one_short_sentence_without_a_clause():
    all_lines = [line for found in lines().values() for line in found]
    assert [line for line in all_lines if not re.fullmatch(r"[A-ZÅÄÖ][^.?!,]*[.?]", line)] == []
    assert [line for line in all_lines if len(line.split()) > 10 or HARD.search(line)] == []


def test_each_text_is_on_a_page():
    used = [
        key for path in TEMPLATES.glob("*.html") for key in re.findall(r"lines=easy\.(\w+)", path.read_text())
    ]
    assert {*used} == {*lines()}


@pytest.mark.django_db
def test_the_own_page_has_three_choices_of_language(cast):
    participation = ParticipationFactory(project=cast.project)
    link_of(participation)
    phone = opened(participation)
    easy = ("Är något fel?", "css/easy.css")
    for language, next_path, leads_to, shown in (
        ("easy", "/me/record/", "/me/record/", (True, True)),
        ("en", "/projects/", "/me/", (False, False)),
        ("sv", "https://evil.example/me/", "/me/", (False, False)),
        ("xx", "/me/plan/", "/me/", (False, False)),
        ("easy", "//evil.example", "/me/", (True, True)),
    ):
        assert phone.post("/me/language/", {"language": language, "next": next_path}).url == leads_to
        page = phone.get("/me/record/")
        assert tuple(text in page.text for text in easy) == shown
        assert f'<html lang="{"en" if language == "en" else "sv"}"' in page.text
    without_session = browser()
    without_session.post("/me/language/", {"language": "easy"})
    assert "Har projektet din e-postadress?" in without_session.get("/me/link/").text
    assert "Då är den här sidan för dig." in without_session.get("/me/").text
