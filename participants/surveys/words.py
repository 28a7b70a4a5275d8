"""Questions that the portal offers, and the words of the page where participants answer."""

import tomllib
from functools import cache
from pathlib import Path

FILE = Path(__file__).with_name("questions.toml")
LANGUAGES = ("sv", "en", "easy")
STEPS = range(1, 6)  # of a scale
YES, NO = 1, 0


@cache
def _read():
    return tomllib.loads(FILE.read_text("utf-8"))


def default_questions(occasion):
    """Return the questions of the occasion as {"key", "kind", "sv", "en", "easy"}."""
    return [each for each in _read()["questions"] if occasion in each["occasions"]]


def words_in(language):
    return _read()["words"][language]


def page_language(language):
    """Return the language of the page's markup: easy-to-read Swedish is Swedish."""
    return "sv" if language == "easy" else language
