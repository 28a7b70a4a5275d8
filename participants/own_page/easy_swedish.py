"""Easy-to-read Swedish on the own page: the choice, kept in a cookie, and the lines of easy_swedish.toml."""

import tomllib
from functools import cache
from pathlib import Path

from django.utils.translation import get_language

from accounts.signing_in.adapters import set_language_cookie
from esfportal.security.link_cookies import LinkCookie

COOKIE = LinkCookie("own-easy")
LANGUAGES = SWEDISH, EASY, _ENGLISH = "sv", "easy", "en"
FILE = Path(__file__).with_name("easy_swedish.toml")


@cache
def lines():
    return tomllib.loads(FILE.read_text("utf-8"))


def lines_for(request):
    """Return {key: lines}; {} for another choice."""
    return lines() if get_language() == SWEDISH and COOKIE.value_of(request) else {}


def language_of(request):
    return EASY if lines_for(request) else get_language()


def choose(response, language):
    set_language_cookie(response, SWEDISH if language == EASY else language)
    if language == EASY:
        COOKIE.set(response, "1")
    else:
        COOKIE.remove(response)
